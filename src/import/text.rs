//! Bytes to text: the encodings that Polish offices have, converted visibly or refused, never guessed silently.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250, WINDOWS_1252};

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

use crate::document::{Remark, RemarkKind};

/// A text and what was done to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with LF line ends and without a byte order mark.
    pub text: String,
    /// What was converted, and what was lost before the text came here.
    pub remarks: Vec<Remark>,
}

/// Why bytes are not read as text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// It is no text at all.
    #[error("this is a binary file, not a text")]
    Binary,
    /// It is text in a known encoding, but broken in places.
    #[error("the {encoding} text is damaged in line {line} (byte {offset})")]
    Damaged {
        /// The encoding ("UTF-8").
        encoding: &'static str,
        /// Line of the first bad byte, from 1.
        line: u32,
        /// The first bad byte, from 0.
        offset: usize,
    },
    /// It is probably text, in an encoding that is not read.
    #[error("the text seems to be encoded in {encoding}; save it as UTF-8 first")]
    Unsupported {
        /// Name of the encoding it seems to be in ("windows-1251").
        encoding: String,
    },
    /// It may be text, but nothing tells in which encoding.
    #[error("the encoding of the text cannot be told with certainty; save it as UTF-8 first")]
    Undecided,
}

/// Reads bytes as text.
///
/// Reads UTF-8 with and without a byte order mark, UTF-16 with one or where it shows, Windows-1250 and ISO-8859-2;
/// CRLF and CR become LF, and letters written in parts are composed (NFC). Every conversion is told in the remarks, as is a U+FFFD that was in the text before.
///
/// # Errors
/// Binary content, text that is broken in places, text in another encoding, and text whose encoding cannot be told
/// are refused: whatever is read was certain enough to be read right.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    decode_declared(bytes, None)
}

/// Like [`decode`], of bytes that say in which encoding they are: that is believed where they are not UTF-8 and hold nothing
/// that the encoding leaves undefined.
///
/// # Errors
/// Those of [`decode`].
pub fn decode_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, DecodeError> {
    if [b"PK\x03\x04".as_slice(), b"%PDF-", b"\x89PNG"].iter().any(|magic| bytes.starts_with(magic)) {
        return Err(DecodeError::Binary);
    }
    let mut remarks = Vec::new();
    let raw = match bytes {
        [0xff, 0xfe, 0, 0, ..] => return Err(DecodeError::Unsupported { encoding: "UTF-32LE".to_owned() }),
        [0, 0, 0xfe, 0xff, ..] => return Err(DecodeError::Unsupported { encoding: "UTF-32BE".to_owned() }),
        [0xff, 0xfe, rest @ ..] => converted(utf16(rest, Order::Little, 2)?, Order::Little.name(), &mut remarks),
        [0xfe, 0xff, rest @ ..] => converted(utf16(rest, Order::Big, 2)?, Order::Big.name(), &mut remarks),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            push(&mut remarks, RemarkKind::ByteOrderMark);
            let damaged = |error: std::str::Utf8Error| damage("UTF-8", bytes, 3 + error.valid_up_to());
            std::str::from_utf8(rest).map_err(damaged)?.to_owned()
        }
        _ => match looks_like_utf16(bytes) {
            Some(order) => {
                // Without a mark nothing but the zero bytes spoke for text, and they speak for numbers as well.
                let text = utf16(bytes, order, 0).map_err(|_| DecodeError::Binary)?;
                converted(text, order.name(), &mut remarks)
            }
            None => match declared.and_then(|encoding| Some((encoding, believed(bytes, encoding)?))) {
                Some((encoding, text)) => converted(text, encoding.name(), &mut remarks),
                None => eight_bit(bytes, &mut remarks)?,
            },
        },
    };
    if is_binary(&raw) {
        return Err(DecodeError::Binary);
    }
    let (text, lines) = with_line_feeds(raw);
    if lines > 0 {
        push(&mut remarks, RemarkKind::LineEnds { lines });
    }
    let (text, words) = composed(text);
    if words > 0 {
        push(&mut remarks, RemarkKind::Composed { words });
    }
    let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    if lost > 0 {
        push(&mut remarks, RemarkKind::ReplacementCharacter { count: count(lost) });
    }
    Ok(Decoded { text, remarks })
}

