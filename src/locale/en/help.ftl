# nowela --help, for all commands but batch and link

# the program
help-about = Keeps strategy texts in git, compares their versions section by section, and shows people what changed
help-usage-all = nowela [OPTIONS] COMMAND
help-commands = Commands
help-all-version = Print version
help-examples =
    nowela COMMAND --help tells what a command does, with examples.

    Examples:
    {"  "}nowela init archiwum
    {"  "}nowela -C archiwum commit projekt.md --document ris -m "Pierwszy projekt"
    {"  "}nowela -C archiwum version ris projekt-1 HEAD --status draft

# what several commands know
help-all-document = Id of the document
help-all-document-values = D
help-all-state = The text of this state (version, date, revision) instead of the newest one
help-all-state-values = STATE
help-all-output = Write to this file
help-all-output-values = FILE
help-all-changes = What becomes of tracked changes in files: accept (read the text as if they were accepted; so without this), reject
help-all-changes-values = WHAT
help-all-headings = Whether bold or numbered lines are headings where a text has no others, and provisions ("§ 5. …") sections: detected (yes; so without this), styles (no)
help-all-headings-values = WHICH
help-all-status = Status of the version: sketch, draft, consultation, adopted
help-all-status-values = STATUS
help-all-adopted = Day of adoption (2021-03-16)
help-all-adopted-values = DATE
help-all-valid-from = First day of validity
help-all-valid-from-values = DATE
help-all-applies-from = First day of application
help-all-applies-from-values = DATE
help-all-resolution = Number of the resolution
help-all-resolution-values = NO
help-all-sign = Sign the version with your SSH key, as git's settings name it
help-all-no-sign = Do not sign it, even if git's setting tag.gpgSign asks for it
help-all-author = Who wrote the text: "NAME <E-MAIL>"; without it who saves
help-all-author-values = WHO
help-all-before = The earlier text: a file, or a state of a document ([DOCUMENT@]VERSION, date, revision, worktree)
help-all-before-values = BEFORE
help-all-after = The later text
help-all-after-values = AFTER
help-all-allow-detached = Save even where the archive is on no branch
help-all-directory = The folder; it is made where there is none
help-all-directory-values = DIR

# nowela init
help-init-about = Make an archive: a git repository with nowela.toml
help-init-usage = nowela init [DIR]
help-init-examples =
    Example:
    {"  "}nowela init archiwum

# nowela import
help-import-about = Turn Word, ODT, HTML, Markdown and text files into texts of the archive, and tell what was lost
help-import-usage = nowela import [OPTIONS] FILE…
help-import-files = The files: DOCX, ODT, HTML, Markdown or plain text; PDF where the program was built with it
help-import-files-values = FILE…
help-import-document = Id of the document; without it the name of the file
help-import-stdout = Write the text to standard output, and nothing into the archive
help-import-strict = Write nothing and exit with code 1 where anything would be lost
help-import-comments = Save the comments of the file here, as JSON; outside of the archive, because they name people
help-import-comments-values = FILE
help-import-examples =
    Examples:
    {"  "}nowela import projekt.docx --document ris
    {"  "}nowela import projekt.docx --stdout --changes reject
    {"  "}nowela import ris.docx pkb.docx --strict
    {"  "}nowela import uwagi.docx --document ris --comments ../uwagi.json

# nowela commit
help-commit-about = Save a revision of a document, and name it where asked (also: nowela save)
help-commit-usage = nowela commit --document D --message TEXT [OPTIONS] [FILE]
help-commit-file = The text to save; without it strategy/DOCUMENT/text.md as it lies in the work tree
help-commit-file-values = FILE
help-commit-document = Id of the document: a-z, 0-9 and -
help-commit-message = What this revision is about
help-commit-message-values = TEXT
help-commit-version = Name the revision: a version
help-commit-version-values = V
help-commit-date = Date that the text bears (2020-07-07); the revision is saved under it too
help-commit-date-values = DATE
help-commit-justification = Why the text was changed; may be given several times
help-commit-justification-values = TEXT
help-commit-changes = What becomes of tracked changes in FILE: accept (the text as if they were accepted; so without this), reject, both (two revisions: rejected, then accepted)
help-commit-change-authors = Whether the revision names those whose changes were tracked: drop (no; so without this), keep (in its message)
help-commit-change-authors-values = WHAT
help-commit-examples =
    Examples:
    {"  "}nowela commit projekt.md --document ris -m "Projekt po uwagach" \
    {"    "}--version projekt-2 --status consultation --date 2020-07-07
    {"  "}nowela commit uwagi.docx --document ris -m "Uwagi departamentu" --changes both

