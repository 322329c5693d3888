//! Numbers and dates that changed: places where replaced text holds other digits than before, with the words around them.

use serde::Serialize;

use super::{Item, Passage, Row};
use crate::render::redline::{Stretch, StretchOp};
use crate::render::view::{BlockKindView, OpView};

/// How many words are shown on each side of a changed number.
const AROUND: usize = 6;

/// How many words of the changed text itself are shown on each side of its numbers.
const BESIDE: usize = 3;

/// A number that changed, as it stands in the text: no unit and no meaning is guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Id of the passage, or of the section where its title holds the number.
    pub target: String,
    /// Heading of the section.
    pub section: String,
    /// What stands before it, its space included: words of the text, or the row and the column of a table.
    pub lead: String,
    /// The earlier text; empty where there was none.
    pub before: String,
    /// The later text; empty where it is gone.
    pub after: String,
    /// What stands behind it, its space included.
    pub tail: String,
}

/// The numbers that changed, in the order of the items. Those in passages and rows that are new or gone as a whole
/// are left out: there, everything is.
pub fn figures(items: &[Item]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for item in items.iter().filter(|item| item.changed) {
        let mut section = item.heading.clone();
        if let Some(former) = &item.former_title
            && numbers(former) != numbers(&item.title)
        {
            let (before, after) = (cut(former), cut(&item.title));
            let (target, section) = (item.id.clone(), item.heading.clone());
            figures.push(Figure { target, section, lead: String::new(), before, after, tail: String::new() });
        }
        for passage in &item.passages {
            if let Some(opening) = &passage.opens {
                section.clone_from(&opening.heading);
            }
            of_passage(passage, &section, &mut figures);
        }
    }
    figures
}

fn of_passage(passage: &Passage, section: &str, figures: &mut Vec<Figure>) {
    let Some(target) = &passage.anchor else { return };
    let rewritten = matches!(passage.op, OpView::Edited | OpView::Split | OpView::Joined | OpView::MovedIn);
    // The digits of code and markup say nothing to a reader.
    if !rewritten || matches!(passage.kind, BlockKindView::Code | BlockKindView::Html) {
        return;
    }
    let mut found = of_redline(&passage.redline);
    let rows = passage.rows.as_deref().unwrap_or_default();
    let header = rows.iter().find(|row| row.header);
    for row in rows.iter().filter(|row| row.op == OpView::Edited) {
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.op == OpView::Edited) {
            let place = place_in_table(header, row, column);
            found.extend(of_redline(&cell.redline).into_iter().map(|mut figure| {
                if !place.is_empty() {
                    figure.lead = format!("{place}: {}", figure.lead);
                }
                figure
            }));
        }
    }
    for mut figure in found {
        figure.target.clone_from(target);
        section.clone_into(&mut figure.section);
        figures.push(figure);
    }
}

/// The first cell of the row and the header of the column.
fn place_in_table(header: Option<&Row>, row: &Row, column: usize) -> String {
    let later = |row: &Row, column: usize| {
        let text: String = row.cells.get(column).map(|cell| later_text(&cell.redline)).unwrap_or_default();
        text.trim().to_owned()
    };
    let first = if column > 0 { later(row, 0) } else { String::new() };
    let head = header.filter(|_| !row.header).map(|header| later(header, column)).unwrap_or_default();
    [first, head].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
}

fn later_text(redline: &[Stretch]) -> String {
    redline.iter().filter(|stretch| stretch.op != StretchOp::Delete).map(Stretch::text).collect()
}

/// The text of a stretch without the names of notes and without addresses: their digits are no figures.
fn countable(stretch: &Stretch) -> String {
    let pieces = stretch.pieces.iter().filter(|piece| !piece.note && !piece.source && !piece.pilcrow);
    pieces.map(|piece| piece.text.as_str()).collect()
}

