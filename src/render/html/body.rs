//! A clean layout as the body of a page: headings, paragraphs, nested lists, tables, footnotes; every text escaped.

use std::fmt::Write as _;

use minijinja::HtmlEscape;

use super::breaking::breakable;
use crate::render::layout::{Content, Fragment, Layout, Marks, Paragraph, Part, Role, Table};

/// The body of a page. The layout is a clean one: what happened to its parts is not shown.
pub(super) fn body(layout: &Layout) -> String {
    let mut out = String::new();
    let mut open: Vec<usize> = Vec::new();
    for part in &layout.parts {
        match part {
            Part::Paragraph(paragraph) => {
                lists(&mut out, &mut open, layout, paragraph.role);
                block(&mut out, layout, paragraph);
            }
            Part::Table(table) => {
                close(&mut out, &mut open, layout, 0);
                rows(&mut out, layout, table);
            }
        }
    }
    close(&mut out, &mut open, layout, 0);
    notes(&mut out, layout);
    out
}

/// Closes and opens lists so that a paragraph of this role can follow.
fn lists(out: &mut String, open: &mut Vec<usize>, layout: &Layout, role: Role) {
    match role {
        Role::Continued(depth) => close(out, open, layout, usize::from(depth) + 1),
        Role::Item(list, depth) => {
            let depth = usize::from(depth);
            // A list that goes on keeps its element; any other one at its place ends.
            let goes_on = open.get(depth) == Some(&list);
            close(out, open, layout, if goes_on { depth + 1 } else { depth });
            if goes_on {
                out.push_str("</li>\n<li>");
                return;
            }
            while open.len() <= depth {
                let _ = match layout.lists.get(list).map(|list| list.marks) {
                    Some(Marks::Numbers(1) | Marks::Parentheses(1)) => write!(out, "<ol>\n<li>"),
                    Some(Marks::Numbers(start) | Marks::Parentheses(start)) => {
                        write!(out, "<ol start=\"{start}\">\n<li>")
                    }
                    _ => write!(out, "<ul>\n<li>"),
                };
                open.push(list);
            }
        }
        _ => close(out, open, layout, 0),
    }
}

/// Closes lists until `depth` of them are open.
fn close(out: &mut String, open: &mut Vec<usize>, layout: &Layout, depth: usize) {
    while open.len() > depth {
        let list = open.pop().and_then(|list| layout.lists.get(list)).map(|list| list.marks);
        out.push_str(match list {
            Some(Marks::Numbers(_) | Marks::Parentheses(_)) => "</li>\n</ol>\n",
            _ => "</li>\n</ul>\n",
        });
    }
}

fn block(out: &mut String, layout: &Layout, paragraph: &Paragraph) {
    let tag = match paragraph.role {
        Role::Heading(level) => ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
        Role::Rule => {
            out.push_str("<hr>\n");
            return;
        }
        Role::Code => "pre",
        Role::Item(..) => "",
        Role::Quotation(_) => "blockquote",
        _ => "p",
    };
    if !tag.is_empty() {
        let _ = write!(out, "<{tag}>");
    }
    if tag == "blockquote" {
        out.push_str("<p>");
    }
    fragments(out, layout, &paragraph.fragments);
    if tag == "blockquote" {
        out.push_str("</p>");
    }
    if !tag.is_empty() {
        let _ = writeln!(out, "</{tag}>");
    }
}

fn fragments(out: &mut String, layout: &Layout, fragments: &[Fragment]) {
    for fragment in fragments {
        let face = fragment.face;
        let tags = [
            (face.strong, "strong"),
            (face.emphasis, "em"),
            (face.code, "code"),
            (face.strikethrough, "s"),
            (face.superscript, "sup"),
            (face.subscript, "sub"),
        ];
        let link = fragment.link.as_deref().filter(|target| is_safe(target));
        if let Some(target) = link {
            let _ = write!(out, "<a href=\"{}\">", HtmlEscape(target));
        }
        let tags: Vec<&str> = tags.into_iter().filter(|(set, _)| *set).map(|(_, tag)| tag).collect();
        tags.iter().for_each(|tag| _ = write!(out, "<{tag}>"));
        match &fragment.content {
            Content::Text(text) => _ = write!(out, "{}", breakable(text)),
            Content::Break => out.push_str("<br>"),
            Content::Note(note) => {
                let number = note + 1;
                let label = layout.notes.get(*note).map_or("", |note| note.label.as_str());
                let label = HtmlEscape(label);
                let _ = write!(out, "<sup><a href=\"#note-{number}\" id=\"note-{number}-from\">{label}</a></sup>");
            }
            Content::Image(image) => _ = write!(out, "[{}]", HtmlEscape(&image.alternative)),
        }
        tags.iter().rev().for_each(|tag| _ = write!(out, "</{tag}>"));
        if link.is_some() {
            out.push_str("</a>");
        }
    }
}