# nowela version
help-version-about = Show versions, or name a revision
help-version-usage = nowela version [OPTIONS] [D] [V] [STATE]
help-version-document = Show versions of this document only
help-version-version = Show this version only
help-version-version-values = V
help-version-state = Give this state the name V
help-version-date = Date that the text bears (2020-07-07)
help-version-date-values = DATE
help-version-message = What this version is about
help-version-message-values = TEXT
help-version-examples =
    Examples:
    {"  "}nowela version ris
    {"  "}nowela version ris uchwalona HEAD --status adopted \
    {"    "}--adopted 2021-03-16 --resolution 28/21

# nowela log
help-log-about = Show revisions and versions, newest first, with what each changed at a glance
help-log-usage = nowela log [OPTIONS] [D]
help-log-document = Revisions of this document only
help-log-number = Show this many (20); 0 = all
help-log-number-values = N
help-log-since = Only those saved on this day or later (2020-07-07)
help-log-since-values = DATE
help-log-until = Only those saved on this day or before
help-log-until-values = DATE
help-log-examples =
    Examples:
    {"  "}nowela log ris
    {"  "}nowela log ris --since 2020-07-07 -n 0
    {"  "}nowela log --json

# nowela show
help-show-about = Show the text of a state, or one section of it
help-show-usage = nowela show [OPTIONS] STATE [SECTION]
help-show-state = A file, or a state of a document ([DOCUMENT@]VERSION, date, revision, worktree)
help-show-section = Number (2.4, § 5), title, heading id, or path ("A > B") of a section: its own text only
help-show-section-values = SECTION
help-show-branch = With all sections beneath it
help-show-examples =
    Examples:
    {"  "}nowela show projekt-1
    {"  "}nowela show ris@2020-07-07 2.4
    {"  "}nowela show worktree "Diagnoza > Kapitał ludzki" --branch

# nowela diff
help-diff-about = Compare two texts section by section
help-diff-usage = nowela diff [OPTIONS] BEFORE AFTER
help-diff-format = How to show it: terminal (for reading here), json (for programs; docs/comparison.schema.json says what stands where), markdown (for a pull request comment, redlines in CriticMarkup), html (one self-contained page), csv (a table of changes for spreadsheets). Without it the ending of the file given with -o decides, else terminal
help-diff-format-values = FORMAT
help-diff-stat = Show the sections and what became of them, without redlines (terminal and markdown)
help-diff-only = Show sections with these kinds of change only: edited, added, removed, moved, reordered, retitled, renumbered, relabelled, split, merged, absorbed, extracted, releveled
help-diff-only-values = KIND,…
help-diff-exit-code = End with exit code 1 where something changed; another number alone is no change
help-diff-examples =
    Decisions that people made (nowela link) are taken from the newest revision of the archive, and from the work tree where AFTER is worktree.

    Examples:
    {"  "}nowela diff projekt-1 projekt-2
    {"  "}nowela diff ris@2020-07-07 ris@worktree --stat
    {"  "}nowela diff stary.md nowy.md -o porownanie.html
    {"  "}nowela diff stary.md nowy.md -o zmiany.csv

# nowela trace
help-trace-about = Show the life of a section: its names, numbers and places, and what each revision changed
help-trace-usage = nowela trace [OPTIONS] D SECTION
help-trace-section = Number (2.4, § 5), title, heading id, path ("A > B") or lineage id (L17) of a section
help-trace-section-values = SECTION
help-trace-state = Look for the section in this state (version, date, revision)
help-trace-versions = Look at states that have a name only
help-trace-examples =
    A section is found in the newest text, and where that has none of this name, in the newest one that has.

    Examples:
    {"  "}nowela trace ris 2.4
    {"  "}nowela trace ris "Diagnoza > Kapitał ludzki" --versions
    {"  "}nowela trace ris L17 --json

# nowela blame
help-blame-about = Show which revision wrote each passage of a text, word by word
help-blame-usage = nowela blame [OPTIONS] D [SECTION]
help-blame-section = Number, title, heading id or path of a section: its own text only
help-blame-section-values = SECTION
help-blame-versions = Tell versions, not revisions
help-blame-examples =
    Words that were removed and came back within 64 states keep the revision that wrote them first.

    Examples:
    {"  "}nowela blame ris
    {"  "}nowela blame ris 2.4 --versions
    {"  "}nowela blame ris --in projekt-2 --json

