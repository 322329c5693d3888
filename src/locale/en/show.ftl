# nowela show
show-empty = this section has no text of its own; --branch shows it with the sections beneath it
failure-section-unknown = there is no section “{ $section }” in this text
failure-section-unknown-next = Give a number (2.4, § 5), a title, a heading id or a path: "Diagnosis > Human capital".
failure-section-ambiguous = “{ $section }” may mean several sections
failure-section-ambiguous-next = Give the path of one of them, in quotation marks.
