# what a reader is told about a comparison
kind-edited = Edited
kind-added = Added
kind-removed = Removed
kind-moved = Moved
kind-reordered = Reordered
kind-retitled = Retitled
kind-renumbered = Renumbered
kind-relabelled = Relabelled
kind-split = Split
kind-merged = Merged
kind-absorbed = Absorbed
kind-extracted = Extracted
kind-releveled = Level changed

before-first-heading = text before the first heading
no-heading = (heading without text)
no-title = (text without a title)
top-level = top level
absent = (none)

compared = { $before } was compared with { $after }.
compared-before = The earlier text
compared-before-version = Version “{ $version }”
compared-before-date = The version of { $date }
compared-before-version-date = Version “{ $version }” ({ $date })
compared-before-name = “{ $name }”
compared-after-name = “{ $name }”
compared-after = the later text
compared-after-version = version “{ $version }”
compared-after-date = the version of { $date }
compared-after-version-date = version “{ $version }” ({ $date })

summary-nothing = The texts do not differ.
summary-numbering = Only the numbering changed.
summary-metadata = Only the front matter changed.
summary-numbering-metadata = Only the numbering and the front matter changed.
summary-changed = { $total ->
    [one] { $changed } of { $total } section changed
   *[other] { $changed } of { $total } sections changed
}
summary-unchanged = { $count } unchanged
summary-renumbered = { " (" }{ $count } of them with another number)
summary-added = { $count } added
summary-removed = { $count } removed

continuity = Continuity: { $share } – { $meaning }.
continuity-all = every word of the text lives on; order, numbering, titles and signs may have changed
continuity-nearly-all = nearly all of the text lives on
continuity-most = most of the text lives on
continuity-half = more than half of the text lives on
continuity-less = less than half of the text lives on
continuity-nothing = not a word lives on

words = Words: { $kept } unchanged, { $deleted } deleted, { $inserted } inserted, { $moved } moved.
words-moved = { $count } moved

unchanged-count = { $count ->
    [one] { $count } section unchanged
   *[other] { $count } sections unchanged
}

fact-moved-from = Former place:
fact-moved-to = New place:
fact-reordered = Another order within:
fact-retitled = Former title:
fact-releveled = Heading level:
fact-number = Number:
fact-heading-source = Heading as it is written:
fact-split = Split off section “{ $section }”:
fact-merged = Merged into section “{ $section }”:
fact-absorbed = Absorbed into section “{ $section }”, heading dissolved:
fact-extracted = Lifted out of section “{ $section }” under a heading of its own:
fact-flowed-out = { $count ->
    [one] { $count } word went to section:
   *[other] { $count } words went to section:
}
fact-flowed-in = { $count ->
    [one] { $count } word came from section:
   *[other] { $count } words came from section:
}
place-share = { $place } ({ $share } of the words)

note-moved-out = Moved to section “{ $place }”
note-moved-in = Moved from section “{ $place }”
note-moved-within-out = Moved to another place in this section
note-moved-within-in = Moved from another place in this section
figure-marker = Figure:
note-figures = Figure with a new file ({ $files })
note-split = Split into paragraphs
note-joined = Paragraphs joined

remark-both = { $text }
remark-both-line = line { $line }: { $text }
remark-before = earlier text: { $text }
remark-before-line = earlier text, line { $line }: { $text }
remark-after = later text: { $text }
remark-after-line = later text, line { $line }: { $text }

sections = Sections
changes = Changes
document-data = Front matter
remarks = Remarks
legend = Legend:
legend-deleted = deleted text
legend-inserted = inserted text
row-added = added row
row-removed = removed row
row-moved = row at another place
column = column { $number }
nothing-of-kind = There are no changes of these kinds.
table-section = Section
table-kinds = Kind of change
table-words = Words
page-title = Comparison: { $title }
skip-to-changes = Skip to the changes
at-a-glance = At a glance
legend-page = Inserted text is underlined, deleted text is struck through.
said-deleted = { "[deleted: " }
said-inserted = { "[inserted: " }
said-end = { "]" }
made-with = This page was made by nowela. The same as data: nowela diff --format json.
table = Table

metadata-title = Title
metadata-version = Version
metadata-date = Date
metadata-status = Status
metadata-sketch = sketch
metadata-draft = draft
metadata-consultation = in consultation
metadata-adopted = adopted

