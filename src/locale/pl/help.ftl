# nowela --help, for all commands but batch and link

# the program
help-about = Przechowuje teksty strategii w git, porównuje ich wersje sekcja po sekcji i pokazuje ludziom, co się zmieniło
help-usage-all = nowela [OPCJE] POLECENIE
help-commands = Polecenia
help-all-version = Pokaż wersję programu
help-examples =
    Co robi polecenie, z przykładami, pokazuje nowela POLECENIE --help.

    Przykłady:
    {"  "}nowela init archiwum
    {"  "}nowela -C archiwum commit projekt.md --document ris -m "Pierwszy projekt"
    {"  "}nowela -C archiwum version ris projekt-1 HEAD --status draft

# what several commands know
help-all-document = Identyfikator dokumentu
help-all-document-values = DOKUMENT
help-all-state = Tekst tego stanu (wersji, daty, zapisu zmian) zamiast najnowszego
help-all-state-values = STAN
help-all-output = Zapisz do tego pliku
help-all-output-values = PLIK
help-all-changes = Co zrobić ze śledzonymi zmianami w plikach: accept (czytaj tekst tak, jakby je przyjęto; tak bez tej opcji), reject (odrzuć)
help-all-changes-values = CO
help-all-headings = Czy wiersze pogrubione lub numerowane są nagłówkami, gdy tekst nie ma innych, a jednostki redakcyjne („§ 5. …”) sekcjami: detected (tak; tak bez tej opcji), styles (nie)
help-all-headings-values = KTÓRE
help-all-status = Status wersji: sketch (szkic), draft (projekt), consultation (w konsultacjach), adopted (uchwalona)
help-all-status-values = STATUS
help-all-adopted = Dzień uchwalenia (2021-03-16)
help-all-adopted-values = DATA
help-all-valid-from = Pierwszy dzień obowiązywania
help-all-valid-from-values = DATA
help-all-applies-from = Pierwszy dzień stosowania
help-all-applies-from-values = DATA
help-all-resolution = Numer uchwały
help-all-resolution-values = NR
help-all-sign = Podpisz wersję swoim kluczem SSH, wskazanym w ustawieniach git
help-all-no-sign = Nie podpisuj jej, nawet jeśli wymaga tego ustawienie git tag.gpgSign
help-all-author = Kto napisał tekst: "IMIĘ NAZWISKO <E-MAIL>"; bez tej opcji ten, kto zapisuje
help-all-author-values = KTO
help-all-before = Tekst wcześniejszy: plik albo stan dokumentu ([DOKUMENT@]WERSJA, data, zapis zmian, worktree)
help-all-before-values = PRZED
help-all-after = Tekst późniejszy
help-all-after-values = PO
help-all-allow-detached = Zapisz także wtedy, gdy archiwum nie stoi na żadnej gałęzi
help-all-directory = Folder; jeśli go nie ma, powstanie
help-all-directory-values = FOLDER

# nowela init
help-init-about = Tworzy archiwum: repozytorium git z plikiem nowela.toml
help-init-usage = nowela init [FOLDER]
help-init-examples =
    Przykład:
    {"  "}nowela init archiwum

# nowela import
help-import-about = Zamienia pliki Word, ODT, HTML, Markdown i tekstowe w teksty archiwum i mówi, czego nie przeniesiono
help-import-usage = nowela import [OPCJE] PLIK…
help-import-files = Pliki: DOCX, ODT, HTML, Markdown albo zwykły tekst; PDF, jeśli program zbudowano z jego obsługą
help-import-files-values = PLIK…
help-import-document = Identyfikator dokumentu; bez tej opcji nazwa pliku
help-import-stdout = Wypisz tekst na standardowe wyjście, a w archiwum nie zapisuj nic
help-import-strict = Nie zapisuj nic i zakończ z kodem 1, jeśli cokolwiek by przepadło
help-import-comments = Zapisz tu uwagi z pliku jako JSON; poza archiwum, bo wymieniają osoby
help-import-comments-values = PLIK
help-import-examples =
    Przykłady:
    {"  "}nowela import projekt.docx --document ris
    {"  "}nowela import projekt.docx --stdout --changes reject
    {"  "}nowela import ris.docx pkb.docx --strict
    {"  "}nowela import uwagi.docx --document ris --comments ../uwagi.json

