# nowela demo
demo-made = W folderze „{ $path }” założono archiwum wersji z tekstami przykładowymi:
demo-document = { "  " }{ $document }: { $count ->
    [one] { $count } wersja, { $first }
    [few] { $count } wersje, od { $first } do { $last }
    [many] { $count } wersji, od { $first } do { $last }
   *[other] { $count } wersji, od { $first } do { $last }
}
demo-package = { $count ->
    [one] Pakiet konsultacyjny ({ $count } plik) zaczyna się od { $path } – otwórz go w przeglądarce.
    [few] Pakiet konsultacyjny ({ $count } pliki) zaczyna się od { $path } – otwórz go w przeglądarce.
   *[many] Pakiet konsultacyjny ({ $count } plików) zaczyna się od { $path } – otwórz go w przeglądarce.
}
demo-next = Co można zrobić dalej:
    { "  " }nowela -C { $directory } version
    { "  " }nowela -C { $directory } diff { $before } { $after }
    { "  " }nowela -C { $directory } diff { $before } { $after } --stat
failure-demo-folder = folder { $path } nie jest pusty
failure-demo-folder-next = Podaj nowy albo pusty folder, na przykład: nowela demo pokaz
failure-sample = tekst przykładowy { $path } nie ma pełnej metryki
failure-sample-next = Zgłoś to jako błąd programu.
