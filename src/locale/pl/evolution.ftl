# nowela trace, blame, evolve
evolution-progress = { $done } z { $total }: { $title }
evolution-unreadable = pominięto { $state }, bo tekstu nie można odczytać: { $reason }
evolution-state = { $date } – { $name }
evolution-untitled = sekcja bez tytułu
evolution-others = pozostałe (małe gałęzie)
evolution-count-states = { $count ->
    [one] { $count } stan
    [few] { $count } stany
   *[other] { $count } stanów
}
evolution-title = Rozwój dokumentu: { $title }
evolution-document = dokument { $document }, { $states }
evolution-size = { $sections }, { $words }
evolution-profile = Ciągłość { $continuity } (z poprawkami redakcyjnymi liczonymi jako zachowane: { $substantive }); układ { $structural }; zmiany objęły { $breadth } tekstu, a w tym zakresie zmieniło się { $depth } słów.
evolution-survival = z pierwszego stanu zostało { $share } słów
evolution-branch = { $heading }: { $course } ({ $words })
evolution-branch-words = słowa: { $before } → { $after }
course-new = nowa gałąź; { $share } jej słów było wcześniej gdzie indziej
course-gone = nie ma już takiej gałęzi; { $share } jej słów żyje gdzie indziej
course-unchanged = bez zmian
course-evolved = ewolucja, ciągłość { $share }
course-rebuilt = przebudowa, ciągłość { $share }
course-rewritten = napisana na nowo, ciągłość { $share }
evolution-definitions = Ciągłość to podwojona liczba słów, które zostały lub zostały przeniesione, podzielona przez liczbę słów obu stanów razem; numeracja i kolejność na nią nie wpływają. Układ to udział słów w sekcjach, które mają tę samą sekcję nadrzędną. Zmiany objęły sekcje, w których zmieniło się co najmniej 5% słów.
evolution-courses = Gałąź to sekcja ze wszystkim, co pod nią leży. Ewolucja: ciągłość gałęzi co najmniej 80%. Przebudowa: co najmniej 50%. Napisana na nowo: mniej niż 50%. Progi są umowne i opisują każdą gałąź osobno; nie ma z nich jednej oceny całego dokumentu.
evolution-about = Słupki to kolejne stany dokumentu, ich części to gałęzie w kolejności tekstu. Wysokość to liczba słów. Wstęgi pokazują, dokąd przeszły słowa; szare, które zanikają, to słowa usunięte, a te, które się wyłaniają – nowe. Te same dane są w tabelach.
evolution-picture = Obraz
evolution-legend = Gałęzie
evolution-legend-how = Wskazanie gałęzi pokazuje jej drogę na obrazie; wybór ją zatrzymuje, klawisz Esc zwalnia.
evolution-nothing-before = nowe słowa
evolution-nothing-after = słowa usunięte
evolution-band = { $from } → { $to }: { $words }
evolution-stratum = { $heading }: { $words }
evolution-gone = usunięto { $words }
evolution-new = dodano { $words }
evolution-name = { $heading } ({ $words })
evolution-between = { $before } → { $after }
evolution-flows-between = Słowa: { $before } → { $after }
evolution-over-time = Ciągłość w czasie
evolution-flows = Dokąd przeszły słowa
evolution-flows-about = Tabele mówią to samo co obraz: ile słów każdej gałęzi przeszło do której. Suma wierszy jednej gałęzi daje wszystkie jej słowa.
evolution-column-from = Wcześniej
evolution-column-to = Później
evolution-column-words = Słowa
evolution-column-state = Stan
evolution-column-sections = Sekcje
evolution-column-survival = Zostało z pierwszego stanu
evolution-column-branch = Gałąź
evolution-column-course = Co się z nią stało
evolution-column-branch-words = Liczba słów
evolution-column-changed = Zmienione sekcje
evolution-definitions-title = Jak to policzono
trace-title = { $heading } ({ $id })
trace-document = rodowód sekcji, dokument { $document }, { $states }
trace-top = najwyższy poziom
trace-born = powstała jako „{ $heading }” ({ $path }), { $words }
trace-back = wróciła jako „{ $heading }” ({ $path }), { $words }
trace-removed = usunięta; wcześniej „{ $heading }”, { $words }
trace-lived = słowa, które żyją gdzie indziej: { $lived } z { $words }
trace-split-from = wydzielona z „{ $heading }” ({ $id }), skąd pochodzi { $share } jej słów
trace-split-into = wydzielono z niej „{ $heading }” ({ $id }), { $share } słów tamtej sekcji
trace-merged-from = włączono do niej „{ $heading }” ({ $id }), { $share } słów tamtej sekcji
trace-merged-into = włączona do „{ $heading }” ({ $id }), { $share } jej słów
trace-absorbed-from = wchłonęła „{ $heading }” ({ $id }), { $share } słów tamtej sekcji
trace-absorbed-into = wchłonięta przez „{ $heading }” ({ $id }), { $share } jej słów
trace-extracted-from = wyodrębniona z „{ $heading }” ({ $id }), skąd pochodzi { $share } jej słów
trace-extracted-into = wyodrębniono z niej „{ $heading }” ({ $id }), { $share } słów tamtej sekcji
trace-retitled = nowy tytuł: „{ $before }” → „{ $after }”
trace-renumbered = inny numer, bo zmieniło się to, co stoi przed nią: { $before } → { $after }
trace-relabelled = nowe oznaczenie: { $before } → { $after }
trace-moved = przeniesiona: { $before } → { $after }
trace-reordered = w innej kolejności wśród sąsiednich sekcji
trace-releveled = na innym poziomie względem sekcji nadrzędnej
trace-edited = zmieniona treść: słowa +{ $inserted } −{ $deleted }, ciągłość { $share }{ $weight ->
    [none] {""}
   *[other] , waga { $weight }
}
trace-reason = uzasadnienie: { $reason } ({ $by }, { $date })
trace-evidence = dowody: { $evidence }
trace-justification = uzasadnienie całej zmiany: { $reason }
trace-compare = pełne porównanie: nowela diff { $before } { $after }
trace-unchanged = { $count ->
    [one] W { $count } stanie nic się w niej nie zmieniło.
   *[other] W { $count } stanach nic się w niej nie zmieniło.
}
trace-gone = W najnowszym stanie tej sekcji nie ma.
blame-share = { $words } ({ $share })
blame-section = { $heading } ({ $id })
blame-back = , wróciło { $date }
failure-unsaved-state = Tego, czego jeszcze nie zapisano, nie ma w historii dokumentu.
failure-unsaved-state-next = zapisz tekst poleceniem nowela commit albo wskaż zapisany stan
failure-no-revision = Dokument { $document } nie ma jeszcze żadnego zapisu zmian.
failure-no-revision-next = zapisz pierwszy poleceniem nowela commit
failure-no-readable-revision = Żadnego zapisu dokumentu { $document } nie można odczytać.
failure-no-readable-revision-next = sprawdź archiwum poleceniem nowela doctor
failure-lineage = Nie udało się złożyć rodowodów sekcji z porównań kolejnych stanów.
failure-lineage-next = to błąd programu; zgłoś go razem z archiwum
failure-state-elsewhere = Stan { $state } nie należy do historii, która jest tu oglądana.
failure-state-elsewhere-next = wskaż stan z tej historii (nowela log pokazuje wszystkie) albo pomiń --versions