/// The changes of a redline whose digits differ; section and target are left empty.
fn of_redline(redline: &[Stretch]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while at < redline.len() {
        if redline[at].op == StretchOp::Equal {
            at += 1;
            continue;
        }
        let end = redline[at..].iter().position(|it| it.op == StretchOp::Equal).map_or(redline.len(), |it| at + it);
        let side = |op| redline[at..end].iter().filter(|it| it.op == op).map(countable).collect::<String>();
        let (before, after) = (side(StretchOp::Delete), side(StretchOp::Insert));
        // A number may be cut: the letters and digits that it touches on both sides belong to it.
        let (lead, tail) = (later_text(&redline[..at]), later_text(&redline[end..]));
        let sides = || [&before, &after].into_iter().filter(|side| !side.is_empty());
        let is_cut = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let begins = sides().all(|side| is_cut(side.chars().next()));
        let ends = sides().all(|side| is_cut(side.chars().next_back()));
        let (lead, head) = lead.split_at(if begins { start_of_word(&lead) } else { lead.len() });
        let (rest, tail) = tail.split_at(if ends { end_of_word(&tail) } else { 0 });
        let whole = |side: &str| if side.trim().is_empty() { String::new() } else { format!("{head}{side}{rest}") };
        let (before, after) = (whole(&before), whole(&after));
        // A space at the edge of the change stays with what stands around it.
        let (first, last) = (after.chars().next(), after.chars().next_back());
        let opened = if lead.is_empty() || lead.ends_with(char::is_whitespace) { None } else { first };
        let closed = if tail.is_empty() || tail.starts_with(char::is_whitespace) { None } else { last };
        let space = |edge: Option<char>| if edge.is_some_and(char::is_whitespace) { " " } else { "" };
        if numbers(&before) != numbers(&after) {
            figures.push(Figure {
                target: String::new(),
                section: String::new(),
                lead: last_words(lead) + space(opened),
                before: cut(&before),
                after: cut(&after),
                tail: space(closed).to_owned() + &first_words(tail),
            });
        }
        at = end;
    }
    figures
}

/// Where the letters and digits begin that a text ends with.
fn start_of_word(text: &str) -> usize {
    let word = text.chars().rev().take_while(|it| it.is_alphanumeric());
    text.len() - word.map(char::len_utf8).sum::<usize>()
}

/// Where the letters and digits end that a text begins with, signs between and behind numbers included.
fn end_of_word(text: &str) -> usize {
    let letters = text.chars().take_while(|it| it.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    match text[letters..].chars().next() {
        Some(sign @ ('%' | '‰')) => letters + sign.len_utf8(),
        Some(',' | '.') if letters > 0 && text[letters + 1..].starts_with(char::is_numeric) => {
            letters + 1 + end_of_word(&text[letters + 1..])
        }
        _ => letters,
    }
}

/// The last words of a text, with the space that it ends with.
fn last_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().rev().take(AROUND + 1).collect();
    if words.len() > AROUND {
        words[AROUND] = "…";
    }
    words.reverse();
    words.join(" ") + if text.ends_with(char::is_whitespace) { " " } else { "" }
}

/// The first words of a text, with the space that it begins with.
fn first_words(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().take(AROUND + 1).collect();
    if words.len() > AROUND {
        words[AROUND] = "…";
    }
    let space = if text.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{space}{}", words.join(" "))
}

/// The numbers of a text, in order: runs of digits with the signs and spaces that group them.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let mut open = false;
    let characters: Vec<char> = text.chars().collect();
    for (at, character) in characters.iter().copied().enumerate() {
        let between =
            || at > 0 && characters[at - 1].is_numeric() && characters.get(at + 1).is_some_and(|c| c.is_numeric());
        if character.is_numeric() {
            match numbers.last_mut().filter(|_| open) {
                Some(number) => number.push(character),
                None => numbers.push(character.to_string()),
            }
            open = true;
        } else if open && matches!(character, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}') && between() {
            // "31 400" and "31400" are the same number, "2,5" and "25" are not.
            if let Some(number) = numbers.last_mut().filter(|_| matches!(character, ',' | '.')) {
                number.push(character);
            }
        } else {
            open = false;
        }
    }
    numbers
}

