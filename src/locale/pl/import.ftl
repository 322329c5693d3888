### Import plików: co odczytano, czego nie przeniesiono i dlaczego pliku nie da się odczytać

import-error-package-damaged = Plik „{ $name }” jest uszkodzony albo niepełny ({ $message }). Pobierz lub zapisz go jeszcze raz i spróbuj ponownie.
import-error-package-encrypted = Plik „{ $name }” jest chroniony hasłem. Zapisz go bez hasła i spróbuj ponownie.
import-error-package-twice = Plik „{ $name }” zawiera dwa razy tę samą część, więc różne programy mogłyby odczytać różne teksty. Zapisz go na nowo w edytorze tekstu.
import-error-package-parts = Plik „{ $name }” ma za wiele części jak na dokument. Zapisz go na nowo w edytorze tekstu.
import-error-package-too-large = Część { $part } pliku „{ $name }” jest po rozpakowaniu za duża jak na dokument. Zapisz plik na nowo w edytorze tekstu.
import-error-package-missing = W pliku „{ $name }” brakuje części { $part }, więc nie jest to cały dokument. Zapisz go na nowo w edytorze tekstu.
import-error-package-part = Części { $part } w pliku „{ $name }” nie da się odczytać ({ $message }). Zapisz plik na nowo w edytorze tekstu i spróbuj ponownie.

import-read = { $name }: { $parts }
import-read-headings = { $count ->
    [one] { $count } nagłówek
    [few] { $count } nagłówki
   *[many] { $count } nagłówków
  }
import-read-paragraphs = { $count ->
    [one] { $count } akapit
    [few] { $count } akapity
   *[many] { $count } akapitów
  }
import-read-items = { $count ->
    [one] { $count } punkt wyliczenia
    [few] { $count } punkty wyliczeń
   *[many] { $count } punktów wyliczeń
  }
import-read-tables = { $count ->
    [one] { $count } tabela
    [few] { $count } tabele
   *[many] { $count } tabel
  }
import-read-notes = { $count ->
    [one] { $count } przypis
    [few] { $count } przypisy
   *[many] { $count } przypisów
  }
import-read-images = { $count ->
    [one] { $count } obraz
    [few] { $count } obrazy
   *[many] { $count } obrazów
  }
import-read-contents = spis treści pominięty ({ $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
   *[many] { $count } wierszy
  })
import-read-changes-accept = { $count ->
    [one] { $count } zmiana śledzona, przyjęta
    [few] { $count } zmiany śledzone, przyjęte
   *[many] { $count } zmian śledzonych, przyjętych
  }
import-read-changes-reject = { $count ->
    [one] { $count } zmiana śledzona, odrzucona
    [few] { $count } zmiany śledzone, odrzucone
   *[many] { $count } zmian śledzonych, odrzuconych
  }
import-read-text = tekst

import-lost = Nie przeniesiono:
import-lost-nothing = Przeniesiono wszystko.
import-lost-line = – { $what }{ $detail }{ $place }
import-lost-detail = : „{ $detail }”
import-lost-further = , „{ $detail }”
import-lost-more = {" i inne"}
import-lost-place = , pod nagłówkiem „{ $place }”

import-loss-address = { $count ->
    [one] adres odnośnika, który nie prowadzi do strony ani poczty
    [few] { $count } adresy odnośników, które nie prowadzą do stron ani poczty
   *[many] { $count } adresów odnośników, które nie prowadzą do stron ani poczty
  } (został tekst)
import-loss-anchor = { $count ->
    [one] odnośnik do innego miejsca dokumentu
    [few] { $count } odnośniki do innych miejsc dokumentu
   *[many] { $count } odnośników do innych miejsc dokumentu
  } (został tekst)
import-loss-chart = { $count ->
    [one] wykres lub diagram
    [few] { $count } wykresy lub diagramy
   *[many] { $count } wykresów lub diagramów
  }
import-loss-chunk = { $count ->
    [one] wstawiony plik
    [few] { $count } wstawione pliki
   *[many] { $count } wstawionych plików
  }
import-loss-comment = { $count ->
    [one] komentarz
    [few] { $count } komentarze
   *[many] { $count } komentarzy
  }
import-loss-equation = { $count ->
    [one] układ wzoru
    [few] układ { $count } wzorów
   *[many] układ { $count } wzorów
  } (zostały znaki)
import-loss-external = { $count ->
    [one] treść spoza pliku, której program nie pobiera
    [few] { $count } treści spoza pliku, których program nie pobiera
   *[many] { $count } treści spoza pliku, których program nie pobiera
  }
import-loss-field = { $count ->
    [one] pole, które pobiera treść spoza pliku
    [few] { $count } pola, które pobierają treść spoza pliku
   *[many] { $count } pól, które pobierają treść spoza pliku
  } (został ostatni wynik)
