//! Headings that are none in the source: bold or numbered lines of a text that has no headings of its own, and the labels
//! of provisions.

use std::collections::BTreeSet;

use super::Document;
use super::block::{Block, BlockKind};
use super::diagnostic::{Remark, RemarkKind};
use super::inline::Style;
use super::label::{Label, fold, is_caption, split_labels};
use super::marker;
use super::provision::{Cut, Provision, provisions};
use super::section::Section;
use super::span::Span;

/// Which headings of a text count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headings {
    /// Those that are marked; bold or numbered lines of a text that has one at most; provisions ("§ 5. …", "Art. 5. …").
    #[default]
    Detected,
    /// Those that are marked.
    Marked,
}

/// No heading is longer, in characters.
const LONGEST: usize = 160;

/// Fewer lines than these make no outline.
const FEWEST: usize = 2;

/// A line that could be a heading.
struct Line {
    section: usize,
    block: usize,
    text: String,
    labels: Vec<Label>,
    title: String,
    look: Look,
    /// Whether nothing stands between it and the next such line.
    bare: bool,
    /// Where own text stands behind it in the same paragraph.
    cut: Option<Cut>,
}

/// What makes a line look like a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Bold,
    Plain,
}

/// Makes headings of bold or numbered lines, with a remark, where a text has one heading at most: texts that were
/// written in a word processor without its styles often come like that.
///
/// Bold lines with a number are believed first, then numbered lines that do not end like a sentence, then bold lines
/// alone. Levels follow from the numbers: "1.2" stands below "1", and a kind of label that is met for the first time below
/// the one before it, an annex at the top. A line that is repeated further down and has no text of its own is one of a
/// table of contents. Where a text has more headings, only provisions become sections, below the heading that they stand
/// under: their labels count on from 1, so that nothing is guessed.
pub(super) fn promote(document: &mut Document) {
    let provisions = provisions(document);
    if document.sections.len() > 2 {
        let lines: Vec<Line> = provisions.into_iter().map(|it| of_provision(document, it)).collect();
        let levels = lines.iter().map(|line| (document.sections[line.section].level + 1).min(6)).collect();
        return make(document, lines, levels, |count| RemarkKind::ProvisionsDivided { count });
    }
    let mut lines = lines(document);
    let later: Vec<String> = lines.iter().map(|line| fold(&line.text)).collect();
    let mut seen = BTreeSet::new();
    let repeated: Vec<bool> = later.iter().rev().map(|key| !seen.insert(key.as_str())).collect();
    let mut repeated = repeated.into_iter().rev();
    lines.retain(|line| !(repeated.next() == Some(true) && line.bare));
    let mut chosen = chosen(lines, document);
    for it in provisions {
        let place = chosen.binary_search_by_key(&(it.section, it.block), |line| (line.section, line.block));
        if let Err(place) = place {
            chosen.insert(place, of_provision(document, it));
        }
    }
    let base = document.sections.last().map_or(0, |section| section.level);
    let levels = levels(&chosen, base);
    make(document, chosen, levels, |count| RemarkKind::HeadingsPromoted { count });
}

/// Makes these lines headings, where they are enough.
fn make(document: &mut Document, lines: Vec<Line>, levels: Vec<u8>, told: impl Fn(u32) -> RemarkKind) {
    if lines.len() < FEWEST {
        return;
    }
    let first = document.sections[lines[0].section].blocks[lines[0].block].pieces[0].start as usize;
    let line = document.source[..first].matches('\n').count() as u32 + 1;
    document.remarks.push(Remark { side: None, line: Some(line), kind: told(lines.len() as u32) });
    document.remarks.sort();
    divide(document, lines, levels);
}

/// A provision as a line: the whole paragraph where it is a title ("Art. 5. Definicje").
fn of_provision(document: &Document, it: Provision) -> Line {
    line(document, it.section, it.block, "").unwrap_or(Line {
        section: it.section,
        block: it.block,
        text: it.heading,
        labels: vec![it.label],
        title: String::new(),
        look: Look::Plain,
        bare: false,
        cut: Some(it.cut),
    })
}

