# nowela link, i co z tego widać w porównaniu

# co rozstrzygnął człowiek
unchanged = Bez zmian
decided = rozstrzygnięto:
decided-what = { $who } – { $ruling }
decided-by = { $by }, { $date }
decided-because = uzasadnienie:
decided-evidence = podstawa:
decided-section = „{ $section }”
decided-same = to ta sama sekcja: { $before } → { $after }
decided-not-same = to nie jest ta sama sekcja: { $before } i { $after }
decided-split = podział: { $before } → { $after }
decided-merged = połączenie: { $before } → { $after }
decided-weight-technical = zmiana techniczna (porządkująca): { $section }
decided-weight-editorial = zmiana redakcyjna: { $section }
decided-weight-substantive = zmiana merytoryczna: { $section }
decided-weight-unassessed = zmiana do oceny: { $section }
decided-justification = uzasadnienie zmiany: { $section }
evidence = { $kind }: { $title }
evidence-place = { $kind }: { $title }, { $place }
evidence-review-report = raport z przeglądu
evidence-project-analysis = analiza projektów
evidence-research-direction = kierunek badań
evidence-resolution = uchwała
evidence-other = inne źródło

# nowela link
help-usage = Użycie
help-arguments = Argumenty
help-options = Opcje
help-global = Opcje ogólne
help-all-work-in = Pracuj tak, jakby program uruchomiono w tym folderze
help-all-work-in-values = FOLDER
help-all-lang = Język komunikatów (pl, en); bez tej opcji decyduje NOWELA_LANG, a potem ustawienia systemu
help-all-lang-values = JĘZYK
help-all-color = Kolory: auto (na terminalu), always (zawsze), never (nigdy)
help-all-color-values = KIEDY
help-all-quiet = Nie mów nic poza tym, o co poproszono, i błędami
help-all-verbose = Mów więcej
help-all-json = Podaj wynik jako JSON
help-all-help = Pokaż tę pomoc
help-link-about = Rozstrzyga, która sekcja jest kontynuacją której, ile waży zmiana i z czego wynika
help-link-usage = nowela link DOKUMENT PRZED PO ROZSTRZYGNIĘCIE [--because "…"] [--evidence "…"]
    {"       "}nowela link DOKUMENT [--list | --remove NR]
help-link-document = Identyfikator dokumentu
help-link-document-values = DOKUMENT
help-link-before = Wcześniejszy stan: wersja, data albo zapis zmian
help-link-before-values = PRZED
help-link-after = Późniejszy stan
help-link-after-values = PO
help-link-same = To ta sama sekcja: pierwsza z tekstu wcześniejszego, druga z późniejszego
help-link-same-values = SEKCJA SEKCJA
help-link-not-same = To nie jest ta sama sekcja
help-link-not-same-values = SEKCJA SEKCJA
help-link-split = Sekcję podzielono na części; jej dalszym ciągiem jest część wymieniona jako pierwsza
help-link-split-values = SEKCJA CZĘŚĆ CZĘŚĆ…
help-link-merged = Sekcje połączono w jedną, podaną po --into; jest ona dalszym ciągiem wymienionej jako pierwsza
help-link-merged-values = SEKCJA SEKCJA…
help-link-into = W którą sekcję je połączono
help-link-into-values = SEKCJA
help-link-weight = Ile waży zmiana sekcji podanej po --section: technical (techniczna), editorial (redakcyjna), substantive (merytoryczna), unassessed (do oceny)
help-link-weight-values = WAGA
help-link-confirm = Potwierdź wagę, którą program proponuje dla zmiany tej sekcji
help-link-confirm-values = SEKCJA
help-link-section = Sekcja tekstu późniejszego, a usunięta – wcześniejszego
help-link-section-values = SEKCJA
help-link-justify = Dodaj uzasadnienie zmiany tej sekcji
help-link-justify-values = SEKCJA
help-link-because = Uzasadnienie; można je dodać do każdego rozstrzygnięcia
help-link-because-values = TEKST
help-link-evidence = Podstawa uzasadnienia: "RODZAJ: TYTUŁ; MIEJSCE"; rodzaje: raport, analiza, kierunek, uchwała, inne. Można podać kilka razy
help-link-evidence-values = PODSTAWA
help-link-list = Pokaż rozstrzygnięcia (także gdy nie podano nic poza dokumentem)
help-link-remove = Usuń rozstrzygnięcie o tym numerze z listy
help-link-remove-values = NR
help-link-date = Data rozstrzygnięcia (2026-03-12); bez niej dzisiejsza
help-link-date-values = DATA
help-link-author = Kto rozstrzygnął: "IMIĘ NAZWISKO <E-MAIL>"; bez tej opcji ten, kto zapisuje
help-link-author-values = KTO
help-link-allow-detached = Zapisz także wtedy, gdy archiwum nie stoi na żadnej gałęzi
help-link-examples =
    Sekcje nazywa się tak jak w nowela show: numerem (2.4), tytułem albo ścieżką ("Diagnoza > Kapitał ludzki").
    Rozstrzygnięcia są w strategy/DOKUMENT/links.toml. nowela diff uwzględnia te, które są w najnowszym zapisie zmian, a w porównaniu z worktree – te z folderu roboczego.

    Przykłady:
    {"  "}nowela link ris projekt-1 projekt-2 --same "2.4" "2.2"
    {"  "}nowela link ris projekt-1 projekt-2 --not-same "3.1" "3.1"
    {"  "}nowela link ris projekt-1 projekt-2 --split "3" "3.1" "3.2"
    {"  "}nowela link ris projekt-1 projekt-2 --merged "4" "5" --into "4"
    {"  "}nowela link ris projekt-1 projekt-2 --weight editorial --section "2.4"
    {"  "}nowela link ris projekt-1 projekt-2 --confirm "2.4"
    {"  "}nowela link ris projekt-1 projekt-2 --justify "2.4" \
    {"    "}--because "Cel osiągnięto przed terminem" --evidence "raport: Ewaluacja śródokresowa RIS; s. 14"
    {"  "}nowela link ris --list
    {"  "}nowela link ris --remove 2