# nowela commit
help-commit-about = Zapisuje zmiany dokumentu i, jeśli o to poproszono, nadaje im nazwę wersji (także: nowela save)
help-commit-usage = nowela commit --document DOKUMENT --message TEKST [OPCJE] [PLIK]
help-commit-file = Tekst do zapisania; bez niego strategy/DOKUMENT/text.md z folderu roboczego
help-commit-file-values = PLIK
help-commit-document = Identyfikator dokumentu: a-z, 0-9 i -
help-commit-message = Czego dotyczy ten zapis zmian
help-commit-message-values = TEKST
help-commit-version = Nazwij ten zapis: będzie wersją
help-commit-version-values = WERSJA
help-commit-date = Data tekstu (2020-07-07); z nią powstanie też zapis zmian
help-commit-date-values = DATA
help-commit-justification = Dlaczego zmieniono tekst; można podać kilka razy
help-commit-justification-values = TEKST
help-commit-changes = Co zrobić ze śledzonymi zmianami w pliku: accept (tekst tak, jakby je przyjęto; tak bez tej opcji), reject (odrzuć), both (dwa zapisy: odrzucone, potem przyjęte)
help-commit-change-authors = Czy zapis ma wymieniać autorów śledzonych zmian: drop (nie; tak bez tej opcji), keep (tak, w opisie)
help-commit-change-authors-values = CO
help-commit-examples =
    Przykłady:
    {"  "}nowela commit projekt.md --document ris -m "Projekt po uwagach" \
    {"    "}--version projekt-2 --status consultation --date 2020-07-07
    {"  "}nowela commit uwagi.docx --document ris -m "Uwagi departamentu" --changes both

# nowela version
help-version-about = Pokazuje wersje albo nadaje nazwę zapisowi zmian
help-version-usage = nowela version [OPCJE] [DOKUMENT] [WERSJA] [STAN]
help-version-document = Pokaż tylko wersje tego dokumentu
help-version-version = Pokaż tylko tę wersję
help-version-version-values = WERSJA
help-version-state = Nadaj temu stanowi nazwę WERSJA
help-version-date = Data tekstu (2020-07-07)
help-version-date-values = DATA
help-version-message = Czego dotyczy ta wersja
help-version-message-values = TEKST
help-version-examples =
    Przykłady:
    {"  "}nowela version ris
    {"  "}nowela version ris uchwalona HEAD --status adopted \
    {"    "}--adopted 2021-03-16 --resolution 28/21

# nowela log
help-log-about = Pokazuje zapisy zmian i wersje od najnowszych, a przy każdej w skrócie, co zmieniła
help-log-usage = nowela log [OPCJE] [DOKUMENT]
help-log-document = Tylko zapisy zmian tego dokumentu
help-log-number = Ile pokazać (20); 0 = wszystkie
help-log-number-values = N
help-log-since = Tylko zapisane tego dnia lub później (2020-07-07)
help-log-since-values = DATA
help-log-until = Tylko zapisane tego dnia lub wcześniej
help-log-until-values = DATA
help-log-examples =
    Przykłady:
    {"  "}nowela log ris
    {"  "}nowela log ris --since 2020-07-07 -n 0
    {"  "}nowela log --json

# nowela show
help-show-about = Pokazuje tekst stanu albo jedną jego sekcję
help-show-usage = nowela show [OPCJE] STAN [SEKCJA]
help-show-state = Plik albo stan dokumentu ([DOKUMENT@]WERSJA, data, zapis zmian, worktree)
help-show-section = Numer (2.4, § 5), tytuł, id nagłówka albo ścieżka ("A > B") sekcji: tylko jej własny tekst
help-show-section-values = SEKCJA
help-show-branch = Razem ze wszystkimi podsekcjami
help-show-examples =
    Przykłady:
    {"  "}nowela show projekt-1
    {"  "}nowela show ris@2020-07-07 2.4
    {"  "}nowela show worktree "Diagnoza > Kapitał ludzki" --branch

