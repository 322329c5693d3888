### Import of files: what was read, what was not carried over, and why a file can't be read

import-error-package-damaged = The file “{ $name }” is damaged or not whole ({ $message }). Download or save it again and try once more.
import-error-package-encrypted = The file “{ $name }” is protected by a password. Save it without one and try again.
import-error-package-twice = The file “{ $name }” has the same part twice, so that programs could read different texts. Save it anew in your word processor.
import-error-package-parts = The file “{ $name }” has too many parts for a document. Save it anew in your word processor.
import-error-package-too-large = Unpacked, the part { $part } of the file “{ $name }” is too large for a document. Save the file anew in your word processor.
import-error-package-missing = The file “{ $name }” lacks its part { $part }, so it is no whole document. Save it anew in your word processor.
import-error-package-part = The part { $part } of the file “{ $name }” cannot be read ({ $message }). Save the file anew in your word processor and try again.

import-read = { $name }: { $parts }
import-read-headings = { $count ->
    [one] { $count } heading
   *[other] { $count } headings
  }
import-read-paragraphs = { $count ->
    [one] { $count } paragraph
   *[other] { $count } paragraphs
  }
import-read-items = { $count ->
    [one] { $count } list item
   *[other] { $count } list items
  }
import-read-tables = { $count ->
    [one] { $count } table
   *[other] { $count } tables
  }
import-read-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
  }
import-read-images = { $count ->
    [one] { $count } image
   *[other] { $count } images
  }
import-read-contents = table of contents left out ({ $count ->
    [one] { $count } line
   *[other] { $count } lines
  })
import-read-changes-accept = { $count ->
    [one] { $count } tracked change, accepted
   *[other] { $count } tracked changes, accepted
  }
import-read-changes-reject = { $count ->
    [one] { $count } tracked change, rejected
   *[other] { $count } tracked changes, rejected
  }
import-read-text = text

import-lost = Not carried over:
import-lost-nothing = Everything was carried over.
import-lost-line = – { $what }{ $detail }{ $place }
import-lost-detail = : “{ $detail }”
import-lost-further = , “{ $detail }”
import-lost-more = {" and others"}
import-lost-place = , under the heading “{ $place }”

import-loss-address = { $count ->
    [one] the address of a link that leads to no page and no mailbox
   *[other] { $count } addresses of links that lead to no page and no mailbox
  } (the text stays)
import-loss-anchor = { $count ->
    [one] a link to another place of the document
   *[other] { $count } links to other places of the document
  } (the text stays)
import-loss-chart = { $count ->
    [one] a chart or diagram
   *[other] { $count } charts or diagrams
  }
import-loss-chunk = { $count ->
    [one] a file put into the document
   *[other] { $count } files put into the document
  }
import-loss-comment = { $count ->
    [one] a comment
   *[other] { $count } comments
  }
import-loss-equation = { $count ->
    [one] the layout of an equation
   *[other] the layout of { $count } equations
  } (the signs stay)
import-loss-external = { $count ->
    [one] content from outside of the file, which is not fetched
   *[other] { $count } pieces of content from outside of the file, which are not fetched
  }
import-loss-field = { $count ->
    [one] a field that fetches something from outside of the file
   *[other] { $count } fields that fetch something from outside of the file
  } (the last result stays)
import-loss-frame = { $count ->
    [one] a frame made of one table cell
   *[other] { $count } frames made of one table cell
  } (the text stays)
import-loss-header = { $count ->
    [one] a header or footer of pages
   *[other] { $count } headers or footers of pages
  }
import-loss-header-rows = { $count ->
    [one] the second and further head rows of a table
   *[other] the second and further head rows of { $count } tables
  } (they are ordinary rows)
import-loss-hidden = { $count ->
    [one] hidden text
   *[other] { $count } hidden texts
  }
import-loss-macro = { $count ->
    [one] macros
   *[other] macros
  }
import-loss-merged = { $count ->
    [one] a merger of table cells
   *[other] { $count } mergers of table cells
  } (the text stands in the first cell, the others are empty)
import-loss-missing-image = { $count ->
    [one] an image that is not in the file
   *[other] { $count } images that are not in the file
  }
import-loss-nested = { $count ->
    [one] a table in a table cell
   *[other] { $count } tables in table cells
  } (the text stays)
import-loss-note = { $count ->
    [one] a note whose text is not in the file
   *[other] { $count } notes whose texts are not in the file
  }
import-loss-object = { $count ->
    [one] an embedded object
   *[other] { $count } embedded objects
  }
import-loss-replacement = { $count ->
    [one] a character that was lost before the file came here
   *[other] { $count } characters that were lost before the file came here
  }
import-loss-symbol = { $count ->
    [one] a sign of a symbol font
   *[other] { $count } signs of symbol fonts
  }
import-loss-template = { $count ->
    [one] an attached template
   *[other] attached templates
  }

import-written = The text is in the file { $path }. Look at it and save it with “nowela commit --document { $document }”.
import-unchanged = The text in the file { $path } is the same.
import-not-written = Nothing was written, because --strict allows no loss.
failure-import-unsaved = The file { $path } has changes that are not saved in the archive; the import would overwrite them.
failure-import-unsaved-next = Save them with “nowela commit --document { $document }” or take them back, then import again.
failure-import-several = The options --document and --stdout are for one file, but there are several.
failure-import-several-next = Name one file.
failure-import-link = { $path } is a link that leads out of the folder of the document.
failure-import-link-next = Put a plain folder or file in its place and import again.
failure-reader-fell = The file “{ $name }” cannot be read: the process that reads it fell. The archive is as it was.
failure-reader-fell-next = Open the file in a word processor, save it anew and try again.
failure-reader-late = The file “{ $name }” was not read in time. The archive is as it was.
failure-reader-late-next = Divide the document, or save it in another format, and try again.
failure-reader-start = The process that reads files could not be started ({ $message })
failure-reader-start-next = Look whether the file of the program nowela can be run, and try again.
failure-reader-unlimited = The file “{ $name }” was not read: the system did not let the program that reads files be limited ({ $limit }: { $message }). The archive stayed as it was.
failure-reader-unlimited-next = Run the program without the restrictions that forbid this, or save the text as Markdown.
import-comments-saved = { $count ->
    [one] { $count } comment was saved
   *[other] { $count } comments were saved
  } in { $path }.
failure-comments-inside = { $path } lies in the archive, and comments hold personal data, which never enter an archive.
failure-comments-inside-next = Give --comments a file outside the folder of the archive.
