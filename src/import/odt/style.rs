//! Styles of an ODT file: what is a heading, a quotation or a line, how text looks, and how lists and chapters count.

use std::collections::BTreeMap;

use crate::import::content::{Face, Position};
use crate::import::xml::Element;

/// How code within a line is called.
const CODE: [&str; 5] = ["source text", "tekst źródłowy", "source_text", "verbatim char", "verbatim_char"];

/// A style may rest on this many others.
const DEEPEST: usize = 32;

/// What a style says of itself alone.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    /// Name as people see it, in small letters.
    shown: String,
    outline: Option<u8>,
    list: Option<String>,
    strong: Option<bool>,
    emphasis: Option<bool>,
    strike: Option<bool>,
    position: Option<Position>,
    hidden: Option<bool>,
    align: Option<String>,
    automatic: bool,
}

/// How a level of a list or of chapters counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// `1`, `a`, `A`, `i`, `I`; empty for no number, and for bullets.
    pub(super) format: String,
    pub(super) bullet: bool,
    pub(super) prefix: String,
    pub(super) suffix: String,
    /// How many levels the number shows.
    pub(super) shown: usize,
    pub(super) start: u32,
}

/// All styles of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// By family and name.
    styles: BTreeMap<(String, String), Style>,
    lists: BTreeMap<String, Vec<Level>>,
    /// How chapters are counted.
    pub(super) outline: Vec<Level>,
}

impl Styles {
    /// Reads `styles.xml` and the automatic styles of `content.xml`.
    pub(super) fn read(named: &Element, content: &Element) -> Styles {
        let mut styles = Styles::default();
        for (root, folder) in
            [(named, "office:styles"), (named, "office:automatic-styles"), (content, "office:automatic-styles")]
        {
            let Some(folder) = root.child(folder) else { continue };
            let automatic = &*folder.name == "office:automatic-styles";
            for element in folder.elements() {
                match &*element.name {
                    "style:style" => styles.add(element, automatic),
                    "text:list-style" => {
                        if let Some(name) = element.attribute("style:name") {
                            styles.lists.insert(name.to_owned(), levels(element));
                        }
                    }
                    "text:outline-style" => styles.outline = levels(element),
                    _ => {}
                }
            }
        }
        styles
    }

    fn add(&mut self, element: &Element, automatic: bool) {
        let own = |name: &str| element.attribute(name).map(str::to_owned);
        let (Some(family), Some(name)) = (own("style:family"), own("style:name")) else { return };
        let text = element.child("style:text-properties");
        let of_text = |name: &str| text.and_then(|it| it.attribute(name));
        let weight = |value: &str| value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
        let line = of_text("style:text-line-through-style").or(of_text("style:text-line-through-type"));
        let shown = own("style:display-name").unwrap_or_else(|| name.replace("_20_", " "));
        let style = Style {
            parent: own("style:parent-style-name"),
            shown: shown.to_lowercase(),
            outline: element.attribute("style:default-outline-level").and_then(|level| level.parse().ok()),
            list: own("style:list-style-name"),
            strong: of_text("fo:font-weight").map(weight),
            emphasis: of_text("fo:font-style").map(|value| matches!(value, "italic" | "oblique")),
            strike: line.map(|value| value != "none"),
            position: of_text("style:text-position").map(position),
            hidden: of_text("text:display").map(|value| value == "none"),
            align: element
                .child("style:paragraph-properties")
                .and_then(|it| it.attribute("fo:text-align"))
                .map(str::to_owned),
            automatic,
        };
        self.styles.insert((family, name), style);
    }