# nowela diff
help-diff-about = Porównuje dwa teksty sekcja po sekcji
help-diff-usage = nowela diff [OPCJE] PRZED PO
help-diff-format = Jak pokazać: terminal (do czytania tutaj), json (dla programów; układ opisuje docs/comparison.schema.json), markdown (komentarz do pull request, zmiany w zapisie CriticMarkup), html (jedna samodzielna strona), csv (tabela zmian do arkusza). Bez tej opcji decyduje końcówka pliku podanego po -o, a bez niego terminal
help-diff-format-values = FORMAT
help-diff-stat = Pokaż sekcje i co się z nimi stało, bez treści zmian (terminal i markdown)
help-diff-only = Pokaż tylko sekcje z takimi zmianami: edited (treść), added (dodane), removed (usunięte), moved (przeniesione), reordered (kolejność), retitled (tytuł), renumbered (numeracja), relabelled (oznaczenie), split (podzielone), merged (połączone), absorbed (włączone), extracted (wydzielone), releveled (poziom)
help-diff-only-values = RODZAJ,…
help-diff-exit-code = Zakończ z kodem 1, jeśli coś się zmieniło; sam inny numer nie jest zmianą
help-diff-examples =
    Rozstrzygnięcia ludzi (nowela link) pochodzą z najnowszego zapisu zmian archiwum, a gdy PO to worktree – z folderu roboczego.

    Przykłady:
    {"  "}nowela diff projekt-1 projekt-2
    {"  "}nowela diff ris@2020-07-07 ris@worktree --stat
    {"  "}nowela diff stary.md nowy.md -o porownanie.html
    {"  "}nowela diff stary.md nowy.md -o zmiany.csv

# nowela trace
help-trace-about = Pokazuje losy sekcji: jej nazwy, numery i miejsca oraz to, co zmienił każdy zapis
help-trace-usage = nowela trace [OPCJE] DOKUMENT SEKCJA
help-trace-section = Numer (2.4, § 5), tytuł, id nagłówka, ścieżka ("A > B") albo identyfikator losów (L17) sekcji
help-trace-section-values = SEKCJA
help-trace-state = Szukaj sekcji w tym stanie (wersja, data, zapis zmian)
help-trace-versions = Patrz tylko na stany, które mają nazwę
help-trace-examples =
    Sekcji szuka się w najnowszym tekście, a jeśli jej tam nie ma – w najnowszym, w którym jest.

    Przykłady:
    {"  "}nowela trace ris 2.4
    {"  "}nowela trace ris "Diagnoza > Kapitał ludzki" --versions
    {"  "}nowela trace ris L17 --json

# nowela blame
help-blame-about = Pokazuje, z którego zapisu pochodzi każdy fragment tekstu, słowo po słowie
help-blame-usage = nowela blame [OPCJE] DOKUMENT [SEKCJA]
help-blame-section = Numer, tytuł, id nagłówka albo ścieżka sekcji: tylko jej własny tekst
help-blame-section-values = SEKCJA
help-blame-versions = Podawaj wersje zamiast zapisów zmian
help-blame-examples =
    Słowa, które usunięto, a które wróciły w ciągu 64 stanów, zachowują zapis, w którym pojawiły się pierwszy raz.

    Przykłady:
    {"  "}nowela blame ris
    {"  "}nowela blame ris 2.4 --versions
    {"  "}nowela blame ris --in projekt-2 --json

