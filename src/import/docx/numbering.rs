//! Automatic numbers of a Word file, computed to the text that Word shows.

use std::collections::{BTreeMap, BTreeSet};

pub(super) use crate::import::number::Number;
use crate::import::number::{letters, roman};
use crate::import::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;

/// How numbers of a level are written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// What is shown: `%1.%2.`.
    text: String,
    legal: bool,
    /// Levels from 1 to this one make it start again; 0 for none, `None` for all above it.
    restart: Option<u8>,
    style: Option<String>,
}

impl Level {
    fn read(element: &Element) -> Level {
        let number = |name: &str| element.value(name).and_then(|value| value.parse().ok());
        Level {
            start: number("w:start").unwrap_or(0),
            format: element.value("w:numFmt").unwrap_or("decimal").to_owned(),
            text: element.value("w:lvlText").unwrap_or_default().to_owned(),
            legal: element.switch("w:isLgl").unwrap_or(false),
            restart: element.value("w:lvlRestart").and_then(|value| value.parse().ok()),
            style: element.value("w:pStyle").map(str::to_owned),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Option<Level>; LEVELS],
    /// The style that holds the levels, and the style that this one is for.
    link: Option<String>,
    linked: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    of: String,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Level>; LEVELS],
}

/// The lists of a file, and how far each was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    abstracts: BTreeMap<String, Abstract>,
    lists: BTreeMap<String, List>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own beginning was used, with the level.
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: &Element) -> Numbering {
        let mut numbering = Numbering::default();
        let level = |element: &Element| element.attribute("w:ilvl")?.parse().ok().filter(|at: &usize| *at < LEVELS);
        for element in root.elements() {
            match &*element.name {
                "w:abstractNum" => {
                    let Some(id) = element.attribute("w:abstractNumId") else { continue };
                    let mut found = Abstract {
                        link: element.value("w:numStyleLink").map(str::to_owned),
                        linked: element.value("w:styleLink").map(str::to_owned),
                        ..Abstract::default()
                    };
                    for child in element.elements().filter(|child| &*child.name == "w:lvl") {
                        if let Some(at) = level(child) {
                            found.levels[at] = Some(Level::read(child));
                        }
                    }
                    numbering.abstracts.insert(id.to_owned(), found);
                }
                "w:num" => {
                    let Some(id) = element.attribute("w:numId") else { continue };
                    let of = element.value("w:abstractNumId").unwrap_or_default().to_owned();
                    let mut list = List { of, ..List::default() };
                    for over in element.elements().filter(|child| &*child.name == "w:lvlOverride") {
                        let Some(at) = level(over) else { continue };
                        list.starts[at] = over.value("w:startOverride").and_then(|value| value.parse().ok());
                        list.levels[at] = over.child("w:lvl").map(Level::read);
                    }
                    numbering.lists.insert(id.to_owned(), list);
                }
                _ => {}
            }
        }
        // What only names a style that holds the levels.
        let holders: BTreeMap<String, String> =
            numbering.abstracts.iter().filter_map(|(id, it)| Some((it.linked.clone()?, id.clone()))).collect();
        for list in numbering.lists.values_mut() {
            let link = numbering.abstracts.get(&list.of).and_then(|it| it.link.as_ref());
            if let Some(holder) = link.and_then(|link| holders.get(link)) {
                list.of = holder.clone();
            }
        }
        numbering
    }

    fn level<'l>(&'l self, list: &'l List, at: usize) -> Option<&'l Level> {
        list.levels[at].as_ref().or_else(|| self.abstracts.get(&list.of)?.levels[at].as_ref())
    }

    /// The level of a list that belongs to a paragraph style.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let list = self.lists.get(list)?;
        let found =
            (0..LEVELS).find(|at| self.level(list, *at).is_some_and(|it| it.style.as_deref() == Some(style)))?;
        u8::try_from(found).ok()
    }

    /// Counts a paragraph of a list (`w:numId`) at a level from 0, and tells its number; `None` where there is no such list.
    pub(super) fn next(&mut self, list_id: &str, at: u8) -> Option<Number> {
        let at = usize::from(at).min(LEVELS - 1);
        let list = self.lists.get(list_id)?.clone();
        let level = self.level(&list, at)?.clone();
        let mut counted = self.counted.get(&list.of).copied().unwrap_or_default();
        counted[at] = Some(match list.starts[at] {
            // A list with a beginning of its own begins there once.
            Some(start) if self.begun.insert((list_id.to_owned(), at)) => start,
            _ => counted[at].map_or(level.start, |number| number.saturating_add(1)),
        });
        for (deeper, count) in counted.iter_mut().enumerate().skip(at + 1) {
            let restarts = self.level(&list, deeper).is_none_or(|it| match it.restart {
                Some(restart) => at < usize::from(restart),
                None => true,
            });
            if restarts {
                *count = None;
            }
        }
        // Levels above that were passed over count as begun.
        for (above, count) in counted.iter_mut().enumerate().take(at) {
            if count.is_none() {
                *count = self.level(&list, above).map(|it| list.starts[above].unwrap_or(it.start));
            }
        }
        self.counted.insert(list.of.clone(), counted);
        if level.format == "bullet" {
            // Paragraphs that go on with an item have a bullet that nobody sees.
            return Some(if level.text.trim().is_empty() { Number::Nothing } else { Number::Bullet });
        }
        let mut shown = String::new();
        let mut rest = level.text.as_str();
        while let Some(found) = rest.find('%') {
            shown.push_str(&rest[..found]);
            rest = &rest[found + 1..];
            let Some(digit) = rest.bytes().next().filter(|byte| (b'1'..=b'9').contains(byte)) else {
                shown.push('%');
                continue;
            };
            rest = &rest[1..];
            let of = usize::from(digit - b'1');
            let format = self.level(&list, of).map_or("decimal", |it| it.format.as_str());
            let format = if level.legal && format != "none" { "decimal" } else { format };
            shown.push_str(&written(counted[of].unwrap_or(0), format));
        }
        shown.push_str(rest);
        let shown = shown.trim().to_owned();
        if shown.is_empty() {
            return Some(Number::Nothing);
        }
        let number = counted[at].unwrap_or(0);
        let plain = ['.', ')'].into_iter().find(|sign| shown == format!("{number}{sign}"));
        Some(plain.map_or(Number::Shown(shown), |sign| Number::Plain(number, sign)))
    }
}

