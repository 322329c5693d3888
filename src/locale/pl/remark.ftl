# remarks on texts and comparisons
remark-converted = tekst przekodowano z { $encoding } na UTF-8
remark-byte-order-mark = pominięto znacznik kolejności bajtów na początku tekstu
remark-line-ends = { $lines ->
    [one] ujednolicono koniec { $lines } wiersza
    [few] ujednolicono końce { $lines } wierszy
   *[other] ujednolicono końce { $lines } wierszy
}
remark-replacement-character = { $count ->
    [one] w tekście jest { $count } znak zastępczy (U+FFFD): coś utracono, zanim tekst tu trafił
    [few] w tekście są { $count } znaki zastępcze (U+FFFD): coś utracono, zanim tekst tu trafił
   *[other] w tekście jest { $count } znaków zastępczych (U+FFFD): coś utracono, zanim tekst tu trafił
}
remark-front-matter = metryki na początku tekstu nie da się odczytać i pominięto ją: { $message }
remark-contents-set-aside = { $lines ->
    [one] pominięto spis treści wpisany w tekst ({ $lines } wiersz)
    [few] pominięto spis treści wpisany w tekst ({ $lines } wiersze)
   *[other] pominięto spis treści wpisany w tekst ({ $lines } wierszy)
}
remark-level-skipped = nagłówek poziomu { $level } stoi bezpośrednio pod nagłówkiem poziomu { $parent }
remark-too-deep = listy lub cytaty zagnieżdżone głębiej niż { $cap } odczytano jako zwykły tekst
remark-footnote = { $defined ->
    [yes] przypis „{ $name }” jest podany, ale nic do niego nie odsyła
   *[no] odesłanie do przypisu „{ $name }” nie ma przypisu
}
remark-coarse = { $stage ->
    [redline] { $count ->
        [one] { $count } fragment zmienił się tak bardzo, że pokazano go w całości jako zastąpiony
        [few] { $count } fragmenty zmieniły się tak bardzo, że pokazano je w całości jako zastąpione
       *[other] { $count } fragmentów zmieniło się tak bardzo, że pokazano je w całości jako zastąpione
    }
    [alignment] { $count ->
        [one] w { $count } bardzo długiej sekcji akapity zestawiono mniej dokładnie
       *[other] w { $count } bardzo długich sekcjach akapity zestawiono mniej dokładnie
    }
    [table] { $count ->
        [one] { $count } bardzo dużą tabelę porównano mniej dokładnie
        [few] { $count } bardzo duże tabele porównano mniej dokładnie
       *[other] { $count } bardzo dużych tabel porównano mniej dokładnie
    }
   *[flow] { $count ->
        [one] przepływ tekstu między sekcjami wyznaczono mniej dokładnie w { $count } miejscu
       *[other] przepływ tekstu między sekcjami wyznaczono mniej dokładnie w { $count } miejscach
    }
}