# nowela evolve
help-evolve-about = Pokazuje ewolucję dokumentu: ciągłość w czasie oraz obraz tego, co trwa, co przybyło i co odeszło
help-evolve-usage = nowela evolve [OPCJE] DOKUMENT
help-evolve-format = Jak pokazać: terminal (do czytania tutaj), svg (obraz), html (obraz i to samo w tabelach: jedna samodzielna strona), json (dla programów). Bez tej opcji decyduje końcówka pliku podanego po -o, a bez niego terminal
help-evolve-format-values = FORMAT
help-evolve-revisions = Patrz na każdy zapis zmian
help-evolve-until = Do tego stanu (wersja, data, zapis zmian)
help-evolve-until-values = STAN
help-evolve-depth = Gałęzie zaczynaj na tym poziomie sekcji (od 1 do 6); bez tej opcji na pierwszym, który ma trzy
help-evolve-depth-values = N
help-evolve-examples =
    Bez --revisions stany to te, które mają nazwę, oraz najnowszy.

    Przykłady:
    {"  "}nowela evolve ris
    {"  "}nowela evolve ris -o rozwoj.html
    {"  "}nowela evolve ris --format svg --depth 2 > rozwoj.svg

# nowela check
help-check-about = Sprawdza teksty według reguł z nowela.toml
help-check-usage = nowela check [OPCJE] [STAN…]
help-check-states = Stany do sprawdzenia: [DOKUMENT@]WERSJA, data, zapis zmian albo worktree
help-check-states-values = STAN…
help-check-format = Jak podać wyniki: terminal (do czytania tutaj), json (dla programów), junit (raporty testów na serwerach), sarif (skanowanie kodu). Bez tej opcji decyduje końcówka pliku podanego po -o, a bez niego terminal
help-check-format-values = FORMAT
help-check-preset = Zestaw reguł wbudowany w program (ris), oprócz tych z nowela.toml
help-check-preset-values = NAZWA
help-check-examples =
    Bez STANU: każdy dokument z folderu roboczego. Reguły o zmianach porównują z poprzednią wersją albo ze stanami, które wymieniają. Kod 1 na końcu znaczy, że jest błąd; wszystkie reguły objaśnia docs/rules.md.

    Przykłady:
    {"  "}nowela check
    {"  "}nowela check ris@projekt-2 --format junit -o wyniki.xml
    {"  "}nowela check --preset ris --format sarif > wyniki.sarif

# nowela report
help-report-about = Opisuje, co zmieniła gałąź, na potrzeby pull request
help-report-usage = nowela report [OPCJE] PODSTAWA GAŁĄŹ
help-report-base = Zapis lub gałąź, do której trafią zmiany
help-report-base-values = PODSTAWA
help-report-head = Zapis lub gałąź ze zmianami
help-report-head-values = GAŁĄŹ
help-report-format = Jak opisać: markdown (komentarz w granicach GitHuba i GitLaba; tak bez tej opcji), json (dla programów), junit (raporty testów na serwerach), sarif (skanowanie kodu); dwa ostatnie zawierają wyniki reguł
help-report-format-values = FORMAT
help-report-page-url = Adres strony, która pokazuje zmiany
help-report-page-url-values = ADRES
help-report-examples =
    Teksty GAŁĘZI są porównywane z tekstami zapisu, w którym odeszła ona od PODSTAWY.

    Przykłady:
    {"  "}nowela report origin/main HEAD
    {"  "}nowela report origin/main HEAD -o raport.md --page-url https://example.org/raport.html
    {"  "}nowela report origin/main HEAD --format sarif > nowela.sarif

