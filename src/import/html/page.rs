//! What of a page is its text, and what only stands around it.

use std::collections::BTreeSet;

use super::words_of;
use crate::import::xml::Element;

/// Roles of what stands around the text of a page.
const AROUND: [&str; 7] = ["navigation", "banner", "contentinfo", "complementary", "search", "form", "dialog"];

/// The text of a page.
pub(super) struct Text<'e> {
    /// The elements that hold it, in order.
    pub(super) parts: Vec<&'e Element>,
    /// What has words of its own and stands outside of them.
    pub(super) outside: Vec<&'e Element>,
    /// Whether nothing tells the text from what is around it.
    pub(super) whole: bool,
}

/// Finds the text: the main element, else the articles where they are most of the page, else all of it.
pub(super) fn text_of(page: &Element) -> Text<'_> {
    let body = page.child("body").unwrap_or(page);
    let mut mains = Vec::new();
    find(body, &|it| &*it.name == "main" || role(it) == "main", &mut mains);
    if !mains.is_empty() {
        return Text { outside: outside(body, &mains), parts: mains, whole: false };
    }
    let mut articles = Vec::new();
    find(body, &|it| &*it.name == "article" || role(it) == "article", &mut articles);
    let said: usize = articles.iter().map(|article| words_of(article).len()).sum();
    if said * 2 > words_of(body).len() {
        return Text { outside: outside(body, &articles), parts: articles, whole: false };
    }
    Text { parts: vec![body], outside: Vec::new(), whole: true }
}

/// The outermost elements that are looked for and have words.
fn find<'e>(element: &'e Element, wanted: &dyn Fn(&Element) -> bool, found: &mut Vec<&'e Element>) {
    for child in element.elements().filter(|child| !is_dead(child)) {
        if wanted(child) {
            if !words_of(child).is_empty() {
                found.push(child);
            }
        } else {
            find(child, wanted, found);
        }
    }
}

/// What has words and stands beside the parts.
fn outside<'e>(element: &'e Element, parts: &[&Element]) -> Vec<&'e Element> {
    let parts: BTreeSet<*const Element> = parts.iter().map(|part| std::ptr::from_ref(*part)).collect();
    fn beside<'e>(element: &'e Element, parts: &BTreeSet<*const Element>) -> (bool, Vec<&'e Element>) {
        let (mut holds, mut found) = (false, Vec::new());
        for child in element.elements().filter(|child| !is_dead(child)) {
            if parts.contains(&std::ptr::from_ref(child)) {
                holds = true;
                continue;
            }
            let (inner, mut others) = beside(child, parts);
            holds |= inner;
            if inner {
                found.append(&mut others);
            } else {
                found.push(child);
            }
        }
        (holds, found)
    }
    let (_, mut found) = beside(element, &parts);
    found.retain(|element| !words_of(element).is_empty());
    found
}

/// The role of an element, where it has one.
pub(super) fn role(element: &Element) -> &str {
    element.attribute("role").and_then(|role| role.split_ascii_whitespace().next()).unwrap_or_default()
}

/// Whether a browser shows nothing of an element.
pub(super) fn is_dead(element: &Element) -> bool {
    matches!(
        &*element.name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "comment"
            | "head"
            | "title"
            | "meta"
            | "link"
            | "base"
            | "datalist"
    )
}

/// Whether an element that stands within a text is no part of it. `sectioned` is how many articles and sections are around
/// it, `of_page` how many characters the text has.
pub(super) fn is_around(element: &Element, whole: bool, sectioned: usize, of_page: usize) -> bool {
    let role = role(element);
    let outer = whole && sectioned == 0;
    match &*element.name {
        "nav" | "aside" | "dialog" | "search" => true,
        "footer" => outer,
        "header" => outer && (element.find("nav").is_some() || element.find("form").is_some() || !has_title(element)),
        // Some makers of pages put a form around everything.
        "form" => words_of(element).len() * 2 < of_page && !element.descendants().into_iter().any(is_heading),
        "input" => element.attribute("type").is_none_or(|kind| !kind.eq_ignore_ascii_case("checkbox")),
        "button" | "select" | "textarea" | "output" | "progress" | "meter" => true,
        _ => AROUND.contains(&role),
    }
}

/// Whether an element is a heading of any level.
pub(super) fn is_heading(element: &Element) -> bool {
    matches!(&*element.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") || role(element) == "heading"
}

fn has_title(element: &Element) -> bool {
    element.find("h1").is_some()
}

/// Whether a part of a page leads to places of this page only: a table of contents.
pub(super) fn is_contents(element: &Element) -> bool {
    let named = |name: &str| {
        let value = element.attribute(name).unwrap_or_default().to_ascii_lowercase();
        value == "toc" || value.starts_with("table of contents") || value.split(' ').any(|it| it == "toc")
    };
    let told = &*element.name == "nav" || role(element) == "doc-toc" || named("id") || named("class");
    if !told {
        return false;
    }
    let links = element.descendants().into_iter().filter(|it| &*it.name == "a" && it.attribute("href").is_some());
    let mut count = 0;
    let all = links.inspect(|_| count += 1).all(|it| it.attribute("href").is_some_and(|href| href.starts_with('#')));
    all && count > 1
}
