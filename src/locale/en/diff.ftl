# nowela diff
diff-stage = { $stage }: { $time } ms
diff-memory = peak memory: { $memory } MB
stage-reading = reading
stage-tokens = words
stage-flow = flow of words
stage-matching = matching sections
stage-provenance = provenance of sections
stage-redline = redlines
stage-rendering = output
failure-write = the file { $path } can't be written: { $message }
failure-write-next = Check that the folder exists, that it may be written to, and that the disk is not full.
failure-write-unsecured = { $path } was written, but the disk failed when it was made durable: { $message }
failure-write-unsecured-next = Check the disk and write it again; a power cut before that may bring the file that was there before back.
failure-template = the template of the page can't be filled in: { $message }
failure-template-next = Please report this as a bug, with this message.
failure-stat = --stat works with the formats terminal and markdown only
failure-stat-next = Leave out --stat, or say --format terminal.