/// A number in one of Word's formats.
fn written(number: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => format!("{number}."),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(inner: &str) -> Numbering {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let source = format!("<w:numbering {space}>{inner}</w:numbering>");
        Numbering::read(&crate::import::xml::read(&source).expect("it is well formed"))
    }

    fn level(at: u8, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    fn list(id: u8, of: u8, more: &str) -> String {
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/>{more}</w:num>")
    }

    fn shown(numbering: &mut Numbering, list: &str, levels: &[u8]) -> Vec<String> {
        levels.iter().map(|at| numbering.next(list, *at).expect("there is such a list").shown()).collect()
    }

    #[test]
    fn numbers_of_several_levels_start_again_below_each_higher_one() {
        let levels = [
            level(0, "upperRoman", "Cel %1.", ""),
            level(1, "decimal", "%1.%2.", ""),
            level(2, "lowerLetter", "%3)", ""),
        ];
        let source =
            format!("<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}", levels.concat(), list(1, 0, ""));
        let found = shown(&mut numbering(&source), "1", &[0, 1, 1, 2, 2, 0, 1, 2]);
        assert_eq!(found, ["Cel I.", "I.1.", "I.2.", "a)", "b)", "Cel II.", "II.1.", "a)"]);
    }

    #[test]
    fn legal_numbers_are_decimal_and_levels_may_count_on() {
        let levels =
            [level(0, "upperRoman", "%1.", ""), level(1, "decimal", "%1.%2", "<w:isLgl/><w:lvlRestart w:val=\"0\"/>")];
        let source =
            format!("<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{}", levels.concat(), list(1, 0, ""));
        assert_eq!(shown(&mut numbering(&source), "1", &[0, 1, 0, 1]), ["I.", "1.1", "II.", "2.2"]);
    }

    #[test]
    fn a_list_with_its_own_beginning_begins_there_once() {
        let over = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
        let lists = [list(1, 0, ""), list(2, 0, over), list(3, 0, "")].concat();
        let source =
            format!("<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum>{lists}", level(0, "decimal", "%1)", ""));
        let mut numbering = numbering(&source);
        assert_eq!(shown(&mut numbering, "1", &[0, 0]), ["1)", "2)"]);
        assert_eq!(shown(&mut numbering, "2", &[0, 0]), ["5)", "6)"]);
        assert_eq!(shown(&mut numbering, "3", &[0]), ["7)"], "lists of one kind count together");
        assert_eq!(numbering.next("3", 0), Some(Number::Plain(8, ')')));
        assert_eq!(numbering.next("9", 0), None);
    }

    #[test]
    fn letters_and_roman_numbers_are_those_of_word() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([4, 9, 14, 1999].map(roman), ["IV", "IX", "XIV", "MCMXCIX"]);
    }
}
