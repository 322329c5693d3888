### Many comparisons: help, what lines are refused for, and how it ended

batch-failed = { $failed ->
    [one] one line
   *[other] { $failed } lines
  } of { $all } could not be compared; the answers say why (`error`). With --strict that is exit code 1.
failure-batch-encoding = the line is no UTF-8 from byte { $byte } on
failure-batch-encoding-next = Write the line in UTF-8; give a text in another encoding as base64, or name its file.
failure-batch-json = the line is no JSON object: { $message } (column { $column })
failure-batch-json-next = Write each comparison as one JSON object on one line; nowela batch --help shows some.
failure-batch-request = the line asks for nothing known: { $message } (column { $column })
failure-batch-request-next = A line has before and after, and may have id, archive and document; nowela batch --help shows some.
failure-batch-given = a text within the line needs either text or base64, and not both
failure-batch-given-next = Write a text as {"{"}"text": "…"{"}"}, a file as {"{"}"base64": "…", "name": "a.docx"{"}"}.
failure-batch-base64 = what stands as base64 is none: { $message }
failure-batch-base64-next = Encode the bytes of the file with the standard alphabet, with padding and without line breaks.
failure-batch-long = the line is longer than { $most } MiB
failure-batch-long-next = Name files instead of putting texts into the line, or allow longer ones with --max-line.
failure-batch-mistake = a mistake in nowela kept this comparison from being made; the message on standard error tells where
failure-batch-mistake-next = Please report it, with the two texts if you can. The other lines are not affected.
failure-batch-input = standard input can't be read further: { $message }
failure-batch-input-next = Hand JSON lines over: nowela batch < pairs.jsonl. What was read before is answered.
failure-batch-threads = the threads for the comparisons can't run: { $message }
failure-batch-threads-next = Ask for fewer with --jobs.

help-batch-about = Compare many pairs of texts, from JSON lines to JSON lines in the same order
help-batch-usage = nowela batch [--jobs N] [--output summary|comparison] [--strict] < PAIRS > ANSWERS
help-batch-jobs = How many comparisons at a time; without it as many as there are cores
help-batch-jobs-values = N
help-batch-output = What an answer holds: summary (the figures), comparison (all that nowela diff --format json writes)
help-batch-output-values = WHAT
help-batch-max-line = How long a line may be, in MiB (64); a longer one is answered with an error
help-batch-max-line-values = MIB
help-batch-strict = End with exit code 1 where a line could not be compared
help-batch-changes = What becomes of tracked changes in files: accept, reject
help-batch-changes-values = WHAT
help-batch-headings = Whether bold or numbered lines are headings where a text has no others: detected (yes), styles (no)
help-batch-headings-values = WHICH
help-batch-examples =
    Each line of standard input is an object. before and after name a file or a state, as for nowela diff, or hold a text themselves; id comes back in the answer; archive is a folder as after -C, document the document of both states:
    {"  "}{"{"}"id": 1, "before": "stary.docx", "after": "nowy.docx"{"}"}
    {"  "}{"{"}"id": "ris", "archive": "archiwum", "document": "ris", "before": "projekt-1", "after": "worktree"{"}"}
    {"  "}{"{"}"before": {"{"}"text": "# Cele\n\nDwa."{"}"}, "after": {"{"}"text": "# Cele\n\nTrzy."{"}"}{"}"}
    {"  "}{"{"}"before": {"{"}"base64": "UEsDB…", "name": "a.docx"{"}"}, "after": "b.docx"{"}"}
    An answer that is no comparison has error, with a code, a message and what to do; it stops no other line, and the exit code is 0 unless --strict is given. Empty lines are passed over. docs/batch.schema.json describes the answers, docs/scale.md many machines.

    Examples:
    {"  "}nowela batch < pairs.jsonl > answers.jsonl
    {"  "}nowela batch --output comparison --strict < pairs.jsonl | gzip > answers.jsonl.gz
    {"  "}parallel --pipe --block 10M --keep-order nowela batch --jobs 1 < pairs.jsonl > answers.jsonl
