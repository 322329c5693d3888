//! Images of a page: those that are in it are kept, those that lie elsewhere are told and never fetched.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::body::{Around, Flow, Reader};
use super::words_of;
use crate::import::content::{Face, Piece, What};
use crate::import::medium::{Medium, image_name};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// A page has this many images in it at most.
const MOST: usize = 2_000;

impl Reader<'_> {
    /// Reads an image.
    pub(super) fn image(&mut self, element: &Element, around: &Around, flow: &mut Flow) {
        let alternative = element.attribute("alt").unwrap_or_default();
        let alternative = alternative.split_whitespace().collect::<Vec<_>>().join(" ");
        let source = element.attribute("src").unwrap_or_default().trim();
        let Some(data) = source.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).map(|_| &source[5..])
        else {
            let detail = if alternative.is_empty() { source } else { &alternative };
            // A picture that a page counts its readers with shows nothing.
            let one = |name: &str| element.attribute(name).is_some_and(|size| matches!(size, "0" | "1"));
            if !(one("width") && one("height")) {
                self.lose(LossKind::External, detail);
            }
            return;
        };
        let Some((ending, bytes)) = decoded(data).filter(|_| self.media.len() < MOST) else {
            return self.lose(LossKind::MissingImage, &alternative);
        };
        let called = element.attribute("name").unwrap_or_default();
        let known = self.media.iter().find(|medium| medium.bytes == bytes).map(|medium| medium.path.clone());
        let file = match known.or_else(|| image_name(&format!("obraz.{ending}"), called, &self.media)) {
            Some(file) => file,
            None => return self.lose(LossKind::MissingImage, &alternative),
        };
        if self.media.iter().all(|medium| medium.path != file) {
            self.media.push(Medium { path: file.clone(), bytes });
        }
        self.report.read.images = self.report.read.images.saturating_add(1);
        let what = What::Image { file, alternative };
        flow.line.push(Piece { what, face: Face::default(), link: around.link.clone() });
    }

    /// Tells what no text can show.
    pub(super) fn object(&mut self, element: &Element) {
        let words = element.attribute("title").or(element.attribute("aria-label")).map(str::to_owned);
        let words = words.or_else(|| element.attribute("src").map(str::to_owned)).unwrap_or_else(|| words_of(element));
        let kind = match &*element.name {
            "iframe" | "frame" | "audio" | "video" => LossKind::External,
            "svg:svg" => LossKind::Chart,
            _ => LossKind::Object,
        };
        self.lose(kind, &words);
    }
}

/// The ending and the bytes of an image that is written into an address.
fn decoded(data: &str) -> Option<(&'static str, Vec<u8>)> {
    let (head, body) = data.split_once(',')?;
    let mut parts = head.split(';').map(str::trim);
    let ending = match parts.next()?.to_ascii_lowercase().as_str() {
        "image/png" => "png",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/gif" => "gif",
        "image/svg+xml" => "svg",
        "image/bmp" | "image/x-ms-bmp" => "bmp",
        "image/tiff" => "tif",
        "image/webp" => "webp",
        "image/emf" | "image/x-emf" => "emf",
        "image/wmf" | "image/x-wmf" => "wmf",
        _ => return None,
    };
    let plain = unescaped(body);
    if !parts.any(|part| part.eq_ignore_ascii_case("base64")) {
        return Some((ending, plain)).filter(|(_, bytes)| !bytes.is_empty());
    }
    let letters: Vec<u8> = plain.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(letters).ok().filter(|bytes| !bytes.is_empty()).map(|bytes| (ending, bytes))
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok()).filter(|_| *first == b'%');
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn images_in_addresses_are_decoded_or_refused() {
        assert_eq!(decoded("image/png;base64,cG5n"), Some(("png", b"png".to_vec())));
        assert_eq!(decoded("image/png;charset=x;BASE64,cG\n5n"), Some(("png", b"png".to_vec())));
        assert_eq!(decoded("image/svg+xml,%3Csvg/%3E"), Some(("svg", b"<svg/>".to_vec())));
        assert_eq!(decoded("image/svg+xml;utf8,<svg a='100%'/>"), Some(("svg", b"<svg a='100%'/>".to_vec())));
        for broken in ["image/png;base64,c", "text/html,<p>", "image/png", "", "image/png;base64,", "image/png,"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }
}
