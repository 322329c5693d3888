//! Texts as they are set, and redlines that spell both texts to the letter.

mod both;
mod clean;
mod marks;
mod words;

use nowela::locale::{Language, Locale};
use nowela::render::Subject;
use nowela::render::layout::{Change, Content, Layout, Paragraph, Part, Role, redline};
use nowela::render::view::{StateDescription, view};

use crate::compare::Pair;

/// The redline of two texts.
fn redlined(pair: &Pair) -> Layout {
    let state = StateDescription::default();
    let view = view(&pair.before, &pair.after, &pair.comparison, &state, &state);
    redline(&Subject {
        before: &pair.before,
        after: &pair.after,
        comparison: &pair.comparison,
        view: &view,
        known: Default::default(),
        locale: &Locale::new(Language::Polish),
        only: &[],
    })
}

/// A paragraph in a line: what it is, what it was, and its text with `[-deleted-]`, `{+inserted+}`, `<n:moved away:n>` and
/// `>n:moved here:n<`; `¶` with its mark where its end changed, notes as `⟨n⟩`, breaks as `⏎`.
fn line(paragraph: &Paragraph) -> String {
    let mut text = match paragraph.role {
        Role::Body => String::new(),
        role => format!("{role:?}: "),
    };
    if let Some(former) = paragraph.former {
        text.push_str(&format!("(was {former:?}) "));
    }
    let mut open: Option<Change> = None;
    for fragment in &paragraph.fragments {
        let content = match &fragment.content {
            Content::Text(text) => text.clone(),
            Content::Break => "⏎".to_owned(),
            Content::Note(note) => format!("⟨{note}⟩"),
            Content::Image(image) => format!("![{}]({})", image.alternative, image.file),
        };
        if open != Some(fragment.change) {
            text.push_str(&open.map(close).unwrap_or_default());
            text.push_str(&begin(fragment.change));
            open = Some(fragment.change);
        }
        text.push_str(&content);
    }
    text.push_str(&open.map(close).unwrap_or_default());
    if paragraph.end != Change::Kept {
        text.push_str(&format!("{}¶{}", begin(paragraph.end), close(paragraph.end)));
    }
    text
}

fn begin(change: Change) -> String {
    match change {
        Change::Kept => String::new(),
        Change::Inserted => "{+".to_owned(),
        Change::Deleted => "[-".to_owned(),
        Change::MovedFrom(at) => format!("<{at}:"),
        Change::MovedTo(at) => format!(">{at}:"),
    }
}

fn close(change: Change) -> String {
    match change {
        Change::Kept => String::new(),
        Change::Inserted => "+}".to_owned(),
        Change::Deleted => "-]".to_owned(),
        Change::MovedFrom(at) => format!(":{at}>"),
        Change::MovedTo(at) => format!(":{at}<"),
    }
}

/// All lines; a row of a table is one, with what happened to it in front.
fn lines(layout: &Layout) -> Vec<String> {
    let mut all = Vec::new();
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => all.push(line(paragraph)),
            Part::Table(table) => {
                if let Some(caption) = &table.caption {
                    all.push(format!("({caption})"));
                }
                for row in &table.rows {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| cell.iter().map(line).collect::<Vec<_>>().join("/")).collect();
                    let change = if row.change == Change::Kept { String::new() } else { format!("{:?} ", row.change) };
                    all.push(format!("{change}| {} |", cells.join(" | ")));
                }
            }
        }
    }
    for (number, note) in layout.notes.iter().enumerate() {
        all.push(format!("^{number} {}", note.paragraphs.iter().map(line).collect::<Vec<_>>().join("/")));
    }
    all
}
