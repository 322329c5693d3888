# cli

failure = error
failure-next = what to do
failure-candidates = did you mean: { $names }
warning = note
remark-place = line { $line }: { $text }

# archive
failure-no-directory = there is no folder { $path }
failure-no-directory-next = Check the path after -C, or make the archive: nowela init { $path }
failure-no-repository = there is no archive at { $path } or in a folder above it
failure-no-repository-next = Go to the folder of the archive or name it with -C DIR; make a new one with nowela init. Files can be compared outside an archive too.
failure-not-an-archive = the git repository at { $path } is no archive: it has no nowela.toml and no strategy/<document>/text.md
failure-not-an-archive-next = Make an archive of it with nowela init, or name the folder of the archive with -C DIR.
failure-archive-exists = there is an archive at { $path } already; nothing was changed
failure-archive-exists-next = Work with it, or name another folder: nowela init DIR.
failure-init-file = { $path } is a file, no folder
failure-init-file-next = Name a folder that is empty, or one that does not exist.
failure-foreign-format = the git repository at { $path } has a format that this program can't read: { $message }
failure-foreign-format-next = Use a repository with SHA-1 object ids and files for references (git init --object-format=sha1 --ref-format=files), and push the history into it.
failure-foreign-owner = the git repository at { $path } belongs to another user
failure-foreign-owner-next = If you trust it, say so once: git config --global --add safe.directory { $path }
failure-shallow = the history of the archive at { $path } is cut off (a shallow clone)
failure-shallow-next = Fetch all of it: git fetch --unshallow --tags; in CI set fetch-depth: 0.
failure-detached = the archive stands on no branch (detached HEAD), so a new revision could get lost
failure-detached-next = Go to a branch: git switch main; or make one here: git switch -c NAME
failure-no-author = git does not know who writes here
failure-no-author-next = Say it once: git config --global user.name "Name Surname" and git config --global user.email name@example.org
failure-locked = the lock { $path } has been in the archive for { $seconds } s, and no program is seen that holds it; nothing was saved
failure-locked-next = If nobody works in this archive now, remove it with nowela doctor --unlock and save again.
failure-busy = another program works in the archive: { $process } has held the lock { $path } for { $seconds } s; nothing was saved
failure-busy-next = Finish the work in that program, or wait for it, and run the command again.
failure-archive = the archive can't be read or written: { $message }
failure-archive-next = Look it over with git fsck, and check free space and permissions.
failure-disk-full = the disk is full: { $message }
failure-disk-full-next = Make room and run the command again; what was saved before is untouched.
failure-disk = the disk failed: { $message }
failure-disk-next = Check the disk, or the connection to it. nowela doctor --verify checks what was saved before.
failure-unsecured = revision { $revision } was saved, but the disk failed when it was made durable: { $message }
failure-unsecured-next = Do not run the command again. Check the disk and the archive (nowela doctor --verify), and best make a copy at once: git push.
failure-denied = no permission to read or write in the archive: { $message }
failure-denied-next = Ask the administrator for permission on that folder; an archive on a read-only disk can only be looked at.
failure-missing-object = a part of the history is missing from the archive: { $message }
failure-missing-object-next = If this is a partial clone (git clone --filter), fetch the rest: git fetch --refetch --filter=tree:9999999; otherwise run nowela doctor --verify and restore the archive from a copy.
failure-damaged = the archive is damaged: { $message }
failure-damaged-next = Save nothing in it. Run nowela doctor --verify, which names the damaged place, and restore that from a copy (git clone from the server or a backup). Versions that are not damaged can still be read.
failure-git-settings = git's settings have an error: { $message }
failure-git-settings-next = Mend .git/config in the folder of the archive or your own ~/.gitconfig; git config --list --show-origin shows what is set where.
failure-no-settings = { $path } is no plain file of settings: it is a link, a folder, a device, or larger than 1 MB
failure-no-settings-next = Put the file of settings itself there, or restore the one saved: git checkout HEAD -- nowela.toml
failure-settings = nowela.toml, line { $line }, column { $column }: { $message }
failure-settings-next = Correct this line of nowela.toml.
failure-moved = somebody else saved on the branch { $branch } at the same moment; your text was not saved
failure-moved-next = Look at what was saved, then run the command again.
failure-no-worktree = the archive is bare: it has no work tree
failure-no-worktree-next = Name a file to save, or a version, a date or a revision instead of worktree.

