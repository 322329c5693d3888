# doctor

# signing
failure-unsigned = the version was not signed, so nothing was named: { $message }
failure-unsigned-next = Remove the cause and name the version again: nowela version DOCUMENT NAME HEAD --status STATUS --sign; or name it without a signature: --no-sign. A revision that was saved just before stays.
failure-signing-format = gpg.format or user.signingKey asks for { $format }, and nowela signs with SSH keys only; nothing was saved or named
failure-signing-format-next = Name an SSH key: git config --global gpg.format ssh and git config --global user.signingKey ~/.ssh/id_ed25519.pub; or name the version without a signature: --no-sign
failure-signing-no-key = nobody said which key signs the version; nothing was saved or named
failure-signing-no-key-next = Name an SSH key: git config --global gpg.format ssh and git config --global user.signingKey ~/.ssh/id_ed25519.pub; ssh-keygen -t ed25519 makes a new one
failure-signing-key = there is no signing key at { $path }; nothing was saved or named
failure-signing-key-next = Correct the path: git config --global user.signingKey ~/.ssh/id_ed25519.pub
failure-signers = there is no list of known keys at { $path }
failure-signers-next = Make one (in each line an e-mail address and a public key) and name it: --signers FILE or git config --global gpg.ssh.allowedSignersFile FILE
failure-against = { $path } is no report of an earlier verification: { $message }
failure-against-next = Name a file written by nowela doctor --verify --json > FILE

# report
doctor-problem = problem
doctor-remark = remark
doctor-well = All is well.
doctor-total = { $problems ->
    [0] No problems
    [one] { $problems } problem
   *[other] { $problems } problems
}, { $remarks ->
    [0] no remarks.
    [one] { $remarks } remark.
   *[other] { $remarks } remarks.
}

# whether it opens
doctor-foreign-format = the repository at { $place } has a format that this program can't read: { $message }
doctor-foreign-format-next = Use a repository with SHA-1 object ids and files for references (git init --object-format=sha1 --ref-format=files), and push the history into it.
doctor-foreign-owner = the repository at { $place } belongs to another user, so it can't be looked at
doctor-foreign-owner-next = If you trust it, say so once: git config --global --add safe.directory { $place }
doctor-shallow = the history of the archive at { $place } is cut off (a shallow clone)
doctor-shallow-next = Fetch all of it: git fetch --unshallow --tags; in CI set fetch-depth: 0.
doctor-partial = this is a partial clone: some of the older texts are on the server only and can't be read here
doctor-partial-next = Clone the archive without --filter.
doctor-incomplete = the folder { $place } is no complete repository: it lacks { $missing }
doctor-incomplete-next = Restore it from a backup, or clone the archive again; don't remove what is left. If only HEAD is missing, make a file HEAD with the line “ref: refs/heads/main”.
doctor-broken = the archive can't be opened: { $message }
doctor-broken-next = Look at the file that the message names, at permissions and git fsck; as a last resort restore the archive from a backup.
doctor-not-an-archive = the git repository at { $place } is no archive: it has no nowela.toml and no strategy/<document>/text.md
doctor-not-an-archive-next = Make an archive of it with nowela init, or name the folder of the archive with -C DIR.
doctor-settings = { $place }, line { $line }, column { $column }: { $message }
doctor-settings-next = Correct this line of nowela.toml.
doctor-no-settings = there are no settings { $place }; the defaults hold
doctor-no-settings-next = Nothing needs to be done; settings can be written into nowela.toml (such as language = "pl").
doctor-bare = this archive has no work tree: its texts are in the history only
doctor-bare-next = Nothing needs to be done; to edit texts, clone the archive.
doctor-linked = this is another work tree of the repository { $place }
doctor-linked-next = Nothing needs to be done; history and versions are shared.

