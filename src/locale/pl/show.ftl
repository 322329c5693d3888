# nowela show
show-empty = ta sekcja nie ma własnego tekstu; tekst wraz z sekcjami podrzędnymi pokazuje opcja --branch
failure-section-unknown = w tym tekście nie ma sekcji „{ $section }”
failure-section-unknown-next = Podaj numer (2.4, § 5), tytuł, identyfikator nagłówka albo ścieżkę: "Diagnoza > Kapitał ludzki".
failure-section-ambiguous = „{ $section }” może oznaczać kilka sekcji
failure-section-ambiguous-next = Podaj ścieżkę jednej z nich, w cudzysłowie.