# files
failure-no-file = there is no file { $path }
failure-no-file-next = Check the path; it is read from the folder after -C, else from the current one.
failure-no-permission = you may not read { $path }
failure-no-permission-next = Ask its owner for permission to read it, or change it: chmod u+r.
failure-directory = { $path } is a folder, no file
failure-directory-next = Name a file in it.
failure-unreadable = { $path } can't be read: { $message }
failure-unreadable-next = Check the disk and the permissions, then try again.
failure-too-large = { $path } has { $size } MB; texts must stay below 64 MB
failure-too-large-next = Split the text, or leave out what is no text (pictures belong in the media folder).
failure-file-too-large = the file { $path } has { $size } MB; files beside the text must be smaller than 64 MB
failure-file-too-large-next = Make the figure smaller, or move the file out of the document's folder, and save again.
failure-not-a-file = { $path } is no plain file in the archive: a link, a folder or another repository lies there
failure-not-a-file-next = Put the text itself there and save it with git, then try again.
failure-is-link = { $path } is a symbolic link, no text; links are never followed
failure-is-link-next = Put the text itself there instead of the link, save it in the archive and try again.
failure-is-folder = { $path } is a folder, no text
failure-is-folder-next = Put the text there instead of the folder, save it in the archive and try again.
failure-is-repository = { $path } is a reference to another repository (a submodule), no text
failure-is-repository-next = Put the text itself there instead of the submodule, save it in the archive and try again.
failure-not-fetched = content not fetched: { $path } only points to a file that Git LFS keeps
failure-not-fetched-next = Fetch the content with git lfs pull and save it in the archive as a plain file (without LFS). The text in the work tree can then be named already, by the word worktree.
failure-no-text = there is no { $path } in the work tree
failure-no-text-next = Name the file to save: nowela commit FILE --document { $document } -m MESSAGE
failure-output = the output can't be written: { $message }
failure-output-next = Check free space, or write somewhere else.

# names
failure-state-empty = “{ $argument }” names no state
failure-state-empty-next = Add a version, a date, a revision or worktree: ris@HEAD
failure-state-length = “{ $argument }…” is too long for the name of a state
failure-state-length-next = Name a version, a date (2020-07-14), a revision or worktree.
failure-state-character = “{ $argument }” can't name a state: it starts with “-” or holds “..”, “:” or a control character
failure-state-character-next = Name a version, a date (2020-07-14), a revision or worktree.
failure-state-document = what stands before “@” in “{ $argument }” is no id of a document
failure-state-document-next = An id has a-z, 0-9 and “-”: ris@HEAD. nowela version shows what there is.
failure-document-needed = the archive holds several documents, and “{ $state }” does not say which one is meant
failure-document-needed-next = Put the document in front.
failure-no-documents = the archive holds no document yet
failure-no-documents-next = Save the first one: nowela commit FILE --document ris -m MESSAGE
failure-unknown-document = the archive holds no document “{ $document }”
failure-unknown-document-next = nowela version shows documents and versions; a new one is saved with nowela commit FILE --document { $document } -m MESSAGE
failure-unknown-state = the document “{ $document }” has no version, revision or branch “{ $state }”
failure-unknown-state-next = nowela log { $document } shows the versions and revisions.
failure-unknown-argument = there is no file “{ $state }”, and the document “{ $document }” has no such version, revision or branch
failure-unknown-argument-next = nowela log { $document } shows the versions and revisions.
failure-unknown-anywhere = there is no file “{ $argument }”, and no document of the archive has such a version, revision or branch
failure-unknown-anywhere-next = Check the path of the file; it is read from the folder after -C, else from the current one. nowela version shows documents and versions.
failure-ambiguous = “{ $state }” has several meanings
failure-ambiguous-next = Use one of the longer names.
failure-nothing-yet = the document “{ $document }” has no revision of { $date } or before; the first one is of { $first }
failure-nothing-yet-next = Name { $first } or a later date.
failure-nothing-saved = the document “{ $document }” has no revision of { $date } or before, nor any other
failure-nothing-saved-next = Save it first: nowela commit --document { $document } -m MESSAGE
failure-missing = “{ $state }” does not hold the document “{ $document }”
failure-missing-next = Name a state that holds it.
failure-file-or-state = “{ $argument }” names both a file and a state of the archive
failure-file-or-state-next = Write file:{ $argument } or rev:{ $argument }.
failure-no-file-no-archive = there is no file “{ $argument }”, and outside an archive only files can be named
failure-no-file-no-archive-next = Check the path, or name the folder of the archive with -C DIR.
failure-id-length = “{ $name }” can't be the id of a document: it needs 1 to 64 characters
failure-id-length-next = Use a short id of a-z, 0-9 and “-”: ris
failure-id-character = “{ $name }” can't be the id of a document because of “{ $character }”
failure-id-character-next = Use a-z, 0-9 and “-”, not led by “-”: ris, ris-2030
failure-id-reserved = “{ $name }” can't be the id of a document: Windows keeps this name for a device
failure-id-reserved-next = Use another one: ris
failure-name-length = “{ $name }” can't be the name of a version: it needs 1 to 64 characters
failure-name-length-next = Use a short name: projekt-1
failure-name-character = “{ $name }” can't be the name of a version because of “{ $character }”
failure-name-character-next = Use letters, digits, “-”, “_” and “.” between them: projekt-1
failure-name-reserved = “{ $name }” can't be the name of a version: it means something else already
failure-name-reserved-next = Use a name that is no date, no revision id and not worktree or HEAD: projekt-1
failure-version-exists = the document “{ $document }” has a version “{ $name }” already; a version is never moved to another text
failure-version-exists-next = Use another name; nowela version { $document } { $name } shows the one there is.
failure-tag-in-the-way = the tag { $tag } can't be made, because another tag has the name of its folder
failure-tag-in-the-way-next = Look at the tags (git tag) and rename the one that is in the way.
failure-not-saved = what lies in the work tree is not saved yet, so it can't be named
failure-not-saved-next = Save it first: nowela commit --document { $document } -m MESSAGE
failure-message = the message is empty
failure-message-next = Say in a few words what this revision is about: -m "Draft after comments"
failure-day = “{ $value }” is no date for { $argument }
failure-day-next = Write year-month-day: 2020-07-07
failure-author = “{ $value }” names nobody
failure-author-next = Write: --author "First Last <address@example.org>"
failure-version-needed = { $argument } describes a version, and none is named
failure-version-needed-next = Add --version NAME --status STATUS.
failure-state-needed = { $argument } describes a new version, and no state to name is given
failure-state-needed-next = nowela version DOCUMENT NAME STATE --status STATUS

