# remarks on texts and comparisons
remark-converted = the text was converted from { $encoding } to UTF-8
remark-byte-order-mark = a byte order mark at the start of the text was dropped
remark-line-ends = { $lines ->
    [one] the end of { $lines } line was unified
   *[other] the ends of { $lines } lines were unified
}
remark-replacement-character = { $count ->
    [one] the text holds { $count } replacement character (U+FFFD): something was lost before it came here
   *[other] the text holds { $count } replacement characters (U+FFFD): something was lost before it came here
}
remark-front-matter = the front matter cannot be read and was set aside: { $message }
remark-contents-set-aside = { $lines ->
    [one] a table of contents written into the text was set aside ({ $lines } line)
   *[other] a table of contents written into the text was set aside ({ $lines } lines)
}
remark-level-skipped = a heading of level { $level } stands directly under one of level { $parent }
remark-too-deep = lists or quotations nested deeper than { $cap } were read as plain text
remark-footnote = { $defined ->
    [yes] the footnote “{ $name }” is defined, but nothing refers to it
   *[no] the reference to the footnote “{ $name }” has no footnote
}
remark-coarse = { $stage ->
    [redline] { $count ->
        [one] { $count } passage changed so much that it is shown as replaced whole
       *[other] { $count } passages changed so much that they are shown as replaced whole
    }
    [alignment] { $count ->
        [one] the paragraphs of { $count } very long section were aligned more coarsely
       *[other] the paragraphs of { $count } very long sections were aligned more coarsely
    }
    [table] { $count ->
        [one] { $count } very large table was compared more coarsely
       *[other] { $count } very large tables were compared more coarsely
    }
   *[flow] { $count ->
        [one] the flow of text between sections was found more coarsely in { $count } place
       *[other] the flow of text between sections was found more coarsely in { $count } places
    }
}
