# Remarks: what was noticed while reading or comparing

remark-converted = The text was converted from { $encoding } to UTF-8.
remark-byte-order-mark = A byte order mark was removed from the beginning of the file.
remark-line-ends =
    { $lines ->
        [one] The line end was converted in { $lines } line.
       *[other] The line ends were converted in { $lines } lines.
    }
remark-replacement-character =
    { $count ->
        [one] The text holds { $count } replacement character (U+FFFD): something was lost there before the file was read.
       *[other] The text holds { $count } replacement characters (U+FFFD): something was lost there before the file was read.
    }
remark-composed =
    { $words ->
        [one] In { $words } word, letters written in parts (a letter and a separate accent) were composed; this is no change.
       *[other] In { $words } words, letters written in parts (a letter and a separate accent) were composed; this is no change.
    }
remark-hidden =
    { $count ->
        [one] The text holds { $count } invisible character ({ $which }).
       *[other] The text holds { $count } invisible characters ({ $which }); this is the place of the first one.
    }
remark-mixed-scripts =
    { $count ->
        [one] In { $count } word, Latin letters stand beside letters of another alphabet: “{ $word }” ({ $letters }).
       *[other] In { $count } words, Latin letters stand beside letters of another alphabet; the first one is “{ $word }” ({ $letters }).
    }
remark-front-matter = The metadata at the beginning of the file (YAML) cannot be read and were left out: { $message }
remark-contents-set-aside =
    { $lines ->
        [one] A table of contents written into the text ({ $lines } line) is not compared.
       *[other] A table of contents written into the text ({ $lines } lines) is not compared.
    }
remark-headings-promoted =
    { $count ->
        [one] The text has no headings, so { $count } bold or numbered line was read as a heading.
       *[other] The text has no headings, so { $count } bold or numbered lines were read as headings.
    }
remark-provisions-divided =
    { $count ->
        [one] { $count } provision (§ or article) whose text begins on the line of its label was read as a section.
       *[other] { $count } provisions (§ or article) whose text begins on the line of their label were read as sections.
    }
remark-markup-table = A table written in HTML (with merged cells, for instance) was compared as text, not by rows and columns.
remark-level-skipped = A heading of level { $level } stands directly below a heading of level { $parent }: the level between is missing.
remark-too-deep =
    { $cap ->
        [one] Lists or quotations nested deeper than { $cap } level were read as plain text.
       *[other] Lists or quotations nested deeper than { $cap } levels were read as plain text.
    }
remark-footnote =
    { $defined ->
        [yes] The footnote “{ $name }” is defined, but the text does not refer to it.
       *[no] The text refers to the footnote “{ $name }”, but it is not defined.
    }
remark-stale-reference =
    { $known ->
        [yes] The reference “{ $reference }” still says the old number; what it refers to is now headed “{ $now }”.
       *[no] The reference “{ $reference }” still says the old number, but what it refers to has another one now.
    }
remark-dangling-reference = The reference “{ $reference }” leads nowhere: nothing in the text bears that number.
remark-coarse =
    { $stage ->
        [redline] Words were
        [alignment] The order of paragraphs was
        [table] Table cells were
       *[flow] The flow of text between sections was
    } compared more coarsely than usual because of the size of the text ({ $count ->
        [one] { $count } time
       *[other] { $count } times
    }).
remark-decision-contradicted = links.toml, line { $line }: this decision contradicts the one in line { $other }, which was recorded later and holds. Remove the one that is out of date.
remark-decision-lost =
    links.toml, line { $line }: the section “{ $section }” is not to be found in the { $side ->
        [before] earlier
       *[after] later
    } text, so this decision was not applied.
remark-decision-outdated = links.toml, line { $line }: the wording of the section “{ $section }” changed since the decision, so its change has to be weighed again.
remark-decision-unlinked = links.toml, line { $line }: the section “{ $section }” is not linked here as it was when the decision was made, so it was not applied.
remark-decision-unreadable =
    { $flaw ->
        [archive] links.toml can’t be read because the archive is damaged{ $detail }; the texts were compared without decisions. Look the archive over: nowela doctor --verify.
        [syntax] links.toml, line { $line }: it can’t be read ({ $detail }); no decision of this file was applied. Correct this line.
        [encoding] links.toml, line { $line }: the file is not UTF-8{ $detail }; no decision was applied. Save it as UTF-8.
        [size] links.toml, line { $line }: the file is too large or no plain file{ $detail }; no decision was applied.
        [missing] links.toml, line { $line }: the decision lacks the key “{ $detail }” and was left out.
        [sections] links.toml, line { $line }: a decision of the kind “{ $detail }” names too few or too many sections and was left out.
       *[value] links.toml, line { $line }: the value of “{ $detail }” is unknown or of another kind; the decision was left out.
    }

# Why a file was not read

import-error-empty = The file “{ $name }” is empty. Name a file that holds a text.
import-error-format = The file “{ $name }” is in the format { $format }. This build reads Word files (DOCX), ODT, HTML, Markdown and plain text: save the document as one of these and try again.
import-error-binary = The file “{ $name }” holds no text (it is a binary file). Name a Word, ODT, HTML, Markdown or plain text file; if it is one of these, it is damaged and has to be saved again.
import-error-damaged = The text in the file “{ $name }” ({ $encoding }) is damaged in line { $line } (byte { $offset }). Correct this place and save the file as UTF-8 again.
import-error-unsupported = The text in the file “{ $name }” is probably encoded in { $encoding }, which is not read. Save the file as UTF-8 and try again.
import-error-undecided = The encoding of the text in the file “{ $name }” cannot be told with certainty. Save the file as UTF-8 and try again.
