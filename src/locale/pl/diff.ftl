# nowela diff
diff-stage = { $stage }: { $time } ms
diff-memory = pamięć najwyżej: { $memory } MB
stage-reading = odczyt
stage-tokens = słowa
stage-flow = przepływ słów
stage-matching = dopasowanie sekcji
stage-provenance = pochodzenie sekcji
stage-redline = zmiany w tekście
stage-rendering = wynik
failure-write = nie można zapisać pliku { $path }: { $message }
failure-write-next = Sprawdź, czy folder istnieje, czy można w nim zapisywać i czy na dysku jest miejsce.
failure-write-unsecured = plik { $path } zapisano, ale dysk zawiódł przy utrwalaniu go: { $message }
failure-write-unsecured-next = Sprawdź dysk i zapisz plik jeszcze raz; do tego czasu brak prądu może przywrócić poprzedni.
failure-template = nie można wypełnić szablonu strony: { $message }
failure-template-next = Zgłoś to jako błąd programu i podaj ten komunikat.
failure-stat = --stat działa tylko z formatem terminal albo markdown
failure-stat-next = Pomiń --stat albo podaj --format terminal.
