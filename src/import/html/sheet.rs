//! How a page sets its text, as far as it says something about the text: what is hidden, bold, struck out, raised.

use std::collections::BTreeMap;

use crate::import::content::{Alignment, Face, Position};
use crate::import::xml::Element;

/// No sheet has more rules that matter here.
const MOST: usize = 5_000;

/// Classes whose text is read out and not shown, on pages whose sheets are not in the file.
const SAID: [&str; 6] =
    ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "hidden-accessible"];

/// What is set for a piece of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) hidden: Option<bool>,
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) position: Option<Position>,
    pub(super) align: Option<Alignment>,
}

impl Look {
    fn over(self, other: Look) -> Look {
        Look {
            hidden: self.hidden.or(other.hidden),
            strong: self.strong.or(other.strong),
            emphasis: self.emphasis.or(other.emphasis),
            strike: self.strike.or(other.strike),
            position: self.position.or(other.position),
            align: self.align.or(other.align),
        }
    }

    /// The face of text within other text.
    pub(super) fn face(self, around: Face) -> Face {
        Face {
            strong: self.strong.unwrap_or(around.strong),
            emphasis: self.emphasis.unwrap_or(around.emphasis),
            strike: self.strike.unwrap_or(false) || around.strike,
            position: self.position.unwrap_or(around.position),
            ..around
        }
    }
}

/// A rule for elements with a tag, with classes and without others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    tag: String,
    with: Vec<String>,
    without: Vec<String>,
    look: Look,
}

/// The rules of a page that are plain enough to be read here, by their first class.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    rules: BTreeMap<String, Vec<Rule>>,
}

impl Sheet {
    /// Reads all sheets of a page.
    pub(super) fn read(page: &Element) -> Sheet {
        let mut sheet = Sheet::default();
        let mut count = 0;
        for style in page.descendants().into_iter().filter(|it| &*it.name == "style") {
            let screen = style.attribute("media").is_none_or(|media| media.contains("screen") || media.contains("all"));
            for (selectors, declarations) in rules(&style.text()).into_iter().filter(|_| screen) {
                let look = look(&declarations);
                for selector in selectors.split(',').filter(|_| look != Look::default()) {
                    if let Some(rule) = rule(selector.trim(), look)
                        && count < MOST
                    {
                        count += 1;
                        sheet.rules.entry(rule.with[0].clone()).or_default().push(rule);
                    }
                }
            }
        }
        sheet
    }

    /// What is set for an element: by itself, else by its classes.
    pub(super) fn look(&self, element: &Element) -> Look {
        let own = element.attribute("style").map(look).unwrap_or_default();
        let classes: Vec<&str> = classes(element).collect();
        let rules = classes.iter().filter_map(|class| self.rules.get(*class)).flatten();
        let matching = rules.filter(|rule| {
            (rule.tag.is_empty() || *rule.tag == *element.name)
                && rule.with.iter().all(|class| classes.contains(&class.as_str()))
                && !rule.without.iter().any(|class| classes.contains(&class.as_str()))
        });
        let all = matching.fold(own, |look, rule| look.over(rule.look));
        let said = classes.iter().any(|class| SAID.contains(class));
        Look { hidden: all.hidden.or(said.then_some(true)), ..all }
    }
}

/// The classes of an element.
pub(super) fn classes(element: &Element) -> impl Iterator<Item = &str> {
    element.attribute("class").unwrap_or_default().split_ascii_whitespace()
}

/// Whether an element has one of these classes.
pub(super) fn has_class(element: &Element, wanted: &[&str]) -> bool {
    classes(element).any(|class| wanted.contains(&class))
}

/// The value of a property in the style of an element.
pub(super) fn property<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    declarations(element.attribute("style")?).find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    style.split(';').filter_map(|it| it.split_once(':')).map(|(name, value)| (name.trim(), value.trim()))
}

