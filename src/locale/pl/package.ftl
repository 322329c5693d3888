# Pliki pakietu konsultacyjnego.

sheet-changes = Tabela zmian
sheet-correspondence = Tabela odpowiedników
sheet-cut = […] (dalszy ciąg: zob. tabela w HTML lub CSV)

correspondence-number-before = Numer wcześniej
correspondence-title-before = Sekcja w wersji wcześniejszej
correspondence-number-after = Numer później
correspondence-title-after = Sekcja w wersji późniejszej
correspondence-kind = Co się stało
correspondence-share = Przeniesiony tekst
