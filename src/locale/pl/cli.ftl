# cli

failure = błąd
failure-next = co zrobić
failure-candidates = może chodziło o: { $names }
warning = uwaga
remark-place = wiersz { $line }: { $text }

# archive
failure-no-directory = nie ma folderu { $path }
failure-no-directory-next = Sprawdź ścieżkę podaną po -C albo załóż archiwum: nowela init { $path }
failure-no-repository = w folderze { $path } ani w folderach nadrzędnych nie ma archiwum wersji
failure-no-repository-next = Przejdź do folderu archiwum albo wskaż go: -C FOLDER. Nowe archiwum zakłada nowela init. Pliki można porównywać także poza archiwum.
failure-not-an-archive = repozytorium { $path } nie jest archiwum wersji: nie ma w nim nowela.toml ani strategy/<dokument>/text.md
failure-not-an-archive-next = Załóż w nim archiwum poleceniem nowela init albo wskaż folder archiwum: -C FOLDER.
failure-archive-exists = w folderze { $path } jest już archiwum wersji; nic nie zmieniono
failure-archive-exists-next = Pracuj w tym archiwum albo wskaż inny folder: nowela init FOLDER.
failure-init-file = { $path } to plik, a nie folder
failure-init-file-next = Wskaż folder pusty albo taki, którego jeszcze nie ma.
failure-foreign-format = repozytorium { $path } ma format, którego ten program nie odczyta: { $message }
failure-foreign-format-next = Użyj repozytorium z identyfikatorami SHA-1 i odwołaniami w plikach (git init --object-format=sha1 --ref-format=files) i przenieś do niego historię.
failure-foreign-owner = repozytorium { $path } należy do innego użytkownika
failure-foreign-owner-next = Jeżeli mu ufasz, potwierdź to jednorazowo: git config --global --add safe.directory { $path }
failure-shallow = historia archiwum { $path } jest ucięta (płytka kopia)
failure-shallow-next = Pobierz całą historię: git fetch --unshallow --tags; w CI ustaw fetch-depth: 0.
failure-detached = archiwum nie stoi na żadnej gałęzi (detached HEAD), więc nowy zapis zmian mógłby przepaść
failure-detached-next = Przejdź na gałąź: git switch main; albo utwórz ją tutaj: git switch -c NAZWA
failure-no-author = nie wiadomo, kto zapisuje zmiany
failure-no-author-next = Podaj to jednorazowo: git config --global user.name "Imię Nazwisko" oraz git config --global user.email adres@example.org
failure-locked = blokada { $path } leży w archiwum od { $seconds } s, a nie widać programu, który by ją trzymał; niczego nie zapisano
failure-locked-next = Jeżeli nikt teraz nie pracuje w tym archiwum, usuń ją poleceniem nowela doctor --unlock i powtórz zapis.
failure-busy = w archiwum pracuje teraz inny program: { $process } trzyma blokadę { $path } od { $seconds } s; niczego nie zapisano
failure-busy-next = Zakończ pracę w tym programie albo poczekaj, aż skończy, i powtórz polecenie.
failure-archive = archiwum nie da się odczytać lub zapisać: { $message }
failure-archive-next = Sprawdź archiwum poleceniem git fsck, a także wolne miejsce i uprawnienia.
failure-disk-full = na dysku zabrakło miejsca: { $message }
failure-disk-full-next = Zwolnij miejsce i powtórz polecenie; wcześniejsze zapisy są nienaruszone.
failure-disk = dysk zgłosił błąd: { $message }
failure-disk-next = Sprawdź dysk lub połączenie z nim. Wcześniejsze zapisy można sprawdzić poleceniem nowela doctor --verify.
failure-unsecured = zapis { $revision } powstał, ale dysk zgłosił błąd przy jego utrwalaniu: { $message }
failure-unsecured-next = Nie powtarzaj polecenia. Sprawdź dysk i archiwum (nowela doctor --verify), a najlepiej od razu wykonaj kopię: git push.
failure-denied = brak prawa odczytu lub zapisu w archiwum: { $message }
failure-denied-next = Poproś administratora o uprawnienia do tego folderu; na nośniku tylko do odczytu archiwum można jedynie przeglądać.
failure-missing-object = w archiwum brakuje części historii: { $message }
failure-missing-object-next = Jeżeli to kopia częściowa (git clone --filter), pobierz resztę: git fetch --refetch --filter=tree:9999999; w innym razie uruchom nowela doctor --verify i odtwórz archiwum z kopii.
failure-damaged = archiwum jest uszkodzone: { $message }
failure-damaged-next = Nie zapisuj w nim niczego. Uruchom nowela doctor --verify, które wskaże uszkodzone miejsce, i odtwórz je z kopii (git clone z serwera lub kopii zapasowej). Nieuszkodzone wersje nadal można odczytać.
failure-git-settings = w ustawieniach git jest błąd: { $message }
failure-git-settings-next = Popraw plik .git/config w folderze archiwum albo własny ~/.gitconfig; co jest ustawione i gdzie, pokazuje git config --list --show-origin.
failure-no-settings = { $path } nie jest zwykłym plikiem z ustawieniami: to dowiązanie, folder, urządzenie albo plik większy niż 1 MB
failure-no-settings-next = Umieść tam sam plik z ustawieniami albo przywróć zapisany: git checkout HEAD -- nowela.toml
failure-settings = nowela.toml, wiersz { $line }, kolumna { $column }: { $message }
failure-settings-next = Popraw ten wiersz w pliku nowela.toml.
failure-moved = w tej samej chwili ktoś inny zapisał zmiany na gałęzi { $branch }; Twojego tekstu nie zapisano
failure-moved-next = Obejrzyj, co zapisano, i powtórz polecenie.
failure-no-worktree = to archiwum nie ma folderu roboczego
failure-no-worktree-next = Wskaż plik do zapisania, a zamiast worktree podaj wersję, datę lub zapis zmian.

