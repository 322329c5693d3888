# doctor

# signing
failure-unsigned = wersji nie podpisano, więc jej nie nazwano: { $message }
failure-unsigned-next = Usuń przyczynę i nazwij wersję ponownie: nowela version DOKUMENT NAZWA HEAD --status STATUS --sign; albo nazwij ją bez podpisu: --no-sign. Zapis zmian, jeżeli już powstał, pozostaje.
failure-signing-format = ustawienie gpg.format lub user.signingKey wskazuje podpis { $format }, a nowela podpisuje tylko kluczem SSH; niczego nie zapisano ani nie nazwano
failure-signing-format-next = Wskaż klucz SSH: git config --global gpg.format ssh oraz git config --global user.signingKey ~/.ssh/id_ed25519.pub; albo nazwij wersję bez podpisu: --no-sign
failure-signing-no-key = nie wiadomo, którym kluczem podpisać wersję; niczego nie zapisano ani nie nazwano
failure-signing-no-key-next = Wskaż klucz SSH: git config --global gpg.format ssh oraz git config --global user.signingKey ~/.ssh/id_ed25519.pub; nowy klucz tworzy ssh-keygen -t ed25519
failure-signing-key = klucza do podpisu nie ma w pliku { $path }; niczego nie zapisano ani nie nazwano
failure-signing-key-next = Popraw ścieżkę: git config --global user.signingKey ~/.ssh/id_ed25519.pub
failure-signers = nie ma pliku { $path } z listą znanych kluczy
failure-signers-next = Utwórz go (w każdym wierszu: adres e-mail i klucz publiczny) i wskaż: --signers PLIK albo git config --global gpg.ssh.allowedSignersFile PLIK
failure-against = { $path } nie jest wynikiem wcześniejszej weryfikacji: { $message }
failure-against-next = Wskaż plik zapisany poleceniem nowela doctor --verify --json > PLIK

# report
doctor-problem = problem
doctor-remark = uwaga
doctor-well = Wszystko w porządku.
doctor-total = { $problems ->
    [0] Nie ma problemów
    [one] { $problems } problem
    [few] { $problems } problemy
   *[many] { $problems } problemów
}, { $remarks ->
    [0] bez uwag.
    [one] { $remarks } uwaga.
    [few] { $remarks } uwagi.
   *[many] { $remarks } uwag.
}

# whether it opens
doctor-foreign-format = repozytorium { $place } ma format, którego ten program nie odczyta: { $message }
doctor-foreign-format-next = Użyj repozytorium z identyfikatorami SHA-1 i odwołaniami w plikach (git init --object-format=sha1 --ref-format=files) i przenieś do niego historię.
doctor-foreign-owner = repozytorium { $place } należy do innego użytkownika, więc nie można go obejrzeć
doctor-foreign-owner-next = Jeżeli mu ufasz, potwierdź to jednorazowo: git config --global --add safe.directory { $place }
doctor-shallow = historia archiwum { $place } jest ucięta (płytka kopia)
doctor-shallow-next = Pobierz całą historię: git fetch --unshallow --tags; w CI ustaw fetch-depth: 0.
doctor-partial = to kopia częściowa: część starszych tekstów leży tylko na serwerze i nie da się ich tu odczytać
doctor-partial-next = Sklonuj archiwum bez opcji --filter.
doctor-incomplete = folder { $place } nie jest kompletnym repozytorium: brakuje w nim { $missing }
doctor-incomplete-next = Przywróć go z kopii zapasowej albo sklonuj archiwum ponownie; nie usuwaj tego, co zostało. Jeżeli brakuje tylko HEAD, utwórz plik HEAD z wierszem „ref: refs/heads/main”.
doctor-broken = archiwum nie da się otworzyć: { $message }
doctor-broken-next = Sprawdź plik wskazany w komunikacie, uprawnienia i git fsck; w ostateczności przywróć archiwum z kopii zapasowej.
doctor-not-an-archive = repozytorium { $place } nie jest archiwum wersji: nie ma w nim nowela.toml ani strategy/<dokument>/text.md
doctor-not-an-archive-next = Załóż w nim archiwum poleceniem nowela init albo wskaż folder archiwum: -C FOLDER.
doctor-settings = { $place }, wiersz { $line }, kolumna { $column }: { $message }
doctor-settings-next = Popraw ten wiersz w pliku nowela.toml.
doctor-no-settings = nie ma pliku ustawień { $place }; obowiązują domyślne
doctor-no-settings-next = Nic nie trzeba robić; ustawienia można założyć w pliku nowela.toml (np. language = "pl").
doctor-bare = to archiwum nie ma folderu roboczego: teksty są tylko w historii
doctor-bare-next = Nic nie trzeba robić; aby edytować teksty, sklonuj archiwum.
doctor-linked = to dodatkowy folder roboczy repozytorium { $place }
doctor-linked-next = Nic nie trzeba robić; historia i wersje są wspólne.

