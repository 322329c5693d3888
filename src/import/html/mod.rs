//! Pages (HTML): bytes in, what they say and what was not carried over out.

mod body;
mod charset;
mod inline;
mod listing;
mod note;
mod page;
mod picture;
mod sheet;
mod table;
mod tree;
mod word;

use super::content::Content;
use super::report::{Report, shortened};
use super::text::{self, DecodeError, Decoded};
use super::xml::{Element, Node};
use super::{Changes, Medium};
pub(super) use tree::TooMuch;

/// What a page gave.
pub(super) struct Read {
    pub(super) content: Content,
    pub(super) media: Vec<Medium>,
    pub(super) report: Report,
}

/// The text of a page, in the encoding that it declares or shows.
///
/// # Errors
/// What [`text::decode`] refuses.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    text::decode_declared(bytes, charset::declared(bytes))
}

/// Reads a page; what is marked as inserted and deleted is accepted or rejected.
///
/// # Errors
/// Pages that are nested without end.
pub(super) fn read(source: &str, changes: Changes) -> Result<Read, TooMuch> {
    let page = tree::read(source)?;
    Ok(body::read(&page, changes))
}

/// All words below an element, with single spaces; what no browser shows is left out.
fn words_of(element: &Element) -> String {
    let mut text = String::new();
    gather(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: &Element, text: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(child) => match &*child.name {
                "script" | "style" | "template" | "noscript" | "comment" | "head" => {}
                name => {
                    let apart = is_block(name) || matches!(name, "br" | "td" | "th" | "li" | "option");
                    text.push_str(if apart { " " } else { "" });
                    gather(child, text);
                    text.push_str(if apart { " " } else { "" });
                }
            },
        }
    }
}

/// Whether an element of a name stands on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
