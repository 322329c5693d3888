//! Redlines as a reader sees them: runs of source cut into visible pieces with their style, markup left out.

use serde::Serialize;

use super::guard;
use crate::compare::{BlockPlace, Run, RunOp};
use crate::document::{BlockKind, Document, Span, Style, hidden};

/// A stretch of a redline that is equal, deleted or inserted as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// What happened to it.
    pub op: StretchOp,
    /// Its visible text, cut where the style changes; never empty.
    pub pieces: Vec<Piece>,
}

/// What happened to a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StretchOp {
    /// In both texts.
    Equal,
    /// In the earlier text only.
    Delete,
    /// In the later text only.
    Insert,
}

impl From<RunOp> for StretchOp {
    fn from(op: RunOp) -> Self {
        match op {
            RunOp::Equal => StretchOp::Equal,
            RunOp::Delete => StretchOp::Delete,
            RunOp::Insert => StretchOp::Insert,
        }
    }
}

/// Visible text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the flags are the styles, which `Style` explains")]
pub struct Piece {
    /// The text; safe to show, not yet escaped for any format.
    pub text: String,
    pub emphasis: bool,
    pub strong: bool,
    pub code: bool,
    pub strikethrough: bool,
    pub link: bool,
    pub image: bool,
    pub note: bool,
    /// Markup shown as it stands in the source, because nothing but markup changed here.
    pub source: bool,
    /// The end of one block and the start of the next one, where a block was split or several were joined.
    pub pilcrow: bool,
}

impl Stretch {
    /// Its text without styles.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// One side of a redline: the source that its runs spell, and which parts of it are seen.
#[derive(Debug, Default)]
pub struct Source {
    text: String,
    seen: Vec<(Span, Style)>,
    markers: Vec<Span>,
}

/// What stands between two blocks that are spelled one after the other.
const BETWEEN: &str = "\n\n";

impl Source {
    /// The blocks at `places`, one after the other.
    pub fn blocks(document: &Document, places: &[BlockPlace]) -> Self {
        let mut source = Source::default();
        for (number, place) in places.iter().enumerate() {
            if number > 0 {
                source.text.push_str(BETWEEN);
            }
            let block = &document.sections[place.section].blocks[place.block];
            let start = source.text.len();
            source.text.push_str(&document.block_text(block));
            let end = source.text.len();
            if block.inlines.is_empty() || matches!(block.kind, BlockKind::Html | BlockKind::Code) {
                source.seen.push((Span::new(start, end), Style::CODE));
                continue;
            }
            if block.marker > 0 {
                source.markers.push(Span::new(start, start + block.marker as usize));
            }
            source.seen.extend(block.inlines.iter().map(|inline| {
                let (from, to) = (inline.span.start as usize, inline.span.end as usize);
                (Span::new(start + from, start + to), inline.style)
            }));
        }
        source
    }

    /// One cell of the table at `place`; empty where there is no such cell.
    pub fn cell(document: &Document, place: BlockPlace, row: usize, column: usize) -> Self {
        let block = &document.sections[place.section].blocks[place.block];
        let cell = block.table.as_ref().and_then(|table| table.rows.get(row)?.get(column).copied());
        let Some(cell) = cell else { return Source::default() };
        let seen = block.inlines.iter().filter(|inline| inline.span.start < cell.end && inline.span.end > cell.start);
        Source {
            text: cell.of(&document.block_text(block)).to_owned(),
            seen: seen
                .map(|inline| {
                    let start = inline.span.start.max(cell.start) - cell.start;
                    let end = inline.span.end.min(cell.end) - cell.start;
                    (Span { start, end }, inline.style)
                })
                .collect(),
            markers: Vec::new(),
        }
    }

    /// The whole of it as one run.
    pub fn as_run(&self, op: RunOp) -> Vec<Run> {
        vec![Run { op, text: self.text.clone() }]
    }
}

/// Cuts `runs` into what a reader sees.
///
/// Markup is left out, and so are markers of list items; a changed run that holds nothing but markup (the target of a
/// link, say) is shown as it stands in the source, so that no change gets lost.
pub fn stretches(runs: &[Run], before: &Source, after: &Source) -> Vec<Stretch> {
    let mut cut: Vec<Stretch> = Vec::new();
    let (mut earlier, mut later) = (Cursor::new(before), Cursor::new(after));
    let (mut told_before, mut told_after) = (None, None);
    for run in runs {
        let length = run.text.len();
        let mut seen = match run.op {
            RunOp::Equal => {
                earlier.take(length);
                later.take(length)
            }
            RunOp::Delete => earlier.take(length),
            RunOp::Insert => later.take(length),
        };
        let blank = seen.pieces.iter().all(|piece| piece.text.trim().is_empty() && !piece.pilcrow);
        if run.op == RunOp::Delete {
            // What follows in the later text brings its own space.
            seen.pieces.iter_mut().filter(|piece| piece.pilcrow).for_each(|piece| piece.text = "¶".to_owned());
        }
        if run.op == RunOp::Equal || !blank {
            append(&mut cut, run.op.into(), seen.pieces);
        } else if seen.gap.is_some() {
            // Half a link target says nothing: the whole markup is told, and told once however often it changed.
            let (side, told) = match run.op {
                RunOp::Delete => (before, &mut told_before),
                _ => (after, &mut told_after),
            };
            if let Some(gap) = seen.gap.filter(|gap| told.replace(*gap) != Some(*gap)) {
                let text = shown_markup(gap.of(&side.text));
                append(&mut cut, run.op.into(), vec![Piece { text, source: true, ..Piece::default() }]);
            }
        } else if run.op == RunOp::Insert {
            append(&mut cut, StretchOp::Equal, seen.pieces);
        }
    }
    trim(&mut cut);
    name_letters(&mut cut);
    cut
}

/// Where a text was replaced by one that looks the same, the letters that pass for others are named.
fn name_letters(cut: &mut [Stretch]) {
    for at in 1..cut.len() {
        let (first, second) = (&cut[at - 1], &cut[at]);
        if first.op == StretchOp::Equal || second.op == StretchOp::Equal {
            continue;
        }
        if guard::look(&first.text()) == guard::look(&second.text()) {
            let pieces = cut[at - 1..=at].iter_mut().flat_map(|stretch| &mut stretch.pieces);
            pieces.for_each(|piece| piece.text = guard::with_letters_named(&piece.text));
        }
    }
}

/// Markup as it is shown: the target of a link without its brackets, all else as it stands.
fn shown_markup(source: &str) -> String {
    let source = hidden::trim(source);
    let target = source.strip_prefix("](").and_then(|rest| rest.strip_suffix(')'));
    guard::one_line(target.unwrap_or(source))
}

/// What of a range is seen, and which markup was passed.
#[derive(Default)]
struct Seen {
    pieces: Vec<Piece>,
    /// All the markup between two visible texts, of which the range touches at least a part that is not blank.
    gap: Option<Span>,
}

/// A place in a source that only goes forward.
struct Cursor<'s> {
    source: &'s Source,
    at: usize,
    next: usize,
}

