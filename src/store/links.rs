//! `links.toml`: what people decided about a document, read as decisions, and amended without touching what else is in it.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use super::archive::Moment;
use crate::document::{Anchor, Decision, Evidence, EvidenceKind, RemarkKind, Ruling, Weight};

const DECISIONS: &str = "decision";

/// What `links.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The decisions, in the order of the file.
    pub decisions: Vec<Decision>,
    /// What can't be understood. Where the file can't be read at all, this is all there is.
    pub flaws: Vec<Flaw>,
}

/// A place in `links.toml` that can't be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("links.toml, line {line}: {kind:?} {detail}")]
pub struct Flaw {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong.
    pub kind: FlawKind,
    /// The key, or what the TOML reader said.
    pub detail: String,
}

/// What is wrong with a place in `links.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawKind {
    /// It is no TOML.
    Syntax,
    /// It is no UTF-8.
    Encoding,
    /// The file is too large, or no plain file.
    Size,
    /// A key is missing.
    Missing,
    /// Too few or too many sections are named.
    Sections,
    /// A key has a value that is unknown, or of another kind.
    Value,
    /// The archive does not give it.
    Archive,
}

impl FlawKind {
    /// The word by which wording tells them apart.
    pub fn code(self) -> &'static str {
        match self {
            FlawKind::Syntax => "syntax",
            FlawKind::Encoding => "encoding",
            FlawKind::Size => "size",
            FlawKind::Missing => "missing",
            FlawKind::Sections => "sections",
            FlawKind::Value => "value",
            FlawKind::Archive => "archive",
        }
    }

    /// Whether nothing of the file can be used.
    pub fn is_whole(self) -> bool {
        matches!(self, FlawKind::Syntax | FlawKind::Encoding | FlawKind::Size | FlawKind::Archive)
    }
}

impl Flaw {
    /// What a reader of a comparison is told of it.
    pub fn remark(&self) -> RemarkKind {
        RemarkKind::DecisionUnreadable { line: self.line, flaw: self.kind.code(), detail: self.detail.clone() }
    }
}

/// What is to become of `links.toml`.
#[derive(Clone, Copy, Debug)]
pub enum Amendment<'a> {
    /// A decision is added at its end.
    Add(&'a Decision),
    /// This one, with the line that it was read from, is taken out.
    Remove(&'a Decision),
}

impl Links {
    /// Reads the text of `links.toml`. A decision that can't be understood is left out, and told as a flaw.
    pub fn parse(text: &str) -> Self {
        let parsed = match toml_edit::Document::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                return Self::unreadable(FlawKind::Syntax, line(text, at), error.message().trim());
            }
        };
        let mut links = Self::default();
        match parsed.get(DECISIONS) {
            None => {}
            Some(Item::ArrayOfTables(tables)) => {
                for table in tables {
                    let at = line(text, table.span().map_or(0, |span| span.start));
                    match decision(table, at) {
                        Ok(decision) => links.decisions.push(decision),
                        Err((kind, detail)) => links.flaws.push(Flaw { line: at, kind, detail }),
                    }
                }
            }
            Some(other) => {
                let at = line(text, other.span().map_or(0, |span| span.start));
                return Self::unreadable(FlawKind::Value, at, DECISIONS);
            }
        }
        links
    }

    /// Those of an archive that can't be read.
    pub fn lost() -> Self {
        Self::unreadable(FlawKind::Archive, 0, "")
    }

    /// Reads the bytes of `links.toml`.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u32;
                Self::unreadable(FlawKind::Encoding, line, "")
            }
        }
    }

    /// Where nothing of the file can be used.
    pub(super) fn unreadable(kind: FlawKind, line: u32, detail: &str) -> Self {
        Self { decisions: Vec::new(), flaws: vec![Flaw { line, kind, detail: detail.to_owned() }] }
    }
}

fn line(text: &str, at: usize) -> u32 {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() as u32
}

/// What is wrong with a decision: the kind, and the key.
type Wrong = (FlawKind, String);

fn text(table: &Table, key: &str) -> Result<String, Wrong> {
    optional(table, key)?.ok_or_else(|| (FlawKind::Missing, key.to_owned()))
}

fn optional(table: &Table, key: &str) -> Result<Option<String>, Wrong> {
    match table.get(key) {
        None => Ok(None),
        Some(item) => match item.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err((FlawKind::Value, key.to_owned())),
        },
    }
}

/// The value of `key` that one of `all` has as its word.
fn word<T: Copy>(table: &Table, key: &str, all: &[T], code: fn(T) -> &'static str) -> Result<T, Wrong> {
    let given = text(table, key)?;
    all.iter().copied().find(|it| code(*it) == given).ok_or_else(|| (FlawKind::Value, key.to_owned()))
}