/// The text in an encoding that was declared; `None` where it does not fit.
fn believed(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() || encoding == encoding_rs::UTF_8 {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    (!text.contains(|c| matches!(c, '\u{80}'..='\u{9f}'))).then(|| text.into_owned())
}

/// UTF-8, or one of the two Central European encodings.
fn eight_bit(bytes: &[u8], remarks: &mut Vec<Remark>) -> Result<String, DecodeError> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    if is_broken_utf8(bytes) {
        return Err(damage("UTF-8", bytes, error.valid_up_to()));
    }
    let encoding = central_european(bytes)?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(DecodeError::Undecided)?;
    // What an encoding leaves undefined comes out as a control character: then it was another one.
    if text.contains(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        return Err(if is_binary(&text) { DecodeError::Binary } else { DecodeError::Undecided });
    }
    Ok(converted(text.into_owned(), encoding.name(), remarks))
}

/// Whether a text has several of the letters that only Polish has, and beside them nothing but its punctuation.
///
/// No Western text that is read in the wrong encoding passes: its own letters (é, ä, ñ, ç) come out as others.
fn is_all_polish(text: &str) -> bool {
    /// How many different ones.
    const ENOUGH: usize = 3;
    let mut found = std::collections::BTreeSet::new();
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if "ąćęłńśźżĄĆĘŁŃŚŹŻ".contains(c) {
            found.insert(c);
        } else if !"óÓ„”“»«–—…§°×·’‘\u{a0}\u{ad}".contains(c) {
            return false;
        }
    }
    found.len() >= ENOUGH
}

/// Whether bytes that are not UTF-8 as a whole were meant to be.
///
/// Sequences that begin like Polish letters and punctuation in UTF-8 (C2 to C5, E2) spell no Polish word in the old
/// encodings, unlike "ÓŁ" or "Ę" before a no-break space, which happen to be well-formed UTF-8.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    /// Broken places per telling sequence up to which a text is damaged UTF-8.
    const BROKEN: usize = 8;
    let telling = |lead: u8| matches!(lead, 0xc2..=0xc5 | 0xe2 | 0xf0);
    let (mut told, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        told += chunk.valid().chars().filter(|c| telling(c.encode_utf8(&mut [0; 4]).as_bytes()[0])).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    told > 0 && broken <= told.saturating_mul(BROKEN)
}

/// Which Central European encoding bytes are in.
fn central_european(bytes: &[u8]) -> Result<&'static Encoding, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let read = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0;
    if guess == WINDOWS_1252 && read(WINDOWS_1250) == read(WINDOWS_1252) {
        // Only letters and signs that are the same in both: "ó", quotation marks, dashes.
        return Ok(WINDOWS_1250);
    }
    if guess != WINDOWS_1250 && guess != ISO_8859_2 {
        // A few words do not convince the detector, although nothing but Polish can be meant.
        if let Some(encoding) = [WINDOWS_1250, ISO_8859_2].into_iter().find(|encoding| is_all_polish(&read(encoding))) {
            return Ok(encoding);
        }
        return Err(if is_binary(&read(WINDOWS_1252)) {
            DecodeError::Binary
        } else {
            DecodeError::Unsupported { encoding: guess.name().to_owned() }
        });
    }
    let encoding = match evidence(bytes) {
        (0, 0) => guess,
        // One in eight may be a stray sign ("±" beside a letter); more is two encodings in one file.
        (windows, iso) if windows > iso.saturating_mul(8) => WINDOWS_1250,
        (windows, iso) if iso > windows.saturating_mul(8) => ISO_8859_2,
        _ => return Err(DecodeError::Undecided),
    };
    /// Letters that are needed to believe the detector about another language than Polish.
    const FOREIGN: usize = 4;
    let letters = |c: &char| !c.is_ascii() && c.is_alphabetic();
    let text = read(encoding);
    let polish = text.chars().any(|c| "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".contains(c));
    if polish || text.chars().filter(letters).count() >= FOREIGN { Ok(encoding) } else { Err(DecodeError::Undecided) }
}

