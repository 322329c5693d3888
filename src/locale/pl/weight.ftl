# what a change weighs, as proposed by rules
weight-technical = techniczna
weight-editorial = redakcyjna
weight-substantive = merytoryczna
weight-unassessed = do oceny
weight-badge = waga: { $weight } (propozycja)
weight-decided = waga: { $weight } (rozstrzygnięto)
weight-decided-short = { $weight } (rozstrzygnięto)
weights = Wagi zmian według reguł (propozycja do potwierdzenia): { $substantive } { $substantive ->
    [one] merytoryczna
    [few] merytoryczne
   *[other] merytorycznych
}, { $unassessed } do oceny, { $editorial } { $editorial ->
    [one] redakcyjna
    [few] redakcyjne
   *[other] redakcyjnych
}, { $technical } { $technical ->
    [one] techniczna
    [few] techniczne
   *[other] technicznych
}.
weight-why = Dlaczego taka waga
table-weight = Waga (propozycja)
reason = { $rule }: { $evidence }
reason-replaced = { $before } → { $after }
reason-added = dodano: { $text }
reason-removed = usunięto: { $text }
reasons-more = { $count ->
    [one] i jeszcze { $count } powód
    [few] i jeszcze { $count } powody
   *[other] i jeszcze { $count } powodów
}

rule-markup = wyróżnienie lub układ
rule-typography = typografia
rule-numbering = numer podpisu
rule-layout = podział na akapity
rule-punctuation = interpunkcja
rule-capitals = wielkość liter
rule-hyphenation = pisownia łączna lub z łącznikiem
rule-spelling = pisownia
rule-inflection = odmiana wyrazu
rule-function-words = wyrazy łączące lub równoznaczne
rule-order = sama kolejność
rule-abbreviation = skrót i jego rozwinięcie
rule-number-format = zapis tej samej liczby
rule-reference-followed = odesłanie podąża za numeracją
rule-grammatical-number = liczba pojedyncza lub mnoga
rule-roles = przypadek, który może zmieniać role
rule-real-word = inny wyraz o podobnej pisowni
rule-word-order = szyk, który może mieć znaczenie
rule-target = odsyłacz, przypis lub przekreślenie
rule-measured = ta sama wielkość ujęta inaczej
rule-nuance = odcień znaczenia
rule-words-added = dopisane wyrazy
rule-words-removed = usunięte wyrazy
rule-rephrased = inne sformułowanie
rule-figure = plik rysunku
rule-row-order = kolejność wierszy
rule-number = liczba
rule-amount = kwota
rule-percentage = udział lub punkty procentowe
rule-date = data
rule-deadline = termin
rule-duration = czas trwania lub częstość
rule-reference = odesłanie do innego miejsca
rule-negation = przeczenie lub wyłączenie
rule-modality = obowiązek, zalecenie lub uprawnienie
rule-logic = spójnik logiczny
rule-quantifier = zakres podmiotów lub przedmiotów
rule-limit = próg lub granica
rule-condition = warunek
rule-catalogue = katalog otwarty lub zamknięty
rule-name = nazwa własna
rule-added = dodany tekst
rule-removed = usunięty tekst
rule-rewritten = nowa treść