fn decision(table: &Table, line: u32) -> Result<Decision, Wrong> {
    let plain = [Ruling::Same, Ruling::Different, Ruling::Split, Ruling::Merged, Ruling::Reason];
    let weighs = Ruling::Weight(Weight::Unassessed);
    let ruling = match word(table, "kind", &[&plain[..], &[weighs]].concat(), Ruling::code)? {
        Ruling::Weight(_) => Ruling::Weight(word(table, "weight", &Weight::ALL, Weight::code)?),
        other => other,
    };
    let date = match table.get("date").and_then(Item::as_datetime) {
        Some(date) => date.date.map(|date| date.to_string()).ok_or((FlawKind::Value, "date".to_owned()))?,
        None => text(table, "date")?,
    };
    if Moment::noon(&date).is_none() {
        return Err((FlawKind::Value, "date".to_owned()));
    }
    let read = Decision {
        ruling,
        before: several(table, "before", anchor)?,
        after: several(table, "after", anchor)?,
        because: optional(table, "because")?,
        evidence: several(table, "evidence", evidence)?,
        by: text(table, "by")?,
        date,
        line: Some(line),
    };
    if !read.is_whole() {
        return Err((FlawKind::Sections, ruling.code().to_owned()));
    }
    match ruling == Ruling::Reason && read.because.is_none() {
        true => Err((FlawKind::Missing, "because".to_owned())),
        false => Ok(read),
    }
}

fn several<T>(table: &Table, key: &str, one: fn(&Table) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    match table.get(key) {
        None => Ok(Vec::new()),
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(one).collect(),
        Some(_) => Err((FlawKind::Value, key.to_owned())),
    }
}

fn anchor(table: &Table) -> Result<Anchor, Wrong> {
    let wrong = |key: &str| (FlawKind::Value, key.to_owned());
    let path = table.get("section").ok_or((FlawKind::Missing, "section".to_owned()))?;
    let path = path.as_array().ok_or_else(|| wrong("section"))?;
    let headings: Option<Vec<String>> = path.iter().map(|heading| heading.as_str().map(str::to_owned)).collect();
    let place = match table.get("place") {
        None => 1,
        Some(place) => place.as_integer().and_then(|it| usize::try_from(it).ok()).ok_or_else(|| wrong("place"))?,
    };
    Ok(Anchor {
        revision: text(table, "revision")?,
        path: headings.filter(|headings| !headings.is_empty()).ok_or_else(|| wrong("section"))?,
        place,
        text: text(table, "text")?,
    })
}

fn evidence(table: &Table) -> Result<Evidence, Wrong> {
    Ok(Evidence {
        kind: word(table, "kind", &EvidenceKind::ALL, EvidenceKind::code)?,
        title: text(table, "title")?,
        place: optional(table, "where")?,
    })
}

fn table_of(decision: &Decision) -> Table {
    let mut table = Table::new();
    table["kind"] = value(decision.ruling.code());
    if let Ruling::Weight(weight) = decision.ruling {
        table["weight"] = value(weight.code());
    }
    table["by"] = value(&decision.by);
    table["date"] = match decision.date.parse::<toml_edit::Datetime>() {
        Ok(date) => value(date),
        Err(_) => value(&decision.date),
    };
    if let Some(because) = &decision.because {
        table["because"] = value(because);
    }
    let mut add = |key: &str, tables: Vec<Table>| {
        if !tables.is_empty() {
            let mut list = ArrayOfTables::new();
            for mut table in tables {
                // One decision stands together, with a blank line before the next one.
                table.decor_mut().set_prefix("");
                list.push(table);
            }
            table.insert(key, Item::ArrayOfTables(list));
        }
    };
    add("before", decision.before.iter().map(table_of_anchor).collect());
    add("after", decision.after.iter().map(table_of_anchor).collect());
    add("evidence", decision.evidence.iter().map(table_of_evidence).collect());
    table
}

fn table_of_anchor(anchor: &Anchor) -> Table {
    let mut table = Table::new();
    table["section"] = value(anchor.path.iter().map(String::as_str).collect::<Array>());
    if anchor.place > 1 {
        table["place"] = value(i64::try_from(anchor.place).unwrap_or(i64::MAX));
    }
    table["text"] = value(&anchor.text);
    table["revision"] = value(&anchor.revision);
    table
}

fn table_of_evidence(evidence: &Evidence) -> Table {
    let mut table = Table::new();
    table["kind"] = value(evidence.kind.code());
    table["title"] = value(&evidence.title);
    if let Some(place) = &evidence.place {
        table["where"] = value(place);
    }
    table
}