impl<'s> Cursor<'s> {
    fn new(source: &'s Source) -> Self {
        Self { source, at: 0, next: 0 }
    }

    fn take(&mut self, length: usize) -> Seen {
        let mut seen = Seen::default();
        let end = (self.at + length).min(self.source.text.len());
        while self.at < end {
            let Some((span, style)) = self.source.seen.get(self.next) else {
                self.markup(end, &mut seen);
                break;
            };
            let (from, to) = (span.start as usize, span.end as usize);
            if to <= self.at {
                self.next += 1;
            } else if from > self.at {
                self.markup(from.min(end), &mut seen);
            } else {
                let stop = to.min(end);
                seen.pieces.push(piece(&self.source.text[self.at..stop], *style));
                self.at = stop;
            }
        }
        seen
    }

    /// Markup up to `end`: a line break in it is seen as a space, the space between two blocks as a paragraph mark.
    fn markup(&mut self, end: usize, seen: &mut Seen) {
        let text = &self.source.text[self.at..end];
        let marker = self.source.markers.iter().any(|it| it.start as usize <= self.at && end <= it.end as usize);
        if text.contains(BETWEEN) {
            seen.pieces.push(Piece { text: "¶ ".to_owned(), pilcrow: true, ..Piece::default() });
        } else if text.contains('\n') {
            seen.pieces.push(Piece { text: " ".to_owned(), ..Piece::default() });
        }
        if !marker && !hidden::trim(text).is_empty() {
            let start = self.next.checked_sub(1).map_or(0, |last| self.source.seen[last].0.end as usize);
            let stop = self.source.seen.get(self.next).map_or(self.source.text.len(), |next| next.0.start as usize);
            let gap = Span::new(start, stop);
            let whole = gap.of(&self.source.text);
            // A line of a quotation goes on behind a `>`; where it is broken is no change.
            let quoted = whole.contains('\n') && whole.trim_matches(['>', ' ', '\n', '\t']).is_empty();
            if !quoted {
                seen.gap = Some(gap);
            }
        }
        self.at = end;
    }
}

fn piece(source: &str, style: Style) -> Piece {
    let text = if style.has(Style::ENTITY) { entity(source) } else { None };
    let text = text.as_deref().unwrap_or(source);
    let note = style.has(Style::NOTE);
    let text = if note { text.trim_start_matches("[^").trim_end_matches(']') } else { text };
    let code = style.has(Style::CODE);
    Piece {
        text: if code { guard::visible(text).into_owned() } else { guard::one_line(text) },
        emphasis: style.has(Style::EMPHASIS),
        strong: style.has(Style::STRONG),
        code,
        strikethrough: style.has(Style::STRIKETHROUGH),
        link: style.has(Style::LINK),
        image: style.has(Style::IMAGE),
        note,
        source: false,
        pilcrow: false,
    }
}

/// The text that a character reference stands for; `None` for names that are rare in texts: they are shown as written.
fn entity(source: &str) -> Option<String> {
    let name = source.strip_prefix('&')?.strip_suffix(';')?;
    let character = match name {
        "nbsp" => '\u{a0}',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bdquo" => '„',
        "ldquo" => '“',
        "rdquo" => '”',
        "sect" => '§',
        "shy" => '\u{ad}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some(character.to_string())
}

fn append(cut: &mut Vec<Stretch>, op: StretchOp, pieces: Vec<Piece>) {
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match cut.last_mut() {
            Some(last) if last.op == op => match last.pieces.last_mut() {
                Some(before) if same_style(before, &piece) => before.text.push_str(&piece.text),
                _ => last.pieces.push(piece),
            },
            _ => cut.push(Stretch { op, pieces: vec![piece] }),
        }
    }
}

fn same_style(one: &Piece, other: &Piece) -> bool {
    let plain = |piece: &Piece| Piece { text: String::new(), ..piece.clone() };
    plain(one) == plain(other)
}

/// Drops blank text at both ends.
fn trim(cut: &mut Vec<Stretch>) {
    let blank = |stretch: &Stretch| stretch.op == StretchOp::Equal && stretch.text().trim().is_empty();
    while cut.first().is_some_and(blank) {
        cut.remove(0);
    }
    while cut.last().is_some_and(blank) {
        cut.pop();
    }
}
