#!/usr/bin/env python3
"""How lineage does on a long history of one real text: time, memory, size of what is kept, and identity.

    python3 benches/history.py target/release/nowela DIR --revisions 240 [--truth TRUTH.tsv]

DIR holds states of one text as YYYY-MM-DD.md. Between two of them, revisions are made by applying their differences little
by little, from the top of the text to its end. TRUTH.tsv tells sections that are the same, one pair per line: date, number of
the heading (from 0), later date, number of the heading there. Needs git and nothing but Python's own library.
"""

import argparse
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time


def revisions(states, wanted):
    """Texts and their dates, oldest first: every state, and what leads from each to the next."""
    hunks = []
    for (_, before), (date, after) in zip(states, states[1:]):
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        changes = [it for it in matcher.get_opcodes() if it[0] != "equal"]
        hunks.append((date, before, after, changes))
    total = sum(len(it[3]) for it in hunks)
    made = [(states[0][0], states[0][0], "".join(states[0][1]))]
    for date, before, after, changes in hunks:
        steps = max(1, round(wanted * len(changes) / max(1, total)))
        for step in range(1, steps + 1):
            done = changes[: len(changes) * step // steps]
            text, at = [], 0
            for _, first, last, low, high in done:
                text += before[at:first] + after[low:high]
                at = last
            text = "".join(text + before[at:])
            if text != made[-1][2]:
                made.append((date, date if step == steps else None, text))
    return made


def archive(folder, made):
    """An archive with one commit per text; returns the commit of each state by its date."""
    git = ["git", "-C", folder]
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    stream, marks = [], {}
    for number, (_, state, text) in enumerate(made, 1):
        moment = f"{1_400_000_000 + number * 86_400} +0000"
        data = text.encode()
        message = f"Revision {number}\n".encode()
        stream.append(f"commit refs/heads/main\nmark :{number}\ncommitter History <history@example.org> {moment}\n".encode())
        stream.append(f"data {len(message)}\n".encode() + message)
        if number == 1:
            stream.append(b'M 644 inline nowela.toml\ndata 16\nlanguage = "en"\n\n')
        stream.append(f"M 644 inline strategy/text/text.md\ndata {len(data)}\n".encode() + data + b"\n")
        if state:
            marks[state] = number
    marks_file = os.path.join(folder, ".git", "marks")
    subprocess.run(git + ["fast-import", "--quiet", f"--export-marks={marks_file}"], input=b"".join(stream), check=True)
    subprocess.run(git + ["reset", "-q", "--hard"], check=True)
    ids = dict(line.split() for line in open(marks_file, encoding="ascii"))
    return {state: ids[f":{number}"] for state, number in marks.items()}


def timed(arguments, folder):
    """Output, seconds and peak memory in MB of a run."""
    out = tempfile.TemporaryFile()
    start = time.monotonic()
    process = subprocess.Popen(arguments, cwd=folder, stdout=out)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status:
        sys.exit(f"{arguments} failed")
    out.seek(0)
    return out.read(), seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nowela")
    parser.add_argument("dir", type=pathlib.Path)
    parser.add_argument("--revisions", type=int, default=240)
    parser.add_argument("--truth", type=pathlib.Path)
    given = parser.parse_args()
    nowela = os.path.abspath(given.nowela)
    files = sorted(given.dir.glob("*.md"))
    states = [(file.stem, file.read_text(encoding="utf-8").splitlines(keepends=True)) for file in files]
    made = revisions(states, given.revisions)
    with tempfile.TemporaryDirectory() as folder:
        commits = archive(folder, made)
        command = [nowela, "evolve", "text", "--revisions", "--format", "json"]
        first, cold, memory = timed(command, folder)
        again, warm, less = timed(command, folder)
        assert first == again, "what is kept changed the outcome"
        kept = sum(file.stat().st_size for file in pathlib.Path(folder, ".git/nowela/cache").iterdir())
        view = json.loads(first)
        print(f"{len(states)} states, {len(view['states'])} revisions, {view['states'][-1]['words']} words at the end")
        print(f"first run {cold:.2f} s, {memory:.0f} MB; again {warm:.2f} s, {less:.0f} MB (ratio {warm / cold:.3f})")
        print(f"kept {kept / 1024:.0f} KB; texts {sum(len(it[2].encode()) for it in made) / 1024:.0f} KB")
        for name, arguments in [("trace", ["trace", "text", "L5"]), ("blame", ["blame", "text"])]:
            _, seconds, _ = timed([nowela, *arguments], folder)
            print(f"{name} {seconds:.2f} s")
        _, direct, _ = timed([nowela, "diff", commits[files[0].stem], commits[files[-1].stem], "--stat"], folder)
        print(f"one comparison of the first and the last text {direct:.2f} s")
        if given.truth:
            number = {state["revision"]: at for at, state in enumerate(view["states"])}
            life = {}
            for section in view["sections"]:
                for state, index in section["stages"]:
                    life[state, index] = section["id"]
            pairs = right = 0
            wrong = []
            for line in given.truth.read_text(encoding="ascii").splitlines():
                before, one, after, other = line.split("\t")
                ids = [life.get((number[commits[date]], int(index))) for date, index in [(before, one), (after, other)]]
                pairs += 1
                right += ids[0] is not None and ids[0] == ids[1]
                if ids[0] != ids[1]:
                    wrong.append((before, one, after, other, *ids))
            print(f"sections known to be the same: {pairs}, of one life {right} ({100 * right / max(1, pairs):.2f} %)")
            for it in wrong[:20]:
                print("  ", *it)


main()