/// The text with the amendment made, everything else as it was. An empty text becomes one that says what it is, in the
/// language given. What is there already is not added, and what is gone not removed.
pub(super) fn amended(bytes: &[u8], amendment: Amendment<'_>, heading: &str) -> Result<String, Flaw> {
    let links = Links::read(bytes);
    if let Some(flaw) = links.flaws.iter().find(|flaw| flaw.kind.is_whole() || flaw.detail == DECISIONS) {
        return Err(flaw.clone());
    }
    let text = str::from_utf8(bytes).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let fresh = text.trim().is_empty();
    let mut edited: DocumentMut = text.parse().unwrap_or_default();
    match amendment {
        Amendment::Add(decision) => {
            if links.decisions.iter().any(|known| is_same(known, decision)) {
                return Ok(text.to_owned());
            }
            // What a person wrote at the end stays where it is, above what is added.
            let end = if fresh { heading } else { edited.trailing().as_str().unwrap_or_default() };
            let mut table = table_of(decision);
            table.decor_mut().set_prefix(format!("{end}\n"));
            edited.set_trailing("");
            let list = edited.entry(DECISIONS).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
            if let Some(list) = list.as_array_of_tables_mut() {
                list.push(table);
            }
            Ok(edited.to_string())
        }
        Amendment::Remove(decision) => {
            let is_it = |known: &&Decision| is_same(known, decision);
            let in_place = links.decisions.iter().find(|known| is_it(known) && known.line == decision.line);
            let Some(found) = in_place.or(links.decisions.iter().find(is_it)) else { return Ok(text.to_owned()) };
            // Those that can't be understood are entries of the list too.
            let lines = links.flaws.iter().map(|flaw| Some(flaw.line)).chain(links.decisions.iter().map(|it| it.line));
            let at = lines.filter(|line| *line < found.line).count();
            Ok(without(edited, at))
        }
    }
}

/// Without the decision at a place. What is written right above it goes with it, what stands apart stays.
fn without(mut edited: DocumentMut, at: usize) -> String {
    let trailing = edited.trailing().as_str().unwrap_or_default().to_owned();
    let Some(list) = edited.get_mut(DECISIONS).and_then(Item::as_array_of_tables_mut) else {
        return edited.to_string();
    };
    let prefix = |table: &Table| table.decor().prefix().and_then(|it| it.as_str()).unwrap_or_default().to_owned();
    let above = list.get(at).map(prefix).unwrap_or_default();
    let kept = above.rfind("\n\n").map_or("", |end| &above[..=end]);
    list.remove(at);
    match list.get_mut(at) {
        Some(next) => {
            let joined = format!("{kept}{}", prefix(next));
            next.decor_mut().set_prefix(joined);
        }
        None => edited.set_trailing(format!("{kept}{trailing}")),
    }
    edited.to_string()
}

