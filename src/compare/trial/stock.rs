//! The sentences and titles that trial texts are made of: those of the sample strategies, and phrases that are put together.

use std::path::{Path, PathBuf};

use super::dice::Dice;
use crate::document::{BlockKind, markdown};

/// What texts of one language are made of.
pub(super) struct Stock {
    titles: Vec<String>,
    paragraphs: Vec<String>,
    phrases: &'static [&'static [&'static str]],
    heads: &'static [&'static [&'static str]],
    pub(super) repeated: &'static [(&'static str, &'static [&'static str])],
    pub(super) and: &'static str,
    pub(super) chapter: &'static str,
}

/// Languages of trial texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tongue {
    Polish,
    English,
}

/// Sections that stand under every objective, with the wording of their text; `#` stands for a number.
const REPEATED_PL: &[(&str, &[&str])] = &[
    (
        "Cele",
        &[
            "Celem działań w tym obszarze jest wzrost wartości wskaźników o # procent do roku #.",
            "Realizacja celu wymaga współpracy samorządów, uczelni i przedsiębiorstw oraz corocznego przeglądu postępów.",
        ],
    ),
    (
        "Wskaźniki",
        &[
            "Wartość bazowa wskaźnika wynosi #, a wartość docelowa # w roku #.",
            "Źródłem danych jest sprawozdawczość roczna urzędu marszałkowskiego oraz Główny Urząd Statystyczny.",
        ],
    ),
    (
        "Finansowanie",
        &[
            "Budżet działań w latach 2021–# wynosi # mln zł, z czego # mln zł pochodzi ze środków programu regionalnego.",
            "Wkład własny beneficjentów nie może być niższy niż # procent kosztów kwalifikowalnych.",
        ],
    ),
    (
        "Monitoring",
        &[
            "Zarząd województwa przedstawia sejmikowi sprawozdanie z realizacji działań do 31 marca każdego roku, począwszy od roku #.",
        ],
    ),
    (
        "Ryzyka",
        &[
            "Ryzyko opóźnień ocenia się jako umiarkowane (# w skali do 25). Działania zaradcze określa zespół zadaniowy w terminie # dni.",
        ],
    ),
];

const REPEATED_EN: &[(&str, &[&str])] = &[
    (
        "Objectives",
        &[
            "Measures in this area aim at raising the indicators by # percent until the year #.",
            "Reaching the objective takes joint work of municipalities, universities and companies and a yearly review of progress.",
        ],
    ),
    (
        "Indicators",
        &[
            "The baseline of the indicator is # and its target is # in the year #.",
            "Data come from the yearly reports of the regional office and from the national statistical office.",
        ],
    ),
    (
        "Funding",
        &[
            "The budget of the measures in 2021–# amounts to EUR # million, of which EUR # million come from the regional programme.",
            "Own contributions of beneficiaries must not be lower than # percent of the eligible cost.",
        ],
    ),
    (
        "Monitoring",
        &[
            "The executive board reports to the assembly on the implementation of the measures by 31 March of each year, beginning in #.",
        ],
    ),
    (
        "Risks",
        &[
            "The risk of delays is judged to be moderate (# on a scale of 25). The task force sets out remedies within # days.",
        ],
    ),
];

