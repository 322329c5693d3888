//! Words and expressions that carry a norm, a bound or a scope, and those that mean the same as others.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::document::Document;

/// What an expression bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Family {
    Negation,
    Modality,
    Condition,
    Quantifier,
    Limit,
    Catalogue,
    Direction,
    Frequency,
    Ordinal,
    Logic,
    /// Whether something is, was or will be.
    Tense,
    /// Expressions that mean the same as others of their class, and no more.
    Same,
    /// Abbreviations and what they stand for.
    Short,
}

/// An expression: those of one family and class mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cue {
    pub(super) family: Family,
    pub(super) class: &'static str,
}

/// The language that a text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Polish,
    English,
}

type Entry = (Family, &'static str, &'static str);

use Family::{
    Catalogue, Condition, Direction, Frequency, Limit, Logic, Modality, Negation, Ordinal, Quantifier, Same, Short,
    Tense,
};

#[rustfmt::skip]
const POLISH: &[Entry] = &[
    (Negation, "not", "nie"),
    (Negation, "nor", "ani"),
    (Negation, "never", "nigdy"),
    (Negation, "nobody", "nikt|nikogo|nikomu"),
    (Negation, "nothing", "nic|niczego"),
    (Negation, "none", "żaden|żadna|żadne|żadnego|żadnej|żadnych|żadnym"),
    (Negation, "without", "bez"),
    (Negation, "lack", "brak|braku|brakiem|brakuje"),
    (Negation, "ban", "zakaz|zakazu|zakazem"),
    (Negation, "besides", "poza|oprócz|prócz"),
    (Negation, "except", "z wyjątkiem|z wyłączeniem|za wyjątkiem|z pominięciem|wyłączając"),
    (Negation, "subject to", "z zastrzeżeniem"),
    (Negation, "unless", "chyba że"),
    (Same, "moreover", "poza tym|ponadto|oprócz tego|dodatkowo"),
    (Same, "not only", "nie tylko"),
    (Modality, "must", "musi|muszą|musiał|musiała|musiało|musieli|musiały|należy|należało|trzeba|obowiązany|obowiązana|obowiązane|obowiązani|zobowiązany|zobowiązana|zobowiązane|zobowiązani|obowiązek|obowiązku|obowiązkiem|obowiązki|obowiązków|obowiązkowo|obowiązkowy|obowiązkowa|obowiązkowe|obowiązkowego|obowiązkowej|obowiązkowych|obligatoryjny|obligatoryjna|obligatoryjne|obligatoryjnie|wymaga|wymagają|wymagany|wymagana|wymagane|wymagani|konieczne|konieczny|konieczna|koniecznie|konieczność"),
    (Modality, "must", "jest obowiązany|jest obowiązana|jest zobowiązany|jest zobowiązana|są obowiązani|są obowiązane|są zobowiązani|są zobowiązane|ma obowiązek|mają obowiązek|wymaga się|wymagane jest|jest wymagane|jest wymagana|jest wymagany|wymagana jest|wymagany jest|konieczne jest|jest konieczne"),
    (Modality, "ought", "winien|winna|winno|winny|winni"),
    (Modality, "should", "powinien|powinna|powinno|powinni|powinny|powinien być|zaleca|zalecane|zalecany|zalecana|zaleca się|zaleca się|rekomenduje|rekomendowane|rekomenduje się|postuluje się|wskazane jest"),
    (Modality, "may", "może|mogą|mógł|mogła|mogło|mogli|mogły|mógłby|mogłaby|mogłoby|mogliby|można|wolno|dopuszcza|dopuszcza się|dopuszczalne|dopuszczalny|dopuszczalna|fakultatywnie|fakultatywny|fakultatywna|fakultatywne|dobrowolnie|dobrowolny|dobrowolna|dobrowolne|uprawniony|uprawniona|uprawnione|uprawnieni|jest uprawniony|są uprawnieni|ma prawo|mają prawo|możliwe|możliwe jest|jest możliwe"),
    (Modality, "forbidden", "zakazane|zakazany|zakazana|zakazuje|zakazuje się|zabronione|zabroniony|zabrania się|zabrania|niedopuszczalne|niedopuszczalny"),
    (Condition, "if", "jeżeli|jeśli|o ile|pod warunkiem|pod warunkiem że"),
    (Condition, "when", "gdy|kiedy|w przypadku gdy|wówczas gdy"),
    (Quantifier, "all", "wszystkie|wszystkich|wszystkim|wszystkimi|wszyscy"),
    (Quantifier, "whole", "całość|całości|cały|cała|całe|całego|całej"),
    (Quantifier, "whatever", "wszelkie|wszelkich|wszelki|wszelkiego"),
    (Quantifier, "each", "każdy|każda|każde|każdego|każdej|każdemu|każdą|każdym"),
    (Quantifier, "some", "niektóre|niektórych|niektórym|niektórzy|część z"),
    (Quantifier, "chosen", "wybrane|wybranych|wybranym|wybranymi|wybrani"),
    (Quantifier, "most", "większość|większości"),
    (Quantifier, "only", "tylko|wyłącznie|jedynie|tylko i wyłącznie"),
    (Quantifier, "mainly", "głównie|przede wszystkim|w głównej mierze|w pierwszej kolejności"),
    (Limit, "at least", "co najmniej|minimum|przynajmniej|nie mniej niż|nie krócej niż|minimalnie|min"),
    (Limit, "at most", "co najwyżej|maksymalnie|maksimum|nie więcej niż|nie dłużej niż|najwyżej|maks"),
    (Limit, "not later", "nie później niż|najpóźniej"),
    (Limit, "not earlier", "nie wcześniej niż|najwcześniej"),
    (Limit, "above", "powyżej|ponad|więcej niż|przekracza|przekraczają"),
    (Limit, "below", "poniżej|mniej niż"),
    (Limit, "about", "około|ok|blisko|prawie|niemal|mniej więcej|w przybliżeniu"),
    (Catalogue, "especially", "w szczególności"),
    (Catalogue, "chiefly", "zwłaszcza|szczególnie"),
    (Catalogue, "among", "m in|między innymi"),
    (Catalogue, "example", "np|na przykład|przykładowo|przykładowe|przykładowy|przykładowa|przykładowych|takie jak|takich jak|takimi jak|takim jak"),
    (Catalogue, "including", "w tym"),
    (Catalogue, "others", "itp|itd|i inne|i inni|i innych|i innym|i innymi|oraz inne|oraz innych|oraz innymi|lub inne|i tym podobne|i tak dalej|i podobne"),
    (Catalogue, "that is", "czyli|tj|tzn|to jest|to znaczy|a mianowicie"),
    (Direction, "before", "przed"),
    (Direction, "after", "po"),
    (Direction, "until", "do|aż do"),
    (Direction, "from", "od|począwszy od"),
    (Frequency, "yearly", "corocznie|co roku|każdego roku|raz w roku|raz do roku|raz na rok|coroczny|coroczna|coroczne"),
    (Frequency, "half-yearly", "co pół roku|raz na pół roku"),
    (Frequency, "quarterly", "kwartalnie|co kwartał|raz na kwartał|raz w kwartale"),
    (Frequency, "monthly", "miesięcznie|co miesiąc|raz w miesiącu|raz na miesiąc|comiesięcznie"),
    (Frequency, "weekly", "tygodniowo|co tydzień|raz w tygodniu|raz na tydzień"),
    (Frequency, "daily", "codziennie|raz dziennie"),
    (Ordinal, "1", "pierwszy|pierwsza|pierwsze|pierwszego|pierwszej|pierwszą|pierwszym"),
    (Ordinal, "2", "drugi|druga|drugie|drugiego|drugiej|drugą|drugim"),
    (Ordinal, "3", "trzeci|trzecia|trzecie|trzeciego|trzeciej|trzecią|trzecim"),
    (Ordinal, "4", "czwarty|czwarta|czwarte|czwartego|czwartej|czwartą|czwartym"),
    (Ordinal, "5", "piąty|piąta|piąte|piątego|piątej|piątą|piątym"),
    (Ordinal, "half", "połowa|połowy|połowę|połowie|połową"),
    (Ordinal, "third", "jedna trzecia|jednej trzeciej|jedną trzecią"),
    (Ordinal, "quarter", "jedna czwarta|jednej czwartej|jedną czwartą"),
    (Ordinal, "one", "jeden|jedna|jedno|jednego|jednej|jedną|jednym|jednemu"),
    (Logic, "and", "i|oraz|a także|jak również|jak i|tudzież"),
    (Logic, "or", "lub"),
    (Logic, "either", "albo"),
    (Logic, "or else", "bądź"),
    (Logic, "and or", "i lub"),
    (Tense, "is", "jest|są"),
    (Tense, "was", "był|była|było|byli|były|został|została|zostało|zostali|zostały"),
    (Tense, "will", "będzie|będą|zostanie|zostaną"),
    (Same, "also", "również|także|też"),
    (Same, "which", "które|jakie"),
    (Same, "which sg", "który|jaki"),
    (Same, "through", "przez|poprzez"),
    (Same, "with", "z|ze"),
    (Same, "in", "w|we"),
    (Same, "that", "że|iż"),
    (Same, "share", "z udziałem|przy udziale"),
    (Same, "together", "we współpracy|przy współpracy|w kooperacji"),
    (Same, "regard", "ze względu na|z uwagi na"),
    (Same, "aim", "w celu|celem"),
    (Same, "basis", "jest podstawą|stanowi podstawę"),
    (Same, "years", "r|roku"),
    (Same, "result", "na skutek|wskutek"),
    (Same, "however", "jednak|jednakże"),
    (Same, "so", "zatem|więc"),
    (Same, "because", "ponieważ|gdyż|bowiem|bo"),
    (Short, "matters", "ds|do spraw"),
    (Short, "according", "wg|według"),
    (Short, "above named", "ww|wyżej wymieniony|wyżej wymieniona|wyżej wymienione|wyżej wymienionych|wyżej wymienionego|wyżej wymienionej"),
    (Short, "so called", "tzw|tak zwany|tak zwana|tak zwane|tak zwanych|tak zwanego|tak zwanej"),
    (Short, "number", "nr|numer"),
    (Short, "see", "zob|zobacz|por|porównaj"),
    (Short, "local government", "jst|jednostka samorządu terytorialnego|jednostki samorządu terytorialnego|jednostek samorządu terytorialnego|jednostkom samorządu terytorialnego|jednostkami samorządu terytorialnego|jednostkach samorządu terytorialnego"),
    (Short, "small firms", "mśp|małe i średnie przedsiębiorstwa|małych i średnich przedsiębiorstw|małym i średnim przedsiębiorstwom|małymi i średnimi przedsiębiorstwami|małych i średnich przedsiębiorstwach"),
    (Short, "research", "b r|badania i rozwój|badań i rozwoju|badaniom i rozwojowi|badaniami i rozwojem|badaniach i rozwoju"),
    (Short, "union", "ue|unia europejska|unii europejskiej|unię europejską|unią europejską"),
    (Short, "commission", "ke|komisja europejska|komisji europejskiej|komisję europejską|komisją europejską"),
    (Short, "article", "art|artykuł|artykułu|artykule|artykułem"),
    (Short, "chapter", "rozdz|rozdział|rozdziału|rozdziale|rozdziałem"),
    (Short, "annex", "zał|załącznik|załącznika|załączniku|załącznikiem"),
    (Short, "table", "tab|tabela|tabeli|tabelę|tabelą"),
    (Short, "figure", "rys|rysunek|rysunku|rysunkiem"),
    (Short, "point", "pkt|punkt|punktu|punkcie|punktem"),
    (Short, "paragraph", "ust|ustęp|ustępu|ustępie"),
];

