# Pliki pakietu konsultacyjnego.

sheet-changes = Tabela zmian
sheet-correspondence = Tabela odpowiedników
sheet-cut = […] (dalszy ciąg: zob. tabela w HTML lub CSV)

correspondence-number-before = Numer wcześniej
correspondence-title-before = Sekcja w wersji wcześniejszej
correspondence-number-after = Numer później
correspondence-title-after = Sekcja w wersji późniejszej
correspondence-kind = Co się stało
correspondence-share = Przeniesiony tekst

# Nota o zmianach, opis do BIP, ogłoszenie.

memo-title = Nota o zmianach
memo-changes = Co się zmieniło
memo-reasons = Dlaczego
memo-reasons-none = Nie zapisano uzasadnień zmian.
memo-kept = Co pozostało
memo-how = Nota powstała z porównania obu wersji; liczby są te same co w pozostałych plikach pakietu. Waga zmian jest propozycją reguł, chyba że zaznaczono, że zdecydował o niej człowiek.
memo-added = { $count ->
    [one] Nowa jest { $count } sekcja: { $list }.
    [few] Nowe są { $count } sekcje: { $list }.
   *[many] Nowych jest { $count } sekcji: { $list }.
}
memo-removed = { $count ->
    [one] Usunięto { $count } sekcję: { $list }.
    [few] Usunięto { $count } sekcje: { $list }.
   *[many] Usunięto { $count } sekcji: { $list }.
}
memo-titles = { $count ->
    [one] Zmienił się { $count } tytuł: { $list }.
    [few] Zmieniły się { $count } tytuły: { $list }.
   *[many] Zmieniło się { $count } tytułów: { $list }.
}
memo-retitled = „{ $before }” na „{ $after }”
memo-journeys = { $count ->
    [one] Inne miejsce ma { $count } część tekstu: { $list }.
    [few] Inne miejsce mają { $count } części tekstu: { $list }.
   *[many] Inne miejsce ma { $count } części tekstu: { $list }.
}
memo-journey = { $what } ({ $kind }: { $from } → { $to })
memo-journey-here = { $what } ({ $kind })
memo-figures = { $count ->
    [one] Zmieniła się { $count } liczba lub data: { $list }.
    [few] Zmieniły się { $count } liczby lub daty: { $list }.
   *[many] Zmieniło się { $count } liczb lub dat: { $list }.
}
memo-figure = { $label }: { $before } → { $after }
memo-figure-difference = { $label }: { $before } → { $after } ({ $difference })
memo-figure-new = { $label }: { $after } (nowa)
memo-figure-gone = { $label }: { $before } (usunięta)
memo-heavy = { $count ->
    [one] Zmiany istotne lub takie, których wagę trzeba ocenić, są w { $count } sekcji: { $list }.
   *[other] Zmiany istotne lub takie, których wagę trzeba ocenić, są w { $count } sekcjach: { $list }.
}
memo-more = { $count ->
    [one] { $list } oraz { $count } inna
    [few] { $list } oraz { $count } inne
   *[many] { $list } oraz { $count } innych
}
memo-unchanged = Bez zmian: { $text }.

bip-title = Opis zmiany do BIP
bip-made-by = Wytworzył
bip-made-on = Data wytworzenia
bip-published = Opublikował i data publikacji
bip-document = Dokument
bip-version = Wersja
bip-status = Status
bip-replaces = Zastępuje wersję
bip-change = Na czym polega zmiana
bip-files = Pliki i ich sumy kontrolne (SHA-256)
bip-file = Plik
bip-size = Rozmiar
bip-sum = SHA-256
bip-field = Pole
bip-value = Treść
bip-checking = Sumę pobranego pliku można sprawdzić w systemie Windows poleceniem „certutil -hashfile PLIK SHA256”, w innych systemach poleceniem „sha256sum PLIK”.