# where it stands
doctor-head = { $place } can't be read, so it is unknown on which branch the archive stands: { $message }
doctor-head-next = Restore it: git symbolic-ref HEAD refs/heads/main (or another branch); if git refuses, write the line “ref: refs/heads/main” into the file HEAD.
doctor-unborn = the branch { $place } has no revision yet
doctor-unborn-next = Save the first text: nowela commit FILE --document ris -m MESSAGE; if the archive has its history on another branch: git switch BRANCH
doctor-detached = the archive stands on no branch (detached HEAD: { $place }), so a new revision could get lost
doctor-detached-next = Go to a branch: git switch main; or make one here: git switch -c NAME
doctor-unfinished = something was begun and not finished: { $what ->
    [merge] a merge
    [rebase] a rebase
    [cherry-pick] a cherry-pick
    [revert] a revert
    [bisect] a bisection
   *[am] applying patches (am)
}
doctor-unfinished-next = { $what ->
    [bisect] End it: git bisect reset
   *[other] Finish it: git { $what } --continue; or give it up: git { $what } --abort
}
doctor-conflicts = { $place } has a merge conflict that nobody resolved
doctor-conflicts-next = Correct the file in the work tree and mark it as resolved: git add { $place }
doctor-index = git's index can't be read: { $message }
doctor-index-next = The index can be made anew, no revision is lost: remove the file .git/index and run git reset
doctor-lock-left = the lock { $place } has been here for { $seconds } s, and no program is seen that holds it: a program that died left it
doctor-lock-left-next = Nothing can be saved in some places until it is gone. If nobody works in this archive now: nowela doctor --unlock
doctor-lock-held = another program works in the archive: { $process } has held the lock { $place } for { $seconds } s
doctor-lock-held-next = Finish the work in that program, or wait for it.
doctor-interrupted = a run of nowela was cut short here while it saved
doctor-interrupted-next = Nothing needs to be done: the next nowela commit finishes or clears up what it began; nowela doctor --unlock does so now.
doctor-removed = Removed the lock { $path }
doctor-no-locks = There are no locks that nobody holds.
doctor-finished = What a run that was cut short had begun was finished or cleared up.
doctor-diverged = the branch { $place } and { $upstream } have diverged: { $ahead ->
    [one] { $ahead } revision here is
   *[other] { $ahead } revisions here are
} not there, and { $behind ->
    [one] { $behind } revision there is
   *[other] { $behind } revisions there are
} not here
doctor-diverged-next = Fetch, and put your revisions on top: git fetch, git pull --rebase, then git push. If revisions made here were named as versions, git pull --no-rebase instead.
doctor-behind = the branch { $place } lacks { $behind ->
    [one] { $behind } revision that was
   *[other] { $behind } revisions that were
} fetched from { $upstream } (own ones not pushed: { $ahead })
doctor-behind-next = Take them over: git pull --rebase
doctor-ahead = the branch { $place } has { $ahead ->
    [one] { $ahead } revision that was
   *[other] { $ahead } revisions that were
} not pushed to { $upstream } (to be taken over: { $behind })
doctor-ahead-next = Push revisions and versions: git push --follow-tags
doctor-upstream-gone = the branch follows { $place }, which was not fetched or is gone
doctor-upstream-gone-next = Fetch it: git fetch; or follow it no more: git branch --unset-upstream

# what is stored
doctor-pack-index = the index of a pack, .git/{ $place }, is damaged; the archive can't be read safely, so nothing more was looked at
doctor-pack-index-next = Make the index anew from its pack: remove the .idx file and run git index-pack on the .pack file of the same name; if that fails, restore the folder .git/objects from a backup.
doctor-reference = the reference { $place } can't be read (its file is empty or damaged)
doctor-reference-next = Its last known value stands in .git/logs/{ $place }, if there is such a file: set it with git update-ref; a version can be fetched again: git fetch --tags
doctor-commit-damaged = revision { $object } (named by { $place }): { $damage ->
    [missing] it is not in the archive
    [altered] its content does not have its id – it was changed or damaged
    [malformed] it is no revision
   *[unreadable] it can't be read ({ $message })
}
doctor-commit-damaged-next = Restore this object from another clone or a backup (the whole folder .git/objects) and look again. Don't run git gc.
doctor-object-damaged = { $place } in { $revision }, object { $object }: { $damage ->
    [missing] it is not in the archive
    [altered] its content does not have its id – it was changed or damaged
    [malformed] its content is malformed
   *[unreadable] it can't be read ({ $message })
}
doctor-object-damaged-next = Restore this object from another clone or a backup (the whole folder .git/objects) and look again. Don't run git gc.
doctor-tag-damaged = version { $place }, object { $object }: { $damage ->
    [missing] it is not in the archive
    [altered] its content does not have its id – it was changed or damaged
    [malformed] its content is malformed
   *[unreadable] it can't be read ({ $message })
}
doctor-tag-damaged-next = Fetch this version again: git fetch --tags --force; or restore it from a backup.
doctor-alternates = a part of the archive lies in the folder { $place }, which is not there
doctor-alternates-next = Restore or mount that folder, then make the archive independent of it: git repack -a -d, and remove .git/objects/info/alternates
doctor-replaced = git shows another object ({ $by }) in place of { $place }; nowela reads the original
doctor-replaced-next = Find out who set this up and why, and remove it: git replace -d { $place }
doctor-grafts = .git/info/grafts makes git show another history of revision { $place }; nowela doctor reads the original
doctor-grafts-next = Find out who set this up and why, and remove the file .git/info/grafts.