#[rustfmt::skip]
const ENGLISH: &[Entry] = &[
    (Negation, "not", "not|no|never|none|neither|nor|cannot|without|nobody|nothing|n't|don|doesn|isn|aren|won"),
    (Negation, "but", "unless|except|except for|excluding|with the exception of|subject to"),
    (Modality, "must", "must|shall|required|obliged|obligatory|mandatory|obligation|have to|has to|is required to|are required to"),
    (Modality, "should", "should|ought|recommended|is recommended"),
    (Modality, "may", "may|can|could|might|allowed|permitted|optional|voluntary|be able to"),
    (Modality, "forbidden", "prohibited|forbidden|must not|shall not|may not"),
    (Condition, "if", "if|provided that|on condition that"),
    (Condition, "when", "when|where|in case"),
    (Quantifier, "all", "all|each|every"),
    (Quantifier, "some", "some|any|several"),
    (Quantifier, "only", "only|solely|exclusively"),
    (Quantifier, "mainly", "mainly|primarily|mostly"),
    (Limit, "at least", "at least|no less than|not less than|minimum"),
    (Limit, "at most", "at most|no more than|not more than|up to|maximum"),
    (Limit, "above", "more than|over|above|exceeds"),
    (Limit, "below", "less than|below|under"),
    (Limit, "about", "about|approximately|around|nearly|almost|circa"),
    (Catalogue, "especially", "in particular|especially"),
    (Catalogue, "example", "e g|for example|for instance|such as"),
    (Catalogue, "including", "including"),
    (Catalogue, "others", "etc|and so on|and others"),
    (Catalogue, "that is", "i e|that is|namely"),
    (Direction, "before", "before|prior to"),
    (Direction, "after", "after|following"),
    (Frequency, "yearly", "annually|yearly|every year|once a year"),
    (Frequency, "quarterly", "quarterly|every quarter|once a quarter"),
    (Frequency, "monthly", "monthly|every month|once a month"),
    (Ordinal, "1", "first|firstly"),
    (Ordinal, "2", "second|secondly"),
    (Ordinal, "3", "third|thirdly"),
    (Logic, "and", "and|as well as|both"),
    (Logic, "or", "or"),
    (Logic, "either", "either"),
    (Logic, "and or", "and or"),
    (Same, "too", "also|too|as well"),
    (Same, "because", "because|since"),
    (Same, "thus", "thus|hence|therefore"),
    (Same, "in order", "in order to|so as to|to"),
    (Same, "however", "however|but|yet"),
    (Same, "a", "a|an"),
    (Same, "per cent", "per cent|percent"),
    (Short, "section", "section|sec|sections|secs"),
    (Short, "figure", "figure|fig|figures|figs"),
    (Short, "equation", "equation|eq|equations|eqs"),
    (Short, "table", "table|tab|tables|tabs"),
    (Short, "reference", "reference|ref|references|refs"),
    (Short, "union", "eu|european union"),
];

