# Pliki Worda: nazwy stylów i to, czego nie ma w tekście.

docx-page = Strona { $page } z { $pages }
docx-style-code = Kod
docx-style-code-text = Kod w tekście
docx-style-term = Termin
docx-style-definition = Definicja
docx-style-rule = Linia
docx-style-table = Tekst w tabeli
docx-style-table-small = Tekst w tabeli – mniejszy
docx-style-table-tiny = Tekst w tabeli – najmniejszy
