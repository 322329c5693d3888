# nowela check
check-severity-error = błąd
check-severity-warning = ostrzeżenie
check-severity-note = uwaga
check-line = , wiersz { $line }
check-clean = { $count ->
    [one] sprawdzono { $count } regułę, wszystko w porządku
    [few] sprawdzono { $count } reguły, wszystko w porządku
   *[other] sprawdzono { $count } reguł, wszystko w porządku
}
check-errors = { $count ->
    [one] { $count } błąd
    [few] { $count } błędy
   *[other] { $count } błędów
}
check-warnings = { $count ->
    [one] { $count } ostrzeżenie
    [few] { $count } ostrzeżenia
   *[other] { $count } ostrzeżeń
}
check-notes = { $count ->
    [one] { $count } uwaga
    [few] { $count } uwagi
   *[other] { $count } uwag
}
check-sum = Razem: { $errors }, { $warnings }, { $notes }.
check-scope = reguła wskazuje sekcję „{ $section }”, której nie ma albo która nie jest jedyna
check-required = nie ma wymaganej sekcji „{ $section }”
check-required-empty = wymagana sekcja „{ $section }” jest pusta
check-phrase-missing = nie ma chronionego sformułowania „{ $phrase }”
check-forbidden = niedozwolone sformułowanie „{ $phrase }” (reguła: { $pattern })
check-criterion = żadna sekcja nie odpowiada kryterium { $criterion } warunku podstawowego 1.1
check-table-sum = „{ $name }”: podano { $told }, a suma wynosi { $sum }
check-hidden = niewidoczny znak { $character }
check-mixed = słowo „{ $word }” miesza litery różnych pism: { $letters }
check-front-matter = w metryce brakuje pola „{ $key }”
check-dates = wersja { $version }: { $first } ({ $first-day }) wypada po: { $second } ({ $second-day })
check-word-date = data tekstu
check-word-adopted = uchwalenie
check-word-valid-from = początek obowiązywania
check-word-applies-from = początek stosowania
check-indicator-column = w tabeli wskaźników brakuje kolumny: { $column }
check-indicator-year = przy kolumnie nie podano roku: { $column }
check-indicator-empty = wskaźnik „{ $indicator }” nie ma wartości w kolumnie: { $column }
check-indicator-number = wskaźnik „{ $indicator }” ma w kolumnie: { $column } zapis, który nie jest liczbą: „{ $value }”
check-word-unit = jednostka
check-word-base = wartość bazowa
check-word-target = wartość docelowa
check-word-source = źródło danych
check-continuity = ciągłość całego tekstu wynosi { $share }%, a wymagane jest co najmniej { $minimum }% ({ $from } → { $to })
check-continuity-branch = ciągłość gałęzi „{ $section }” wynosi { $share }%, a wymagane jest co najmniej { $minimum }% ({ $from } → { $to })
check-protected = zmieniono chronioną sekcję „{ $section }” ({ $from } → { $to })
check-protected-removed = usunięto chronioną sekcję „{ $section }” ({ $from } → { $to })
check-unjustified = merytoryczna zmiana sekcji „{ $section }” nie ma uzasadnienia ({ $from } → { $to })
check-unproved = uzasadnienie merytorycznej zmiany sekcji „{ $section }” nie wskazuje podstawy ({ $from } → { $to })
check-stale = odwołanie „{ $reference }” nie nadążyło za zmianą numeru; teraz to: { $now }
check-dangling = odwołanie „{ $reference }” prowadzi donikąd
check-no-rules = w nowela.toml nie ma reguł, więc niczego nie sprawdzono; dopisz [check] z kluczem preset = "ris" albo własne reguły [[check.rule]], albo podaj --preset ris
failure-preset = Nie ma zestawu reguł „{ $name }”.
failure-preset-next = podaj jeden z podanych wyżej
failure-rule-off = W nowela.toml wyłączono regułę „{ $rule }”, której nie ma w zestawie.
failure-rule-off-next = usuń ją z listy off w [check]
failure-rule-kind = Reguła „{ $rule }” jest nieznanego rodzaju: „{ $value }”.
failure-rule-kind-next = popraw klucz kind w nowela.toml
failure-rule-severity = Reguła „{ $rule }” ma nieznaną wagę: „{ $value }”.
failure-rule-severity-next = wpisz error, warning albo note
failure-rule-pattern = Reguła „{ $rule }” ma wzorzec, którego nie można użyć: „{ $value }” ({ $message }).
failure-rule-pattern-next = popraw wzorzec w nowela.toml
failure-rule-empty = Reguła „{ $rule }” rodzaju { $value } niczego nie sprawdza.
failure-rule-empty-next = dopisz, czego dotyczy: phrases, stems, patterns, sections, keys albo criteria
failure-rule-minimum = Reguła „{ $rule }” wymaga ciągłości { $value }%.
failure-rule-minimum-next = wpisz liczbę od 1 do 100
failure-check-state = „{ $state }” nie jest stanem dokumentu z archiwum.
failure-check-state-next = wskaż stan: DOKUMENT@WERSJA, datę, zapis albo worktree