/// Classes of equal expressions that say nothing by themselves, so that one may come or go.
pub(super) const LIGHT: &[&str] = &["that", "however", "so", "because", "years", "too", "thus", "in order", "a"];

/// Words that only join, beside those of the lists above; a change of these alone says the same.
#[rustfmt::skip]
const POLISH_JOINING: &[&str] = &[
    "a", "aby", "by", "być", "się", "to", "żeby", "natomiast", "zaś", "niniejsza", "niniejszy", "niniejsze", "niniejszej",
    "niniejszego", "niniejszą", "niniejszym",
];

#[rustfmt::skip]
const ENGLISH_JOINING: &[&str] = &[
    "the", "of", "in", "on", "at", "by", "for", "from", "with", "as", "that", "this", "these", "those", "it", "its", "is", "are",
    "was", "were", "be", "been", "being", "which", "who", "whom", "whose", "then", "than", "such", "so", "there", "here", "into",
    "onto", "our", "we", "their", "they", "his", "her", "he", "she", "i", "you", "your", "us", "them", "do", "does", "did",
    "has", "have", "had", "will", "would", "through", "between", "among", "during", "while", "via", "upon", "within", "s",
];

/// Words of Polish that say what others have to do with each other, or point at them: prepositions, pronouns. One in place
/// of another may change the sense.
#[rustfmt::skip]
const POLISH_PREPOSITIONS: &[&str] = &[
    "na", "dla", "o", "u", "za", "pod", "nad", "przy", "ku", "wobec", "wśród", "między", "pomiędzy", "wokół", "dzięki", "mimo", "pomimo",
    "podczas", "obok", "zamiast", "względem", "spośród", "spod", "znad", "co", "czy", "jako", "już", "jeszcze", "tak", "właśnie", "go",
    "ich", "im", "jego", "jej", "ją", "nim", "niego", "niej", "nich", "nimi", "sam", "sama", "same", "ta", "te", "tego", "tej", "ten",
    "tych", "tym", "tymi", "tę", "tą", "owe", "owa", "ów", "swój", "swoje", "swoich", "swojej", "swojego",
];

