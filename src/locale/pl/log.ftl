# nowela log
log-none = Nie ma takich zapisów zmian.
log-older = { $count ->
    [one] Pominięto { $count } starszy zapis zmian. Wszystkie pokazuje:
    [few] Pominięto { $count } starsze zapisy zmian. Wszystkie pokazuje:
   *[other] Pominięto { $count } starszych zapisów zmian. Wszystkie pokazuje:
}
log-former = dokument miał wtedy identyfikator { $former }
log-renamed = zmieniono identyfikator dokumentu; poprzedni: { $before }
log-merge = połączenie gałęzi archiwum; porównano z pierwszą z nich
log-version = wersja { $name } ({ $status })
log-version-date = , { $date }
log-version-adopted = , uchwalono { $date }
log-version-valid-from = , obowiązuje od { $date }
log-version-applies-from = , stosuje się od { $date }
log-version-resolution = , uchwała nr { $number }
log-source = plik źródłowy: { $value }
log-justification = uzasadnienie: { $value }
log-first = pierwszy zapis ({ $sections }, { $words })
log-again = ponowny zapis po usunięciu dokumentu ({ $sections }, { $words })
log-count-sections = { $count ->
    [one] { $count } sekcja
    [few] { $count } sekcje
   *[other] { $count } sekcji
}
log-count-words = { $count ->
    [one] { $count } słowo
    [few] { $count } słowa
   *[other] { $count } słów
}
log-same = tekst bez zmian
log-media-only = tylko ilustracje; tekst bez zmian
log-media = zmieniono ilustracje
log-links = zmieniono zapisane rozstrzygnięcia (links.toml)
log-others = inne pliki w folderze dokumentu: { $files }
log-spelling = treść bez zmian; inny tylko zapis (odstępy, podział na wiersze, znaczniki)
log-numbering = zmieniła się tylko numeracja
log-metadata = zmieniona metryka
log-words = słowa: +{ $inserted } −{ $deleted }
log-words-moved = , przeniesiono { $moved }
log-continuity = ciągłość { $share }
log-heaviest = najcięższa zmiana ({ $weight }): { $heading }
log-unreadable = tekstu nie można odczytać: { $reason }
log-unreadable-before = nie można porównać, bo poprzedniego tekstu nie można odczytać: { $reason }
log-kind-first = { $count ->
    [one] { $count } sekcja { $kind }
    [few] { $count } sekcje { $kind }
   *[other] { $count } sekcji { $kind }
}
log-kind = { $count } { $kind }
log-kind-edited = { $count ->
    [one] zmieniona
    [few] zmienione
   *[other] zmienionych
}
log-kind-added = { $count ->
    [one] dodana
    [few] dodane
   *[other] dodanych
}
log-kind-removed = { $count ->
    [one] usunięta
    [few] usunięte
   *[other] usuniętych
}
log-kind-moved = { $count ->
    [one] przeniesiona
    [few] przeniesione
   *[other] przeniesionych
}
log-kind-reordered = w innej kolejności
log-kind-retitled = z nowym tytułem
log-kind-renumbered = z innym numerem
log-kind-relabelled = z nowym oznaczeniem
log-kind-split = { $count ->
    [one] podzielona
    [few] podzielone
   *[other] podzielonych
}
log-kind-merged = { $count ->
    [one] połączona
    [few] połączone
   *[other] połączonych
}
log-kind-absorbed = { $count ->
    [one] włączona do innej
    [few] włączone do innych
   *[other] włączonych do innych
}
log-kind-extracted = { $count ->
    [one] wyodrębniona
    [few] wyodrębnione
   *[other] wyodrębnionych
}
log-kind-releveled = na innym poziomie
