# nowela trace, blame, evolve
evolution-progress = { $done } of { $total }: { $title }
evolution-unreadable = { $state } is left out, its text can't be read: { $reason }
evolution-state = { $date } – { $name }
evolution-untitled = section without a title
evolution-others = others (small branches)
evolution-count-states = { $count ->
    [one] { $count } state
   *[other] { $count } states
}
evolution-title = Evolution of: { $title }
evolution-document = document { $document }, { $states }
evolution-size = { $sections }, { $words }
evolution-profile = Continuity { $continuity } ({ $substantive } with editorial changes counted as kept); structure { $structural }; changes reach { $breadth } of the text, where { $depth } of the words changed.
evolution-survival = { $share } of the words of the first state are left
evolution-branch = { $heading }: { $course } ({ $words })
evolution-branch-words = words: { $before } → { $after }
course-new = new branch; { $share } of its words stood elsewhere before
course-gone = no such branch any more; { $share } of its words live elsewhere
course-unchanged = unchanged
course-evolved = evolution, continuity { $share }
course-rebuilt = rebuilt, continuity { $share }
course-rewritten = rewritten, continuity { $share }
evolution-definitions = Continuity is twice the number of words that stayed or moved, divided by the words of both states together; numbering and order do not matter. Structure is the share of the words in sections that have the same section above them. Changes reach the sections in which 5% of the words or more changed.
evolution-courses = A branch is a section with everything beneath it. Evolution: a continuity of 80% or more. Rebuilt: 50% or more. Rewritten: less than 50%. The limits are a convention and describe each branch by itself; they make no verdict on the whole document.
evolution-about = The bars are the states of the document one after the other, their parts are its branches in the order of the text. Height is the number of words. Bands show where words went; grey ones that fade are words that are gone, those that emerge are new. The tables hold the same data.
evolution-picture = Picture
evolution-legend = Branches
evolution-legend-how = Pointing at a branch shows its way through the picture; choosing it keeps it shown, Esc lets it go.
evolution-nothing-before = new words
evolution-nothing-after = words that are gone
evolution-band = { $from } → { $to }: { $words }
evolution-stratum = { $heading }: { $words }
evolution-gone = { $words } gone
evolution-new = { $words } new
evolution-name = { $heading } ({ $words })
evolution-between = { $before } → { $after }
evolution-flows-between = Words: { $before } → { $after }
evolution-over-time = Continuity over time
evolution-flows = Where words went
evolution-flows-about = The tables say what the picture says: how many words of each branch went to which. The rows of one branch add up to all its words.
evolution-column-from = Before
evolution-column-to = After
evolution-column-words = Words
evolution-column-state = State
evolution-column-sections = Sections
evolution-column-survival = Left of the first state
evolution-column-branch = Branch
evolution-column-course = What became of it
evolution-column-branch-words = Number of words
evolution-column-changed = Changed sections
evolution-definitions-title = How this is counted
trace-title = { $heading } ({ $id })
trace-document = lineage of a section, document { $document }, { $states }
trace-top = top level
trace-born = began as "{ $heading }" ({ $path }), { $words }
trace-back = came back as "{ $heading }" ({ $path }), { $words }
trace-removed = removed; was "{ $heading }", { $words }
trace-lived = words that live elsewhere: { $lived } of { $words }
trace-split-from = split off "{ $heading }" ({ $id }), from where { $share } of its words come
trace-split-into = "{ $heading }" ({ $id }) was split off it, with { $share } of that section's words
trace-merged-from = "{ $heading }" ({ $id }) was merged into it, with { $share } of that section's words
trace-merged-into = merged into "{ $heading }" ({ $id }), with { $share } of its words
trace-absorbed-from = absorbed "{ $heading }" ({ $id }), with { $share } of that section's words
trace-absorbed-into = absorbed by "{ $heading }" ({ $id }), with { $share } of its words
trace-extracted-from = extracted from "{ $heading }" ({ $id }), from where { $share } of its words come
trace-extracted-into = "{ $heading }" ({ $id }) was extracted from it, with { $share } of that section's words
trace-retitled = new title: "{ $before }" → "{ $after }"
trace-renumbered = another number, because of changes before it: { $before } → { $after }
trace-relabelled = new label: { $before } → { $after }
trace-moved = moved: { $before } → { $after }
trace-reordered = in another order among its neighbours
trace-releveled = on another level relative to the section above
trace-edited = text changed: words +{ $inserted } −{ $deleted }, continuity { $share }{ $weight ->
    [none] {""}
   *[other] , weight { $weight }
}
trace-reason = justification: { $reason } ({ $by }, { $date })
trace-evidence = evidence: { $evidence }
trace-justification = justification of the whole change: { $reason }
trace-compare = the whole comparison: nowela diff { $before } { $after }
trace-unchanged = { $count ->
    [one] { $count } state left it as it was.
   *[other] { $count } states left it as it was.
}
trace-gone = The newest state does not have this section.
blame-share = { $words } ({ $share })
blame-section = { $heading } ({ $id })
blame-back = , back { $date }
failure-unsaved-state = What is not saved is not in the history of the document.
failure-unsaved-state-next = save the text with nowela commit, or name a state that is saved
failure-no-revision = Document { $document } has no revision yet.
failure-no-revision-next = save the first one with nowela commit
failure-no-readable-revision = None of the revisions of document { $document } can be read.
failure-no-readable-revision-next = look the archive over with nowela doctor
failure-lineage = The lives of sections could not be composed from the comparisons of consecutive states.
failure-lineage-next = this is a fault of the program; report it together with the archive
failure-state-elsewhere = State { $state } is not part of the history that is looked at here.
failure-state-elsewhere-next = name a state of that history (nowela log shows all), or leave --versions out