/// Expressions by their first word.
pub(super) struct Lexicon {
    cues: FxHashMap<&'static str, Vec<(Vec<&'static str>, Cue)>>,
    joining: &'static [&'static str],
    prepositions: &'static [&'static str],
}

static LEXICA: LazyLock<[Lexicon; 2]> = LazyLock::new(|| {
    [Lexicon::new(POLISH, POLISH_JOINING, POLISH_PREPOSITIONS), Lexicon::new(ENGLISH, ENGLISH_JOINING, &[])]
});

impl Lexicon {
    fn new(entries: &[Entry], joining: &'static [&'static str], prepositions: &'static [&'static str]) -> Self {
        let mut cues: FxHashMap<&'static str, Vec<(Vec<&'static str>, Cue)>> = FxHashMap::default();
        for (family, class, phrases) in entries {
            for phrase in phrases.split('|') {
                let words: Vec<&'static str> = phrase.split(' ').collect();
                cues.entry(words[0]).or_default().push((words, Cue { family: *family, class }));
            }
        }
        Lexicon { cues, joining, prepositions }
    }

    pub(super) fn of(tongue: Tongue) -> &'static Lexicon {
        match tongue {
            Tongue::Polish => &LEXICA[0],
            Tongue::English => &LEXICA[1],
        }
    }

    /// The longest expression that begins with the first of `words`, and how many words it has.
    pub(super) fn find(&self, words: &[&str]) -> Option<(Cue, usize)> {
        let known = self.cues.get(words.first()?)?;
        let fits =
            known.iter().filter(|(phrase, _)| words.len() >= phrase.len() && words[..phrase.len()] == phrase[..]);
        fits.max_by_key(|(phrase, _)| phrase.len()).map(|(phrase, cue)| (*cue, phrase.len()))
    }

    /// Whether a word is a preposition or a pronoun that may matter.
    pub(super) fn is_preposition(&self, word: &str) -> bool {
        self.prepositions.contains(&word)
    }

    /// Whether a word only joins.
    pub(super) fn joins(&self, word: &str) -> bool {
        self.joining.contains(&word)
    }
}