# files
failure-no-file = nie ma pliku { $path }
failure-no-file-next = Sprawdź ścieżkę; liczy się ona od folderu podanego po -C, a bez niego od bieżącego.
failure-no-permission = brak uprawnień do odczytu { $path }
failure-no-permission-next = Poproś właściciela pliku o prawo odczytu albo nadaj je: chmod u+r.
failure-directory = { $path } to folder, a nie plik
failure-directory-next = Wskaż plik w tym folderze.
failure-unreadable = nie można odczytać { $path }: { $message }
failure-unreadable-next = Sprawdź dysk i uprawnienia, a potem spróbuj ponownie.
failure-too-large = { $path } ma { $size } MB; tekst musi być mniejszy niż 64 MB
failure-too-large-next = Podziel tekst albo usuń to, co nim nie jest (ilustracje należą do folderu media).
failure-file-too-large = plik { $path } ma { $size } MB; pliki obok tekstu muszą być mniejsze niż 64 MB
failure-file-too-large-next = Zmniejsz ilustrację albo przenieś plik poza folder dokumentu, a potem powtórz zapis.
failure-not-a-file = { $path } nie jest w archiwum zwykłym plikiem: to dowiązanie, folder albo inne repozytorium
failure-not-a-file-next = Umieść tam sam tekst, zapisz go w archiwum i spróbuj ponownie.
failure-is-link = { $path } jest dowiązaniem symbolicznym, a nie tekstem; program nigdy nie podąża za dowiązaniami
failure-is-link-next = Umieść tam sam tekst zamiast dowiązania, zapisz go w archiwum i spróbuj ponownie.
failure-is-folder = { $path } to folder, a nie tekst
failure-is-folder-next = Umieść tekst w tym miejscu zamiast folderu, zapisz go w archiwum i spróbuj ponownie.
failure-is-repository = { $path } to odesłanie do innego repozytorium (submoduł), a nie tekst
failure-is-repository-next = Umieść tam sam tekst zamiast submodułu, zapisz go w archiwum i spróbuj ponownie.
failure-not-fetched = treść niepobrana: { $path } to tylko wskaźnik do pliku, który przechowuje Git LFS
failure-not-fetched-next = Pobierz treść poleceniem git lfs pull i zapisz ją w archiwum jako zwykły plik (bez LFS). Tekst z folderu roboczego można już wtedy wskazać słowem worktree.
failure-no-text = w folderze roboczym nie ma { $path }
failure-no-text-next = Wskaż plik do zapisania: nowela commit PLIK --document { $document } -m OPIS
failure-output = nie można zapisać wyniku: { $message }
failure-output-next = Sprawdź wolne miejsce albo zapisz wynik gdzie indziej.