# arguments
failure-usage = the command is not understood: { $message }
failure-usage-next = nowela --help shows how it is used.
failure-usage-command = there is no command “{ $command }”
failure-usage-command-next = nowela --help lists the commands.
failure-usage-argument = “{ $argument }” is not expected here
failure-usage-argument-next = nowela COMMAND --help shows what is.
failure-usage-missing = something is missing: { $arguments }
failure-usage-missing-next = nowela COMMAND --help shows an example.
failure-usage-no-value = { $argument } needs a value
failure-usage-no-value-next = nowela COMMAND --help shows which.
failure-usage-value = “{ $value }” is no value for { $argument }
failure-usage-value-next = nowela COMMAND --help shows which values there are.
failure-usage-values = { $argument }: too few or too many values
failure-usage-values-next = nowela COMMAND --help shows how many it takes. Put a name with blanks in quotation marks.
failure-usage-conflict = { $argument } and { $other } can't be used together
failure-usage-conflict-next = Leave one of them out.

# commands
init-done = Archive made: { $path }
init-file-kept = another { $path } lies in the work tree and was left as it is; to take the saved one: git checkout HEAD -- { $path }
init-file-failed = the archive is made, but { $path } could not be written into the work tree: { $message }. Take the saved one: git checkout HEAD -- { $path }
init-index-kept = another nowela.toml is staged in git and was left so; a plain git commit would save that one. To drop it: git reset -- nowela.toml
init-index-failed = the archive is made, but git's index could not be brought along: { $message }. Before the next git commit: git reset
failure-init-unsecured = the archive is made, but the disk failed when it was made durable: { $message }
failure-init-unsecured-next = Do not run the command again. Check the disk and the archive: nowela doctor --verify
commit-saved = Saved { $document }: revision { $revision }
commit-unchanged = { $document } is as in revision { $revision }; there was nothing to save
commit-files = { $text }
commit-added = { $count ->
    [one] { $count } file added
   *[other] { $count } files added
  }: { $files }
commit-changed = { $count ->
    [one] { $count } file changed
   *[other] { $count } files changed
  }: { $files }
commit-removed = { $count ->
    [one] { $count } file removed
   *[other] { $count } files removed
  }: { $files }
commit-left-out-link = { $path } is a link, not a plain file; it was not saved with the text
commit-left-out-filter = git keeps { $path } through a filter of its own (such as LFS); save it with git add and git commit
commit-left-out-name = { $path } was not saved: its name is not UTF-8, or its folder lies too deep
commit-file-kept = { $path } in the work tree holds other changes and was left as it is; save it with nowela commit --document { $document }, or take the saved text: git checkout -- { $path }
commit-file-failed = revision { $revision } is saved, but { $path } in the work tree could not be brought along: { $message }. Take the saved text: git checkout HEAD -- { $path }
commit-index-kept = another text of { $path } is staged in git and was left so; a plain git commit would save that one. To drop it: git reset -- { $path }
commit-index-failed = revision { $revision } is saved, but git's index could not be brought along: { $message }. Before the next git commit: git reset -- { $path }
version-named = Revision { $revision } of { $document } is version { $name } now ({ $status })
version-none = There are no versions yet.
version-field-name = Version
version-field-status = Status
version-field-date = Date
version-field-adopted = Adopted
version-field-valid-from = Valid from
version-field-applies-from = Applies from
version-field-resolution = Resolution
version-field-revision = Revision
version-field-message = Message
status-sketch = sketch
status-draft = draft
status-consultation = in consultation
status-adopted = adopted
status-none = no status