kicker = Comparison of two versions
state-before = Earlier version
state-after = Later version
state-unnamed = no name
state-status = Status:
state-date = Date:
state-adopted = Adopted:
state-valid-from = Valid from:
state-applies-from = Applies from:
state-resolution = Resolution:
state-revision = Revision:
state-sections = { $count ->
    [one] { $count } section
   *[other] { $count } sections
}
state-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}

continuity-name = Continuity:
continuity-explained = Continuity says how much of the words of both versions lives on in the text, at the same place or at another one. Titles of sections do not count as words.
bars = Words of both versions
bar-kept = unchanged
bar-moved = moved
bar-deleted = deleted
bar-inserted = inserted
tile-changed = { $count ->
    [one] section changed
   *[other] sections changed
}
tile-added = { $count ->
    [one] section added
   *[other] sections added
}
tile-removed = { $count ->
    [one] section removed
   *[other] sections removed
}
tile-unchanged = { $count ->
    [one] section unchanged
   *[other] sections unchanged
}
with-beneath = { $count ->
    [one] { $section } (and { $count } section beneath it)
   *[other] { $section } (and { $count } sections beneath it)
}
glance-added = New sections
glance-removed = Removed sections
glance-journeys = What went where
glance-titles = Changed titles
glance-figures = Changed numbers and dates
glance-figures-note = Numbers, amounts, shares and dates that changed, came or went in text that lives on. Numbers of sections and references are not among them, nor are numbers in passages and rows that are new or gone as a whole.
glance-none = None.
glance-more = The others
journey-flow = Part of the text
journey-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
journey-share = { $share } of the words
said-from = from:
said-to = to:
said-order = within:
said-was = was:
said-now = is:
said-earlier = Earlier version:
said-later = Later version:

contents = Contents
contents-only = Changed sections only
view = View
view-inline = Changes in the text
view-side = Side by side
view-after = Text after the changes
filter = Kinds of change
filter-all = Select all
filter-none = Select none
filter-shown = Changed sections shown: { $shown } of { $total }
steps = Going from change to change
step-previous = Previous
step-next = Next
step-of = Change { $number } of { $total }
step-none = No change is of the selected kinds.
step-some = Changes: { $total }
keys = Keys Alt+↑ and Alt+↓
next-section = Next changed section
to-contents = To the contents
unchanged-one = Unchanged: { $first }
unchanged-run = { $count }: { $first } – { $last }
passages-folded = { $count ->
    [one] { $count } passage unchanged
   *[other] { $count } passages unchanged
}

csv-number = No.
csv-place = Place in the document
csv-before = Earlier wording
csv-after = Later wording
csv-kind = Kind of change
csv-reason = Reason for the change

# numbers that changed
quantities = Changed numbers and dates
quantity-label = What
quantity-before = Was
quantity-after = Is
quantity-difference = Difference
kind-quantity = Changed number or date
kind-quantity-difference = Changed number or date: { $difference }
unit-points = pp
unit-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
unit-minutes-part = { $number } minutes
unit-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
unit-hours-part = { $number } hours
unit-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
unit-days-part = { $number } days
unit-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
unit-weeks-part = { $number } weeks
unit-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
unit-months-part = { $number } months
unit-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
unit-years-part = { $number } years
kind-stale-reference = Reference with an old number { $target }
kind-dangling-reference = Reference that leads nowhere { $target }
quantity-million = { $number } million
# diff -v: why it is the same section
grounds = The same section because of: { $grounds } (confidence { $confidence }).
ground-words = { $share } of the words in common
ground-branch = the text of subsections whose headings are gone
ground-title = the same title
ground-like-title = a like title ({ $share })
ground-label = the same number
ground-subsections = { $share } of the subsections in common
ground-parent = the same section above
ground-between = the same sections before and behind
ground-beside = the same section beside
ground-place = its place in the text
rival-after = The closest other one in the later text, “{ $section }”, was passed over: { $lacks }.
rival-before = The closest other one in the earlier text, “{ $section }”, was passed over: { $lacks }.
lack-words = only { $share } of the words in common
lack-all-words = no words in common
lack-branch = it has not the text of the subsections
lack-title = another title
lack-label = another number
lack-subsections = other subsections
lack-parent = another section above
lack-neighbours = other neighbours
lack-continues = it continues “{ $section }”
lack-goes-on = it goes on as “{ $section }”
lack-sum = less speaks for it on the whole