# nowela evolve
help-evolve-about = Show the evolution of a document: continuity over time, and a picture of what lived on, came and went
help-evolve-usage = nowela evolve [OPTIONS] D
help-evolve-format = How to show it: terminal (for reading here), svg (the picture), html (the picture, and all of it in tables: one self-contained page), json (for programs). Without it the ending of the file given with -o decides, else terminal
help-evolve-format-values = FORMAT
help-evolve-revisions = Look at every revision
help-evolve-until = Up to this state (version, date, revision)
help-evolve-until-values = STATE
help-evolve-depth = Begin branches so many sections deep (1 to 6); without it at the first level that has three
help-evolve-depth-values = N
help-evolve-examples =
    Without --revisions, states are those that have a name, and the newest one.

    Examples:
    {"  "}nowela evolve ris
    {"  "}nowela evolve ris -o rozwoj.html
    {"  "}nowela evolve ris --format svg --depth 2 > rozwoj.svg

# nowela check
help-check-about = Check texts against the rules of nowela.toml
help-check-usage = nowela check [OPTIONS] [STATE…]
help-check-states = States to check: [DOCUMENT@]VERSION, date, revision or worktree
help-check-states-values = STATE…
help-check-format = How to tell what was found: terminal (for reading here), json (for programs), junit (for the test reports of build servers), sarif (for code scanning). Without it the ending of the file given with -o decides, else terminal
help-check-format-values = FORMAT
help-check-preset = A set of rules that comes with the program (ris), besides those of nowela.toml
help-check-preset-values = NAME
help-check-examples =
    Without STATE, every document as it lies in the work tree. Rules about a change compare with the version before, or with the states that they name. Exit code 1 tells that there is an error; docs/rules.md explains all rules.

    Examples:
    {"  "}nowela check
    {"  "}nowela check ris@projekt-2 --format junit -o wyniki.xml
    {"  "}nowela check --preset ris --format sarif > wyniki.sarif

# nowela report
help-report-about = Report what a branch changed, for a pull request
help-report-usage = nowela report [OPTIONS] BASE HEAD
help-report-base = The commit or branch that the changes go to
help-report-base-values = BASE
help-report-head = The commit or branch with the changes
help-report-head-values = HEAD
help-report-format = How to tell it: markdown (for a comment, within the limits of GitHub and GitLab; so without this), json (for programs), junit (for the test reports of build servers), sarif (for code scanning); the last two hold what the rules found
help-report-format-values = FORMAT
help-report-page-url = Address of the page that shows the changes
help-report-page-url-values = URL
help-report-examples =
    The texts of HEAD are compared with those of the commit at which HEAD parted from BASE.

    Examples:
    {"  "}nowela report origin/main HEAD
    {"  "}nowela report origin/main HEAD -o raport.md --page-url https://example.org/raport.html
    {"  "}nowela report origin/main HEAD --format sarif > nowela.sarif

# nowela consult
help-consult-about = Make the consultation package: page, tracked changes in Word, tables, notes, announcement
help-consult-usage = nowela consult [OPTIONS] BEFORE AFTER --output DIR
help-consult-output = The folder that takes the package: a new or empty one, or that of an earlier package
help-consult-output-values = DIR
help-consult-format = Files of these formats only: html, docx, odt, pdf, xlsx, csv
help-consult-format-values = FORMAT,…
help-consult-round = The round in nowela.toml that says purpose and dates; without it the one about the later version
help-consult-round-values = ID
help-consult-audience = Also make files for these audiences of nowela.toml, against the version that each saw last; all for all
help-consult-audience-values = ID,…
help-consult-moves = How Word shows text that moved: paired (as moves whose two places know each other; so without this), del-ins (as text deleted here and inserted there, for programs that stumble over moves)
help-consult-moves-values = HOW
help-consult-author = Who made the changes that Word shows
help-consult-author-values = NAME
help-consult-date = When they were made (2020-07-07); without it the date of the later text
help-consult-date-values = DATE
help-consult-examples =
    Examples:
    {"  "}nowela consult uchwalona-2021 projekt-2026 -o pakiet
    {"  "}nowela consult ris@2021-03-16 ris@worktree -o pakiet --format html,docx
    {"  "}nowela consult projekt-1 projekt-2 -o pakiet --audience rada,mieszkancy
    {"  "}nowela consult stary.md nowy.md -o pakiet --moves del-ins --author "Biuro Strategii"

# nowela templates
help-templates-about = Show, export and check the templates of pages and papers
help-templates-usage = nowela templates list | export [NAME] | check [BEFORE AFTER]
help-templates-examples =
    A file templates/NAME in the archive takes the place of the built-in template NAME.

    Examples:
    {"  "}nowela templates list
    {"  "}nowela templates export markdown/notice.md
    {"  "}nowela templates check ris@projekt-1 ris@projekt-2
help-templates-list-about = Show their names
help-templates-list-usage = nowela templates list
help-templates-list-examples =
    Example:
    {"  "}nowela templates list