/// The lines that could be headings, in order.
fn lines(document: &Document) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (section, own) in document.sections.iter().enumerate() {
        for (at, block) in own.blocks.iter().enumerate() {
            let is_item =
                |at: Option<usize>| at.and_then(|at| own.blocks.get(at)).is_some_and(|it| it.kind == BlockKind::Item);
            // A list of one item is a numbered line.
            let alone = !is_item(at.checked_sub(1)) && !is_item(Some(at + 1));
            let found = match block.kind {
                BlockKind::Paragraph => line(document, section, at, ""),
                BlockKind::Item if alone && block.depth == 1 => {
                    let text = document.block_text(block);
                    let marker = text[..block.marker as usize].trim().to_owned();
                    marker
                        .starts_with(|it: char| it.is_ascii_digit())
                        .then(|| line(document, section, at, &marker))
                        .flatten()
                }
                _ => None,
            };
            let Some(found) = found else { continue };
            if let Some(last) = lines.last_mut().filter(|last| last.section == section && last.block + 1 == at) {
                last.bare = true;
            }
            lines.push(found);
        }
    }
    lines
}

fn line(document: &Document, section: usize, at: usize, marker: &str) -> Option<Line> {
    let block = &document.sections[section].blocks[at];
    let (visible, look) = seen(document, block)?;
    let text = if marker.is_empty() { visible } else { format!("{marker} {visible}") };
    if text.chars().count() > LONGEST || is_caption(&text) || text.contains("...") || text.contains("……") {
        return None;
    }
    let (labels, title) = split_labels(&text);
    let title = title.to_owned();
    let begins = title.chars().next().is_none_or(|first| first.is_uppercase() || first.is_numeric());
    let ends = title.is_empty() || !title.ends_with(['.', ';', ',', ':']);
    let is_heading = match look {
        Look::Bold => !title.is_empty() || !labels.is_empty(),
        Look::Plain => !labels.is_empty() && begins && ends,
    };
    is_heading.then_some(Line { section, block: at, text, labels, title, look, bare: false, cut: None })
}

/// The visible text of a block and how it looks; `None` where it holds more than words.
fn seen(document: &Document, block: &Block) -> Option<(String, Look)> {
    let source = document.block_text(block);
    let mut text = String::new();
    let mut look = Look::Bold;
    for inline in block.inlines.iter().filter(|inline| !inline.style.has(Style::NOTE)) {
        let piece = inline.span.of(&source);
        if inline.style.has(Style::IMAGE) || inline.style.has(Style::CODE) {
            return None;
        }
        if !inline.style.has(Style::STRONG) && piece.contains(char::is_alphanumeric) {
            look = Look::Plain;
        }
        if !text.is_empty() && !text.ends_with(' ') && source[..inline.span.start as usize].ends_with('\n') {
            text.push(' ');
        }
        text.push_str(piece);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some((text, look))
}

/// Those that are believed.
fn chosen(lines: Vec<Line>, document: &Document) -> Vec<Line> {
    let count = |wanted: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| wanted(line)).count();
    let numbered = |line: &Line| !line.labels.is_empty();
    let bold = |line: &Line| line.look == Look::Bold;
    let titled = |line: &Line| document.sections.len() == 1 && (line.section, line.block) == (0, 0) && bold(line);
    let wanted: &dyn Fn(&Line) -> bool = if count(&|line| bold(line) && numbered(line)) >= FEWEST {
        &|line| bold(line) && (numbered(line) || titled(line))
    } else if count(&numbered) >= FEWEST {
        &|line| numbered(line) || titled(line)
    } else {
        &bold
    };
    let wanted: Vec<bool> = lines.iter().map(wanted).collect();
    lines.into_iter().zip(wanted).filter_map(|(line, wanted)| wanted.then_some(line)).collect()
}

/// The level of each line below `base`.
fn levels(lines: &[Line], base: u8) -> Vec<u8> {
    let mut open: Vec<(&str, usize, bool)> = Vec::new();
    let mut base = base;
    let mut levels = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(label) = line.labels.last() else {
            // The first one, without a number and before all numbered ones, is the title of the text.
            let is_title = at == 0 && lines.iter().any(|line| !line.labels.is_empty());
            levels.push(base + 1);
            base += u8::from(is_title);
            continue;
        };
        let letters =
            label.path.last().is_none_or(|last| last.suffix.is_empty()) && label.text.ends_with(char::is_alphabetic);
        let key = (label.word.as_str(), label.path.len(), letters);
        match open.iter().position(|known| *known == key) {
            Some(known) => open.truncate(known + 1),
            None if marker::is_annex(&label.word) => open = vec![key],
            None => open.push(key),
        }
        levels.push((usize::from(base) + open.len()).min(6) as u8);
    }
    levels
}