link-line = { $text }
link-saved = Zapisano rozstrzygnięcie nr { $number } w { $path } (zapis { $revision }):
link-removed = Usunięto rozstrzygnięcie nr { $number } (zapis { $revision }):
link-known = To rozstrzygnięcie jest już zapisane (nr { $number }); nic nie zmieniono.
link-confirms = Program widział to tak samo: rozstrzygnięcie go potwierdza.
link-overrules = Program widział to inaczej: odtąd obowiązuje rozstrzygnięcie.
link-none = O dokumencie { $document } niczego jeszcze nie rozstrzygnięto.
link-entry = { $number }. { $sections } (wiersz { $line })
link-message = Rozstrzygnięcie: { $ruling }
link-message-removed = Usunięto rozstrzygnięcie: { $ruling }
link-heading =
    Rozstrzygnięcia o dokumencie { $document }: co jest czego kontynuacją, ile waży zmiana i z czego wynika.
    Zapisuje je polecenie nowela link. Można je też poprawić ręcznie i zapisać poleceniem nowela commit.
failure-link-what = nie wiadomo, co rozstrzygnąć w dokumencie „{ $document }”
failure-link-what-next = Podaj stan wcześniejszy, późniejszy i rozstrzygnięcie, na przykład: nowela link { $document } projekt-1 projekt-2 --same "2.4" "2.2". Wszystkie pokazuje nowela link --help.
failure-link-before = w tekście wcześniejszym nie można wskazać jednej sekcji „{ $section }”
failure-link-after = w tekście późniejszym nie można wskazać jednej sekcji „{ $section }”
failure-link-twice = sekcję „{ $section }” podano dwa razy
failure-link-twice-next = Podaj każdą sekcję raz.
failure-link-worktree = tekstu z folderu roboczego jeszcze nie zapisano, a rozstrzygnięcie musi wskazywać zapisany tekst
failure-link-worktree-next = Najpierw go zapisz: nowela commit --document { $document } -m OPIS
failure-link-evidence = „{ $value }” nie wskazuje podstawy uzasadnienia
failure-link-evidence-next = Napisz rodzaj (raport, analiza, kierunek, uchwała albo inne), tytuł i ewentualnie miejsce: --evidence "raport: Ewaluacja śródokresowa RIS; s. 14"
failure-link-contradicts = to jest sprzeczne z rozstrzygnięciem nr { $number }: { $who } – { $ruling }; nic nie zmieniono
failure-link-contradicts-next = Jeżeli tamto jest nieaktualne, najpierw je usuń: nowela link { $document } --remove { $number }
failure-link-no-weight = program nie proponuje wagi dla sekcji „{ $section }”, bo nie widzi w niej zmiany
failure-link-no-weight-next = Wskaż sekcję, która się zmieniła, albo podaj wagę: --weight technical --section "{ $section }"
failure-link-number = dokument „{ $document }” nie ma rozstrzygnięcia nr { $number } (ma ich { $count })
failure-link-number-next = Numery pokazuje nowela link { $document } --list.
failure-links = { $path }, wiersz { $line }: { $flaw ->
        [syntax] tego wiersza nie można odczytać ({ $detail })
        [encoding] plik nie jest zapisany w UTF-8{ $detail }
        [size] to nie jest zwykły plik albo jest zbyt duży{ $detail }
       *[value] „{ $detail }” nie jest listą rozstrzygnięć ([[decision]])
    }; niczego nie zmieniono
failure-links-next = Popraw ten wiersz i powtórz polecenie. Jeżeli są w nim znaki <<<<<<< albo >>>>>>>, git połączył dwie zmiany: zostaw obie i usuń same znaczniki. Zapisany plik przywraca: git checkout HEAD -- { $path }
failure-links-entry = { $path }, wiersz { $line }: { $flaw ->
        [missing] w rozstrzygnięciu brakuje klucza „{ $detail }”
        [sections] rozstrzygnięcie rodzaju „{ $detail }” wskazuje za mało albo za dużo sekcji
       *[value] wartość klucza „{ $detail }” jest nieznana lub ma inny rodzaj
    }; niczego nie zmieniono
failure-links-entry-next = Popraw to rozstrzygnięcie i powtórz polecenie. Zapisany plik przywraca: git checkout HEAD -- { $path }
failure-links-unsaved = plik { $path } w folderze roboczym ma zmiany, których nie zapisano; niczego nie zmieniono
failure-links-unsaved-next = Zapisz je (nowela commit --document DOKUMENT -m OPIS) albo z nich zrezygnuj (git checkout HEAD -- { $path }), a potem powtórz polecenie.