import-loss-frame = { $count ->
    [one] ramka z jednej komórki tabeli
    [few] { $count } ramki z jednej komórki tabeli
   *[many] { $count } ramek z jednej komórki tabeli
  } (został tekst)
import-loss-header = { $count ->
    [one] nagłówek lub stopka strony
    [few] { $count } nagłówki lub stopki stron
   *[many] { $count } nagłówków lub stopek stron
  }
import-loss-header-rows = { $count ->
    [one] drugi i dalsze wiersze główki tabeli
    [few] drugie i dalsze wiersze główek { $count } tabel
   *[many] drugie i dalsze wiersze główek { $count } tabel
  } (są zwykłymi wierszami)
import-loss-hidden = { $count ->
    [one] ukryty tekst
    [few] { $count } ukryte teksty
   *[many] { $count } ukrytych tekstów
  }
import-loss-macro = { $count ->
    [one] makra
    [few] makra
   *[many] makra
  }
import-loss-merged = { $count ->
    [one] scalenie komórek tabeli
    [few] { $count } scalenia komórek tabeli
   *[many] { $count } scaleń komórek tabeli
  } (treść stoi w pierwszej komórce, pozostałe są puste)
import-loss-missing-image = { $count ->
    [one] obraz, którego nie ma w pliku
    [few] { $count } obrazy, których nie ma w pliku
   *[many] { $count } obrazów, których nie ma w pliku
  }
import-loss-nested = { $count ->
    [one] tabela w komórce tabeli
    [few] { $count } tabele w komórkach tabel
   *[many] { $count } tabel w komórkach tabel
  } (został tekst)
import-loss-note = { $count ->
    [one] przypis, którego treści nie ma w pliku
    [few] { $count } przypisy, których treści nie ma w pliku
   *[many] { $count } przypisów, których treści nie ma w pliku
  }
import-loss-object = { $count ->
    [one] osadzony obiekt
    [few] { $count } osadzone obiekty
   *[many] { $count } osadzonych obiektów
  }
import-loss-replacement = { $count ->
    [one] znak, który utracono, zanim plik tu trafił
    [few] { $count } znaki, które utracono, zanim plik tu trafił
   *[many] { $count } znaków, które utracono, zanim plik tu trafił
  }
import-loss-symbol = { $count ->
    [one] znak z czcionki symboli
    [few] { $count } znaki z czcionek symboli
   *[many] { $count } znaków z czcionek symboli
  }
import-loss-template = { $count ->
    [one] dołączony szablon
    [few] dołączone szablony
   *[many] dołączone szablony
  }

import-written = Zapisano tekst w pliku { $path }. Obejrzyj go i zapisz wersję poleceniem „nowela commit --document { $document }”.
import-unchanged = Tekst w pliku { $path } jest taki sam.
import-not-written = Nie zapisano niczego, bo opcja --strict nie pozwala na straty.
failure-import-unsaved = Plik { $path } zawiera zmiany, których nie zapisano w archiwum; import nadpisałby je.
failure-import-unsaved-next = Zapisz je poleceniem „nowela commit --document { $document }” albo cofnij, a potem powtórz import.
failure-import-several = Opcje --document i --stdout dotyczą jednego pliku, a podano ich więcej.
failure-import-several-next = Podaj jeden plik.
failure-import-link = { $path } jest dowiązaniem, które prowadzi poza folder dokumentu.
failure-import-link-next = Zastąp je zwykłym folderem lub plikiem i powtórz import.
failure-reader-fell = Pliku „{ $name }” nie da się odczytać: czytający go program przerwał pracę. Archiwum pozostało bez zmian.
failure-reader-fell-next = Otwórz plik w edytorze tekstu, zapisz go na nowo i spróbuj ponownie.
failure-reader-late = Pliku „{ $name }” nie odczytano w wyznaczonym czasie. Archiwum pozostało bez zmian.
failure-reader-late-next = Podziel dokument na części albo zapisz go w innym formacie i spróbuj ponownie.
failure-reader-start = Nie udało się uruchomić programu, który czyta pliki ({ $message })
failure-reader-start-next = Sprawdź, czy plik programu nowela można uruchomić, i spróbuj ponownie.
failure-reader-unlimited = Pliku „{ $name }” nie odczytano: system nie pozwolił ograniczyć programu, który czyta pliki ({ $limit }: { $message }). Archiwum pozostało bez zmian.
failure-reader-unlimited-next = Uruchom program bez ograniczeń, które tego zabraniają, albo zapisz tekst w formacie Markdown.
import-comments-saved = { $count ->
    [one] Zapisano { $count } komentarz
    [few] Zapisano { $count } komentarze
   *[many] Zapisano { $count } komentarzy
  } w pliku { $path }.
failure-comments-inside = Plik { $path } leży w archiwum, a komentarze zawierają dane osób, które nie trafiają do archiwum.
failure-comments-inside-next = Podaj w --comments plik poza folderem archiwum.