const PHRASES_PL: &[&[&str]] = &[
    &[
        "W pierwszej kolejności",
        "Co do zasady",
        "Po zakończeniu pilotażu",
        "W porozumieniu z gminami",
        "Na wniosek rady",
        "W kolejnych naborach",
        "Zgodnie z diagnozą",
        "Wbrew wcześniejszym prognozom",
        "Ze względu na położenie regionu",
        "Równolegle",
        "W ramach partnerstwa",
        "Po uzgodnieniu z resortem",
        "W powiatach przygranicznych",
        "Poza stolicą województwa",
        "Na obszarach wiejskich",
        "W dolinach rzek",
        "Od początku okresu programowania",
        "Przy wsparciu ekspertów",
        "Na podstawie przeglądu",
        "W odpowiedzi na uwagi",
    ],
    &[
        "departament rozwoju",
        "agencja regionalna",
        "zespół doradczy",
        "operator sieci",
        "konsorcjum uczelni",
        "fundusz poręczeniowy",
        "inkubator technologiczny",
        "park naukowy",
        "zakład komunalny",
        "szpital kliniczny",
        "instytut włókiennictwa",
        "spółka celowa",
        "rada gospodarcza",
        "klaster drzewny",
        "biuro projektu",
        "powiatowy urząd pracy",
        "izba rzemieślnicza",
        "centrum kompetencji",
        "związek gmin",
        "organizacja pozarządowa",
        "obserwatorium rynku",
        "ośrodek transferu wiedzy",
        "zarząd dróg",
        "stacja doświadczalna",
        "laboratorium wzorcujące",
    ],
    &[
        "uruchamia bony na",
        "rozlicza kwartalnie",
        "współfinansuje",
        "przygotowuje wspólnie z biznesem",
        "ogłasza dwa razy w roku",
        "uzupełnia o moduł dotyczący",
        "przekazuje nieodpłatnie",
        "testuje w warunkach rzeczywistych",
        "wdraża etapami",
        "porównuje z innymi regionami",
        "ogranicza do niezbędnego minimum",
        "udostępnia w otwartym formacie",
        "łączy z programem stypendiów na rzecz",
        "powierza w przetargu",
        "utrzymuje przez pięć lat",
        "poddaje niezależnej ocenie",
        "opisuje w podręczniku",
        "koordynuje w skali makroregionu",
        "zamawia w trybie przedkomercyjnym",
        "aktualizuje co najmniej raz w kadencji",
    ],
    &[
        "badania nad biopaliwami",
        "cyfrowe bliźniaki hal produkcyjnych",
        "szkolenia spawaczy i mechatroników",
        "mapy zagrożenia powodziowego",
        "linie tramwajowe i buspasy",
        "magazyny energii przy szkołach",
        "audyty energetyczne zakładów",
        "kontrolę jakości mleka",
        "teleopiekę nad seniorami",
        "odzysk metali z baterii",
        "rejestr terenów poprzemysłowych",
        "wzornictwo mebli",
        "uprawy roślin białkowych",
        "diagnostykę obrazową",
        "gospodarkę wodami opadowymi",
        "praktyki studenckie",
        "system biletu zintegrowanego",
        "platformę zamówień",
        "pokazowe gospodarstwa rolne",
        "recepty na ruch i dietę",
        "sieć czujników pyłu",
        "hodowlę pstrąga",
        "remonty zabytkowych młynów",
        "kursy języka migowego",
        "chmurę obliczeniową dla gmin",
    ],
    &[
        "z udziałem mieszkańców",
        "według jednolitej metodyki",
        "bez zwiększania opłat",
        "przy zachowaniu konkurencyjności",
        "w podziale na powiaty",
        "z uwzględnieniem dostępności",
        "na wzór rozwiązań skandynawskich",
        "zamiast dotychczasowych dotacji",
        "w granicach limitu wydatków",
        "z pominięciem pośredników",
        "po konsultacjach branżowych",
        "mimo niedoboru kadr",
        "wraz z analizą ryzyka",
        "dla małych i średnich firm",
        "w cyklu trzyletnim",
        "z myślą o młodzieży",
        "przed rozpoczęciem budowy",
        "pod nadzorem konserwatora",
        "za pomocą wspólnych wzorów umów",
        "w oparciu o dane pomiarowe",
    ],
    &[
        "aby skrócić łańcuchy dostaw.",
        "co zmniejsza koszty utrzymania.",
        "aby zatrzymać absolwentów w regionie.",
        "co potwierdziła ewaluacja.",
        "żeby poprawić jakość powietrza.",
        "co ułatwia start nowym firmom.",
        "aby wyrównać szanse uczniów.",
        "o ile sejmik zapewni finansowanie.",
        "chyba że nabór nie zostanie rozstrzygnięty.",
        "co budzi sprzeciw części samorządów.",
        "aby zwiększyć retencję.",
        "dzięki czemu rośnie eksport usług.",
        "żeby uniknąć podwójnego finansowania.",
        "co wymaga zmiany planów miejscowych.",
        "aby odciążyć drogi krajowe.",
        "a wyniki publikuje bez zwłoki.",
        "co przesądziło o wyborze lokalizacji.",
        "żeby domknąć system odpadów.",
        "aby wzmocnić zaufanie do administracji.",
        "o czym informuje na stronie internetowej.",
    ],
];