help-templates-export-about = Write a built-in template into the archive, to be changed there
help-templates-export-usage = nowela templates export [OPTIONS] [NAME]
help-templates-export-name = Its name; without it all of them
help-templates-export-name-values = NAME
help-templates-export-stdout = Write it to standard output instead
help-templates-export-examples =
    Example:
    {"  "}nowela templates export markdown/notice.md
help-templates-check-about = Read the archive's own templates, and fill them in with a comparison
help-templates-check-usage = nowela templates check [BEFORE AFTER]
help-templates-check-before = The earlier text of the comparison that fills them in; without one they are read only
help-templates-check-before-values = BEFORE
help-templates-check-examples =
    Example:
    {"  "}nowela templates check ris@projekt-1 ris@projekt-2

# nowela demo
help-demo-about = Make an archive of sample texts, compare two of its versions, and make the consultation package
help-demo-usage = nowela demo [DIR]
help-demo-directory = A new or empty folder (nowela-demo)
help-demo-examples =
    Example:
    {"  "}nowela demo pokaz

# nowela doctor
help-doctor-about = Look an archive over and explain; nothing is changed but what --unlock removes
help-doctor-usage = nowela doctor [OPTIONS]
help-doctor-unlock = Remove lock files that no program holds, and finish what a run that was cut short began
help-doctor-verify = Read everything anew: all revisions, all versions and their signatures
help-doctor-signed = Take a version without a good signature of a known key for bad
help-doctor-signers = Known keys, as in gpg.ssh.allowedSignersFile, which is used without it
help-doctor-signers-values = FILE
help-doctor-against = An earlier report of --verify --json, kept elsewhere, that must still hold
help-doctor-against-values = FILE
help-doctor-examples =
    With --verify every commit, tree and text is read and hashed anew, and every version checked. That finds whatever was changed in place. Somebody who may write here and has the key can make a whole new history that is sound in itself; only --against, with a report kept elsewhere, finds that.

    Examples:
    {"  "}nowela doctor
    {"  "}nowela doctor --unlock
    {"  "}nowela doctor --verify --json > weryfikacja.json
    {"  "}nowela doctor --verify --signed --against weryfikacja.json

# nowela git-setup
help-git-setup-about = Make git merge and compare texts section by section in this archive, and check them before a commit
help-git-setup-usage = nowela git-setup [--undo]
help-git-setup-undo = Take back what it did
help-git-setup-examples =
    It writes .gitattributes (save and share it), settings of this copy of the archive, and a hook that runs nowela check. Each copy is set up by its owner, because git takes no programs from others.

    Examples:
    {"  "}nowela git-setup
    {"  "}git difftool -t nowela HEAD~1
    {"  "}nowela git-setup --undo

# nowela git-diff
help-git-diff-about = Show what changed in a text where git compares two files; git calls it
help-git-diff-usage = nowela git-diff PATH [OLD ID MODE NEW ID MODE [NEW-PATH HOW]]
help-git-diff-files = As git gives them: path, old file, its id and mode, new file, its id and mode; where it was renamed, the new path and how
help-git-diff-files-values = PATH…
help-git-diff-examples =
    nowela git-setup tells git to use it: git diff, and git log -p --ext-diff. Lines instead: git diff --no-ext-diff.

    Examples:
    {"  "}nowela git-diff strategy/ris/text.md old.md 0a1b2c3 100644 new.md 4d5e6f7 100644
    {"  "}git config diff.nowela.command 'nowela git-diff'

# nowela merge-driver
help-merge-driver-about = Merge what two people made of one text, section by section; git calls it
help-merge-driver-usage = nowela merge-driver [OPTIONS] BASE OURS THEIRS
help-merge-driver-base = The text that both began with (%O)
help-merge-driver-base-values = BASE
help-merge-driver-ours = What one made of it, and where the result goes (%A)
help-merge-driver-ours-values = OURS
help-merge-driver-theirs = What the other one made of it (%B)
help-merge-driver-theirs-values = THEIRS
help-merge-driver-marker-size = Length of conflict markers (%L); 7 without it
help-merge-driver-marker-size-values = N
help-merge-driver-path = Where the file lies in the archive (%P)
help-merge-driver-path-values = PATH
help-merge-driver-examples =
    nowela git-setup tells git to use it. The result is written to OURS: exit code 0 where everything was merged, 1 where conflicts stand in it between git's markers. What can't be merged section by section with certainty is merged line by line, as git does.

    Examples:
    {"  "}nowela merge-driver base.md ours.md theirs.md
    {"  "}git config merge.nowela.driver 'nowela merge-driver %O %A %B --marker-size %L --path %P'