# names
failure-state-empty = „{ $argument }” nie wskazuje stanu dokumentu
failure-state-empty-next = Dopisz wersję, datę, zapis zmian albo worktree: ris@HEAD
failure-state-length = „{ $argument }…” to za długa nazwa stanu dokumentu
failure-state-length-next = Podaj wersję, datę (2020-07-14), zapis zmian albo worktree.
failure-state-character = „{ $argument }” nie może być nazwą stanu dokumentu: zaczyna się od „-” albo zawiera „..”, „:” lub znak sterujący
failure-state-character-next = Podaj wersję, datę (2020-07-14), zapis zmian albo worktree.
failure-state-document = to, co w „{ $argument }” stoi przed „@”, nie jest identyfikatorem dokumentu
failure-state-document-next = Identyfikator składa się z a-z, 0-9 i „-”: ris@HEAD. Dokumenty i wersje pokazuje nowela version.
failure-document-needed = w archiwum jest kilka dokumentów, a „{ $state }” nie mówi, o który chodzi
failure-document-needed-next = Podaj dokument na początku.
failure-no-documents = w archiwum nie ma jeszcze żadnego dokumentu
failure-no-documents-next = Zapisz pierwszy: nowela commit PLIK --document ris -m OPIS
failure-unknown-document = w archiwum nie ma dokumentu „{ $document }”
failure-unknown-document-next = Dokumenty i wersje pokazuje nowela version; nowy dokument zapisuje nowela commit PLIK --document { $document } -m OPIS
failure-unknown-state = dokument „{ $document }” nie ma wersji, zapisu zmian ani gałęzi archiwum „{ $state }”
failure-unknown-state-next = Wersje i zapisy zmian pokazuje nowela log { $document }.
failure-unknown-argument = nie ma pliku „{ $state }”, a dokument „{ $document }” nie ma takiej wersji, zapisu zmian ani gałęzi archiwum
failure-unknown-argument-next = Wersje i zapisy zmian pokazuje nowela log { $document }.
failure-unknown-anywhere = nie ma pliku „{ $argument }”, a żaden dokument w archiwum nie ma takiej wersji, zapisu zmian ani gałęzi
failure-unknown-anywhere-next = Sprawdź ścieżkę pliku; liczy się ona od folderu podanego po -C, a bez niego od bieżącego. Dokumenty i wersje pokazuje nowela version.
failure-ambiguous = „{ $state }” ma kilka znaczeń
failure-ambiguous-next = Użyj jednej z dłuższych nazw.
failure-nothing-yet = dokument „{ $document }” nie ma zapisu zmian z dnia { $date } ani wcześniejszego; pierwszy pochodzi z { $first }
failure-nothing-yet-next = Podaj { $first } albo późniejszą datę.
failure-nothing-saved = dokument „{ $document }” nie ma zapisu zmian z dnia { $date } ani żadnego innego
failure-nothing-saved-next = Najpierw go zapisz: nowela commit --document { $document } -m OPIS
failure-missing = w „{ $state }” nie ma dokumentu „{ $document }”
failure-missing-next = Wskaż stan, w którym dokument istnieje.
failure-file-or-state = „{ $argument }” to zarówno nazwa pliku, jak i stanu w archiwum
failure-file-or-state-next = Napisz file:{ $argument } albo rev:{ $argument }.
failure-no-file-no-archive = nie ma pliku „{ $argument }”, a poza archiwum można wskazywać tylko pliki
failure-no-file-no-archive-next = Sprawdź ścieżkę albo wskaż folder archiwum: -C FOLDER.
failure-id-length = „{ $name }” nie może być identyfikatorem dokumentu: potrzeba od 1 do 64 znaków
failure-id-length-next = Użyj krótkiego identyfikatora z a-z, 0-9 i „-”: ris
failure-id-character = „{ $name }” nie może być identyfikatorem dokumentu z powodu znaku „{ $character }”
failure-id-character-next = Użyj a-z, 0-9 i „-”, ale nie zaczynaj od „-”: ris, ris-2030
failure-id-reserved = „{ $name }” nie może być identyfikatorem dokumentu: w Windows to nazwa urządzenia
failure-id-reserved-next = Użyj innego: ris
failure-name-length = „{ $name }” nie może być nazwą wersji: potrzeba od 1 do 64 znaków
failure-name-length-next = Użyj krótkiej nazwy: projekt-1
failure-name-character = „{ $name }” nie może być nazwą wersji z powodu znaku „{ $character }”
failure-name-character-next = Użyj liter i cyfr, a między nimi „-”, „_” i „.”: projekt-1
failure-name-reserved = „{ $name }” nie może być nazwą wersji: ma już inne znaczenie
failure-name-reserved-next = Użyj nazwy, która nie jest datą, identyfikatorem zapisu ani słowem worktree lub HEAD: projekt-1
failure-version-exists = dokument „{ $document }” ma już wersję „{ $name }”; wersji nigdy nie przenosi się na inny tekst
failure-version-exists-next = Użyj innej nazwy; tę wersję pokazuje nowela version { $document } { $name }.
failure-tag-in-the-way = nie można utworzyć znacznika { $tag }, bo inny znacznik nosi nazwę jego folderu
failure-tag-in-the-way-next = Zobacz znaczniki (git tag) i zmień nazwę tego, który przeszkadza.
failure-not-saved = tekstu z folderu roboczego jeszcze nie zapisano, więc nie można go nazwać
failure-not-saved-next = Najpierw go zapisz: nowela commit --document { $document } -m OPIS
failure-message = opis zapisu jest pusty
failure-message-next = Napisz w kilku słowach, czego dotyczy ten zapis: -m "Projekt po uwagach"
failure-day = „{ $value }” nie jest datą dla { $argument }
failure-day-next = Napisz rok-miesiąc-dzień: 2020-07-07
failure-author = „{ $value }” nie wskazuje osoby
failure-author-next = Napisz: --author "Imię Nazwisko <adres@example.org>"
failure-version-needed = { $argument } opisuje wersję, a żadnej nie nazwano
failure-version-needed-next = Dodaj --version NAZWA --status STATUS.
failure-state-needed = { $argument } opisuje nową wersję, a nie podano, który stan nazwać
failure-state-needed-next = nowela version DOKUMENT NAZWA STAN --status STATUS