/// Whether a link leads to a page, to an address or within the page: none that runs anything.
fn is_safe(target: &str) -> bool {
    let lower = target.trim_start().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "#"].iter().any(|start| lower.starts_with(start))
}

fn rows(out: &mut String, layout: &Layout, table: &Table) {
    out.push_str("<section class=\"table\" tabindex=\"0\"");
    let _ = match &table.caption {
        Some(caption) => write!(out, " aria-label=\"{}\">\n<table>\n", HtmlEscape(caption)),
        None => {
            let heads = table.rows.first().map(|row| row.cells.iter().map(|cell| text(cell)).collect::<Vec<_>>());
            write!(out, " aria-label=\"{}\">\n<table>\n", HtmlEscape(&heads.unwrap_or_default().join(", ")))
        }
    };
    for (number, row) in table.rows.iter().enumerate() {
        let (opening, closing) = if number == 0 { ("<th scope=\"col\">", "</th>") } else { ("<td>", "</td>") };
        match number {
            0 => out.push_str("<thead>\n<tr>"),
            1 => out.push_str("<tbody>\n<tr>"),
            _ => out.push_str("<tr>"),
        }
        for cell in &row.cells {
            out.push_str(opening);
            for (place, paragraph) in cell.iter().enumerate() {
                if place > 0 {
                    out.push_str("<br>");
                }
                fragments(out, layout, &paragraph.fragments);
            }
            out.push_str(closing);
        }
        out.push_str(if number == 0 { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }
    if table.rows.len() > 1 {
        out.push_str("</tbody>\n");
    }
    out.push_str("</table>\n</section>\n");
}

fn text(paragraphs: &[Paragraph]) -> String {
    let fragments = paragraphs.iter().flat_map(|paragraph| &paragraph.fragments);
    fragments
        .filter_map(|fragment| match &fragment.content {
            Content::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn notes(out: &mut String, layout: &Layout) {
    if layout.notes.is_empty() {
        return;
    }
    out.push_str("<ol class=\"notes\">\n");
    for (number, note) in layout.notes.iter().enumerate() {
        let number = number + 1;
        let _ = write!(out, "<li id=\"note-{number}\">");
        note.paragraphs.iter().for_each(|paragraph| fragments(out, layout, &paragraph.fragments));
        let _ = writeln!(out, " <a href=\"#note-{number}-from\">↩</a></li>");
    }
    out.push_str("</ol>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::layout::{Face, List};

    fn item(list: usize, depth: u8, text: &str) -> Part {
        let fragments = vec![Fragment { content: Content::Text(text.to_owned()), ..Fragment::default() }];
        Part::Paragraph(Paragraph { role: Role::Item(list, depth), fragments, ..Paragraph::default() })
    }

    #[test]
    fn lists_nest_and_go_on() {
        let bullets = |depth, within| List { marks: Marks::Bullets, depth, within };
        let layout = Layout {
            parts: vec![item(0, 0, "a"), item(1, 1, "b"), item(0, 0, "c"), item(2, 0, "d")],
            lists: vec![
                List { marks: Marks::Numbers(3), depth: 0, within: None },
                bullets(1, Some(0)),
                bullets(0, None),
            ],
            ..Layout::default()
        };
        let expected = "<ol start=\"3\"><li>a<ul><li>b</li></ul></li><li>c</li></ol><ul><li>d</li></ul>";
        assert_eq!(body(&layout).replace('\n', ""), expected);
    }

    #[test]
    fn texts_are_escaped_and_links_never_run_anything() {
        let fragment = |text: &str, link: &str| Fragment {
            content: Content::Text(text.to_owned()),
            link: Some(link.to_owned()),
            face: Face { strong: true, ..Face::default() },
            ..Fragment::default()
        };
        let fragments = vec![fragment("<b>", " JavaScript:alert(1)"), fragment("x", "https://example.org/?a=\"b\"")];
        let layout = Layout {
            parts: vec![Part::Paragraph(Paragraph { fragments, ..Paragraph::default() })],
            ..Layout::default()
        };
        let page = body(&layout);
        assert!(page.contains("<strong>&lt;b&gt;</strong><a href=\"https:"), "{page}");
        assert!(!page.to_lowercase().contains("javascript"), "{page}");
    }
}
