# nowela check
check-severity-error = error
check-severity-warning = warning
check-severity-note = note
check-line = , line { $line }
check-clean = { $count ->
    [one] { $count } rule checked, nothing found
   *[other] { $count } rules checked, nothing found
}
check-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
check-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
check-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
check-sum = Together: { $errors }, { $warnings }, { $notes }.
check-scope = the rule names section "{ $section }", which is not there or not the only one
check-required = required section "{ $section }" is missing
check-required-empty = required section "{ $section }" is empty
check-phrase-missing = protected wording "{ $phrase }" is missing
check-forbidden = wording "{ $phrase }" is not allowed (rule: { $pattern })
check-criterion = no section meets criterion { $criterion } of enabling condition 1.1
check-table-sum = "{ $name }": { $told } is told, the sum is { $sum }
check-hidden = invisible character { $character }
check-mixed = word "{ $word }" mixes letters of different scripts: { $letters }
check-front-matter = the front matter lacks "{ $key }"
check-dates = version { $version }: { $first } ({ $first-day }) comes after { $second } ({ $second-day })
check-word-date = date of the text
check-word-adopted = adoption
check-word-valid-from = first day of validity
check-word-applies-from = first day of application
check-indicator-column = the table of indicators lacks a column: { $column }
check-indicator-year = the column tells no year: { $column }
check-indicator-empty = indicator "{ $indicator }" has nothing in column: { $column }
check-indicator-number = indicator "{ $indicator }" has in column: { $column } what is no number: "{ $value }"
check-word-unit = unit
check-word-base = base value
check-word-target = target value
check-word-source = source
check-continuity = continuity of the whole text is { $share }%, at least { $minimum }% is asked for ({ $from } → { $to })
check-continuity-branch = continuity of branch "{ $section }" is { $share }%, at least { $minimum }% is asked for ({ $from } → { $to })
check-protected = protected section "{ $section }" was changed ({ $from } → { $to })
check-protected-removed = protected section "{ $section }" was removed ({ $from } → { $to })
check-unjustified = the substantive change of section "{ $section }" has no justification ({ $from } → { $to })
check-unproved = the justification of the substantive change of section "{ $section }" names no evidence ({ $from } → { $to })
check-stale = reference "{ $reference }" did not follow a change of number; it is now: { $now }
check-dangling = reference "{ $reference }" leads nowhere
check-no-rules = there are no rules in nowela.toml, so nothing was checked; add [check] with preset = "ris", or rules of your own as [[check.rule]], or give --preset ris
failure-preset = There is no set of rules "{ $name }".
failure-preset-next = give one of those above
failure-rule-off = nowela.toml switches rule "{ $rule }" off, which is not in the set.
failure-rule-off-next = take it off the list off in [check]
failure-rule-kind = Rule "{ $rule }" is of an unknown kind: "{ $value }".
failure-rule-kind-next = correct its key kind in nowela.toml
failure-rule-severity = Rule "{ $rule }" has an unknown severity: "{ $value }".
failure-rule-severity-next = write error, warning or note
failure-rule-pattern = Rule "{ $rule }" has a pattern that can't be used: "{ $value }" ({ $message }).
failure-rule-pattern-next = correct the pattern in nowela.toml
failure-rule-empty = Rule "{ $rule }" of kind { $value } checks nothing.
failure-rule-empty-next = say what it is about: phrases, stems, patterns, sections, keys or criteria
failure-rule-minimum = Rule "{ $rule }" asks for a continuity of { $value }%.
failure-rule-minimum-next = write a number from 1 to 100
failure-check-state = "{ $state }" is no state of a document in the archive.
failure-check-state-next = name a state: DOCUMENT@VERSION, a date, a revision or worktree
