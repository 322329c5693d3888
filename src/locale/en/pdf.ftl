### Import of PDF files: what was not carried over

import-loss-columns = { $count ->
    [one] a line of text
   *[other] { $count } lines of text
  } in columns without rules between them (a table without borders stayed text: check the order)
import-loss-guessed = { $count ->
    [one] the structure of the document
   *[other] the structure of the document
  }: the PDF file does not tell it, so headings, paragraphs, lists and tables were guessed from the looks of its pages
import-loss-hyphen = { $count ->
    [one] a hyphen at the end of a line that may belong
   *[other] { $count } hyphens at the ends of lines that may belong
  } to the word (left out)
import-loss-picture = { $count ->
    [one] a picture of the PDF file
   *[other] { $count } pictures of the PDF file
  }
import-loss-recognised = { $count ->
    [one] a page whose text was
   *[other] { $count } pages whose text was
  } recognised on a picture (OCR): check it
import-loss-untagged = { $count ->
    [one] a text that
   *[other] { $count } texts that
  } the PDF file does not count as content
import-error-pdf = The file “{ $name }” is a PDF file, which this build does not read. Build the program with the feature pdf-import (cargo install --path . --features pdf-import), or save the text as DOCX.
import-error-pictures = The file “{ $name }” holds no text: its pages ({ $pages }) are pictures. Have their text recognised (OCR), or ask for the file that it was made from.
import-loss-loose-note = { $count ->
    [one] a note that nothing refers to
   *[other] { $count } notes that nothing refers to
  } (the text stands at the end)