# arguments
failure-usage = nie można zrozumieć polecenia: { $message }
failure-usage-next = Sposób użycia pokazuje nowela --help.
failure-usage-command = nie ma polecenia „{ $command }”
failure-usage-command-next = Listę poleceń pokazuje nowela --help.
failure-usage-argument = „{ $argument }” nie jest tu oczekiwane
failure-usage-argument-next = Co można podać, pokazuje nowela POLECENIE --help.
failure-usage-missing = czegoś brakuje: { $arguments }
failure-usage-missing-next = Przykład pokazuje nowela POLECENIE --help.
failure-usage-no-value = { $argument } wymaga wartości
failure-usage-no-value-next = Jakiej, pokazuje nowela POLECENIE --help.
failure-usage-value = „{ $value }” nie jest wartością dla { $argument }
failure-usage-value-next = Możliwe wartości pokazuje nowela POLECENIE --help.
failure-usage-values = { $argument }: podano za mało albo za dużo wartości
failure-usage-values-next = Ile ich trzeba, pokazuje nowela POLECENIE --help. Nazwę ze spacjami ujmij w cudzysłów.
failure-usage-conflict = { $argument } i { $other } wykluczają się
failure-usage-conflict-next = Pomiń jedno z nich.

# commands
init-done = Założono archiwum wersji: { $path }
init-file-kept = w folderze roboczym leży inny plik { $path }; pozostawiono go bez zmian. Aby wziąć zapisany: git checkout HEAD -- { $path }
init-file-failed = archiwum założono, ale pliku { $path } nie udało się zapisać w folderze roboczym: { $message }. Aby wziąć zapisany: git checkout HEAD -- { $path }
init-index-kept = w indeksie git czeka inny plik nowela.toml; pozostawiono go, więc zwykłe git commit zapisałoby właśnie jego. Aby z niego zrezygnować: git reset -- nowela.toml
init-index-failed = archiwum założono, ale nie udało się uzupełnić indeksu git: { $message }. Przed następnym git commit: git reset
failure-init-unsecured = archiwum założono, ale dysk zawiódł przy utrwalaniu go: { $message }
failure-init-unsecured-next = Nie powtarzaj polecenia. Sprawdź dysk i archiwum: nowela doctor --verify
commit-saved = Zapisano zmiany dokumentu { $document }: zapis { $revision }
commit-unchanged = Dokument { $document } nie różni się od zapisu { $revision }; nie było czego zapisać
commit-files = { $text }
commit-added = { $count ->
    [one] Dodano { $count } plik
    [few] Dodano { $count } pliki
   *[many] Dodano { $count } plików
  }: { $files }
