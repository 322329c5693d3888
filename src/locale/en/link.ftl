# nowela link, and what a comparison shows of it

# what a person decided
unchanged = Unchanged
decided = decided:
decided-what = { $who } – { $ruling }
decided-by = { $by }, { $date }
decided-because = justification:
decided-evidence = evidence:
decided-section = “{ $section }”
decided-same = this is the same section: { $before } → { $after }
decided-not-same = these are not the same section: { $before } and { $after }
decided-split = split: { $before } → { $after }
decided-merged = merged: { $before } → { $after }
decided-weight-technical = technical change: { $section }
decided-weight-editorial = editorial change: { $section }
decided-weight-substantive = substantive change: { $section }
decided-weight-unassessed = change to be assessed: { $section }
decided-justification = justification of the change: { $section }
evidence = { $kind }: { $title }
evidence-place = { $kind }: { $title }, { $place }
evidence-review-report = review report
evidence-project-analysis = project analysis
evidence-research-direction = research direction
evidence-resolution = resolution
evidence-other = other source

# nowela link
help-usage = Usage
help-arguments = Arguments
help-options = Options
help-global = Global options
help-all-work-in = Work as if started in this folder
help-all-work-in-values = DIR
help-all-lang = Language of messages (pl, en); without it NOWELA_LANG, then the locale decides
help-all-lang-values = LANG
help-all-color = Colours: auto (on a terminal), always, never
help-all-color-values = WHEN
help-all-quiet = Say nothing but what was asked for and failures
help-all-verbose = Say more
help-all-json = Report as JSON
help-all-help = Print help
help-link-about = Decide which section continues which, what a change weighs, and why it was made
help-link-usage = nowela link D BEFORE AFTER DECISION [--because "…"] [--evidence "…"]
    {"       "}nowela link D [--list | --remove N]
help-link-document = Id of the document
help-link-document-values = D
help-link-before = The earlier state: a version, date or revision
help-link-before-values = BEFORE
help-link-after = The later state
help-link-after-values = AFTER
help-link-same = This is the same section: the first one of the earlier text, the second one of the later
help-link-same-values = SECTION SECTION
help-link-not-same = These are not the same section
help-link-not-same-values = SECTION SECTION
help-link-split = The section was split into parts; it continues as the part named first
help-link-split-values = SECTION PART PART…
help-link-merged = The sections were merged into the one given with --into; it continues the one named first
help-link-merged-values = SECTION SECTION…
help-link-into = The section that they were merged into
help-link-into-values = SECTION
help-link-weight = What the change of the section given with --section weighs: technical, editorial, substantive, unassessed
help-link-weight-values = WEIGHT
help-link-confirm = Confirm the weight that the program proposes for the change of this section
help-link-confirm-values = SECTION
help-link-section = A section of the later text, or of the earlier one where it was removed
help-link-section-values = SECTION
help-link-justify = Add a justification for the change of this section
help-link-justify-values = SECTION
help-link-because = The justification; it can be added to every decision
help-link-because-values = TEXT
help-link-evidence = What it rests on: "KIND: TITLE; WHERE"; kinds: report, analysis, direction, resolution, other. May be given several times
help-link-evidence-values = EVIDENCE
help-link-list = List the decisions (also where nothing but the document is given)
help-link-remove = Remove the decision with this number of the list
help-link-remove-values = N
help-link-date = Day of the decision (2026-03-12); without it today
help-link-date-values = D
help-link-author = Who decided: "NAME <E-MAIL>"; without it who saves
help-link-author-values = WHO
help-link-allow-detached = Save even where HEAD is on no branch
help-link-examples =
    Sections are named as in nowela show: by number (2.4), title or path ("Diagnoza > Kapitał ludzki").
    Decisions are kept in strategy/D/links.toml. nowela diff goes by those in the newest revision, and by those in the work tree where it compares with worktree.

    Examples:
    {"  "}nowela link ris projekt-1 projekt-2 --same "2.4" "2.2"
    {"  "}nowela link ris projekt-1 projekt-2 --not-same "3.1" "3.1"
    {"  "}nowela link ris projekt-1 projekt-2 --split "3" "3.1" "3.2"
    {"  "}nowela link ris projekt-1 projekt-2 --merged "4" "5" --into "4"
    {"  "}nowela link ris projekt-1 projekt-2 --weight editorial --section "2.4"
    {"  "}nowela link ris projekt-1 projekt-2 --confirm "2.4"
    {"  "}nowela link ris projekt-1 projekt-2 --justify "2.4" \
    {"    "}--because "The goal was met early" --evidence "report: Mid-term evaluation of the RIS; p. 14"
    {"  "}nowela link ris --list
    {"  "}nowela link ris --remove 2