const PHRASES_EN: &[&[&str]] = &[
    &[
        "In the first place,",
        "As a rule,",
        "Once the pilot has ended,",
        "Together with the municipalities,",
        "At the request of the council,",
        "In later calls,",
        "In line with the diagnosis,",
        "Contrary to earlier forecasts,",
        "Because of where the region lies,",
        "In parallel,",
        "Within the partnership,",
        "With the consent of the ministry,",
        "In the border districts,",
        "Outside the capital,",
        "In rural areas,",
        "Along the rivers,",
        "Since the programme began,",
        "Supported by experts,",
        "On the grounds of the review,",
        "In response to comments,",
    ],
    &[
        "the development department",
        "the regional agency",
        "the advisory team",
        "the network operator",
        "a consortium of universities",
        "the guarantee fund",
        "the technology incubator",
        "the science park",
        "the municipal utility",
        "the teaching hospital",
        "the textile institute",
        "a special purpose company",
        "the economic council",
        "the timber cluster",
        "the project office",
        "the district labour office",
        "the chamber of crafts",
        "the competence centre",
        "the union of municipalities",
        "a charity",
        "the market observatory",
        "the knowledge transfer unit",
        "the road authority",
        "the experimental farm",
        "the calibration laboratory",
    ],
    &[
        "launches vouchers for",
        "settles every quarter",
        "shares the cost of",
        "prepares with local business",
        "announces twice a year",
        "adds a module on",
        "hands over free of charge",
        "tests under real conditions",
        "introduces step by step",
        "compares with other regions",
        "limits to what is needed",
        "opens in a free format",
        "ties to grants for",
        "procures by tender",
        "keeps up for five years",
        "has independent reviewers assess",
        "describes in a handbook",
        "coordinates across borders",
        "orders before it is on the market",
        "updates at least once a term",
    ],
    &[
        "research on biofuels",
        "digital twins of factory halls",
        "training of welders and technicians",
        "maps of flood hazards",
        "tram lines and bus lanes",
        "energy storage next to schools",
        "energy audits of plants",
        "quality checks of milk",
        "remote care for the elderly",
        "recovery of metals from batteries",
        "the register of brownfields",
        "furniture design",
        "protein crops",
        "medical imaging",
        "the use of rain water",
        "student placements",
        "the integrated ticket",
        "the procurement platform",
        "demonstration farms",
        "prescriptions of sport and diet",
        "the network of dust sensors",
        "trout farming",
        "repairs of old mills",
        "courses of sign language",
        "cloud computing for small towns",
    ],
    &[
        "with residents taking part",
        "by one and the same method",
        "without raising fees",
        "while keeping competition open",
        "broken down by district",
        "with regard to accessibility",
        "after Nordic models",
        "instead of the grants of old",
        "within the ceiling of expenditure",
        "without middlemen",
        "once the industry has been heard",
        "despite the shortage of staff",
        "along with a risk analysis",
        "for small and medium firms",
        "in a cycle of three years",
        "with young people in mind",
        "before construction starts",
        "under the eye of the conservator",
        "using shared model contracts",
        "on the basis of measured data",
    ],
    &[
        "so that supply chains become shorter.",
        "which lowers the cost of upkeep.",
        "to keep graduates in the region.",
        "as the evaluation confirmed.",
        "to make the air cleaner.",
        "which helps new firms to start.",
        "to give pupils equal chances.",
        "provided that the assembly grants the money.",
        "unless the call fails.",
        "which some towns object to.",
        "to hold back more water.",
        "so that exports of services grow.",
        "to avoid paying twice.",
        "which takes a change of local plans.",
        "to take traffic off trunk roads.",
        "and publishes the results at once.",
        "which decided where it is built.",
        "to close the loop of waste.",
        "to strengthen trust in public bodies.",
        "as its web site explains.",
    ],
];

const HEADS_PL: &[&[&str]] = &[
    &[
        "Rozwój",
        "Wsparcie",
        "Modernizacja",
        "Ocena",
        "Kierunki",
        "Uwarunkowania",
        "Upowszechnienie",
        "Organizacja",
        "Zasady",
        "Zakres",
        "Poprawa",
        "Analiza",
        "Promocja",
        "Integracja",
    ],
    &[
        "transportu",
        "gospodarki wodnej",
        "edukacji zawodowej",
        "ochrony zdrowia",
        "energetyki",
        "przedsiębiorczości",
        "nauki",
        "rolnictwa",
        "kultury",
        "turystyki",
        "usług cyfrowych",
        "rynku pracy",
        "mieszkalnictwa",
        "przestrzeni publicznej",
        "leśnictwa",
    ],
    &[
        "",
        "",
        "",
        "na obszarach wiejskich",
        "w miastach średnich",
        "i współpracy międzyregionalnej",
        "oraz dostępności",
        "do 2030 roku",
        "w świetle diagnozy",
    ],
];

const HEADS_EN: &[&[&str]] = &[
    &[
        "Development of",
        "Support for",
        "Modernising",
        "Assessment of",
        "Directions of",
        "Conditions of",
        "Spread of",
        "Organisation of",
        "Principles of",
        "Scope of",
        "Improving",
        "Analysis of",
        "Promotion of",
        "Integration of",
    ],
    &[
        "transport",
        "water management",
        "vocational education",
        "health care",
        "energy",
        "enterprise",
        "science",
        "farming",
        "culture",
        "tourism",
        "digital services",
        "the labour market",
        "housing",
        "public space",
        "forestry",
    ],
    &[
        "",
        "",
        "",
        "in rural areas",
        "in middle-sized towns",
        "and cooperation between regions",
        "and accessibility",
        "until 2030",
        "in the light of the diagnosis",
    ],
];

