# nowela merge-driver, git-diff, git-setup
merge-conflicts = { $count ->
    [one] { $path }: { $count } konflikt, w sekcji: { $sections }. Rozstrzygnij go między znacznikami, a potem: git add { $path }
    [few] { $path }: { $count } konflikty, w sekcjach: { $sections }. Rozstrzygnij je między znacznikami, a potem: git add { $path }
   *[many] { $path }: { $count } konfliktów, w sekcjach: { $sections }. Rozstrzygnij je między znacznikami, a potem: git add { $path }
}
merge-by-lines = { $reason ->
    [order] { $path }: obie strony przeniosły te same części, każda inaczej; scalono wierszami, jak robi to git. Przejrzyj wynik.
    [words] { $path }: przy scalaniu sekcjami słowo „{ $detail }” zginęłoby albo powtórzyłoby się; scalono wierszami, jak robi to git. Przejrzyj wynik.
    [outline] { $path }: przy scalaniu sekcjami części trafiłyby do innych sekcji niż dotąd; scalono wierszami, jak robi to git. Przejrzyj wynik.
    [footnote] { $path }: przypis [^{ $detail }] miałby dwie definicje albo żadnej; scalono wierszami i pozostawiono jako konflikt. Popraw przypis, a potem: git add { $path }
   *[other] { $path }: tekstu nie da się z pewnością podzielić na sekcje; scalono wierszami, jak robi to git. Przejrzyj wynik.
}
failure-merge-read = nie można odczytać pliku { $path }: { $message }
failure-merge-read-next = Sprawdź ścieżkę; git podaje pliki do scalenia jako %O %A %B.
failure-merge-binary = { $path } nie jest tekstem, więc nie można go scalić; niczego nie zmieniono
failure-merge-binary-next = Wybierz jedną stronę: git checkout --ours { $path } albo git checkout --theirs { $path }, a potem git add { $path }
git-diff-unmerged = { $path }: w konflikcie, nie porównano
git-setup-written = zapisano: { $place }
git-setup-removed = usunięto: { $place }
git-setup-foreign = { $place } należy do kogo innego albo skrypty git leżą gdzie indziej (core.hooksPath); pozostawiono bez zmian. Aby sprawdzać przed każdym zapisem, dodaj wiersz: nowela check
git-setup-idle = Nie ma nic do zmiany.
git-setup-done = git scala i porównuje teraz teksty tego archiwum sekcja po sekcji. Zapisz .gitattributes, a innym wystarczy: nowela git-setup
git-setup-undone = git znów scala i porównuje teksty tego archiwum wierszami.
failure-git-setup = nie można ustalić, gdzie leży ten program: { $message }
failure-git-setup-next = Wywołaj go pełną ścieżką.
