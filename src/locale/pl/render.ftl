# what a reader is told about a comparison
kind-edited = Zmiana treści
kind-added = Dodanie
kind-removed = Usunięcie
kind-moved = Przeniesienie
kind-reordered = Zmiana kolejności
kind-retitled = Zmiana tytułu
kind-renumbered = Zmiana numeracji
kind-relabelled = Nowe oznaczenie
kind-split = Podział
kind-merged = Połączenie
kind-absorbed = Włączenie
kind-extracted = Wyodrębnienie
kind-releveled = Zmiana poziomu

before-first-heading = tekst przed pierwszym nagłówkiem
no-heading = (nagłówek bez tekstu)
no-title = (tekst bez tytułu)
top-level = najwyższy poziom
absent = (brak)

compared = Porównano { $before } z { $after }.
compared-before = tekst wcześniejszy
compared-before-version = wersję „{ $version }”
compared-before-date = wersję z { $date }
compared-before-version-date = wersję „{ $version }” ({ $date })
compared-before-name = tekst „{ $name }”
compared-after-name = tekstem „{ $name }”
compared-after = tekstem późniejszym
compared-after-version = wersją „{ $version }”
compared-after-date = wersją z { $date }
compared-after-version-date = wersją „{ $version }” ({ $date })

summary-nothing = Teksty niczym się nie różnią.
summary-numbering = Zmieniła się tylko numeracja.
summary-metadata = Zmieniła się tylko metryka dokumentu.
summary-numbering-metadata = Zmieniły się tylko numeracja i metryka dokumentu.
summary-changed = Zmieniono { $changed } z { $total } sekcji
summary-unchanged = { $count } bez zmian
summary-renumbered = { " (w tym " }{ $count } z innym numerem)
summary-added = { $count ->
    [one] { $count } dodana
    [few] { $count } dodane
   *[other] { $count } dodanych
}
summary-removed = { $count ->
    [one] { $count } usunięta
    [few] { $count } usunięte
   *[other] { $count } usuniętych
}

continuity = Stopień ciągłości: { $share } – { $meaning }.
continuity-all = zostało każde słowo treści; zmienić się mogły kolejność, numeracja, tytuły i znaki
continuity-nearly-all = niemal cały tekst pozostał
continuity-most = większość tekstu pozostała
continuity-half = pozostała ponad połowa tekstu
continuity-less = pozostała mniej niż połowa tekstu
continuity-nothing = żadne słowo nie pozostało

words = Słowa: { $kept } bez zmian, { $deleted } usunięto, { $inserted } dodano, { $moved } przeniesiono.
words-moved = przeniesiono { $count }

unchanged-count = { $count ->
    [one] { $count } sekcja bez zmian
    [few] { $count } sekcje bez zmian
   *[other] { $count } sekcji bez zmian
}

fact-moved-from = Poprzednie miejsce:
fact-moved-to = Nowe miejsce:
fact-reordered = Inna kolejność w obrębie:
fact-retitled = Poprzedni tytuł:
fact-releveled = Poziom nagłówka:
fact-number = Numer:
fact-heading-source = Zapis nagłówka:
fact-split = Z sekcji „{ $section }” wydzielono:
fact-merged = Do sekcji „{ $section }” przyłączono:
fact-absorbed = Do sekcji „{ $section }” włączono, znosząc nagłówek:
fact-extracted = Z sekcji „{ $section }” wyodrębniono pod własnym nagłówkiem:
fact-flowed-out = { $count ->
    [one] { $count } słowo przeszło do sekcji:
    [few] { $count } słowa przeszły do sekcji:
   *[other] { $count } słów przeszło do sekcji:
}
fact-flowed-in = { $count ->
    [one] { $count } słowo pochodzi z sekcji:
    [few] { $count } słowa pochodzą z sekcji:
   *[other] { $count } słów pochodzi z sekcji:
}
place-share = { $place } ({ $share } słów)

note-moved-out = Przeniesiono do sekcji „{ $place }”
note-moved-in = Przeniesiono z sekcji „{ $place }”
note-moved-within-out = Przeniesiono w inne miejsce tej sekcji
note-moved-within-in = Przeniesiono z innego miejsca tej sekcji
figure-marker = Rysunek:
note-split = Podzielono na akapity
note-joined = Połączono akapity

remark-both = { $text }
remark-both-line = wiersz { $line }: { $text }
remark-before = tekst wcześniejszy: { $text }
remark-before-line = tekst wcześniejszy, wiersz { $line }: { $text }
remark-after = tekst późniejszy: { $text }
remark-after-line = tekst późniejszy, wiersz { $line }: { $text }

sections = Sekcje
changes = Zmiany
document-data = Metryka dokumentu
remarks = Spostrzeżenia
number-only = tylko numeracja
legend = Oznaczenia:
legend-deleted = tekst usunięty
legend-inserted = tekst dodany
row-added = dodany wiersz
row-removed = usunięty wiersz
row-moved = wiersz w innym miejscu
column = kolumna { $number }
empty-cell = (puste)
nothing-of-kind = Nie ma zmian wskazanych rodzajów.
table-section = Sekcja
table-kinds = Rodzaj zmiany
table-words = Słowa
page-title = Porównanie: { $title }
skip-to-changes = Przejdź do zmian
at-a-glance = Najważniejsze
list-of-changes = Wykaz zmian
legend-page = Tekst dodany jest podkreślony, tekst usunięty – przekreślony.
said-deleted = { "[usunięto: " }
said-inserted = { "[dodano: " }
said-end = { "]" }
to-list = Do wykazu zmian
show-place = pokaż
made-with = Stronę przygotował program nowela. Dane w formacie do odczytu maszynowego: nowela diff --format json.
table = Tabela

metadata-title = Tytuł
metadata-version = Wersja
metadata-date = Data
metadata-status = Status
metadata-sketch = szkic
metadata-draft = projekt
metadata-consultation = w konsultacjach
metadata-adopted = uchwalony