# where it stands
doctor-head = pliku { $place } nie da się odczytać, więc nie wiadomo, na której gałęzi stoi archiwum: { $message }
doctor-head-next = Przywróć go: git symbolic-ref HEAD refs/heads/main (albo inna gałąź), a jeżeli git odmawia, wpisz w plik HEAD wiersz „ref: refs/heads/main”.
doctor-unborn = na gałęzi { $place } nie ma jeszcze żadnego zapisu zmian
doctor-unborn-next = Zapisz pierwszy tekst: nowela commit PLIK --document ris -m OPIS; jeżeli archiwum ma historię na innej gałęzi: git switch GAŁĄŹ
doctor-detached = archiwum nie stoi na żadnej gałęzi (detached HEAD: { $place }), więc nowy zapis zmian mógłby przepaść
doctor-detached-next = Przejdź na gałąź: git switch main; albo utwórz ją tutaj: git switch -c NAZWA
doctor-unfinished = w archiwum zaczęto i nie dokończono: { $what ->
    [merge] scalania (merge)
    [rebase] przenoszenia zapisów (rebase)
    [cherry-pick] przenoszenia zapisu (cherry-pick)
    [revert] cofania zapisu (revert)
    [bisect] szukania zapisu (bisect)
   *[am] nakładania łat (am)
}
doctor-unfinished-next = { $what ->
    [bisect] Zakończ: git bisect reset
   *[other] Dokończ: git { $what } --continue; albo przerwij: git { $what } --abort
}
doctor-conflicts = { $place } ma nierozstrzygnięty konflikt scalania
doctor-conflicts-next = Popraw ten plik w folderze roboczym i oznacz jako rozstrzygnięty: git add { $place }
doctor-index = indeksu git nie da się odczytać: { $message }
doctor-index-next = Indeks można odtworzyć bez straty zapisów: usuń plik .git/index i wykonaj git reset
doctor-lock-left = blokada { $place } leży tu od { $seconds } s, a nie widać programu, który by ją trzymał: zostawił ją program, którego działanie przerwano
doctor-lock-left-next = Dopóki tu leży, części zapisów nie da się wykonać. Jeżeli nikt teraz nie pracuje w tym archiwum: nowela doctor --unlock
doctor-lock-held = w archiwum pracuje inny program: { $process } trzyma blokadę { $place } od { $seconds } s
doctor-lock-held-next = Dokończ pracę w tym programie albo poczekaj na niego.
doctor-interrupted = działanie programu nowela przerwano tu w trakcie zapisu
doctor-interrupted-next = Nie trzeba nic robić: następne nowela commit dokończy albo uprzątnie to, co zaczęto; od razu zrobi to nowela doctor --unlock.
doctor-removed = Usunięto blokadę { $path }
doctor-no-locks = Nie ma blokad, których nikt nie trzyma.
doctor-finished = Dokończono albo uprzątnięto to, co zaczął przerwany zapis.
doctor-diverged = gałąź { $place } i { $upstream } rozeszły się: tutaj { $ahead ->
    [one] jest { $ahead } zapis, którego
    [few] są { $ahead } zapisy, których
   *[many] jest { $ahead } zapisów, których
} nie ma tam, a tam { $behind ->
    [one] jest { $behind } zapis, którego
    [few] są { $behind } zapisy, których
   *[many] jest { $behind } zapisów, których
} nie ma tutaj
doctor-diverged-next = Pobierz i dołącz swoje zapisy na koniec: git fetch, git pull --rebase, a potem git push. Jeżeli nadano już wersje tutejszym zapisom, zamiast tego: git pull --no-rebase.
doctor-behind = gałąź { $place } nie ma { $behind ->
    [one] { $behind } zapisu, który
   *[other] { $behind } zapisów, które
} pobrano z { $upstream } (własnych niewysłanych: { $ahead })
doctor-behind-next = Dołącz je: git pull --rebase
doctor-ahead = gałąź { $place } ma { $ahead ->
    [one] { $ahead } zapis, którego
    [few] { $ahead } zapisy, których
   *[many] { $ahead } zapisów, których
} nie wysłano do { $upstream } (do pobrania: { $behind })
doctor-ahead-next = Wyślij zapisy i wersje: git push --follow-tags
doctor-upstream-gone = gałąź jest powiązana z { $place }, której nie pobrano albo już nie ma
doctor-upstream-gone-next = Pobierz ją: git fetch; albo usuń powiązanie: git branch --unset-upstream