commit-changed = { $count ->
    [one] Zmieniono { $count } plik
    [few] Zmieniono { $count } pliki
   *[many] Zmieniono { $count } plików
  }: { $files }
commit-removed = { $count ->
    [one] Usunięto { $count } plik
    [few] Usunięto { $count } pliki
   *[many] Usunięto { $count } plików
  }: { $files }
commit-left-out-link = { $path } to dowiązanie, a nie zwykły plik; nie zapisano go razem z tekstem
commit-left-out-filter = { $path } git przechowuje przez własny filtr (na przykład LFS); zapisz go poleceniem git add i git commit
commit-left-out-name = nie zapisano { $path }: nazwa nie jest w UTF-8 albo folder leży zbyt głęboko
commit-file-kept = plik { $path } w folderze roboczym ma inne zmiany i pozostał nietknięty; zapisz je: nowela commit --document { $document }, albo przywróć zapisany tekst: git checkout -- { $path }
commit-file-failed = zapis { $revision } powstał, ale pliku { $path } w folderze roboczym nie udało się uzgodnić: { $message }. Przywróć zapisany tekst: git checkout HEAD -- { $path }
commit-index-kept = w git czeka na zapisanie inny tekst { $path } i pozostał nietknięty; zwykłe git commit zapisałoby właśnie jego. Aby go odrzucić: git reset -- { $path }
commit-index-failed = zapis { $revision } powstał, ale indeksu git nie udało się uzgodnić: { $message }. Przed następnym git commit: git reset -- { $path }
version-named = Zapis { $revision } dokumentu { $document } to teraz wersja { $name } ({ $status })
version-none = Nie ma jeszcze żadnej wersji.
version-field-name = Wersja
version-field-status = Status
version-field-date = Data
version-field-adopted = Uchwalono
version-field-valid-from = Obowiązuje od
version-field-applies-from = Stosuje się od
version-field-resolution = Uchwała
version-field-revision = Zapis zmian
version-field-message = Opis
status-sketch = szkic
status-draft = projekt
status-consultation = w konsultacjach
status-adopted = uchwalony
status-none = bez statusu
