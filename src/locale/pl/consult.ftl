# nowela consult, nowela templates

consult-made = { $count ->
    [one] W folderze „{ $path }” jest pakiet konsultacyjny: { $count } plik.
    [few] W folderze „{ $path }” jest pakiet konsultacyjny: { $count } pliki.
   *[many] W folderze „{ $path }” jest pakiet konsultacyjny: { $count } plików.
}
consult-start = Zacznij od pliku { $path }.
consult-file = { "  " }{ $path }
consult-progress = { $done } z { $total }: { $title }
consult-no-pdf = PDF-ów nie ma w pakiecie: ten program zbudowano bez nich. Z nimi: cargo install --path . --features pdf
consult-shortfall = { $path } jest PDF-em ze znacznikami, ale nie spełnia PDF/UA: { $cause }
consult-no-round = W nowela.toml nie ma rundy konsultacji tej wersji, więc w ogłoszeniu zostały miejsca do uzupełnienia. Sekcja [[round]] w nowela.toml je wypełni.
consult-short = { $count ->
    [one] Runda { $round } trwa { $count } dzień, krócej niż { $least } wymaganych.
    [few] Runda { $round } trwa { $count } dni, krócej niż { $least } wymaganych.
   *[many] Runda { $round } trwa { $count } dni, krócej niż { $least } wymaganych.
}
consult-large = plik { $name } ma więcej niż { $limit } MB i nie wszedł do pakietu; zamiast niego stoi tekst alternatywny
colour-pale = kolor { $colour } ma na bieli kontrast { $contrast }:1; tekst potrzebuje 4,5:1, więc nagłówki będą trudne do czytania
template-unknown = plik templates/{ $name } nie jest żadnym z szablonów i nic nie zmienia; nazwy podaje: nowela templates list

failure-package-folder = w folderze { $path } są inne pliki
failure-package-folder-next = Podaj nowy albo pusty folder, albo folder wcześniejszego pakietu.
failure-package-place = { $path } nie jest folderem
failure-package-place-next = Podaj nowy albo pusty folder.
failure-package-changed = plik { $path } zmieniono po zapisaniu pakietu
failure-package-changed-next = Przenieś go albo zmień jego nazwę, a potem powtórz polecenie; niczego nie zapisano.
failure-package-unread = nie można odczytać { $path }: { $message }
failure-package-unread-next = Sprawdź uprawnienia do tego folderu albo podaj inny.
failure-package-leftover = pakiet zapisano, ale nie można usunąć pliku { $path }: { $message }
failure-package-leftover-next = Pakiet jest cały; ten plik możesz usunąć.
failure-round = w nowela.toml nie ma rundy { $round }
failure-round-next = Dopisz sekcję [[round]] z takim id albo podaj jedną z tych, które są.
failure-rounds = tej wersji dotyczy kilka rund
failure-rounds-next = Wybierz jedną przez --round ID.
failure-round-backwards = terminy rundy { $round } są w złej kolejności
failure-round-backwards-next = W nowela.toml closes nie może być przed opens, a report przed closes.
failure-audience = w nowela.toml nie ma grupy odbiorców { $audience }
failure-audience-next = Dopisz sekcję [[audience]] z takim id albo podaj jedną z tych, które są.
failure-audience-name = id grupy odbiorców „{ $audience }” nie może być nazwą folderu
failure-audience-name-next = W nowela.toml użyj małych liter bez polskich znaków, cyfr i łączników, na przykład rada-innowacyjnosci.
failure-colour = w nowela.toml kolor „{ $colour }” nie jest kolorem
failure-colour-next = Zapisz go szesnastkowo, na przykład colour = "#1f3a5f".
failure-logo = nie ma pliku { $path }, który w nowela.toml jest podany jako logo
failure-logo-next = Podaj ścieżkę od katalogu głównego archiwum albo usuń klucz logo.
failure-logo-kind = logo { $path } ma nieznany format
failure-logo-kind-next = Podaj plik PNG, JPEG, GIF albo SVG.
failure-setting-date = w nowela.toml { $key } = „{ $date }” nie jest datą
failure-setting-date-next = Zapisz datę jako ROK-MIESIĄC-DZIEŃ, na przykład 2026-12-01.
failure-no-pdf = ten program zbudowano bez PDF-ów
failure-no-pdf-next = Zainstaluj go z nimi: cargo install --path . --features pdf; albo pomiń pdf w --format.
failure-make = nie można utworzyć pliku { $path }: { $message }
failure-make-next = Zgłoś to jako błąd programu i podaj ten komunikat.

failure-template-syntax = szablon { $name }, wiersz { $line }: błąd składni ({ $message })
failure-template-syntax-next = Popraw ten wiersz; wzór wypisze: nowela templates export { $name } --stdout
failure-template-unknown = szablon { $name }, wiersz { $line }: nie ma takiej wartości, filtra ani funkcji ({ $message })
failure-template-unknown-next = Porównaj nazwę ze wzorem: nowela templates export { $name } --stdout
failure-template-missing = szablon { $name }, wiersz { $line }: nie ma szablonu, którego używa ({ $message })
failure-template-missing-next = Szablony mogą używać tylko szablonów; nazwy podaje: nowela templates list
failure-template-endless = szablon { $name }, wiersz { $line }: nie kończy się w dozwolonej liczbie kroków
failure-template-endless-next = Sprawdź pętle w tym szablonie.
failure-template-huge = szablon { $name }, wiersz { $line }: wypisuje więcej, niż wolno
failure-template-huge-next = Sprawdź pętle i powtórzenia w tym szablonie.
failure-template-other = szablon { $name }, wiersz { $line }: { $message }
failure-template-other-next = Popraw ten wiersz; wzór wypisze: nowela templates export { $name } --stdout
failure-template-text = szablon { $name } nie jest tekstem w UTF-8 albo jest za duży
failure-template-text-next = Zapisz go w UTF-8.
failure-template-name = nie ma szablonu { $name }
failure-template-name-next = Nazwy podaje: nowela templates list
failure-template-exists = plik { $path } już jest
failure-template-exists-next = Usuń go albo zmień jego nazwę; niczego nie zapisano.

templates-built-in = { $name }
templates-own = { $name }   (własny: templates/{ $name })
templates-exported = Szablon { $name } zapisano w pliku { $path }; odtąd obowiązuje ten plik.
templates-checked = { $count ->
    [one] { $count } własny szablon działa.
    [few] { $count } własne szablony działają.
   *[many] { $count } własnych szablonów działa.
}
templates-none = To archiwum nie ma własnych szablonów; obowiązują wbudowane.

# Nazwy plików pakietu: same litery bez znaków diakrytycznych i łączniki.

file-page = dokument-konsultacyjny
file-redline = zapis-zmian
file-clean-before = tekst-wczesniejszy
file-clean-after = tekst-pozniejszy
file-form = formularz-uwag
file-changes = tabela-zmian
file-correspondence = tabela-odpowiednikow
file-document = dokument-konsultacyjny
file-note = nota-o-zmianach
file-bip = opis-zmiany-bip
file-notice = ogloszenie
file-index = index
