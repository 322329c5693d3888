### Odczyt plików tam, gdzie polecenie je przyjmuje: straty w skrócie, obie strony zmian śledzonych

import-lost-short = { $count ->
    [one] Z pliku „{ $name }” nie przeniesiono jednej rzeczy
    [few] Z pliku „{ $name }” nie przeniesiono { $count } rzeczy
   *[many] Z pliku „{ $name }” nie przeniesiono { $count } rzeczy
  }. Pełna lista: nowela import { $name } --stdout --strict
commit-both-before = { $message } (tekst bez zmian śledzonych)
commit-change-authors = Zmiany śledzone: { $authors }
commit-both-half = Zapisano tylko tekst dokumentu { $document } bez zmian śledzonych, jako zapis { $revision }; tekstu ze zmianami nie zapisano.
failure-both-untracked = W pliku { $path } nie ma zmian śledzonych, więc do zapisania jest jeden tekst, a nie dwa.
failure-both-untracked-next = Zapisz go bez opcji --changes both.

import-read-repaired = { $count ->
    [one] { $count } miejsce uszkodzone przy wydobywaniu tekstu, naprawione
    [few] { $count } miejsca uszkodzone przy wydobywaniu tekstu, naprawione
   *[many] { $count } miejsc uszkodzonych przy wydobywaniu tekstu, naprawionych
  }
import-loss-noise = { $count ->
    [one] wyraz, który mógł ucierpieć przy wydobywaniu tekstu
    [few] { $count } wyrazy, które mogły ucierpieć przy wydobywaniu tekstu
   *[many] { $count } wyrazów, które mogły ucierpieć przy wydobywaniu tekstu
  } (zostawiono bez zmian)
