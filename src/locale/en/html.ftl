### Import of pages: what stands around a text, and why a page can't be read

import-loss-around = { $count ->
    [one] a part of the page around the text
   *[other] { $count } parts of the page around the text
  }
import-error-nested = The page “{ $name }” is nested too deep or has too many elements for a document. Open it in a word processor, save it anew and try again.
