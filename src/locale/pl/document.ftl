# Uwagi o tekście: co zauważono przy odczycie lub porównaniu

remark-converted = Tekst przekształcono z kodowania { $encoding } na UTF-8.
remark-byte-order-mark = Z początku pliku usunięto znacznik kolejności bajtów (BOM).
remark-line-ends =
    { $lines ->
        [one] Ujednolicono znak końca wiersza w { $lines } wierszu.
       *[other] Ujednolicono znak końca wiersza w { $lines } wierszach.
    }
remark-replacement-character =
    { $count ->
        [one] Tekst zawiera { $count } znak zastępczy (U+FFFD): w tym miejscu utracono treść jeszcze przed odczytem pliku.
        [few] Tekst zawiera { $count } znaki zastępcze (U+FFFD): w tych miejscach utracono treść jeszcze przed odczytem pliku.
       *[other] Tekst zawiera { $count } znaków zastępczych (U+FFFD): w tych miejscach utracono treść jeszcze przed odczytem pliku.
    }
remark-composed =
    { $words ->
        [one] W { $words } słowie połączono litery zapisane w częściach (litera i osobny znak diakrytyczny); taki zapis nie jest zmianą.
       *[other] W { $words } słowach połączono litery zapisane w częściach (litera i osobny znak diakrytyczny); taki zapis nie jest zmianą.
    }
remark-hidden =
    { $count ->
        [one] W tekście jest { $count } znak niewidoczny ({ $which }).
        [few] W tekście są { $count } znaki niewidoczne ({ $which }); to miejsce pierwszego z nich.
       *[other] W tekście jest { $count } znaków niewidocznych ({ $which }); to miejsce pierwszego z nich.
    }
remark-mixed-scripts =
    { $count ->
        [one] W { $count } słowie obok liter łacińskich stoją litery innego alfabetu: „{ $word }” ({ $letters }).
       *[other] W { $count } słowach obok liter łacińskich stoją litery innego alfabetu; pierwsze z nich to „{ $word }” ({ $letters }).
    }
remark-front-matter = Nie można odczytać metadanych na początku pliku (YAML), dlatego je pominięto: { $message }
remark-contents-set-aside =
    { $lines ->
        [one] Spis treści zapisany w tekście ({ $lines } wiersz) nie podlega porównaniu.
        [few] Spis treści zapisany w tekście ({ $lines } wiersze) nie podlega porównaniu.
       *[other] Spis treści zapisany w tekście ({ $lines } wierszy) nie podlega porównaniu.
    }
remark-headings-promoted =
    { $count ->
        [one] Tekst nie ma nagłówków, dlatego { $count } wiersz pogrubiony lub numerowany odczytano jako nagłówek.
        [few] Tekst nie ma nagłówków, dlatego { $count } wiersze pogrubione lub numerowane odczytano jako nagłówki.
       *[other] Tekst nie ma nagłówków, dlatego { $count } wierszy pogrubionych lub numerowanych odczytano jako nagłówki.
    }
remark-provisions-divided =
    { $count ->
        [one] { $count } jednostkę redakcyjną (§ lub art.), której treść zaczyna się w wierszu jej oznaczenia, odczytano jako sekcję.
        [few] { $count } jednostki redakcyjne (§ lub art.), których treść zaczyna się w wierszu ich oznaczenia, odczytano jako sekcje.
       *[other] { $count } jednostek redakcyjnych (§ lub art.), których treść zaczyna się w wierszu ich oznaczenia, odczytano jako sekcje.
    }
remark-markup-table = Tabelę zapisaną w HTML (na przykład ze scalonymi komórkami) porównano jako tekst, bez podziału na wiersze i kolumny.
remark-level-skipped = Nagłówek poziomu { $level } znajduje się bezpośrednio pod nagłówkiem poziomu { $parent }: pominięto poziom pośredni.
remark-too-deep =
    { $cap ->
        [one] Listy lub cytaty, które mają więcej niż { $cap } poziom zagnieżdżenia, odczytano jako zwykły tekst.
        [few] Listy lub cytaty, które mają więcej niż { $cap } poziomy zagnieżdżenia, odczytano jako zwykły tekst.
       *[other] Listy lub cytaty, które mają więcej niż { $cap } poziomów zagnieżdżenia, odczytano jako zwykły tekst.
    }
remark-footnote =
    { $defined ->
        [yes] Przypis „{ $name }” ma treść, ale w tekście nie ma do niego odnośnika.
       *[no] W tekście jest odnośnik do przypisu „{ $name }”, ale nie ma treści tego przypisu.
    }