/// Divides the text at these lines.
fn divide(document: &mut Document, lines: Vec<Line>, levels: Vec<u8>) {
    let mut lines = lines.into_iter().zip(levels).peekable();
    let mut sections: Vec<Section> = Vec::new();
    for (index, mut section) in std::mem::take(&mut document.sections).into_iter().enumerate() {
        let blocks = std::mem::take(&mut section.blocks);
        sections.push(section);
        for (at, block) in blocks.into_iter().enumerate() {
            let Some((line, level)) = lines.next_if(|(line, _)| (line.section, line.block) == (index, at)) else {
                sections.last_mut().expect("one was pushed").blocks.push(block);
                continue;
            };
            let parent = sections.iter().rposition(|above| above.level < level);
            let (span, blocks) = match line.cut {
                Some(cut) => behind(block, cut),
                None => (block.pieces[0], Vec::new()),
            };
            sections.push(Section {
                level,
                span,
                heading: line.text,
                labels: line.labels,
                title: line.title,
                anchor: None,
                parent,
                end: 0,
                blocks,
            });
        }
    }
    for at in (0..sections.len()).rev() {
        let own = at + 1;
        sections[at].end = sections[at].end.max(own);
        if let Some(parent) = sections[at].parent {
            sections[parent].end = sections[parent].end.max(sections[at].end);
        }
    }
    document.sections = sections;
}

/// A paragraph cut in two: the heading, and what is left as own text.
fn behind(mut block: Block, cut: Cut) -> (Span, Vec<Block>) {
    let whole = block.pieces[0];
    let (start, end) = (whole.start as usize, whole.end as usize);
    let heading = Span::new(start, start + cut.heading);
    if start + cut.text >= end {
        return (heading, Vec::new());
    }
    block.pieces = vec![Span::new(start + cut.text, end)];
    block.inlines.retain(|inline| inline.span.end as usize > cut.text);
    for inline in &mut block.inlines {
        let [from, to] = [inline.span.start, inline.span.end].map(|at| (at as usize).saturating_sub(cut.text));
        inline.span = Span::new(from, to);
    }
    (heading, vec![block])
}

#[cfg(test)]
mod tests {
    use super::super::markdown::read;
    use super::*;

    /// The headings of a text with their levels in front.
    fn headings(source: &str) -> Vec<String> {
        let document = read(source.to_owned());
        let is_told = |kind: &RemarkKind| {
            matches!(kind, RemarkKind::HeadingsPromoted { .. } | RemarkKind::ProvisionsDivided { .. })
        };
        let told = document.remarks.iter().any(|remark| is_told(&remark.kind));
        assert_eq!(told, document.sections.iter().skip(1).any(|section| !section.span.of(source).starts_with('#')));
        document.sections.iter().skip(1).map(|it| format!("{} {}", it.level, it.heading)).collect()
    }

    #[test]
    fn bold_numbered_lines_are_headings_of_a_text_that_has_none() {
        let text = "**STRATEGIA**\n\n**1. Wprowadzenie**\n\nTekst.\n\n**Ważne**\n\n1. punkt pierwszy\n2. punkt drugi\n\n\
                    **1.1. Zakres**\n\nTekst.\n\n**2. Cele**[^1]\n\nTekst.\n\n**Załącznik nr 1. Mapa**\n\n[^1]: nota\n";
        assert_eq!(
            headings(text),
            ["1 STRATEGIA", "2 1. Wprowadzenie", "3 1.1. Zakres", "2 2. Cele", "2 Załącznik nr 1. Mapa"]
        );
        // The same under a title that is a heading.
        assert_eq!(headings(&text.replace("**STRATEGIA**", "# STRATEGIA")), headings(text));
    }

    #[test]
    fn numbered_lines_are_headings_where_nothing_is_bold() {
        let text = "1. Wprowadzenie\n\nStrategia obejmuje lata 2021-2030.\n\n2. Diagnoza\n\n2.1. Gospodarka\n\nW gminie działa \
                    840 firm.\n\n3. Gmina prowadzi rejestr.\n\nCzęść II. Cele\n\nTekst.\n";
        assert_eq!(
            headings(text),
            ["1 1. Wprowadzenie", "1 2. Diagnoza", "2 2.1. Gospodarka", "3 Część II. Cele"],
            "a sentence with a number is none, and a kind of label that is new stands below the last one"
        );
        let law = "Rozdział 1\n\nPrzepisy ogólne\n\n§ 1.\n\nUchwała określa zasady.\n\n§ 2.\n\n(uchylony)\n\nRozdział 2\n\n\
                   § 3.\n\nTraci moc uchwała.\n";
        assert_eq!(headings(law), ["1 Rozdział 1", "2 § 1.", "2 § 2.", "1 Rozdział 2", "2 § 3."]);
    }