/// The words around the numbers of a long text.
fn cut(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 2 * BESIDE + 3 {
        return words.join(" ");
    }
    let mut kept = vec![false; words.len()];
    for (at, _) in words.iter().enumerate().filter(|(_, word)| word.contains(char::is_numeric)) {
        kept[at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(words.len())].fill(true);
    }
    if !kept.contains(&true) {
        kept[..2 * BESIDE].fill(true);
    }
    let mut shown: Vec<&str> = Vec::new();
    for (word, kept) in words.iter().zip(kept) {
        match kept {
            true => shown.push(word),
            false if shown.last() != Some(&"…") => shown.push("…"),
            false => {}
        }
    }
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::redline::Piece;

    /// A redline in which `‹-…›` was deleted and `‹+…›` inserted.
    fn redline(text: &str) -> Vec<Stretch> {
        let stretch =
            |op, text: &str| Stretch { op, pieces: vec![Piece { text: text.to_owned(), ..Piece::default() }] };
        let mut redline = Vec::new();
        for (at, part) in text.split(['‹', '›']).enumerate().filter(|(_, part)| !part.is_empty()) {
            redline.push(match (at % 2, part.chars().next()) {
                (1, Some('-')) => stretch(StretchOp::Delete, &part[1..]),
                (1, _) => stretch(StretchOp::Insert, &part[1..]),
                _ => stretch(StretchOp::Equal, part),
            });
        }
        redline
    }

    fn told(text: &str) -> Vec<(String, String, String, String)> {
        of_redline(&redline(text)).into_iter().map(|it| (it.lead, it.before, it.after, it.tail)).collect()
    }

    fn of(lead: &str, before: &str, after: &str, tail: &str) -> (String, String, String, String) {
        (lead.to_owned(), before.to_owned(), after.to_owned(), tail.to_owned())
    }

    #[test]
    fn a_replaced_number_is_told_with_the_words_around_it() {
        assert_eq!(told("Nakłady wyniosą ‹-2,5%›‹+3,1%› PKB."), [of("Nakłady wyniosą ", "2,5%", "3,1%", " PKB.")]);
        let long = "Jeden dwa trzy cztery pięć sześć siedem ‹-36›‹+41› osiem dziewięć dziesięć jeden dwa trzy cztery";
        let expected =
            of("… dwa trzy cztery pięć sześć siedem ", "36", "41", " osiem dziewięć dziesięć jeden dwa trzy …");
        assert_eq!(told(long), [expected]);
    }

    #[test]
    fn a_number_that_is_cut_is_told_whole() {
        assert_eq!(told("Do roku 20‹-20›‹+30›, potem"), [of("Do roku ", "2020", "2030", ", potem")]);
        assert_eq!(told("(zob. ‹-2›‹+3›.4)."), [of("(zob. ", "2", "3", ".4).")]);
        assert_eq!(told("o ‹-2›‹+3›5,5% więcej"), [of("o ", "25,5%", "35,5%", " więcej")]);
    }

    #[test]
    fn words_that_changed_around_the_same_number_are_no_figure() {
        assert_eq!(told("‹-odpowiedziało 640 firm›‹+odpowiedziały 640 firmy› i"), []);
        assert_eq!(told("‹-31 400›‹+31\u{a0}400› osób"), []);
        assert_eq!(told("bez ‹-liczb›‹+cyfr›"), []);
    }

    #[test]
    fn a_number_that_is_new_or_gone_in_a_sentence_counts() {
        assert_eq!(told("Program trwa‹+ 5 lat› i"), [of("Program trwa ", "", "5 lat", " i")]);
        assert_eq!(told("Program ‹-z 2018 r.› trwa"), [of("Program ", "z 2018 r.", "", " trwa")]);
        assert_eq!(told("‹-kilka›‹+7› gmin"), [of("", "kilka", "7", " gmin")]);
    }

    #[test]
    fn separators_tell_numbers_apart() {
        assert_eq!(numbers("2,5% i 31 400, z 2018 r. oraz 1.2.3"), ["2,5", "31400", "2018", "1.2.3"]);
        assert_ne!(numbers("2,5"), numbers("25"));
    }

    #[test]
    fn long_texts_are_cut_around_their_numbers() {
        let text = "raz dwa trzy cztery pięć 7 sześć siedem osiem dziewięć dziesięć jedenaście";
        assert_eq!(cut(text), "… trzy cztery pięć 7 sześć siedem osiem …");
    }

    #[test]
    fn names_of_notes_and_addresses_are_no_figures() {
        let mut redline = redline("Zob. przypis‹-1›‹+2›.");
        redline[1].pieces[0].note = true;
        redline[2].pieces[0].note = true;
        assert_eq!(of_redline(&redline), []);
    }
}