impl Tongue {
    /// The language of a text, by its letters and by words that only join; `None` where it can't be told.
    pub(super) fn of(text: &str) -> Option<Self> {
        if text.contains(['ą', 'ć', 'ę', 'ł', 'ń', 'ś', 'ź', 'ż']) {
            return Some(Tongue::Polish);
        }
        const SIGHT: usize = 40;
        let count = |words: &[&str]| text.split_whitespace().take(SIGHT).filter(|word| words.contains(word)).count();
        let english =
            count(&["the", "of", "and", "in", "by", "for", "is", "are", "was", "at", "we", "a", "that", "with"]);
        let polish = count(&["i", "w", "z", "na", "oraz", "od", "jest", "dla", "ze", "po", "przez", "się"]);
        match english.cmp(&polish) {
            std::cmp::Ordering::Greater => Some(Tongue::English),
            std::cmp::Ordering::Less => Some(Tongue::Polish),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The language of most of a document, Polish where it can't be told.
    pub(super) fn of_document(document: &Document) -> Self {
        const SIGHT: usize = 12;
        let blocks = document.sections.iter().flat_map(|section| &section.blocks);
        let long = blocks.filter(|block| block.inlines.iter().map(|it| it.span.len()).sum::<usize>() > 20).take(SIGHT);
        let tongues: Vec<Tongue> = long.filter_map(|block| Tongue::of(&document.block_text(block))).collect();
        let english = tongues.iter().filter(|tongue| **tongue == Tongue::English).count();
        if english * 2 > tongues.len() { Tongue::English } else { Tongue::Polish }
    }
}