/// What declarations say.
fn look(style: &str) -> Look {
    let mut look = Look::default();
    let (mut absolute, mut clipped) = (false, false);
    for (name, value) in declarations(style) {
        let value = value.trim_end_matches("!important").trim().to_ascii_lowercase();
        match name.to_ascii_lowercase().as_str() {
            "display" => look.hidden = Some(value == "none").filter(|hidden| *hidden).or(look.hidden),
            "visibility" if value == "hidden" => look.hidden = Some(true),
            "mso-hide" if value == "all" => look.hidden = Some(true),
            "position" => absolute = value == "absolute",
            "clip" | "clip-path" => clipped = value != "auto" && value != "none",
            "font-weight" => {
                look.strong =
                    Some(matches!(&*value, "bold" | "bolder") || value.parse::<u32>().is_ok_and(|it| it >= 600));
            }
            "font-style" => look.emphasis = Some(matches!(&*value, "italic" | "oblique")),
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => look.strike = Some(true),
            "vertical-align" => {
                look.position = match &*value {
                    "super" => Some(Position::Above),
                    "sub" => Some(Position::Below),
                    "baseline" => Some(Position::Line),
                    _ => None,
                }
            }
            "text-align" => {
                look.align = match &*value {
                    "right" | "end" => Some(Alignment::Right),
                    "center" => Some(Alignment::Center),
                    _ => Some(Alignment::None),
                }
            }
            _ => {}
        }
    }
    if absolute && clipped {
        look.hidden = Some(true);
    }
    look
}

/// The rules at the top of a sheet: what selects, and what is declared.
fn rules(sheet: &str) -> Vec<(String, String)> {
    let mut plain = String::new();
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    let plain = plain.replace("<!--", "").replace("-->", "");
    let mut rules = Vec::new();
    let (mut selector, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for c in plain.chars() {
        match c {
            '{' => {
                depth += 1;
                if depth > 1 {
                    inside.push(c);
                }
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let (selector, inside) = (std::mem::take(&mut selector), std::mem::take(&mut inside));
                    // What holds for some media or some browsers only is left out.
                    if !selector.trim_start().starts_with('@') && !inside.contains('{') {
                        rules.push((selector.trim().to_owned(), inside));
                    }
                }
            }
            ';' if depth == 0 => selector.clear(),
            c if depth == 0 => selector.push(c),
            c => inside.push(c),
        }
    }
    rules
}

/// A rule of a selector that names a class of the element itself and no more than its tag and further classes.
fn rule(selector: &str, look: Look) -> Option<Rule> {
    // LibreOffice names the cell around a paragraph.
    let selector = ["td ", "th "].iter().find_map(|cell| selector.strip_prefix(cell)).unwrap_or(selector);
    let (own, without) = match selector.split_once(":not(.") {
        Some((own, rest)) => (own, vec![rest.strip_suffix(')')?.to_owned()]),
        None => (selector, Vec::new()),
    };
    let mut parts = own.split('.');
    let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
    let rule = Rule { tag, with: parts.map(str::to_owned).collect(), without, look };
    let plain = |name: &String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let fits = !rule.with.is_empty()
        && rule.with.iter().chain(&rule.without).all(plain)
        && (rule.tag.is_empty() || plain(&rule.tag));
    fits.then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::tree;

    #[test]
    fn plain_rules_count_and_others_do_not() {
        let page = tree::read(
            "<style><!-- /* Word */ span.Gruby {font-weight:bold} p.Gruby { } .x, .ukryty:not(.wazny) { display: none }\n\
             @media print { .druk { display: none } } .menu .pod { display: none } .said { position: absolute; clip-path: inset(50%) }\n\
             @import url(x.css); .kursywa { font-style: italic !important; } --></style>\
             <span class=Gruby>a</span><p class=Gruby>b</p><i class=\"ukryty\">c</i><i class=\"ukryty wazny\">d</i><i class=druk>e</i>\
             <i class=pod>f</i><i class=said>g</i><i class=\"kursywa\" style='font-weight:700'>h</i><i class=sr-only>i</i>",
        )
        .expect("it is small");
        let sheet = Sheet::read(&page);
        let looks: Vec<Look> = page.child("body").expect("there is one").elements().map(|it| sheet.look(it)).collect();
        let hidden: Vec<bool> = looks.iter().map(|look| look.hidden == Some(true)).collect();
        assert_eq!(hidden, [false, false, true, false, false, false, true, false, true]);
        let strong: Vec<bool> = looks.iter().map(|look| look.strong == Some(true)).collect();
        assert_eq!(strong, [true, false, false, false, false, false, false, true, false]);
        assert_eq!(looks[7].emphasis, Some(true));
    }
}
