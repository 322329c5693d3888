# nowela report
report-nothing = No document's text changed since the common revision { $base }.
report-since = Changes since the common revision { $base }.
report-added = new document
report-removed = document removed
report-heaviest = Heaviest changes
report-redlines = Redlines
report-check = Rules
report-page = The whole comparison as a page
report-left = { $count ->
    [one] { $count } entry was left out, because it does not fit a comment.
   *[other] { $count } entries were left out, because they do not fit a comment.
}
report-left-documents = { $count ->
    [one] { $count } document was left out, because it does not fit a comment.
   *[other] { $count } documents were left out, because they do not fit a comment.
}
failure-page-url = this is no address of a page: { $url }
failure-page-url-next = Give one that begins with https:// or http:// and has no blanks.
failure-commit = there is no commit or branch { $name } here
failure-commit-next = Check the name, or fetch the branch: git fetch origin
failure-merge-base = { $base } and { $head } have no commit in common
failure-merge-base-next = Fetch the missing history: git fetch --unshallow or git fetch --deepen=1000