fn is_same(one: &Decision, other: &Decision) -> bool {
    let plain = |decision: &Decision| Decision { line: None, ..decision.clone() };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "# Rozstrzygnięcia\n";

    fn anchor(title: &str) -> Anchor {
        let path = vec!["Strategia".to_owned(), title.to_owned()];
        Anchor { revision: "1f2e".to_owned(), path, place: 1, text: "9a4f".to_owned() }
    }

    fn same(title: &str) -> Decision {
        Decision {
            ruling: Ruling::Same,
            before: vec![anchor(title)],
            after: vec![Anchor { place: 2, ..anchor("2. „Żółw”") }],
            because: Some("Zmieniono tylko tytuł.".to_owned()),
            evidence: vec![
                Evidence {
                    kind: EvidenceKind::ReviewReport,
                    title: "Ewaluacja śródokresowa".to_owned(),
                    place: Some("s. 14".to_owned()),
                },
                Evidence { kind: EvidenceKind::Resolution, title: "Uchwała nr 28/21".to_owned(), place: None },
            ],
            by: "Anna Nowak".to_owned(),
            date: "2026-03-12".to_owned(),
            line: None,
        }
    }

    fn split() -> Decision {
        let after = vec![anchor("3.1. Cele"), anchor("3.2. Wskaźniki")];
        Decision { ruling: Ruling::Split, after, because: None, evidence: Vec::new(), ..same("3. Cele") }
    }

    fn weight() -> Decision {
        Decision { ruling: Ruling::Weight(Weight::Editorial), before: Vec::new(), ..same("4. Słownik") }
    }

    fn add(text: &str, decision: &Decision) -> String {
        amended(text.as_bytes(), Amendment::Add(decision), HEADING).expect("it can be read")
    }

    fn read(text: &str) -> Vec<Decision> {
        let links = Links::parse(text);
        assert_eq!(links.flaws, []);
        links.decisions
    }

    #[test]
    fn what_is_written_is_read_again_in_order() {
        let all = [same("1. Wstęp"), split(), weight()];
        let text = all.iter().fold(String::new(), |text, decision| add(&text, decision));
        let found = read(&text);
        let plain: Vec<Decision> = found.iter().map(|it| Decision { line: None, ..it.clone() }).collect();
        assert_eq!(plain, all);
        assert!(
            text.starts_with(
                "# Rozstrzygnięcia\n\n[[decision]]\nkind = \"same\"\nby = \"Anna Nowak\"\ndate = 2026-03-12\n"
            ),
            "{text}"
        );
        for decision in &found {
            let line = decision.line.expect("it stands somewhere") as usize;
            assert_eq!(text.lines().nth(line - 1), Some("[[decision]]"));
        }
        assert_eq!(add(&text, &split()), text, "what is there is not added again");
    }

    #[test]
    fn what_people_wrote_stays() {
        let first = add("", &same("1. Wstęp"));
        let mine =
            first.replace("[[decision]]", "# od Ewy\n[[decision]]\nmoje = [1, 2] # ważne") + "\n# koniec pliku\n";
        let both = add(&mine, &split());
        assert!(both.starts_with(&mine), "{both}");
        let found = read(&both);
        let without = |text: &str, at: usize| {
            amended(text.as_bytes(), Amendment::Remove(&read(text)[at]), HEADING).expect("it can be read")
        };
        assert_eq!(without(&both, 1), mine);
        let rest = without(&both, 0);
        assert_eq!(read(&rest).len(), 1);
        assert!(rest.starts_with("# Rozstrzygnięcia\n"), "{rest}");
        assert!(rest.contains("# koniec pliku") && !rest.contains("# od Ewy") && !rest.contains("moje"), "{rest}");
        let none = without(&rest, 0);
        assert_eq!(none, "# Rozstrzygnięcia\n\n# koniec pliku\n");
        let again = add(&none, &found[0]);
        assert!(again.starts_with(&none), "{again}");
        assert_eq!(without(&again, 0), none);
        assert_eq!(amended(none.as_bytes(), Amendment::Remove(&found[0]), HEADING), Ok(none.clone()));
    }

    #[test]
    fn a_decision_behind_a_broken_one_is_taken_out() {
        let broken = "[[decision]]\nkind = \"inne\"\n\n";
        let text = add(&add(broken, &same("1. Wstęp")), &split());
        let links = Links::parse(&text);
        assert_eq!((links.decisions.len(), links.flaws.len()), (2, 1));
        let rest = amended(text.as_bytes(), Amendment::Remove(&links.decisions[0]), HEADING).expect("it can be read");
        assert!(rest.starts_with(broken.trim_end()), "{rest}");
        assert_eq!(Links::parse(&rest).decisions[0].ruling, Ruling::Split);
    }

    #[test]
    fn flaws_have_their_place_and_hide_nothing_else() {
        let good = add("", &same("1. Wstęp"));
        let wrong = |from: &str, to: &str| {
            let text = good.replace(from, to) + &add("", &split()).replace(HEADING, "");
            let links = Links::parse(&text);
            assert_eq!(links.decisions.len(), 1, "{from}: the other one is read");
            let flaw = links.flaws.first().expect("it is told").clone();
            (flaw.line, flaw.kind, flaw.detail)
        };
        let told = |kind, detail: &str| (3, kind, detail.to_owned());
        assert_eq!(wrong("\"same\"", "\"takie same\""), told(FlawKind::Value, "kind"));
        assert_eq!(wrong("kind = \"same\"\n", ""), told(FlawKind::Missing, "kind"));
        assert_eq!(wrong("2026-03-12", "\"12 marca\""), told(FlawKind::Value, "date"));
        assert_eq!(wrong("\"Anna Nowak\"", "7"), told(FlawKind::Value, "by"));
        assert_eq!(wrong("[\"Strategia\", \"1. Wstęp\"]", "\"1. Wstęp\""), told(FlawKind::Value, "section"));
        assert_eq!(wrong("\"same\"", "\"merged\""), told(FlawKind::Sections, "merged"));
        assert_eq!(wrong("because = \"Zmieniono tylko tytuł.\"", "because = 1"), told(FlawKind::Value, "because"));
        assert_eq!(wrong("title = \"Uchwała nr 28/21\"", ""), told(FlawKind::Missing, "title"));
        for text in ["<<<<<<< HEAD\n", "decision = 3\n", "[[decision]\n"] {
            let links = Links::parse(&format!("# ok\n{text}"));
            assert_eq!((links.decisions.len(), links.flaws[0].line), (0, 2), "{text}");
            assert!(amended(text.as_bytes(), Amendment::Add(&split()), HEADING).is_err(), "{text}");
        }
        assert_eq!(Links::read(b"# ok\n\xff\n").flaws[0].kind, FlawKind::Encoding);
        assert!(amended(b"# \xff\n", Amendment::Add(&split()), HEADING).is_err());
    }
}
