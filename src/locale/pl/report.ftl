# nowela report
report-nothing = Od wspólnego zapisu { $base } nie zmienił się tekst żadnego dokumentu.
report-since = Zmiany od wspólnego zapisu { $base }.
report-added = nowy dokument
report-removed = dokument usunięty
report-heaviest = Najważniejsze zmiany
report-redlines = Zapis zmian
report-check = Reguły
report-page = Pełne porównanie na stronie
report-left = { $count ->
    [one] Pominięto { $count } pozycję, bo nie mieści się w komentarzu.
    [few] Pominięto { $count } pozycje, bo nie mieszczą się w komentarzu.
   *[other] Pominięto { $count } pozycji, bo nie mieszczą się w komentarzu.
}
report-left-documents = { $count ->
    [one] Pominięto { $count } dokument, bo nie mieści się w komentarzu.
    [few] Pominięto { $count } dokumenty, bo nie mieszczą się w komentarzu.
   *[other] Pominięto { $count } dokumentów, bo nie mieszczą się w komentarzu.
}
failure-page-url = to nie adres strony: { $url }
failure-page-url-next = Podaj adres, który zaczyna się od https:// lub http:// i nie ma spacji.
failure-commit = nie ma tu zapisu ani gałęzi { $name }
failure-commit-next = Sprawdź nazwę albo pobierz gałąź: git fetch origin
failure-merge-base = { $base } i { $head } nie mają wspólnego zapisu
failure-merge-base-next = Pobierz brakującą historię: git fetch --unshallow albo git fetch --deepen=1000