notice-title = Ogłoszenie o konsultacjach
notice-lead = { $office } ogłasza konsultacje dokumentu „{ $title }” ({ $version }).
notice-lead-anonymous = Ogłasza się konsultacje dokumentu „{ $title }” ({ $version }).
notice-purpose = Cel konsultacji
notice-when = Terminy
notice-opens = Dzień ogłoszenia
notice-closes = Uwagi przyjmujemy do
notice-days = { $count ->
    [one] { $count } dzień, bez dnia ogłoszenia
    [few] { $count } dni, bez dnia ogłoszenia
   *[many] { $count } dni, bez dnia ogłoszenia
}
notice-length = Czas na uwagi
notice-report = Sprawozdanie ogłosimy do
notice-meetings = Spotkania
notice-ways = Jak zgłosić uwagę
notice-form-page = Przy sekcjach dokumentu konsultacyjnego (strona): zapisany plik z uwagami prosimy przesłać.
notice-form-word = W formularzu uwag w Wordzie, który jest w pakiecie.
notice-email = E-mail: { $address }
notice-address = Pocztą lub osobiście: { $address }
notice-url = Przez stronę: { $address }
notice-files = Co jest w pakiecie
notice-changes = Co się zmieniło
notice-information = Dane osobowe
notice-contact = Kontakt

blank-author = [do uzupełnienia: autor]
blank-date = [do uzupełnienia: data]
blank-published = [do uzupełnienia: kto i kiedy opublikował]
blank-opens = [do uzupełnienia: dzień ogłoszenia]
blank-closes = [do uzupełnienia: ostatni dzień na uwagi]
blank-report = [do uzupełnienia: termin sprawozdania]
blank-purpose = [do uzupełnienia: cel konsultacji]
blank-ways = [do uzupełnienia: adres, na który przyjmujemy uwagi]
blank-information = [do uzupełnienia: klauzula informacyjna o danych osobowych]
blank-version = [wersja bez nazwy]

# Spis plików.

index-title = Pakiet konsultacyjny
index-files = Pliki
index-file = Plik
index-about = Co zawiera
index-size = Rozmiar
index-format = Format
index-sum = Suma kontrolna (SHA-256)
index-audience = Pliki dla: { $audience }
index-everybody = Pliki dla wszystkich
index-start = Zacznij od: { $title }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB

role-page = Dokument konsultacyjny (strona)
role-page-about = Wszystkie zmiany sekcja po sekcji, zmienione liczby, uzasadnienia i miejsce na uwagi; działa bez internetu.
role-redline = Zapis zmian w Wordzie
role-redline-about = Cały późniejszy tekst ze śledzeniem zmian: przyjęcie wszystkich daje wersję późniejszą, odrzucenie – wcześniejszą.
role-clean-before = Tekst wcześniejszy
role-clean-before-about = Wersja wcześniejsza bez oznaczeń zmian.
role-clean-after = Tekst późniejszy
role-clean-after-about = Wersja późniejsza bez oznaczeń zmian.
role-form = Formularz uwag
role-form-about = Tabela w Wordzie, jedna uwaga w wierszu; zmienione sekcje są już wpisane.
role-changes = Tabela zmian
role-changes-about = Każda zmiana w osobnym wierszu: miejsce, brzmienie dotychczasowe i nowe, rodzaj, waga i uzasadnienie.
role-correspondence = Tabela odpowiedników
role-correspondence-about = Która sekcja stała się którą: dawne i nowe numery i tytuły.
role-document = Dokument konsultacyjny (do druku)
role-document-about = Cały tekst z oznaczeniami zmian, ze spisem treści i zakładkami.
role-note = Nota o zmianach
role-note-about = Najważniejsze zmiany na jednej stronie.
role-bip = Opis zmiany do BIP
role-bip-about = Autor, daty, zastąpiona wersja i sumy kontrolne plików.
role-notice = Ogłoszenie o konsultacjach
role-notice-about = Cel, terminy, sposób zgłaszania uwag, spotkania.
role-index = Spis plików
role-index-about = Ta strona.

# PDF

pdf-page = Strona { $page } z { $pages }
pdf-contents = Spis treści
pdf-legend = Oznaczenia:
pdf-inserted = tekst dodany
pdf-deleted = tekst usunięty
pdf-went = tekst, który stąd przeniesiono
pdf-came = tekst, który tu przeniesiono
pdf-figure = [rysunek: { $text }]
