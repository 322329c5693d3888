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
note-figures = Rysunek z nowym plikiem ({ $files })
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
legend = Oznaczenia:
legend-deleted = tekst usunięty
legend-inserted = tekst dodany
row-added = dodany wiersz
row-removed = usunięty wiersz
row-moved = wiersz w innym miejscu
column = kolumna { $number }
nothing-of-kind = Nie ma zmian wskazanych rodzajów.
table-section = Sekcja
table-kinds = Rodzaj zmiany
table-words = Słowa
page-title = Porównanie: { $title }
skip-to-changes = Przejdź do zmian
at-a-glance = Najważniejsze
legend-page = Tekst dodany jest podkreślony, tekst usunięty – przekreślony.
said-deleted = { "[usunięto: " }
said-inserted = { "[dodano: " }
said-end = { "]" }
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

kicker = Porównanie wersji dokumentu
state-before = Wersja wcześniejsza
state-after = Wersja późniejsza
state-unnamed = bez nazwy
state-status = Status:
state-date = Data:
state-adopted = Uchwalono:
state-valid-from = Obowiązuje od:
state-applies-from = Ma zastosowanie od:
state-resolution = Podstawa:
state-revision = Zapis zmian:
state-sections = { $count ->
    [one] { $count } sekcja
    [few] { $count } sekcje
   *[other] { $count } sekcji
}
state-words = { $count ->
    [one] { $count } słowo
    [few] { $count } słowa
   *[other] { $count } słów
}

continuity-name = Stopień ciągłości:
continuity-explained = Stopień ciągłości mówi, jaka część słów obu wersji pozostała w tekście – w tym samym miejscu albo w innym. Tytułów sekcji nie liczy się do słów.
bars = Słowa obu wersji
bar-kept = bez zmian
bar-moved = przeniesione
bar-deleted = usunięte
bar-inserted = dodane
tile-changed = { $count ->
    [one] sekcja zmieniona
    [few] sekcje zmienione
   *[other] sekcji zmienionych
}
tile-added = { $count ->
    [one] sekcja dodana
    [few] sekcje dodane
   *[other] sekcji dodanych
}
tile-removed = { $count ->
    [one] sekcja usunięta
    [few] sekcje usunięte
   *[other] sekcji usuniętych
}
tile-unchanged = { $count ->
    [one] sekcja bez zmian
    [few] sekcje bez zmian
   *[other] sekcji bez zmian
}
with-beneath = { $count ->
    [one] { $section } (i { $count } sekcja podrzędna)
    [few] { $section } (i { $count } sekcje podrzędne)
   *[other] { $section } (i { $count } sekcji podrzędnych)
}
glance-added = Nowe sekcje
glance-removed = Usunięte sekcje
glance-journeys = Co dokąd trafiło
glance-titles = Zmienione tytuły
glance-figures = Zmienione liczby i daty
glance-figures-note = Liczby, kwoty, udziały i daty, które zmieniły się, doszły albo zniknęły w tekście, który pozostał. Numery sekcji i odesłania do nich nie należą, a liczb z fragmentów i wierszy w całości nowych albo w całości usuniętych ten wykaz nie obejmuje.
glance-none = Nie ma.
glance-more = Pozostałe
journey-flow = Część tekstu
journey-words = { $count ->
    [one] { $count } słowo
    [few] { $count } słowa
   *[other] { $count } słów
}
journey-share = { $share } słów
said-from = z:
said-to = do:
said-order = w obrębie:
said-was = było:
said-now = jest:
said-earlier = Wersja wcześniejsza:
said-later = Wersja późniejsza:

contents = Spis treści
contents-only = Tylko zmienione sekcje
view = Widok
view-inline = Zmiany w tekście
view-side = Obok siebie
view-after = Tekst po zmianach
filter = Rodzaje zmian
filter-all = Zaznacz wszystkie
filter-none = Odznacz wszystkie
filter-shown = Pokazane zmienione sekcje: { $shown } z { $total }
steps = Przejście między zmianami
step-previous = Poprzednia
step-next = Następna
step-of = Zmiana { $number } z { $total }
step-none = Żadna zmiana nie odpowiada wybranym rodzajom.
step-some = Zmiany: { $total }
keys = Skróty Alt+↑ i Alt+↓
next-section = Następna zmieniona sekcja
to-contents = Do spisu treści
unchanged-one = Bez zmian: { $first }
unchanged-run = { $count }: { $first } – { $last }
passages-folded = { $count ->
    [one] { $count } fragment bez zmian
    [few] { $count } fragmenty bez zmian
   *[other] { $count } fragmentów bez zmian
}

csv-number = Lp.
csv-place = Lokalizacja w dokumencie
csv-before = Dotychczasowe brzmienie
csv-after = Nowe brzmienie
csv-kind = Rodzaj zmiany
csv-reason = Uzasadnienie zmiany

# liczby, które się zmieniły
quantities = Zmienione liczby i daty
quantity-label = Czego dotyczy
quantity-before = Było
quantity-after = Jest
quantity-difference = Różnica
kind-quantity = Zmiana liczby lub daty
kind-quantity-difference = Zmiana liczby lub daty: { $difference }
unit-points = p.p.
unit-minutes = { $count ->
    [one] { $count } minuta
    [few] { $count } minuty
   *[other] { $count } minut
}
unit-minutes-part = { $number } minuty
unit-hours = { $count ->
    [one] { $count } godzina
    [few] { $count } godziny
   *[other] { $count } godzin
}
unit-hours-part = { $number } godziny
unit-days = { $count ->
    [one] { $count } dzień
    [few] { $count } dni
   *[other] { $count } dni
}
unit-days-part = { $number } dnia
unit-weeks = { $count ->
    [one] { $count } tydzień
    [few] { $count } tygodnie
   *[other] { $count } tygodni
}
unit-weeks-part = { $number } tygodnia
unit-months = { $count ->
    [one] { $count } miesiąc
    [few] { $count } miesiące
   *[other] { $count } miesięcy
}
unit-months-part = { $number } miesiąca
unit-years = { $count ->
    [one] { $count } rok
    [few] { $count } lata
   *[other] { $count } lat
}
unit-years-part = { $number } roku
kind-stale-reference = Odesłanie ze starym numerem { $target }
kind-dangling-reference = Odesłanie bez celu { $target }
quantity-million = { $number } mln
# diff -v: dlaczego to ta sama sekcja
grounds = Ta sama sekcja, bo: { $grounds } (pewność { $confidence }).
ground-words = { $share } wspólnych słów
ground-branch = tekst podsekcji, których nagłówki zniknęły
ground-title = ten sam tytuł
ground-like-title = podobny tytuł ({ $share })
ground-label = ten sam numer
ground-subsections = { $share } wspólnych podsekcji
ground-parent = ta sama sekcja nadrzędna
ground-between = te same sekcje przed nią i za nią
ground-beside = ta sama sekcja obok
ground-place = miejsce w tekście
rival-after = Najbliższa inna w tekście późniejszym, „{ $section }”, odpadła: { $lacks }.
rival-before = Najbliższa inna w tekście wcześniejszym, „{ $section }”, odpadła: { $lacks }.
lack-words = tylko { $share } wspólnych słów
lack-all-words = żadnych wspólnych słów
lack-branch = nie zebrała tekstu podsekcji
lack-title = inny tytuł
lack-label = inny numer
lack-subsections = inne podsekcje
lack-parent = inna sekcja nadrzędna
lack-neighbours = inne sąsiedztwo
lack-continues = jest dalszym ciągiem sekcji „{ $section }”
lack-goes-on = jej dalszym ciągiem jest „{ $section }”
lack-sum = w sumie mniej za nią przemawia
