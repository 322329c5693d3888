### Wiele porównań: pomoc, powody odrzucenia wierszy i zakończenie

batch-failed = { $failed ->
    [one] Nie udało się porównać { $failed } wiersza
   *[other] Nie udało się porównać { $failed } wierszy
  } (na { $all }); powód podają odpowiedzi (`error`). Z --strict oznacza to kod wyjścia 1.
failure-batch-encoding = wiersz od bajtu { $byte } nie jest w UTF-8
failure-batch-encoding-next = Zapisz wiersz w UTF-8; tekst w innym kodowaniu podaj jako base64 albo wskaż jego plik.
failure-batch-json = wiersz nie jest obiektem JSON: { $message } (kolumna { $column })
failure-batch-json-next = Zapisz każde porównanie jako jeden obiekt JSON w jednym wierszu; przykłady pokazuje nowela batch --help.
failure-batch-request = wiersz nie zawiera znanego polecenia: { $message } (kolumna { $column })
failure-batch-request-next = Wiersz ma before i after, a może mieć id, archive i document; przykłady pokazuje nowela batch --help.
failure-batch-given = tekst w wierszu wymaga albo text, albo base64, a nie obu naraz
failure-batch-given-next = Tekst zapisz jako {"{"}"text": "…"{"}"}, plik jako {"{"}"base64": "…", "name": "a.docx"{"}"}.
failure-batch-base64 = to, co podano jako base64, nim nie jest: { $message }
failure-batch-base64-next = Zakoduj bajty pliku zwykłym alfabetem, z dopełnieniem i bez łamania wierszy.
failure-batch-long = wiersz jest dłuższy niż { $most } MiB
failure-batch-long-next = Wskaż pliki, zamiast umieszczać teksty w wierszu, albo dopuść dłuższe wiersze opcją --max-line.
failure-batch-mistake = błąd w programie nowela uniemożliwił to porównanie; komunikat na standardowym wyjściu błędów mówi, gdzie
failure-batch-mistake-next = Prosimy o zgłoszenie, w miarę możliwości z oboma tekstami. Innych wierszy to nie dotyczy.
failure-batch-input = nie można dalej czytać standardowego wejścia: { $message }
failure-batch-input-next = Podaj wiersze JSON: nowela batch < pary.jsonl. Na to, co przeczytano wcześniej, są odpowiedzi.
failure-batch-threads = wątki do porównań nie mogą działać: { $message }
failure-batch-threads-next = Zażądaj mniejszej ich liczby opcją --jobs.

help-batch-about = Porównuje wiele par tekstów: z wierszy JSON robi wiersze JSON w tej samej kolejności
help-batch-usage = nowela batch [--jobs N] [--output summary|comparison] [--strict] < PARY > ODPOWIEDZI
help-batch-jobs = Ile porównań naraz; bez tej opcji tyle, ile jest rdzeni
help-batch-jobs-values = N
help-batch-output = Co zawiera odpowiedź: summary (liczby), comparison (wszystko, co zapisuje nowela diff --format json)
help-batch-output-values = CO
help-batch-max-line = Jak długi może być wiersz, w MiB (64); na dłuższy odpowiedzią jest błąd
help-batch-max-line-values = MIB
help-batch-strict = Zakończ kodem wyjścia 1, gdy któregoś wiersza nie udało się porównać
help-batch-changes = Co zrobić ze śledzonymi zmianami w plikach: accept (przyjmij), reject (odrzuć)
help-batch-changes-values = CO
help-batch-headings = Czy pogrubione albo numerowane wiersze są nagłówkami w tekście bez innych: detected (tak), styles (nie)
help-batch-headings-values = KTÓRE
help-batch-examples =
    Każdy wiersz standardowego wejścia jest obiektem. before i after wskazują plik albo stan, jak w nowela diff, albo same zawierają tekst; id wraca w odpowiedzi; archive to folder jak po -C, document – dokument, którego stany podano:
    {"  "}{"{"}"id": 1, "before": "stary.docx", "after": "nowy.docx"{"}"}
    {"  "}{"{"}"id": "ris", "archive": "archiwum", "document": "ris", "before": "projekt-1", "after": "worktree"{"}"}
    {"  "}{"{"}"before": {"{"}"text": "# Cele\n\nDwa."{"}"}, "after": {"{"}"text": "# Cele\n\nTrzy."{"}"}{"}"}
    {"  "}{"{"}"before": {"{"}"base64": "UEsDB…", "name": "a.docx"{"}"}, "after": "b.docx"{"}"}
    Odpowiedź, która nie jest porównaniem, ma error z kodem, komunikatem i wskazówką; nie zatrzymuje innych wierszy, a kod wyjścia to 0, chyba że podano --strict. Puste wiersze są pomijane. Odpowiedzi opisuje docs/batch.schema.json, a pracę na wielu maszynach docs/scale.md.

    Przykłady:
    {"  "}nowela batch < pary.jsonl > odpowiedzi.jsonl
    {"  "}nowela batch --output comparison --strict < pary.jsonl | gzip > odpowiedzi.jsonl.gz
    {"  "}parallel --pipe --block 10M --keep-order nowela batch --jobs 1 < pary.jsonl > odpowiedzi.jsonl
