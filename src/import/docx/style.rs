//! Styles of a Word file: which paragraphs are headings, in any language, and what a run looks like.

use std::collections::BTreeMap;

use crate::import::content::Position;
use crate::import::xml::Element;

/// Styles are based on others this often at most.
const CHAIN: usize = 32;

/// How headings are called in the languages of Word, in small letters and without blanks; the level follows.
const HEADINGS: [&str; 22] = [
    "heading",
    "nagłówek",
    "naglowek",
    "nagwek",
    "überschrift",
    "berschrift",
    "titre",
    "título",
    "ttulo",
    "titolo",
    "kop",
    "rubrik",
    "nadpis",
    "заголовок",
    "overskrift",
    "otsikko",
    "címsor",
    "cmsor",
    "naslov",
    "antraštė",
    "virsraksts",
    "pealkiri",
];

/// How tables of contents are called, likewise.
const CONTENTS: [&str; 10] =
    ["toc", "spistreści", "spistreci", "verzeichnis", "tm", "tdc", "sommario", "inhopg", "obsah", "оглавление"];

/// How quotations are called.
const QUOTATIONS: [&str; 9] = [
    "quote",
    "intensequote",
    "blocktext",
    "cytat",
    "cytatintensywny",
    "zitat",
    "intensiveszitat",
    "citation",
    "quotations",
];

/// How code is called, as a paragraph; also in files that LibreOffice, pandoc and this program wrote.
const CODE: [&str; 8] = [
    "sourcecode",
    "code",
    "codeblock",
    "kod",
    "htmlpreformatted",
    "html-wstępniesformatowany",
    "preformattedtext",
    "wstępniesformatowanytekst",
];

/// How code within a line is called.
const CODE_IN_TEXT: [&str; 7] =
    ["verbatimchar", "htmlcode", "html-kod", "sourcetext", "codeintext", "kodwtekście", "codetext"];

/// How the title of a document is called.
const TITLES: [&str; 8] = ["title", "tytuł", "tytu", "titel", "titre", "título", "ttulo", "titolo"];

/// What a style says itself.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<(Option<String>, Option<u8>)>,
    look: Look,
}

/// The styles of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    paragraph: Option<String>,
}

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Heading(u8),
    Quotation,
    /// Text that is shown as it is typed.
    Code,
    /// A line of a table of contents, or what stands above it.
    Contents,
}

/// What a run says of its look; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) position: Option<Position>,
    pub(super) code: Option<bool>,
}

impl Look {
    /// What `w:rPr` says.
    pub(super) fn of(properties: &Element) -> Look {
        let strike = [properties.switch("w:strike"), properties.switch("w:dstrike")];
        Look {
            strong: properties.switch("w:b"),
            emphasis: properties.switch("w:i"),
            strike: strike.iter().flatten().copied().reduce(|one, other| one || other),
            hidden: properties.switch("w:vanish"),
            position: properties.value("w:vertAlign").map(|value| match value {
                "subscript" => Position::Below,
                "superscript" => Position::Above,
                _ => Position::Line,
            }),
            code: None,
        }
    }