remark-stale-reference =
    { $known ->
        [yes] Odesłanie „{ $reference }” zachowało dawny numer; jego cel nosi teraz nagłówek „{ $now }”.
       *[no] Odesłanie „{ $reference }” zachowało dawny numer, choć jego cel ma teraz inny.
    }
remark-dangling-reference = Odesłanie „{ $reference }” nie ma celu: w tekście nic nie nosi tego numeru.
remark-coarse =
    { $stage ->
        [redline] Zmiany słów
        [alignment] Układ akapitów
        [table] Komórki tabel
       *[flow] Przepływ tekstu między sekcjami
    } porównano mniej dokładnie niż zwykle ze względu na rozmiar tekstu ({ $count ->
        [one] { $count } raz
       *[other] { $count } razy
    }).
remark-decision-contradicted = links.toml, wiersz { $line }: to rozstrzygnięcie jest sprzeczne z rozstrzygnięciem z wiersza { $other }, które zapisano później i które obowiązuje. Usuń to, które jest nieaktualne.
remark-decision-lost =
    links.toml, wiersz { $line }: w tekście { $side ->
        [before] wcześniejszym
       *[after] późniejszym
    } nie można odnaleźć sekcji „{ $section }”, więc tego rozstrzygnięcia nie zastosowano.
remark-decision-outdated = links.toml, wiersz { $line }: od czasu rozstrzygnięcia zmieniło się brzmienie sekcji „{ $section }”, więc wagę tej zmiany trzeba ocenić ponownie.
remark-decision-unlinked = links.toml, wiersz { $line }: sekcji „{ $section }” nie powiązano w tym porównaniu tak, jak w chwili rozstrzygnięcia, więc go nie zastosowano.
remark-decision-unreadable =
    { $flaw ->
        [archive] Pliku links.toml nie można odczytać, bo archiwum jest uszkodzone{ $detail }; porównano bez rozstrzygnięć. Sprawdź archiwum: nowela doctor --verify.
        [syntax] links.toml, wiersz { $line }: błąd zapisu ({ $detail }); nie zastosowano żadnego rozstrzygnięcia z tego pliku. Popraw ten wiersz.
        [encoding] links.toml, wiersz { $line }: plik nie jest zapisany w UTF-8{ $detail }; nie zastosowano żadnego rozstrzygnięcia. Zapisz plik w kodowaniu UTF-8.
        [size] links.toml, wiersz { $line }: plik jest zbyt duży lub nie jest zwykłym plikiem{ $detail }; nie zastosowano żadnego rozstrzygnięcia.
        [missing] links.toml, wiersz { $line }: w rozstrzygnięciu brakuje klucza „{ $detail }”, więc je pominięto.
        [sections] links.toml, wiersz { $line }: rozstrzygnięcie rodzaju „{ $detail }” wskazuje za mało albo za dużo sekcji, więc je pominięto.
       *[value] links.toml, wiersz { $line }: wartość klucza „{ $detail }” jest nieznana lub ma inny rodzaj, więc rozstrzygnięcie pominięto.
    }

# Dlaczego pliku nie odczytano

import-error-empty = Plik „{ $name }” jest pusty. Wskaż plik, który zawiera tekst.
import-error-format = Plik „{ $name }” ma format { $format }. Ta wersja programu odczytuje pliki Worda (DOCX), ODT, HTML, Markdown i zwykły tekst: zapisz dokument w jednym z tych formatów i spróbuj ponownie.
import-error-binary = Plik „{ $name }” nie zawiera tekstu (to plik binarny). Wskaż plik Word, ODT, HTML, Markdown albo zwykły tekst; jeśli to jeden z nich, jest uszkodzony i trzeba go zapisać ponownie.
import-error-damaged = Tekst w pliku „{ $name }” (kodowanie { $encoding }) jest uszkodzony w wierszu { $line } (bajt { $offset }). Popraw to miejsce i zapisz plik ponownie w kodowaniu UTF-8.
import-error-unsupported = Tekst w pliku „{ $name }” zapisano prawdopodobnie w kodowaniu { $encoding }, którego program nie odczytuje. Zapisz plik w kodowaniu UTF-8 i spróbuj ponownie.
import-error-undecided = Nie można z pewnością ustalić kodowania tekstu w pliku „{ $name }”. Zapisz plik w kodowaniu UTF-8 i spróbuj ponownie.