    /// A style and all that it rests on, nearest first.
    fn chain(&self, family: &str, name: &str) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut name = Some(name.to_owned());
        while let Some(style) = name.and_then(|name| self.styles.get(&(family.to_owned(), name))) {
            chain.push(style);
            if chain.len() >= DEEPEST {
                break;
            }
            name = style.parent.clone();
        }
        chain
    }

    /// The level of the headings that are set in a style.
    pub(super) fn outline(&self, name: &str) -> Option<u8> {
        self.chain("paragraph", name).into_iter().find_map(|style| style.outline).filter(|level| *level > 0)
    }

    /// The list that paragraphs of a style belong to.
    pub(super) fn list(&self, name: &str) -> Option<&str> {
        self.chain("paragraph", name)
            .into_iter()
            .find_map(|style| style.list.as_deref())
            .filter(|list| !list.is_empty())
    }

    /// Whether a paragraph style, or one that it rests on, is called so.
    pub(super) fn is_called(&self, name: &str, wanted: &[&str]) -> bool {
        self.chain("paragraph", name).into_iter().any(|style| wanted.contains(&style.shown.as_str()))
    }

    /// How a paragraph is set.
    pub(super) fn alignment(&self, name: &str) -> Option<&str> {
        self.chain("paragraph", name).into_iter().find_map(|style| style.align.as_deref())
    }

    /// How text looks that is set in a text style, within text that looks like `around`.
    pub(super) fn face(&self, name: &str, around: Face) -> Face {
        faced(&self.chain("text", name), around)
    }

    /// How text of a paragraph looks by what was set on the paragraph itself, not by the look that its named style has.
    pub(super) fn own_face(&self, name: &str) -> Face {
        let chain = self.chain("paragraph", name);
        faced(&chain.into_iter().take_while(|style| style.automatic).collect::<Vec<_>>(), Face::default())
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).into_iter().find_map(|style| style.hidden) == Some(true)
    }

    /// A level of a list, from 0.
    pub(super) fn level(&self, list: &str, at: usize) -> Option<&Level> {
        self.lists.get(list)?.get(at)
    }
}

fn faced(chain: &[&Style], around: Face) -> Face {
    let first =
        |of: &dyn Fn(&Style) -> Option<bool>, around| chain.iter().find_map(|style| of(style)).unwrap_or(around);
    Face {
        strong: first(&|style| style.strong, around.strong),
        emphasis: first(&|style| style.emphasis, around.emphasis),
        strike: first(&|style| style.strike, around.strike),
        position: chain.iter().find_map(|style| style.position).unwrap_or(around.position),
        code: around.code || chain.iter().any(|style| CODE.contains(&style.shown.as_str())),
    }
}

/// `super 58%`, `sub 58%`, or by how many per cent the text is raised or lowered.
fn position(value: &str) -> Position {
    match value.split_whitespace().next().unwrap_or_default() {
        "super" => Position::Above,
        "sub" => Position::Below,
        height => match height.trim_end_matches('%').parse::<i32>() {
            Ok(height) if height >= 10 => Position::Above,
            Ok(height) if height <= -10 => Position::Below,
            _ => Position::Line,
        },
    }
}

fn levels(element: &Element) -> Vec<Level> {
    let mut levels = Vec::new();
    for element in element.elements() {
        let own = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<u32>().ok());
        let Some(at @ 1..=32) = number("text:level").map(|level| level as usize) else { continue };
        levels.resize(levels.len().max(at), Level::default());
        levels[at - 1] = Level {
            format: own("style:num-format"),
            bullet: &*element.name != "text:list-level-style-number" && &*element.name != "text:outline-level-style",
            prefix: own("style:num-prefix"),
            suffix: own("style:num-suffix"),
            shown: number("text:display-levels").unwrap_or(1).clamp(1, 32) as usize,
            start: number("text:start-value").unwrap_or(1),
        };
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;

    #[test]
    fn what_a_style_says_comes_from_those_it_rests_on() {
        let named = "<d xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
            xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'><office:styles>\
            <style:style style:family='paragraph' style:name='Heading_20_2' style:default-outline-level='2'><style:text-properties fo:font-weight='bold'/></style:style>\
            <style:style style:family='text' style:name='Strong'><style:text-properties fo:font-weight='700'/></style:style></office:styles></d>";
        let content = "<d xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
            xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'><office:automatic-styles>\
            <style:style style:family='paragraph' style:name='P1' style:parent-style-name='Heading_20_2'><style:text-properties fo:font-style='italic'/></style:style>\
            <style:style style:family='text' style:name='T1' style:parent-style-name='Strong'><style:text-properties style:text-position='-33% 58%'/></style:style>\
            <style:style style:family='paragraph' style:name='A' style:parent-style-name='A'/></office:automatic-styles></d>";
        let root = |source: &str| xml::read(source).expect("it is well formed");
        let styles = Styles::read(&root(named), &root(content));
        assert_eq!(styles.outline("P1"), Some(2));
        assert!(styles.is_called("P1", &["heading 2"]) && !styles.is_called("T1", &["heading 2"]));
        let own = styles.own_face("P1");
        assert!(own.emphasis && !own.strong, "the look of the named style is not that of the text");
        let face = styles.face("T1", Face { strike: true, ..Face::default() });
        assert!(face.strong && face.strike && face.position == Position::Below);
        assert_eq!(styles.outline("A"), None, "a style that rests on itself ends");
    }
}