# nowela consult
help-consult-about = Tworzy pakiet konsultacyjny: stronę, śledzone zmiany w Wordzie, tabele, noty, ogłoszenie
help-consult-usage = nowela consult [OPCJE] PRZED PO --output FOLDER
help-consult-output = Folder na pakiet: nowy, pusty albo z wcześniejszym pakietem
help-consult-output-values = FOLDER
help-consult-format = Tylko pliki w tych formatach: html, docx, odt, pdf, xlsx, csv
help-consult-format-values = FORMAT,…
help-consult-round = Runda w nowela.toml, która podaje cel i terminy; bez tej opcji runda o późniejszej wersji
help-consult-round-values = ID
help-consult-audience = Przygotuj też pliki dla tych odbiorców z nowela.toml, wobec wersji, którą widzieli ostatnio; all = dla wszystkich
help-consult-audience-values = ID,…
help-consult-moves = Jak Word ma pokazać tekst przeniesiony: paired (jako przeniesienie, którego oba miejsca są powiązane; tak bez tej opcji), del-ins (jako usunięty tu i wstawiony tam, dla programów, które nie radzą sobie z przeniesieniami)
help-consult-moves-values = JAK
help-consult-author = Kto jest autorem zmian, które pokazuje Word
help-consult-author-values = NAZWA
help-consult-date = Kiedy je wprowadzono (2020-07-07); bez tej opcji data późniejszego tekstu
help-consult-date-values = DATA
help-consult-examples =
    Przykłady:
    {"  "}nowela consult uchwalona-2021 projekt-2026 -o pakiet
    {"  "}nowela consult ris@2021-03-16 ris@worktree -o pakiet --format html,docx
    {"  "}nowela consult projekt-1 projekt-2 -o pakiet --audience rada,mieszkancy
    {"  "}nowela consult stary.md nowy.md -o pakiet --moves del-ins --author "Biuro Strategii"

# nowela templates
help-templates-about = Pokazuje, zapisuje i sprawdza szablony stron i pism
help-templates-usage = nowela templates list | export [NAZWA] | check [PRZED PO]
help-templates-examples =
    Plik templates/NAZWA w archiwum zastępuje wbudowany szablon NAZWA.

    Przykłady:
    {"  "}nowela templates list
    {"  "}nowela templates export markdown/notice.md
    {"  "}nowela templates check ris@projekt-1 ris@projekt-2
help-templates-list-about = Pokazuje ich nazwy
help-templates-list-usage = nowela templates list
help-templates-list-examples =
    Przykład:
    {"  "}nowela templates list
help-templates-export-about = Zapisuje wbudowany szablon w archiwum, żeby go tam zmienić
help-templates-export-usage = nowela templates export [OPCJE] [NAZWA]
help-templates-export-name = Nazwa szablonu; bez niej wszystkie
help-templates-export-name-values = NAZWA
help-templates-export-stdout = Wypisz go na standardowe wyjście
help-templates-export-examples =
    Przykład:
    {"  "}nowela templates export markdown/notice.md
help-templates-check-about = Czyta własne szablony archiwum i wypełnia je porównaniem
help-templates-check-usage = nowela templates check [PRZED PO]
help-templates-check-before = Wcześniejszy tekst porównania, które je wypełni; bez niego zostaną tylko przeczytane
help-templates-check-before-values = PRZED
help-templates-check-examples =
    Przykład:
    {"  "}nowela templates check ris@projekt-1 ris@projekt-2

# nowela demo
help-demo-about = Tworzy archiwum z przykładowymi tekstami, porównuje dwie wersje i przygotowuje pakiet konsultacyjny
help-demo-usage = nowela demo [FOLDER]
help-demo-directory = Nowy albo pusty folder (nowela-demo)
help-demo-examples =
    Przykład:
    {"  "}nowela demo pokaz

