### Reading files where a command takes them: losses in short, both sides of tracked changes

import-lost-short = { $count ->
    [one] Of “{ $name }” one thing was not carried over
   *[other] Of “{ $name }” { $count } things were not carried over
  }. To see what: nowela import { $name } --stdout --strict
commit-both-before = { $message } (the text without the tracked changes)
commit-change-authors = Tracked changes: { $authors }
commit-both-half = Only the text of { $document } without the tracked changes is saved, as revision { $revision }; the one with them is not.
failure-both-untracked = The file { $path } holds no tracked changes, so there is one text to save and not two.
failure-both-untracked-next = Save it without --changes both.

import-read-repaired = { $count ->
    [one] { $count } place damaged by extraction, repaired
   *[other] { $count } places damaged by extraction, repaired
  }
import-loss-noise = { $count ->
    [one] a word that extraction may have damaged
   *[other] { $count } words that extraction may have damaged
  } (left as it is)