/// What speaks for Windows-1250 and for ISO-8859-2: the bytes of ą, ś, ź, Ą, Ś, Ź, which are all that differs in Polish,
/// beside another letter; and for the former its quotation marks and dashes, which are control characters in the latter.
fn evidence(bytes: &[u8]) -> (usize, usize) {
    let letter =
        |at: Option<&u8>| at.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xc0 || matches!(b, 0xb3 | 0xbf));
    let (mut windows, mut iso) = (0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let in_word = letter(bytes.get(at + 1)) || (at > 0 && letter(bytes.get(at - 1)));
        match byte {
            0xa5 | 0xb9 if in_word => windows += 1,
            0xa1 | 0xa6 | 0xac | 0xb1 | 0xb6 | 0xbc if in_word => iso += 1,
            0x8c | 0x8f | 0x9c | 0x9f | 0x82 | 0x84 | 0x85 | 0x91..=0x97 => windows += 1,
            _ => {}
        }
    }
    (windows, iso)
}

/// The order of the two bytes of a UTF-16 unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Order::Little => "UTF-16LE",
            Order::Big => "UTF-16BE",
        }
    }

    fn unit(self, pair: &[u8]) -> u16 {
        match self {
            Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
        }
    }
}

/// Decodes UTF-16; `skipped` bytes stood before.
fn utf16(bytes: &[u8], order: Order, skipped: usize) -> Result<String, DecodeError> {
    let units = bytes.chunks_exact(2).map(|pair| order.unit(pair));
    let mut text = String::with_capacity(bytes.len());
    let mut at = skipped;
    let bad =
        |text: &str, offset| DecodeError::Damaged { encoding: order.name(), line: line_after(text.as_bytes()), offset };
    for read in char::decode_utf16(units) {
        let c = read.map_err(|_| bad(&text, at))?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    if bytes.len() % 2 == 1 { Err(bad(&text, at)) } else { Ok(text) }
}

/// UTF-16 without a byte order mark shows by its zero bytes: all on one side, and at least in two of five places there.
fn looks_like_utf16(bytes: &[u8]) -> Option<Order> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let many = |zeros: usize| zeros * 5 >= bytes.len();
    match (first, second) {
        (0, second) if many(second) => Some(Order::Little),
        (first, 0) if many(first) => Some(Order::Big),
        _ => None,
    }
}

/// Whether a text is none: it holds NUL or many control characters.
fn is_binary(text: &str) -> bool {
    // One pass over the bytes answers all questions.
    let mut seen = [0usize; 256];
    text.bytes().for_each(|byte| seen[usize::from(byte)] += 1);
    let controls = seen[..9].iter().sum::<usize>() + seen[14..32].iter().sum::<usize>() + seen[127];
    seen[0] > 0 || (controls >= 4 && controls * 30 > text.len())
}

fn with_line_feeds(text: String) -> (String, u32) {
    if !text.contains('\r') {
        return (text, 0);
    }
    let pairs = text.matches("\r\n").count();
    let lone = text.matches('\r').count() - pairs;
    (text.replace("\r\n", "\n").replace('\r', "\n"), count(pairs + lone))
}

/// The text with letters composed (NFC), and how many words that changed. Two texts that look the same and mean the same
/// would else differ in every word with a diacritic.
fn composed(text: String) -> (String, u32) {
    // All that composition changes begins with one of these bytes or a later one; Polish letters and NBSP come before.
    if !text.bytes().any(|byte| byte >= 0xcc) || is_nfc(&text) {
        return (text, 0);
    }
    let words = text.split(char::is_whitespace).filter(|word| !is_nfc(word)).count();
    // A blank of its own kind (U+2001) may be all that differs.
    (text.nfc().collect(), count(words.max(1)))
}

fn converted(text: String, encoding: &str, remarks: &mut Vec<Remark>) -> String {
    push(remarks, RemarkKind::Converted { encoding: encoding.to_owned() });
    text
}

fn push(remarks: &mut Vec<Remark>, kind: RemarkKind) {
    remarks.push(Remark { side: None, line: None, kind });
}

fn damage(encoding: &'static str, bytes: &[u8], offset: usize) -> DecodeError {
    DecodeError::Damaged { encoding, line: line_after(&bytes[..offset]), offset }
}

/// The line that follows `before`, from 1; CR, LF and CRLF end a line.
fn line_after(before: &[u8]) -> u32 {
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    count(ends.count() + 1)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
