# nowela merge-driver, git-diff, git-setup
merge-conflicts = { $count ->
    [one] { $path }: { $count } conflict, in the section: { $sections }. Decide it between the markers, then: git add { $path }
   *[other] { $path }: { $count } conflicts, in the sections: { $sections }. Decide them between the markers, then: git add { $path }
}
merge-by-lines = { $reason ->
    [order] { $path }: both sides moved the same parts, each in its way; merged line by line, as git does. Look the result over.
    [words] { $path }: merged by sections, the word “{ $detail }” would have been lost or doubled; merged line by line, as git does. Look the result over.
    [outline] { $path }: merged by sections, parts would stand under other sections than before; merged line by line, as git does. Look the result over.
    [footnote] { $path }: the footnote [^{ $detail }] would be defined twice or not at all; merged line by line and left as a conflict. Correct the footnote, then: git add { $path }
   *[other] { $path }: the text can't be divided into sections with certainty; merged line by line, as git does. Look the result over.
}
failure-merge-read = the file { $path } can't be read: { $message }
failure-merge-read-next = Check the path; git gives the files to merge as %O %A %B.
failure-merge-binary = { $path } is no text, so it can't be merged; nothing was changed
failure-merge-binary-next = Decide for one side: git checkout --ours { $path } or git checkout --theirs { $path }, then git add { $path }
git-diff-unmerged = { $path }: in conflict, not compared
git-setup-written = written: { $place }
git-setup-removed = removed: { $place }
git-setup-foreign = { $place } is somebody else's, or hooks lie elsewhere (core.hooksPath); left alone. To check before each commit, add the line: nowela check
git-setup-idle = Nothing to change.
git-setup-done = git merges and compares the texts of this archive section by section now. Save .gitattributes, so that others need only: nowela git-setup
git-setup-undone = git merges and compares the texts of this archive line by line again.
failure-git-setup = where this program lies can't be told: { $message }
failure-git-setup-next = Call it by its full path.
