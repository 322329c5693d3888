# nowela consult, nowela templates

consult-made = { $count ->
    [one] The consultation package is in the folder “{ $path }”: { $count } file.
   *[other] The consultation package is in the folder “{ $path }”: { $count } files.
}
consult-start = Start with { $path }.
consult-file = { "  " }{ $path }
consult-progress = { $done } of { $total }: { $title }
consult-no-pdf = There are no PDFs in the package: this program was built without them. With them: cargo install --path . --features pdf
consult-shortfall = { $path } is a tagged PDF, but no PDF/UA: { $cause }
consult-no-round = nowela.toml holds no round of consultation of this version, so the announcement has blanks to fill in. A section [[round]] in nowela.toml fills them.
consult-short = { $count ->
    [one] Round { $round } lasts { $count } day, less than the { $least } that are required.
   *[other] Round { $round } lasts { $count } days, less than the { $least } that are required.
}
consult-large = the file { $name } has more than { $limit } MB and is not in the package; its alternative text stands in its place
colour-pale = the colour { $colour } has a contrast of { $contrast }:1 on white; text needs 4.5:1, so headings will be hard to read
template-unknown = the file templates/{ $name } is none of the templates and changes nothing; their names: nowela templates list

failure-package-folder = there are other files in the folder { $path }
failure-package-folder-next = Name a new or empty folder, or that of an earlier package.
failure-package-place = { $path } is no folder
failure-package-place-next = Name a new or empty folder.
failure-package-changed = the file { $path } was changed after the package was written
failure-package-changed-next = Move or rename it and repeat the command; nothing was written.
failure-package-unread = can't read { $path }: { $message }
failure-package-unread-next = Check the permissions of this folder, or name another one.
failure-package-leftover = the package was written, but { $path } can't be removed: { $message }
failure-package-leftover-next = The package is whole; you can remove that file.
failure-round = nowela.toml holds no round { $round }
failure-round-next = Add a section [[round]] with this id, or name one of those that there are.
failure-rounds = several rounds are about this version
failure-rounds-next = Choose one with --round ID.
failure-round-backwards = the dates of round { $round } are in the wrong order
failure-round-backwards-next = In nowela.toml closes can't be before opens, nor report before closes.
failure-audience = nowela.toml holds no audience { $audience }
failure-audience-next = Add a section [[audience]] with this id, or name one of those that there are.
failure-audience-name = the id of an audience “{ $audience }” can't be the name of a folder
failure-audience-name-next = In nowela.toml use small letters a to z, digits and hyphens, for example innovation-council.
failure-colour = in nowela.toml the colour “{ $colour }” is none
failure-colour-next = Write it in hexadecimal digits, for example colour = "#1f3a5f".
failure-logo = there is no file { $path }, which nowela.toml names as the logo
failure-logo-next = Give its path from the root of the archive, or remove the key logo.
failure-logo-kind = the logo { $path } is of an unknown format
failure-logo-kind-next = Name a PNG, JPEG, GIF or SVG file.
failure-setting-date = in nowela.toml { $key } = “{ $date }” is no date
failure-setting-date-next = Write dates as YEAR-MONTH-DAY, for example 2026-12-01.
failure-no-pdf = this program was built without PDF
failure-no-pdf-next = Install it with PDF: cargo install --path . --features pdf; or leave pdf out of --format.
failure-make = can't make the file { $path }: { $message }
failure-make-next = Report this as a bug of the program, with this message.

failure-template-syntax = template { $name }, line { $line }: wrong syntax ({ $message })
failure-template-syntax-next = Mend this line; a model: nowela templates export { $name } --stdout
failure-template-unknown = template { $name }, line { $line }: there is no such value, filter or function ({ $message })
failure-template-unknown-next = Compare the name with the model: nowela templates export { $name } --stdout
failure-template-missing = template { $name }, line { $line }: there is no template that it uses ({ $message })
failure-template-missing-next = Templates can use templates only; their names: nowela templates list
failure-template-endless = template { $name }, line { $line }: it does not end within the steps that a template may take
failure-template-endless-next = Look at the loops in this template.
failure-template-huge = template { $name }, line { $line }: it writes more than a template may
failure-template-huge-next = Look at loops and repetitions in this template.
failure-template-other = template { $name }, line { $line }: { $message }
failure-template-other-next = Mend this line; a model: nowela templates export { $name } --stdout
failure-template-text = template { $name } is no text in UTF-8, or too large
failure-template-text-next = Save it in UTF-8.
failure-template-name = there is no template { $name }
failure-template-name-next = Their names: nowela templates list
failure-template-exists = there is a file { $path } already
failure-template-exists-next = Remove or rename it; nothing was written.

templates-built-in = { $name }
templates-own = { $name }   (own: templates/{ $name })
templates-exported = Template { $name } was written to { $path }; from now on this file counts.
templates-checked = { $count ->
    [one] { $count } template of this archive works.
   *[other] { $count } templates of this archive work.
}
templates-none = This archive has no templates of its own; the built-in ones count.

# Names of the files of a package: plain letters and hyphens.

file-page = consultation-document
file-redline = tracked-changes
file-clean-before = earlier-text
file-clean-after = later-text
file-form = comment-form
file-changes = table-of-changes
file-correspondence = correspondence-table
file-document = consultation-document
file-note = note-on-changes
file-bip = bip-description
file-notice = announcement
file-index = index