# what is stored
doctor-pack-index = indeks paczki .git/{ $place } jest uszkodzony; archiwum nie można bezpiecznie czytać, więc niczego więcej nie sprawdzono
doctor-pack-index-next = Odtwórz indeks z paczki: usuń plik .idx i wykonaj git index-pack na pliku .pack o tej samej nazwie; jeżeli to się nie uda, przywróć folder .git/objects z kopii zapasowej.
doctor-reference = odwołania { $place } nie da się odczytać (plik jest pusty albo uszkodzony)
doctor-reference-next = Ostatnią znaną wartość zawiera plik .git/logs/{ $place }, jeżeli istnieje: wpisz ją poleceniem git update-ref; wersję można też pobrać ponownie: git fetch --tags
doctor-commit-damaged = zapis zmian { $object } (wskazuje na niego { $place }): { $damage ->
    [missing] nie ma go w archiwum
    [altered] jego treść nie odpowiada identyfikatorowi – zmieniono ją albo uszkodzono
    [malformed] to nie jest zapis zmian
   *[unreadable] nie da się go odczytać ({ $message })
}
doctor-commit-damaged-next = Przywróć ten obiekt z innego klonu albo z kopii zapasowej (cały folder .git/objects) i sprawdź ponownie. Nie uruchamiaj git gc.
doctor-object-damaged = { $place } w { $revision }, obiekt { $object }: { $damage ->
    [missing] nie ma go w archiwum
    [altered] jego treść nie odpowiada identyfikatorowi – zmieniono ją albo uszkodzono
    [malformed] jego treść jest błędnie zbudowana
   *[unreadable] nie da się go odczytać ({ $message })
}
doctor-object-damaged-next = Przywróć ten obiekt z innego klonu albo z kopii zapasowej (cały folder .git/objects) i sprawdź ponownie. Nie uruchamiaj git gc.
doctor-tag-damaged = wersja { $place }, obiekt { $object }: { $damage ->
    [missing] nie ma go w archiwum
    [altered] jego treść nie odpowiada identyfikatorowi – zmieniono ją albo uszkodzono
    [malformed] jego treść jest błędnie zbudowana
   *[unreadable] nie da się go odczytać ({ $message })
}
doctor-tag-damaged-next = Pobierz tę wersję ponownie: git fetch --tags --force; albo przywróć ją z kopii zapasowej.
doctor-alternates = część archiwum leży w folderze { $place }, którego nie ma
doctor-alternates-next = Przywróć albo podłącz ten folder, a potem uniezależnij archiwum: git repack -a -d i usuń .git/objects/info/alternates
doctor-replaced = git pokazuje zamiast obiektu { $place } inny ({ $by }); nowela czyta oryginał
doctor-replaced-next = Sprawdź, kto i po co to ustawił, i usuń podmianę: git replace -d { $place }
doctor-grafts = plik .git/info/grafts każe git pokazywać inną historię zapisu { $place }; nowela doctor czyta oryginał
doctor-grafts-next = Sprawdź, kto i po co to ustawił, i usuń plik .git/info/grafts.

