# nowela demo
demo-made = An archive of sample texts was made in the folder “{ $path }”:
demo-document = { "  " }{ $document }: { $count ->
    [one] { $count } version, { $first }
   *[other] { $count } versions, from { $first } to { $last }
}
demo-package = { $count ->
    [one] The consultation package ({ $count } file) begins with { $path } – open it in a browser.
   *[other] The consultation package ({ $count } files) begins with { $path } – open it in a browser.
}
demo-next = What to try next:
    { "  " }nowela -C { $directory } version
    { "  " }nowela -C { $directory } diff { $before } { $after }
    { "  " }nowela -C { $directory } diff { $before } { $after } --stat
failure-demo-folder = the folder { $path } is not empty
failure-demo-folder-next = Name a new or empty folder, for example: nowela demo pokaz
failure-sample = the sample text { $path } says too little in its front matter
failure-sample-next = Please report this as a bug.
