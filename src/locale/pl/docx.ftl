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

docx-form-number = Lp.
docx-form-part = Część dokumentu
docx-form-current = Obecne brzmienie
docx-form-proposal = Proponowane brzmienie
docx-form-justification = Uzasadnienie
docx-form-submitter = Zgłaszający
docx-form-how-row = Każdą uwagę prosimy wpisać w osobnym wierszu: proponowane brzmienie i uzasadnienie. Wiersze, których uwaga nie dotyczy, prosimy zostawić puste.
docx-form-how-other = Uwagi do pozostałych części dokumentu prosimy wpisać w pustych wierszach na końcu tabeli i wskazać część oraz jej obecne brzmienie.
docx-form-person = Dane zgłaszającego
docx-form-name = Imię i nazwisko
docx-form-organisation = Nazwa organizacji
docx-form-date = Data
docx-form-hint = [{ $what }]