# what git would do here
doctor-no-author = nie wiadomo, kto zapisuje zmiany (user.name, user.email)
doctor-no-author-next = Podaj to jednorazowo: git config --global user.name "Imię Nazwisko" oraz git config --global user.email adres@example.org
doctor-credentials = adres w ustawieniu { $place } zawiera nazwę użytkownika, hasło albo token
doctor-credentials-next = Usuń je z adresu (git remote set-url) i użyj magazynu haseł git (credential.helper); token, który ktoś mógł zobaczyć, unieważnij.
doctor-gpgsign = git ma podpisywać każdy zapis zmian (commit.gpgSign), a nowela podpisuje tylko wersje
doctor-gpgsign-next = Podpisuj wersje: nowela version … --sign; jeżeli podpisany ma być każdy zapis, zapisuj poleceniem git commit.
doctor-hooks = w repozytorium są programy, które uruchamia git przy zapisie ({ $hooks }); nowela ich nie uruchamia
doctor-hooks-next = Jeżeli sprawdzają treść, uruchom je osobno albo zapisuj poleceniem git commit.
doctor-filter = dla { $place } ustawiono w .gitattributes { $attribute }; nowela nie przetwarza tekstów filtrami git
doctor-filter-next = Usuń to ustawienie dla strategy/*/text.md: teksty mają leżeć w archiwum tak, jak są zapisane.
doctor-read-only = w folderze { $place } nie da się zapisywać: { $message }
doctor-read-only-next = Poproś o prawo zapisu albo pracuj w kopii: git clone. Czytanie i porównywanie działa.

# documents
doctor-folder-name = folder { $place } nie jest dokumentem: jego nazwa nie jest identyfikatorem (a-z, 0-9 i „-”)
doctor-folder-name-next = Jeżeli to dokument, zmień nazwę folderu (git mv); jeżeli nie, przenieś go poza strategy.
doctor-text-link = { $place } jest dowiązaniem, a nie plikiem; nowela za nim nie pójdzie
doctor-text-link-next = Zastąp dowiązanie samym tekstem i zapisz go w archiwum.
doctor-text-repository = { $place } jest innym repozytorium (submodule), a nie plikiem
doctor-text-repository-next = Umieść tekst w samym archiwum.
doctor-text-folder = { $place } jest folderem, a nie plikiem
doctor-text-folder-next = Umieść tam sam tekst i zapisz go w archiwum.
doctor-text-lfs = { $place } to wskaźnik Git LFS: samej treści tu nie ma
doctor-text-lfs-next = Pobierz treść (git lfs pull), wyłącz LFS dla tekstów (git lfs untrack) i zapisz tekst ponownie.
doctor-text-binary = { $place } nie jest tekstem: zawiera dane binarne
doctor-text-binary-next = Zapisz dokument jako Markdown lub zwykły tekst w UTF-8.
doctor-text-encoding = { $place } nie jest w UTF-8 (to pewnie Windows-1250, ISO-8859-2 albo UTF-16)
doctor-text-encoding-next = Nic nie trzeba robić: nowela go odczyta; przy następnym zapisie tekst będzie w UTF-8.
doctor-text-large = { $place } ma { $size } MB; tekst musi być mniejszy niż 64 MB
doctor-text-large-next = Podziel tekst albo usuń to, co nim nie jest (ilustracje należą do folderu media).
doctor-text-missing = w folderze roboczym nie ma { $place }, choć jest w ostatnim zapisie
doctor-text-missing-next = Przywróć zapisany tekst: git checkout -- { $place }
doctor-unsaved = { $place } ma niezapisane zmiany
doctor-unsaved-next = Zapisz je, gdy będą gotowe: nowela commit --document { $document } -m OPIS
doctor-media-large = { $place } ma { $size } MB; każda jego zmiana zostanie w historii na zawsze
doctor-media-large-next = Zmniejsz ilustrację przed zapisaniem albo trzymaj ją poza archiwum.
doctor-names-collide = te nazwy różnią się tylko wielkością liter lub sposobem zapisu znaków, więc w Windows i macOS to jedna nazwa: { $place }
doctor-names-collide-next = Zmień jedną z nazw (plik: git mv, gałąź: git branch -m).

# versions
doctor-version-plain = wersja { $place } nie jest opatrzona opisem (zwykły znacznik git): nie wiadomo, kto, kiedy i z jakim statusem ją nadał
doctor-version-plain-next = Sprawdź, kto ją utworzył; jeżeli ma pozostać, usuń znacznik (git tag -d) i nazwij ją poleceniem nowela version.
doctor-version-renamed = wersja nazywa się { $place }, a sama podaje nazwę { $name }: przemianowano ją albo podstawiono inną
doctor-version-renamed-next = Porównaj z innym klonem i przywróć właściwą: git fetch --tags --force
doctor-version-target = wersja { $place } nie wskazuje zapisu zmian, lecz obiekt { $kind }
doctor-version-target-next = Porównaj z innym klonem i przywróć właściwą: git fetch --tags --force
doctor-version-textless = wersja { $place } wskazuje zapis { $revision }, w którym nie ma pliku { $path }
doctor-version-textless-next = Porównaj z innym klonem i przywróć właściwą: git fetch --tags --force
doctor-version-off-branch = wersja { $place } wskazuje zapis { $revision }, którego nie ma w historii żadnej gałęzi: historię przepisano albo usunięto gałąź
doctor-version-off-branch-next = Ustal, co się stało z gałęzią (git reflog), i przywróć jej historię z innego klonu albo z kopii zapasowej.
doctor-version-status = wersja { $place } ma nieznany status „{ $value }”
doctor-version-status-next = Dozwolone są: sketch, draft, consultation, adopted. Sprawdź, kto utworzył tę wersję.
doctor-version-day = wersja { $place }: „{ $value }” w polu { $key } nie jest datą
doctor-version-day-next = Sprawdź, kto utworzył tę wersję; nowela takich dat nie zapisuje.
doctor-version-twice = wersja { $place } podaje { $key } więcej niż raz
doctor-version-twice-next = Sprawdź, kto utworzył tę wersję; nowela zapisuje każde pole raz.
doctor-version-unsigned = wersja { $place } nie jest podpisana
doctor-version-unsigned-next = Sprawdź, kto ją utworzył; nowe wersje podpisuje nowela version … --sign
doctor-version-signature = podpis wersji { $place } nie zgadza się z jej treścią albo klucz unieważniono: { $message }
doctor-version-signature-next = Nie ufaj tej wersji: porównaj ją z innym klonem i z oryginałem dokumentu.
doctor-version-key = wersję { $place } podpisano nieznanym kluczem { $key }
doctor-version-key-next = Ustal, czyj to klucz; jeżeli mu ufasz, dopisz go do listy znanych kluczy (--signers albo gpg.ssh.allowedSignersFile).
doctor-version-unchecked = podpisu wersji { $place } nie sprawdzono: { $message }
doctor-version-unchecked-next = Podpisy OpenPGP i X.509 sprawdza git tag -v; podpisy SSH wymagają programu ssh-keygen.

# compared with an earlier verification
doctor-anchor-version = wersji { $place } już nie ma; wcześniej wskazywała zapis { $was }
doctor-anchor-version-next = Pobierz ją z innego klonu (git fetch --tags) i ustal, kto ją usunął.
doctor-anchor-revision = wersja { $place } wskazuje zapis { $is }, a wcześniej wskazywała { $was }
doctor-anchor-revision-next = Wersji się nie przenosi. Porównaj oba zapisy (nowela diff) i ustal, kto to zmienił.
doctor-anchor-text = wersja { $place } ma w zapisie { $is } inny tekst niż przy wcześniejszej weryfikacji (zapis { $was })
doctor-anchor-text-next = Porównaj tekst z oryginałem dokumentu i przywróć archiwum z kopii zapasowej.
doctor-anchor-tag = wersję { $place } nazwano na nowo dla tego samego zapisu { $is } ({ $was }): zmieniono jej opis, datę, status albo podpis
doctor-anchor-tag-next = Porównaj z innym klonem (git cat-file -p) i ustal, kto to zmienił.
doctor-anchor-head = w historii nie ma zapisu { $place }, który był ostatni przy wcześniejszej weryfikacji: historię przepisano albo cofnięto
doctor-anchor-head-next = Porównaj z innym klonem albo z kopią zapasową; jeżeli pracujesz w starszym klonie, najpierw git fetch.

# verification
verification-revision = zapis zmian
verification-text = SHA-256 tekstu
verification-signature = podpis
verification-signature-none = brak
verification-signature-good = prawidłowy, { $signer } ({ $key })
verification-signature-unknown = prawidłowy, ale klucza { $key } nie ma na liście znanych
verification-signature-bad = NIEPRAWIDŁOWY ({ $message })
verification-signature-unchecked = niesprawdzony ({ $message })
verification-first = pierwsza niezgodność
verification-read = Odczytano od nowa: { $commits ->
    [one] { $commits } zapis zmian
    [few] { $commits } zapisy zmian
   *[many] { $commits } zapisów zmian
}, { $objects ->
    [one] { $objects } obiekt
    [few] { $objects } obiekty
   *[many] { $objects } obiektów
}, { $versions ->
    [one] { $versions } wersję
    [few] { $versions } wersje
   *[many] { $versions } wersji
}.
verification-fingerprint = Odcisk całości (SHA-256): { $fingerprint }
verification-limit = Tak wykrywa się każdą zmianę w miejscu. Całą historię odtworzoną od nowa przez kogoś, kto ma klucz, wykryje tylko porównanie z wynikiem przechowywanym gdzie indziej: nowela doctor --verify --json > PLIK, a później --against PLIK.
verification-against = Wszystko zgadza się z wcześniejszą weryfikacją { $path }.
verification-total = { $problems ->
    [0] Wszystko w porządku.
    [one] { $problems } niezgodność.
    [few] { $problems } niezgodności.
   *[many] { $problems } niezgodności.
}
