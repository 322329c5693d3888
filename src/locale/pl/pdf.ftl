### Import plików PDF: czego nie przeniesiono

import-loss-columns = { $count ->
    [one] wiersz tekstu w kolumnach, między którymi nie ma linii
    [few] { $count } wiersze tekstu w kolumnach, między którymi nie ma linii
   *[many] { $count } wierszy tekstu w kolumnach, między którymi nie ma linii
  } (tabela bez obramowania została tekstem – sprawdź kolejność)
import-loss-guessed = { $count ->
    [one] budowa dokumentu
    [few] budowa dokumentu
   *[many] budowa dokumentu
  } – plik PDF jej nie podaje, więc nagłówki, akapity, wyliczenia i tabele rozpoznano z wyglądu stron
import-loss-hyphen = { $count ->
    [one] łącznik na końcu wiersza, o którym
    [few] { $count } łączniki na końcach wierszy, o których
   *[many] { $count } łączników na końcach wierszy, o których
  } nie wiadomo, czy należy do wyrazu (pominięto)
import-loss-picture = { $count ->
    [one] ilustracja z pliku PDF
    [few] { $count } ilustracje z pliku PDF
   *[many] { $count } ilustracji z pliku PDF
  }
import-loss-recognised = { $count ->
    [one] strona, której tekst rozpoznano
    [few] { $count } strony, których tekst rozpoznano
   *[many] { $count } stron, których tekst rozpoznano
  } na obrazie (OCR) – sprawdź go
import-loss-untagged = { $count ->
    [one] tekst, którego
    [few] { $count } teksty, których
   *[many] { $count } tekstów, których
  } plik PDF nie zalicza do treści
import-error-pdf = Plik „{ $name }” jest plikiem PDF, a ta kompilacja programu ich nie czyta. Zbuduj program z cechą pdf-import (cargo install --path . --features pdf-import) albo zapisz tekst jako DOCX.
import-error-pictures = Plik „{ $name }” nie zawiera tekstu: jego strony ({ $pages }) są obrazami. Rozpoznaj w nim tekst (OCR) albo poproś o plik, z którego powstał.
import-loss-loose-note = { $count ->
    [one] przypis, do którego nic nie odsyła
    [few] { $count } przypisy, do których nic nie odsyła
   *[many] { $count } przypisów, do których nic nie odsyła
  } (tekst stoi na końcu)