    #[test]
    fn bold_lines_alone_make_an_outline_too() {
        let text = "**Wprowadzenie**\n\nTekst **ważny**.\n\n**Cele**\n\nTekst.\n";
        assert_eq!(headings(text), ["1 Wprowadzenie", "1 Cele"]);
    }

    #[test]
    fn nothing_is_guessed_where_there_is_an_outline_or_too_little() {
        assert_eq!(headings("# A\n\n## B\n\n**1. C**\n\nx\n\n**2. D**\n\ny\n"), ["1 A", "2 B"]);
        assert_eq!(headings("**Tekst**\n\nZdanie.\n"), [""; 0]);
        assert_eq!(headings("1. raz\n2. dwa\n3. trzy\n"), [""; 0]);
        assert_eq!(headings("**Tabela 1. Wydatki**\n\n**Tabela 2. Dochody**\n\nx\n"), [""; 0]);
    }

    /// The own text of each section, blocks set apart by a bar.
    fn texts(source: &str) -> Vec<String> {
        let document = read(source.to_owned());
        let text = |section: &Section| {
            section.blocks.iter().map(|block| document.block_text(block).into_owned()).collect::<Vec<_>>().join("|")
        };
        document.sections.iter().skip(1).map(text).collect()
    }

    #[test]
    fn provisions_are_sections_though_their_text_stands_on_the_line_of_their_label() {
        let law = "# UCHWAŁA\n\n## Rozdział 1. Rada\n\n§ 1. Rada liczy *18* członków.\n\n**§ 2.** 1. Radę zwołuje się.\n\n\
                   2. Zawiadomienie przesyła się.\n\n§ 2a. (uchylony)\n\n## Rozdział 2\n\n§ 3.\\\nTraci moc uchwała.\n\n\
                   § 4.\n\nUchwała obowiązuje.\n";
        assert_eq!(
            headings(law),
            ["1 UCHWAŁA", "2 Rozdział 1. Rada", "3 § 1.", "3 § 2.", "3 § 2a.", "2 Rozdział 2", "3 § 3.", "3 § 4."]
        );
        assert_eq!(
            texts(law),
            [
                "",
                "",
                "Rada liczy *18* członków.",
                "1. Radę zwołuje się.|2. Zawiadomienie przesyła się.",
                "(uchylony)",
                "",
                "Traci moc uchwała.",
                "Uchwała obowiązuje.",
            ]
        );
        // The same where chapters are no headings either.
        assert_eq!(headings(&law.replace("## ", "")), headings(law));
    }

    #[test]
    fn articles_count_where_they_are_divided_into_paragraphs() {
        let code = "Art. 1. § 1. Kodeks reguluje prawa.\n\n§ 2. Przepis stosuje się.\n\nArt. 2. Definicje\n\nTekst.\n\nArt. 5. § 1. Prawo.\n";
        assert_eq!(headings(code), ["1 Art. 1.", "1 Art. 2. Definicje", "1 Art. 5."]);
        assert_eq!(texts(code)[0], "§ 1. Kodeks reguluje prawa.|§ 2. Przepis stosuje się.");
    }

    #[test]
    fn what_is_cited_or_quoted_is_no_provision() {
        let no = |paragraphs: &str| assert_eq!(headings(&format!("# A\n\n## B\n\n{paragraphs}\n")), ["1 A", "2 B"]);
        no("§ 1 ust. 2 stanowi, że tak.\n\n§ 2 stosuje się.");
        no("Art. 1. ustawy mówi.\n\nArt. 2. tej ustawy też.");
        no("§ 7. Otrzymuje brzmienie.\n\n§ 8. Otrzymuje brzmienie.");
        no("§ 1. Jeden to za mało.");
        no("**§ 1. Wszystko jest ważne.**\n\n*§ 2. Tu też.*");
        let amending =
            "# A\n\n## B\n\n§ 1. Otrzymuje brzmienie:\n\n„§ 12. Nowe.\n\n§ 13. Też nowe.”\n\n§ 2. Wchodzi w życie.\n";
        assert_eq!(headings(amending), ["1 A", "2 B", "3 § 1.", "3 § 2."]);
        assert_eq!(headings("# A\n\n## § 1.\n\nTekst.\n\n§ 1. Przytoczony.\n\n§ 2. Przytoczony.\n"), ["1 A", "2 § 1."]);
    }

    #[test]
    fn lines_of_a_table_of_contents_are_no_headings() {
        let text = "Spis treści\n\n**1. Wstęp**\n\n**2. Cele**\n\n**1. Wstęp**\n\nTekst.\n\n**2. Cele**\n\nTekst.\n";
        assert_eq!(headings(text), ["1 1. Wstęp", "1 2. Cele"]);
    }
}