# nowela doctor
help-doctor-about = Ogląda archiwum i objaśnia jego stan; nie zmienia nic poza tym, co usuwa --unlock
help-doctor-usage = nowela doctor [OPCJE]
help-doctor-unlock = Usuń pliki blokad, których nie trzyma żaden program, i dokończ to, co zaczęło przerwane uruchomienie
help-doctor-verify = Przeczytaj wszystko od nowa: wszystkie zapisy zmian, wersje i ich podpisy
help-doctor-signed = Uznaj wersję bez dobrego podpisu znanym kluczem za błędną
help-doctor-signers = Znane klucze, jak w gpg.ssh.allowedSignersFile, którego program używa bez tej opcji
help-doctor-signers-values = PLIK
help-doctor-against = Wcześniejszy raport --verify --json, przechowany gdzie indziej, który nadal musi się zgadzać
help-doctor-against-values = PLIK
help-doctor-examples =
    Z --verify każdy zapis, folder i tekst jest czytany, a jego skrót liczony od nowa; sprawdzana jest też każda wersja. To wykrywa wszystko, co zmieniono na miejscu. Kto może tu pisać i ma klucz, może stworzyć całą nową, spójną historię; wykryje ją tylko --against z raportem przechowanym gdzie indziej.

    Przykłady:
    {"  "}nowela doctor
    {"  "}nowela doctor --unlock
    {"  "}nowela doctor --verify --json > weryfikacja.json
    {"  "}nowela doctor --verify --signed --against weryfikacja.json

# nowela git-setup
help-git-setup-about = Sprawia, że w tym archiwum git łączy i porównuje teksty sekcja po sekcji i sprawdza je przed zapisem
help-git-setup-usage = nowela git-setup [--undo]
help-git-setup-undo = Cofnij to, co zrobiło to polecenie
help-git-setup-examples =
    Zapisuje plik .gitattributes (zapisz go i udostępnij), ustawienia tej kopii archiwum oraz skrypt, który uruchamia nowela check. Każdą kopię ustawia jej właściciel, bo git nie przyjmuje programów od innych.

    Przykłady:
    {"  "}nowela git-setup
    {"  "}git difftool -t nowela HEAD~1
    {"  "}nowela git-setup --undo

# nowela git-diff
help-git-diff-about = Pokazuje, co zmieniło się w tekście, gdy git porównuje dwa pliki; wywołuje je git
help-git-diff-usage = nowela git-diff ŚCIEŻKA [STARY ID TRYB NOWY ID TRYB [NOWA-ŚCIEŻKA JAK]]
help-git-diff-files = Tak, jak podaje je git: ścieżka, stary plik, jego id i tryb, nowy plik, jego id i tryb; po zmianie nazwy także nowa ścieżka i jak ją zmieniono
help-git-diff-files-values = ŚCIEŻKA…
help-git-diff-examples =
    Używać go każe gitowi nowela git-setup: git diff oraz git log -p --ext-diff. Wiersze zamiast sekcji: git diff --no-ext-diff.

    Przykłady:
    {"  "}nowela git-diff strategy/ris/text.md old.md 0a1b2c3 100644 new.md 4d5e6f7 100644
    {"  "}git config diff.nowela.command 'nowela git-diff'

# nowela merge-driver
help-merge-driver-about = Łączy sekcja po sekcji to, co z jednym tekstem zrobiły dwie osoby; wywołuje je git
help-merge-driver-usage = nowela merge-driver [OPCJE] PODSTAWA NASZ ICH
help-merge-driver-base = Tekst, od którego obie osoby zaczęły (%O)
help-merge-driver-base-values = PODSTAWA
help-merge-driver-ours = Co zrobiła z nim jedna osoba; tu trafi wynik (%A)
help-merge-driver-ours-values = NASZ
help-merge-driver-theirs = Co zrobiła z nim druga osoba (%B)
help-merge-driver-theirs-values = ICH
help-merge-driver-marker-size = Długość znaczników konfliktu (%L); bez tej opcji 7
help-merge-driver-marker-size-values = N
help-merge-driver-path = Gdzie plik leży w archiwum (%P)
help-merge-driver-path-values = ŚCIEŻKA
help-merge-driver-examples =
    Używać go każe gitowi nowela git-setup. Wynik trafia do pliku NASZ: kod 0, gdy wszystko połączono, 1, gdy stoją w nim konflikty między znacznikami git. Czego nie da się na pewno połączyć sekcja po sekcji, łączy się wiersz po wierszu, jak robi to git.

    Przykłady:
    {"  "}nowela merge-driver base.md ours.md theirs.md
    {"  "}git config merge.nowela.driver 'nowela merge-driver %O %A %B --marker-size %L --path %P'
