# Files of the consultation package.

sheet-changes = Table of changes
sheet-correspondence = Correspondence table
sheet-cut = […] (continued in the table as HTML or CSV)

correspondence-number-before = Number before
correspondence-title-before = Section in the earlier version
correspondence-number-after = Number after
correspondence-title-after = Section in the later version
correspondence-kind = What became of it
correspondence-share = Text carried over

# Note on changes, description for the information bulletin, announcement.

memo-title = Note on changes
memo-changes = What changed
memo-reasons = Why
memo-reasons-none = No reasons for the changes were recorded.
memo-kept = What stayed
memo-how = This note was made from a comparison of the two versions; its figures are those of the other files of the package. The weight of a change is a proposal of rules unless it says that a person decided it.
memo-added = { $count ->
    [one] { $count } section is new: { $list }.
   *[other] { $count } sections are new: { $list }.
}
memo-removed = { $count ->
    [one] { $count } section is gone: { $list }.
   *[other] { $count } sections are gone: { $list }.
}
memo-titles = { $count ->
    [one] { $count } title changed: { $list }.
   *[other] { $count } titles changed: { $list }.
}
memo-retitled = “{ $before }” to “{ $after }”
memo-journeys = { $count ->
    [one] { $count } part of the text has another place: { $list }.
   *[other] { $count } parts of the text have another place: { $list }.
}
memo-journey = { $what } ({ $kind }: { $from } → { $to })
memo-journey-here = { $what } ({ $kind })
memo-figures = { $count ->
    [one] { $count } number or date changed: { $list }.
   *[other] { $count } numbers or dates changed: { $list }.
}
memo-figure = { $label }: { $before } → { $after }
memo-figure-difference = { $label }: { $before } → { $after } ({ $difference })
memo-figure-new = { $label }: { $after } (new)
memo-figure-gone = { $label }: { $before } (gone)
memo-heavy = { $count ->
    [one] Substantive changes, or changes whose weight has to be assessed, are in { $count } section: { $list }.
   *[other] Substantive changes, or changes whose weight has to be assessed, are in { $count } sections: { $list }.
}
memo-more = { $count ->
    [one] { $list } and { $count } other
   *[other] { $list } and { $count } others
}
memo-unchanged = Unchanged: { $text }.

bip-title = Description of the change for the information bulletin (BIP)
bip-made-by = Made by
bip-made-on = Made on
bip-published = Published by and on
bip-document = Document
bip-version = Version
bip-status = Status
bip-replaces = Replaces version
bip-change = What the change is
bip-files = Files and their checksums (SHA-256)
bip-file = File
bip-size = Size
bip-sum = SHA-256
bip-field = Field
bip-value = Content
bip-checking = The checksum of a downloaded file can be verified with “certutil -hashfile FILE SHA256” on Windows and with “sha256sum FILE” elsewhere.

notice-title = Announcement of a consultation
notice-lead = { $office } announces a consultation of the document “{ $title }” ({ $version }).
notice-lead-anonymous = A consultation of the document “{ $title }” ({ $version }) is announced.
notice-purpose = Purpose of the consultation
notice-when = Dates
notice-opens = Day of the announcement
notice-closes = Comments are taken until
notice-days = { $count ->
    [one] { $count } day, that of the announcement not counted
   *[other] { $count } days, that of the announcement not counted
}
notice-length = Time for comments
notice-report = The report is published by
notice-meetings = Meetings
notice-ways = How to comment
notice-form-page = At the sections of the consultation document (page): please send the file with your comments that it saves.
notice-form-word = On the form for comments in Word that is in this package.
notice-email = E-mail: { $address }
notice-address = By post or by hand: { $address }
notice-url = On the web: { $address }
notice-files = What is in the package
notice-changes = What changed
notice-information = Personal data
notice-contact = Contact

blank-author = [to be filled in: author]
blank-date = [to be filled in: date]
blank-published = [to be filled in: published by and on]
blank-opens = [to be filled in: day of the announcement]
blank-closes = [to be filled in: last day for comments]
blank-report = [to be filled in: due day of the report]
blank-purpose = [to be filled in: purpose of the consultation]
blank-ways = [to be filled in: where comments are taken]
blank-information = [to be filled in: information on personal data]
blank-version = [version without a name]

# List of files.

index-title = Consultation package
index-files = Files
index-file = File
index-about = What it holds
index-size = Size
index-format = Format
index-sum = Checksum (SHA-256)
index-audience = Files for: { $audience }
index-everybody = Files for everybody
index-start = Start with: { $title }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB

role-page = Consultation document (page)
role-page-about = All changes section by section, changed numbers, reasons, and room for comments; works offline.
role-redline = Tracked changes in Word
role-redline-about = The whole later text with tracked changes: accepting all of them gives the later version, rejecting all the earlier one.
role-clean-before = Earlier text
role-clean-before-about = The earlier version without marks.
role-clean-after = Later text
role-clean-after-about = The later version without marks.
role-form = Form for comments
role-form-about = A table in Word, one comment a row; the changed sections are filled in.
role-changes = Table of changes
role-changes-about = A row per change: place, earlier and later wording, kind, weight and reason.
role-correspondence = Correspondence table
role-correspondence-about = Which section became which: earlier and later numbers and titles.
role-document = Consultation document (for print)
role-document-about = The whole text with its changes marked, with contents and bookmarks.
role-note = Note on changes
role-note-about = The most important changes on one page.
role-bip = Description for the information bulletin (BIP)
role-bip-about = Author, dates, the version that is replaced, and checksums of the files.
role-notice = Announcement of the consultation
role-notice-about = Purpose, dates, how to comment, meetings.
role-index = List of files
role-index-about = This page.

# PDF

pdf-page = Page { $page } of { $pages }
pdf-contents = Contents
pdf-legend = Legend:
pdf-inserted = inserted text
pdf-deleted = deleted text
pdf-went = text that moved from here
pdf-came = text that moved to here
pdf-figure = [figure: { $text }]