# what git would do here
doctor-no-author = git does not know who writes here (user.name, user.email)
doctor-no-author-next = Say it once: git config --global user.name "Name Surname" and git config --global user.email name@example.org
doctor-credentials = the address in { $place } holds a user name, a password or a token
doctor-credentials-next = Take them out of the address (git remote set-url) and use git's store for passwords (credential.helper); revoke a token that somebody may have seen.
doctor-gpgsign = git is to sign every revision (commit.gpgSign), and nowela signs versions only
doctor-gpgsign-next = Sign versions: nowela version … --sign; where every revision must be signed, save with git commit.
doctor-hooks = the repository has programs that git runs when it saves ({ $hooks }); nowela does not run them
doctor-hooks-next = If they check contents, run them yourself, or save with git commit.
doctor-filter = .gitattributes sets { $attribute } for { $place }; nowela does not pass texts through git's filters
doctor-filter-next = Take this setting off strategy/*/text.md: texts are to lie in the archive as they are saved.
doctor-read-only = nothing can be written into the folder { $place }: { $message }
doctor-read-only-next = Ask for the right to write, or work in a copy: git clone. Reading and comparing work.

# documents
doctor-folder-name = the folder { $place } is no document: its name is no id (a-z, 0-9 and -)
doctor-folder-name-next = If it is a document, rename the folder (git mv); if not, move it out of strategy.
doctor-text-link = { $place } is a link, no file; nowela does not follow it
doctor-text-link-next = Put the text itself in its place and save it.
doctor-text-repository = { $place } is another repository (a submodule), no file
doctor-text-repository-next = Put the text into the archive itself.
doctor-text-folder = { $place } is a folder, no file
doctor-text-folder-next = Put the text itself in its place and save it.
doctor-text-lfs = { $place } is a Git LFS pointer: the text itself is not here
doctor-text-lfs-next = Fetch the text (git lfs pull), switch LFS off for texts (git lfs untrack) and save it again.
doctor-text-binary = { $place } is no text: it holds binary data
doctor-text-binary-next = Save the document as Markdown or plain text in UTF-8.
doctor-text-encoding = { $place } is not in UTF-8 (but probably in Windows-1250, ISO-8859-2 or UTF-16)
doctor-text-encoding-next = Nothing needs to be done: nowela reads it, and when it is saved next, it will be in UTF-8.
doctor-text-large = { $place } has { $size } MB; a text must be smaller than 64 MB
doctor-text-large-next = Split the text, or take out what is none (figures belong into the folder media).
doctor-text-missing = { $place } is not in the work tree, though it is in the newest revision
doctor-text-missing-next = Restore the saved text: git checkout -- { $place }
doctor-unsaved = { $place } has changes that are not saved
doctor-unsaved-next = Save them when they are ready: nowela commit --document { $document } -m MESSAGE
doctor-media-large = { $place } has { $size } MB; every change of it stays in the history for ever
doctor-media-large-next = Make the figure smaller before it is saved, or keep it out of the archive.
doctor-names-collide = these names differ only in upper and lower case or in the way letters are encoded, so on Windows and macOS they are one name: { $place }
doctor-names-collide-next = Rename one of them (a file: git mv, a branch: git branch -m).

# versions
doctor-version-plain = version { $place } is a plain tag: it does not say who named it, when and with which status
doctor-version-plain-next = Find out who made it; if it is to stay, remove the tag (git tag -d) and name it with nowela version.
doctor-version-renamed = the version is called { $place } and says of itself that it is { $name }: it was renamed, or another was put in its place
doctor-version-renamed-next = Compare with another clone and restore the right one: git fetch --tags --force
doctor-version-target = version { $place } names no revision, but a { $kind }
doctor-version-target-next = Compare with another clone and restore the right one: git fetch --tags --force
doctor-version-textless = version { $place } names revision { $revision }, which has no file { $path }
doctor-version-textless-next = Compare with another clone and restore the right one: git fetch --tags --force
doctor-version-off-branch = version { $place } names revision { $revision }, which is in the history of no branch: the history was rewritten, or a branch removed
doctor-version-off-branch-next = Find out what became of the branch (git reflog), and restore its history from another clone or a backup.
doctor-version-status = version { $place } has the unknown status “{ $value }”
doctor-version-status-next = There are sketch, draft, consultation and adopted. Find out who made this version.
doctor-version-day = version { $place }: “{ $value }” in { $key } is no date
doctor-version-day-next = Find out who made this version; nowela writes no such dates.
doctor-version-twice = version { $place } says { $key } more than once
doctor-version-twice-next = Find out who made this version; nowela writes each field once.
doctor-version-unsigned = version { $place } is not signed
doctor-version-unsigned-next = Find out who made it; new versions are signed by nowela version … --sign
doctor-version-signature = the signature of version { $place } does not fit it, or the key was revoked: { $message }
doctor-version-signature-next = Don't trust this version: compare it with another clone and with the original document.
doctor-version-key = version { $place } was signed with the unknown key { $key }
doctor-version-key-next = Find out whose key it is; if you trust it, add it to the list of known keys (--signers or gpg.ssh.allowedSignersFile).
doctor-version-unchecked = the signature of version { $place } was not checked: { $message }
doctor-version-unchecked-next = Signatures of OpenPGP and X.509 are checked by git tag -v; those of SSH need the program ssh-keygen.

# compared with an earlier verification
doctor-anchor-version = version { $place } is gone; it named revision { $was } before
doctor-anchor-version-next = Fetch it from another clone (git fetch --tags), and find out who removed it.
doctor-anchor-revision = version { $place } names revision { $is }, and named { $was } before
doctor-anchor-revision-next = Versions are never moved. Compare both revisions (nowela diff), and find out who did this.
doctor-anchor-text = version { $place } has another text in revision { $is } than at the earlier verification (revision { $was })
doctor-anchor-text-next = Compare the text with the original document, and restore the archive from a backup.
doctor-anchor-tag = version { $place } was named anew for the same revision { $is } ({ $was }): its message, date, status or signature changed
doctor-anchor-tag-next = Compare with another clone (git cat-file -p), and find out who did this.
doctor-anchor-head = the history lacks revision { $place }, the newest one at the earlier verification: it was rewritten or set back
doctor-anchor-head-next = Compare with another clone or a backup; if you work in an older clone, run git fetch first.

# verification
verification-revision = revision
verification-text = SHA-256 of the text
verification-signature = signature
verification-signature-none = none
verification-signature-good = good, { $signer } ({ $key })
verification-signature-unknown = good, but key { $key } is not among the known ones
verification-signature-bad = BAD ({ $message })
verification-signature-unchecked = not checked ({ $message })
verification-first = first deviation
verification-read = Read anew: { $commits ->
    [one] { $commits } revision
   *[other] { $commits } revisions
}, { $objects ->
    [one] { $objects } object
   *[other] { $objects } objects
}, { $versions ->
    [one] { $versions } version
   *[other] { $versions } versions
}.
verification-fingerprint = Fingerprint of the whole (SHA-256): { $fingerprint }
verification-limit = This finds every change in place. A whole history made anew by somebody who has the key is found only by comparing with a report kept elsewhere: nowela doctor --verify --json > FILE, and later --against FILE.
verification-against = Everything agrees with the earlier verification { $path }.
verification-total = { $problems ->
    [0] All is well.
    [one] { $problems } deviation.
   *[other] { $problems } deviations.
}
