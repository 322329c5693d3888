#!/usr/bin/env python3
"""Compares thousands of pairs of texts in every way that docs/scale.md tells of, checks that the answers are equal, and
measures how many pairs a second each way takes.

    python3 -m venv spark-env && spark-env/bin/pip install pyspark      # and Java 17 or later
    cargo build --release
    spark-env/bin/python benches/spark.py

The pairs are made of the sample texts by edits that a seed decides: the same seed, the same pairs. Without pyspark or Java,
`--workers ''` leaves Spark out; nothing is ever reported that was not run.
"""

import argparse
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def sections(text):
    """The parts of a Markdown text, each from its heading on; front matter is left out."""
    if text.startswith("---\n"):
        text = text[text.index("\n---\n", 4) + 5 :]
    parts, lines = [], []
    for line in text.splitlines(keepends=True):
        if line.startswith("#") and lines:
            parts.append("".join(lines))
            lines = []
        lines.append(line)
    return parts + ["".join(lines)]


def edited(parts, dice):
    """The parts with some words left out, put in or changed, and some parts gone, swapped or taken in."""
    parts = list(parts)
    for at, part in enumerate(parts):
        if dice.random() < 0.4:
            head, _, body = part.partition("\n")
            words = body.split(" ")
            for _ in range(1 + len(words) // 40):
                place = dice.randrange(len(words))
                words[place] = dice.choice(["", words[place] + " oraz", "nowe", dice.choice(words), "3,1%"])
            parts[at] = head + "\n" + " ".join(words)
    if len(parts) > 3 and dice.random() < 0.5:
        parts.pop(dice.randrange(1, len(parts)))
    if len(parts) > 3 and dice.random() < 0.5:
        one, other = dice.sample(range(1, len(parts)), 2)
        parts[one], parts[other] = parts[other], parts[one]
    if dice.random() < 0.3:
        parts.append("## Zadanie dodatkowe %d\n\nSamorząd powoła zespół i ogłosi nabór.\n" % dice.randrange(100))
    return parts


def pairs(count, seed):
    """So many pairs of texts, each a run of sections of a sample and what edits made of it."""
    dice = random.Random(seed)
    names = sorted(glob.glob(os.path.join(ROOT, "strategy", "*", "*.md")))
    if not names:
        sys.exit("there are no sample texts below strategy/")
    samples = []
    for name in names:
        with open(name, encoding="utf-8") as file:
            samples.append(sections(file.read()))
    for number in range(count):
        parts = dice.choice(samples)
        length = min(len(parts), dice.randrange(6, 31))
        start = dice.randrange(len(parts) - length + 1)
        before = parts[start : start + length]
        yield {"id": number, "before": {"text": "".join(before)}, "after": {"text": "".join(edited(before, dice))}}


def plain(line):
    """An answer without the number of its line, which counts from the start of each piece."""
    answer = json.loads(line)
    del answer["line"]
    return answer


ROUNDS = 1


def timed(work):
    """The least time that the work took in so many rounds, and its result, which must be the same in each."""
    seconds, results = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        results.append(work())
        seconds.append(time.perf_counter() - start)
    if any(result != results[0] for result in results):
        sys.exit("the same work gave different results")
    return min(seconds), results[0]


def lines_of(command, path, cwd=None):
    with open(path, "rb") as file:
        done = subprocess.run(command, stdin=file, stdout=subprocess.PIPE, check=True, cwd=cwd)
    return done.stdout.decode("utf-8").splitlines()


def singles(nowela, requests, folder):
    """One call of `nowela diff` for each pair, one after the other, on files that are there already."""
    names = []
    for request in requests:
        pair = []
        for side in ("before", "after"):
            name = os.path.join(folder, "%d-%s.md" % (request["id"], side))
            with open(name, "w", encoding="utf-8", newline="") as file:
                file.write(request[side]["text"])
            pair.append(name)
        names.append(pair)

    def loop():
        call = lambda pair: subprocess.run(
            [nowela, "diff", *pair, "--format", "json"], stdout=subprocess.PIPE, check=True, cwd=folder
        )
        return [call(pair).stdout for pair in names]

    seconds, outputs = timed(loop)
    return seconds, [json.loads(output) for output in outputs]


def spark(nowela, path, workers, partitions):
    """The pairs under Spark, with so many workers of one core each; the cluster is started before the clock is."""
    import pyspark

    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    conf = pyspark.SparkConf().setMaster("local-cluster[%d,1,1024]" % workers).setAppName("nowela")
    conf.set("spark.executor.memory", "512m").set("spark.ui.enabled", "false").set("spark.ui.showConsoleProgress", "false")
    conf.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
    context = pyspark.SparkContext(conf=conf)
    context.setLogLevel("ERROR")
    try:
        # Wait for every worker, with its Python warm.
        alive = lambda: len(set(context.parallelize(range(workers * 8), workers * 8).map(where).collect()))
        deadline = time.monotonic() + 120
        while alive() < workers:
            if time.monotonic() > deadline:
                sys.exit("Spark started fewer than %d workers" % workers)
            time.sleep(0.5)
        texts = context.textFile("file://" + path, partitions)
        # Spark brings the program to every worker; the texts are within the lines.
        context.addFile(nowela)
        command = "./%s batch --jobs 1 --strict" % os.path.basename(nowela)
        return timed(lambda: texts.pipe(command, checkCode=True).collect())
    finally:
        context.stop()


def where(_):
    """Which worker it is that runs this, told by its folder."""
    time.sleep(0.05)
    return os.getcwd()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nowela", default=os.path.join(ROOT, "target", "release", "nowela"))
    parser.add_argument("--pairs", type=int, default=4000)
    parser.add_argument("--singles", type=int, default=500, help="pairs that the loop of single calls takes")
    parser.add_argument("--workers", default="1,2,4", help="Spark clusters to try; empty for none")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is timed; the least time counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    arguments = parser.parse_args()
    global ROUNDS
    ROUNDS = max(1, arguments.rounds)
    nowela = os.path.abspath(arguments.nowela)
    if not os.access(nowela, os.X_OK):
        sys.exit("there is no program at %s: cargo build --release" % nowela)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    workers = [int(count) for count in arguments.workers.split(",") if count]

    folder = tempfile.mkdtemp(prefix="nowela-spark-")
    try:
        path = os.path.join(folder, "pairs.jsonl")
        requests = list(pairs(arguments.pairs, arguments.seed))
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            for request in requests:
                file.write(json.dumps(request, ensure_ascii=False) + "\n")
        size = os.path.getsize(path)
        print("%d pairs, %.1f MB, %d cores" % (len(requests), size / 1e6, cores), flush=True)
        rates, unequal = {}, []

        def report(name, seconds, count, equal):
            rates[name] = count / seconds
            base = rates.get("single calls", rates[name])
            print(
                "%-28s %7.2f s %8.1f pairs/s   x %5.2f of single calls   %s"
                % (name, seconds, rates[name], rates[name] / base, "equal" if equal else "DIFFERENT"),
                flush=True,
            )
            if not equal:
                unequal.append(name)

        some = requests[: arguments.singles]
        alone, outputs = singles(nowela, some, folder)
        seconds, answers = timed(lambda: lines_of([nowela, "batch", "--jobs", "1", "--strict"], path))
        expected = [plain(line) for line in answers]
        agree = [
            {key: output[key] for key in ("before", "after", "summary")}
            == {key: answer[key] for key in ("before", "after", "summary")}
            and answer["id"] == request["id"]
            for output, answer, request in zip(outputs, expected, some)
        ]
        report("single calls", alone, len(some), len(agree) == len(some) and all(agree))
        report("batch --jobs 1", seconds, len(requests), len(expected) == len(requests))
        seconds, answers = timed(lambda: lines_of([nowela, "batch", "--strict"], path))
        report("batch (%d cores)" % cores, seconds, len(requests), [plain(line) for line in answers] == expected)
        block = str(max(size // (cores * 8), 1 << 20))
        if shutil.which("parallel"):
            command = ["parallel", "--pipe", "--block", block, "--keep-order", "--will-cite", nowela, "batch", "--jobs", "1"]
            seconds, answers = timed(lambda: lines_of(command, path))
            report("GNU parallel", seconds, len(requests), [plain(line) for line in answers] == expected)
        for count in workers:
            seconds, answers = spark(nowela, path, count, 4 * max(workers))
            report("Spark, %d worker(s)" % count, seconds, len(requests), [plain(line) for line in answers] == expected)
        first = "Spark, %d worker(s)" % workers[0] if workers else None
        for count in workers[1:]:
            name = "Spark, %d worker(s)" % count
            print("%s: x %.2f of %d worker(s)" % (name, rates[name] / rates[first], workers[0]))
        if arguments.json:
            with open(arguments.json, "w", encoding="utf-8") as file:
                json.dump({"pairs": len(requests), "cores": cores, "pairs_per_second": rates}, file, indent=1)
                file.write("\n")
        if unequal:
            sys.exit("not equal: " + ", ".join(unequal))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