    /// This look, and what it does not say as in another one.
    pub(super) fn over(self, other: Look) -> Look {
        Look {
            strong: self.strong.or(other.strong),
            emphasis: self.emphasis.or(other.emphasis),
            strike: self.strike.or(other.strike),
            hidden: self.hidden.or(other.hidden),
            position: self.position.or(other.position),
            code: self.code.or(other.code),
        }
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(root: &Element) -> Styles {
        let mut styles = Styles::default();
        for element in root.elements().filter(|element| &*element.name == "w:style") {
            let Some(id) = element.attribute("w:styleId") else { continue };
            if element.attribute("w:type") == Some("paragraph")
                && matches!(element.attribute("w:default"), Some("1" | "true" | "on"))
            {
                styles.paragraph = Some(id.to_owned());
            }
            let paragraph = element.child("w:pPr");
            let numbering = paragraph.and_then(|it| it.child("w:numPr"));
            let mut style = Style {
                name: squeezed(element.value("w:name").unwrap_or_default()),
                based_on: element.value("w:basedOn").map(str::to_owned),
                outline: paragraph.and_then(|it| it.value("w:outlineLvl")).and_then(|level| level.parse().ok()),
                numbering: numbering.map(|it| {
                    (it.value("w:numId").map(str::to_owned), it.value("w:ilvl").and_then(|level| level.parse().ok()))
                }),
                look: element.child("w:rPr").map(Look::of).unwrap_or_default(),
            };
            if CODE_IN_TEXT.contains(&style.name.as_str()) || CODE_IN_TEXT.contains(&squeezed(id).as_str()) {
                style.look.code = Some(true);
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those that it is based on, with their ids.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let known = |id: &'a str| self.styles.get(id).map(|style| (id, style));
        let first = id.and_then(known).or_else(|| self.paragraph.as_deref().and_then(known));
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(known)).take(CHAIN)
    }

    /// What paragraphs of a style are.
    pub(super) fn kind(&self, id: Option<&str>) -> Kind {
        for (id, style) in self.chain(id) {
            // What the file says comes before what the name does.
            let named = [style.name.as_str(), &squeezed(id)].into_iter().find_map(named);
            if named == Some(Kind::Contents) {
                return Kind::Contents;
            }
            match style.outline {
                Some(level @ 0..=8) => return Kind::Heading(level + 1),
                Some(_) => return Kind::Text,
                None => {}
            }
            if let Some(kind) = named {
                return kind;
            }
        }
        if self.styles.is_empty() { id.and_then(|id| named(&squeezed(id))).unwrap_or(Kind::Text) } else { Kind::Text }
    }

    /// The numbering of a style: its list, its level where it says so, and the id of the style that says it.
    pub(super) fn numbering(&self, id: Option<&str>) -> Option<(String, Option<u8>, String)> {
        let mut level = None;
        for (id, style) in self.chain(id) {
            if let Some((list, own)) = &style.numbering {
                level = level.or(*own);
                if let Some(list) = list {
                    return Some((list.clone(), level, id.to_owned()));
                }
            }
        }
        None
    }

    /// The look of a character style.
    pub(super) fn look(&self, id: &str) -> Look {
        if !self.styles.contains_key(id) {
            return Look::default();
        }
        self.chain(Some(id)).fold(Look::default(), |look, (_, style)| look.over(style.look))
    }
}

/// What a style of this name is, where the name tells.
fn named(name: &str) -> Option<Kind> {
    if name == "tocheading" || name == "nagłówekspisutreści" || name == "nagwekspisutreci" {
        return Some(Kind::Contents);
    }
    if TITLES.contains(&name) {
        return Some(Kind::Heading(1));
    }
    if CODE.contains(&name) {
        return Some(Kind::Code);
    }
    if QUOTATIONS.contains(&name) {
        return Some(Kind::Quotation);
    }
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, number) = name.split_at(name.len() - digits);
    let level: u8 = number.parse().ok().filter(|level| (1..=9).contains(level))?;
    if HEADINGS.contains(&stem) {
        Some(Kind::Heading(level))
    } else if CONTENTS.contains(&stem) {
        Some(Kind::Contents)
    } else {
        None
    }
}

fn squeezed(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inner: &str) -> Styles {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let source = format!("<w:styles {space}>{inner}</w:styles>");
        Styles::read(&crate::import::xml::read(&source).expect("it is well formed"))
    }

    fn style(id: &str, name: &str, more: &str) -> String {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{more}</w:style>")
    }

    #[test]
    fn headings_are_told_by_outline_by_name_and_by_what_they_are_based_on() {
        let all = [
            style("Nagwek1", "heading 1", ""),
            style("Nagwek2", "Nagłówek 2", ""),
            style("berschrift3", "Überschrift 3", ""),
            style("Rozdzial", "Rozdział RIS", "<w:basedOn w:val=\"Nagwek1\"/>"),
            style("Cel", "Cel", "<w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>"),
            style("Zwykly", "Zwykły", "<w:basedOn w:val=\"Cel\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>"),
            style("Spistreci1", "toc 1", ""),
            style("Tytu", "Title", ""),
            style("Petla", "Pętla", "<w:basedOn w:val=\"Petla\"/>"),
        ];
        let styles = styles(&all.concat());
        let kinds =
            ["Nagwek1", "Nagwek2", "berschrift3", "Rozdzial", "Cel", "Zwykly", "Spistreci1", "Tytu", "Petla", "Nic"]
                .map(|id| styles.kind(Some(id)));
        use Kind::*;
        assert_eq!(
            kinds,
            [Heading(1), Heading(2), Heading(3), Heading(1), Heading(3), Text, Contents, Heading(1), Text, Text]
        );
    }
}
