# nowela log
log-none = There are no such revisions.
log-older = { $count ->
    [one] { $count } older revision is left out. All are shown by:
   *[other] { $count } older revisions are left out. All are shown by:
}
log-former = the id of the document was { $former } then
log-renamed = the document got another id; before: { $before }
log-merge = branches of the archive were joined; compared with the first of them
log-version = version { $name } ({ $status })
log-version-date = , { $date }
log-version-adopted = , adopted { $date }
log-version-valid-from = , valid from { $date }
log-version-applies-from = , applies from { $date }
log-version-resolution = , resolution { $number }
log-source = source file: { $value }
log-justification = justification: { $value }
log-first = first revision ({ $sections }, { $words })
log-again = saved again after the document was deleted ({ $sections }, { $words })
log-count-sections = { $count ->
    [one] { $count } section
   *[other] { $count } sections
}
log-count-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
log-same = text unchanged
log-media-only = figures only; text unchanged
log-media = figures changed
log-links = recorded decisions changed (links.toml)
log-others = other files in the folder of the document: { $files }
log-spelling = content unchanged; only written in another way (spacing, line breaks, markup)
log-numbering = only the numbering changed
log-metadata = front matter changed
log-words = words: +{ $inserted } −{ $deleted }
log-words-moved = , { $moved } moved
log-continuity = continuity { $share }
log-heaviest = heaviest change ({ $weight }): { $heading }
log-unreadable = the text can't be read: { $reason }
log-unreadable-before = can't be compared, because the text before can't be read: { $reason }
log-kind-first = { $count ->
    [one] { $count } section { $kind }
   *[other] { $count } sections { $kind }
}
log-kind = { $count } { $kind }
log-kind-edited = { $count ->
   *[other] edited
}
log-kind-added = { $count ->
   *[other] added
}
log-kind-removed = { $count ->
   *[other] removed
}
log-kind-moved = { $count ->
   *[other] moved
}
log-kind-reordered = reordered
log-kind-retitled = retitled
log-kind-renumbered = renumbered
log-kind-relabelled = relabelled
log-kind-split = { $count ->
   *[other] split
}
log-kind-merged = { $count ->
   *[other] merged
}
log-kind-absorbed = { $count ->
   *[other] absorbed
}
log-kind-extracted = { $count ->
   *[other] extracted
}
log-kind-releveled = at another level
