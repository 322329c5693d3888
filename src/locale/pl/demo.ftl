# nowela demo
demo-made = W folderze „{ $path }” założono archiwum wersji z tekstami przykładowymi:
demo-version = { "  " }{ $document }@{ $version }, { $date }
demo-sentence = { $text }
demo-page = Stronę z porównaniem zapisano w pliku { $path } – otwórz go w przeglądarce.
demo-next = Co można zrobić dalej:
    { "  " }nowela -C { $directory } version
    { "  " }nowela -C { $directory } diff { $before } { $after }
    { "  " }nowela -C { $directory } diff { $before } { $after } --stat
failure-demo-folder = folder { $path } nie jest pusty
failure-demo-folder-next = Podaj nowy albo pusty folder, na przykład: nowela demo pokaz
failure-sample = tekst przykładowy { $path } nie ma pełnej metryki
failure-sample-next = Zgłoś to jako błąd programu.