link-line = { $text }
link-saved = Recorded decision { $number } in { $path } (revision { $revision }):
link-removed = Removed decision { $number } (revision { $revision }):
link-known = This decision is recorded already (number { $number }); nothing was changed.
link-confirms = The program saw it the same way: the decision confirms it.
link-overrules = The program saw it otherwise: from now on the decision holds.
link-none = Nothing has been decided about the document { $document } yet.
link-entry = { $number }. { $sections } (line { $line })
link-message = Decision: { $ruling }
link-message-removed = Removed decision: { $ruling }
link-heading =
    Decisions about the document { $document }: which section continues which, what a change weighs, and why.
    They are recorded by nowela link. They may also be edited by hand and saved with nowela commit.
failure-link-what = it is not clear what to decide about the document “{ $document }”
failure-link-what-next = Name the earlier state, the later one and the decision: nowela link { $document } projekt-1 projekt-2 --same "2.4" "2.2". nowela link --help lists them all.
failure-link-before = in the earlier text “{ $section }” does not name one section
failure-link-after = in the later text “{ $section }” does not name one section
failure-link-twice = the section “{ $section }” is named twice
failure-link-twice-next = Name every section once.
failure-link-worktree = the text in the work tree is not saved yet, and a decision has to name a saved text
failure-link-worktree-next = Save it first: nowela commit --document { $document } -m MESSAGE
failure-link-evidence = “{ $value }” names no evidence
failure-link-evidence-next = Write its kind (report, analysis, direction, resolution or other), its title and where: --evidence "report: Mid-term evaluation of the RIS; p. 14"
failure-link-contradicts = this contradicts decision { $number }: { $who } – { $ruling }; nothing was changed
failure-link-contradicts-next = Where that one is out of date, remove it first: nowela link { $document } --remove { $number }
failure-link-no-weight = the program proposes no weight for the section “{ $section }”, as it sees no change in it
failure-link-no-weight-next = Name a section that changed, or give a weight: --weight technical --section "{ $section }"
failure-link-number = the document “{ $document }” has no decision { $number } (it has { $count })
failure-link-number-next = nowela link { $document } --list shows the numbers.
failure-links = { $path }, line { $line }: { $flaw ->
        [syntax] this line can’t be read ({ $detail })
        [encoding] the file is not UTF-8{ $detail }
        [size] this is no plain file, or too large a one{ $detail }
       *[value] “{ $detail }” is no list of decisions ([[decision]])
    }; nothing was changed
failure-links-next = Correct this line and repeat the command. Where it holds <<<<<<< or >>>>>>>, git joined two changes: keep both and delete the marks. The saved file comes back with git checkout HEAD -- { $path }
failure-links-entry = { $path }, line { $line }: { $flaw ->
        [missing] the decision lacks the key “{ $detail }”
        [sections] a decision of the kind “{ $detail }” names too few or too many sections
       *[value] the value of “{ $detail }” is unknown or of another kind
    }; nothing was changed
failure-links-entry-next = Correct this decision and repeat the command. The saved file comes back with git checkout HEAD -- { $path }
failure-links-unsaved = the file { $path } in the work tree has edits that are not saved; nothing was changed
failure-links-unsaved-next = Save them (nowela commit --document D -m MESSAGE) or drop them (git checkout HEAD -- { $path }), then repeat the command.