impl Stock {
    pub(super) fn of(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Polish => {
                let (titles, paragraphs) = samples();
                Stock {
                    titles,
                    paragraphs,
                    phrases: PHRASES_PL,
                    heads: HEADS_PL,
                    repeated: REPEATED_PL,
                    and: "i",
                    chapter: "Rozdział",
                }
            }
            Tongue::English => Stock {
                titles: Vec::new(),
                paragraphs: Vec::new(),
                phrases: PHRASES_EN,
                heads: HEADS_EN,
                repeated: REPEATED_EN,
                and: "and",
                chapter: "Chapter",
            },
        }
    }

    /// All paragraphs of the samples, in an order of chance.
    pub(super) fn paragraphs(&self, dice: &mut Dice) -> Vec<String> {
        let mut paragraphs = self.paragraphs.clone();
        dice.shuffle(&mut paragraphs);
        paragraphs
    }

    /// A paragraph put together from phrases.
    pub(super) fn paragraph(&self, dice: &mut Dice) -> String {
        let sentence = |dice: &mut Dice| {
            let mut sentence = String::new();
            for (at, slot) in self.phrases.iter().enumerate() {
                sentence.push_str(slot[dice.below(slot.len())]);
                // A name or a number in between, so that sentences of the same phrases are not the same.
                if (1..5).contains(&at) && dice.happens(600) {
                    sentence.push_str(&if dice.happens(800) {
                        format!(" {}", name(dice))
                    } else {
                        format!(" {}", dice.between(2, 2000))
                    });
                }
                sentence.push(' ');
            }
            sentence.trim_end().to_owned()
        };
        let count = dice.between(1, 4);
        (0..count).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
    }

    /// A title: one of the samples, or one put together.
    pub(super) fn title(&self, dice: &mut Dice) -> String {
        if !self.titles.is_empty() && dice.happens(500) {
            return dice.pick(&self.titles).clone();
        }
        let parts: Vec<&str> = self.heads.iter().map(|slot| *dice.pick(slot)).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// The text of a section that stands under every objective.
    pub(super) fn fill(pattern: &str, dice: &mut Dice) -> String {
        let mut out = String::new();
        for (at, piece) in pattern.split('#').enumerate() {
            if at > 0 {
                out.push_str(&if piece.starts_with('.') && dice.happens(500) {
                    dice.between(2025, 2035).to_string()
                } else {
                    dice.between(1, 990).to_string()
                });
            }
            out.push_str(piece);
        }
        out
    }

    /// A word at random.
    pub(super) fn word(&self, dice: &mut Dice) -> String {
        let text = if !self.paragraphs.is_empty() && dice.happens(700) {
            dice.pick(&self.paragraphs).as_str()
        } else {
            let slot = self.phrases[dice.below(self.phrases.len())];
            slot[dice.below(slot.len())]
        };
        let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic)).collect();
        if words.is_empty() { "oraz".to_owned() } else { (*dice.pick(&words)).to_owned() }
    }
}

/// The name of a town that is not there.
fn name(dice: &mut Dice) -> String {
    let first = [
        "Brze", "Lip", "Wil", "Ost", "Gra", "Kor", "Mły", "Nad", "Pie", "Rud", "Sos", "Tar", "Zie", "Cho", "Dęb", "Jas",
    ];
    let middle = ["", "zi", "ni", "ko", "wo", "bo", "sza", "le", "do", "ry", "mi", "sto"];
    let last = ["nica", "nów", "ków", "nowo", "bórz", "sko", "rzyca", "linek", "woda", "gród", "niec", "łęka"];
    [first[dice.below(16)], middle[dice.below(12)], last[dice.below(12)]].concat()
}

/// Titles and paragraphs of the longest text of every folder of samples.
fn samples() -> (Vec<String>, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy");
    let mut titles = Vec::new();
    let mut paragraphs = Vec::new();
    for folder in children(&root) {
        let texts = children(&folder).into_iter().filter(|path| path.extension().is_some_and(|it| it == "md"));
        let Some(text) = texts.map(|path| read(&path)).max_by_key(String::len) else { continue };
        let document = markdown::read(text);
        for section in &document.sections {
            if section.title.chars().any(char::is_lowercase) {
                titles.push(section.title.clone());
            }
            for block in &section.blocks {
                let text = plain(&document.block_text(block));
                if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && text.split(' ').count() >= 8 {
                    paragraphs.push(text);
                }
            }
        }
    }
    (titles, paragraphs)
}

/// Text without the characters that Markdown could read as markup.
fn plain(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !"*_`[]<>|#\\^~".contains(*c)).collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let first = words.iter().position(|word| word.starts_with(char::is_alphabetic)).unwrap_or(words.len());
    words[first..].join(" ")
}

pub(super) fn children(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = folder
        .read_dir()
        .expect("the folder is readable")
        .map(|entry| entry.expect("the entry is readable").path())
        .collect();
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "trials are made of the texts of the project")]
pub(super) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}
