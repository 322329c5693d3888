//! Figures: what kind of file it is, how large, and the drawing by which Word shows it.

use std::io::Write as _;

use flate2::{Compression, Crc, write::ZlibEncoder};

use super::escape::shown;

/// English Metric Units of a pixel at 96 dots per inch, and of a twentieth of a point.
const PIXEL: u64 = 9_525;
const TWENTIETH: u64 = 635;

/// What kind of file a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Kind {
    Png,
    Jpeg,
    Gif,
    Svg,
}

impl Kind {
    /// The extension of its name.
    pub(in crate::render) fn extension(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpeg",
            Kind::Gif => "gif",
            Kind::Svg => "svg",
        }
    }
}

/// A figure's kind, width and height in pixels, read from the file; `None` where it is no such file.
pub(in crate::render) fn measure(bytes: &[u8]) -> Option<(Kind, u32, u32)> {
    let (kind, (width, height)) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (Kind::Png, (big(bytes, 16, 4)?, big(bytes, 20, 4)?))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        let little = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
        (Kind::Gif, (little(6)?, little(8)?))
    } else if bytes.starts_with(&[0xff, 0xd8]) {
        (Kind::Jpeg, jpeg(bytes)?)
    } else {
        (Kind::Svg, svg(bytes)?)
    };
    let sensible = 1..=100_000;
    (sensible.contains(&width) && sensible.contains(&height)).then_some((kind, width, height))
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().fold(0, |number, digit| number << 8 | u32::from(*digit)))
}

/// The size that the first frame of a JPEG file has.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        while *bytes.get(at)? != 0xff {
            at += 1;
        }
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        match *bytes.get(at)? {
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => return Some((big(bytes, at + 6, 2)?, big(bytes, at + 4, 2)?)),
            0x01 | 0xd0..=0xd8 => {
                at += 1;
                continue;
            }
            0xd9 | 0xda => return None,
            _ => {}
        }
        at += 1 + usize::try_from(big(bytes, at + 1, 2)?).ok()?.max(2);
    }
}

/// The size that an SVG file asks for: its width and height, else that of its view box.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = text.find("<svg").filter(|_| text.trim_start_matches('\u{feff}').trim_start().starts_with('<'))?;
    let tag = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let mut places = tag.match_indices(name);
        let value = places.find_map(|(at, _)| {
            let rest = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
            let alone = tag[..at].ends_with(|it: char| it.is_whitespace());
            alone.then_some(rest[1..].split(quote).next()?)
        });
        value.map(str::trim)
    };
    let length = |value: &str| {
        let end = value.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(value.len());
        let number: f64 = value[..end].parse().ok()?;
        let pixels = match value[end..].trim() {
            "" | "px" => number,
            "pt" => number * 96.0 / 72.0,
            "mm" => number * 96.0 / 25.4,
            "cm" => number * 96.0 / 2.54,
            "in" => number * 96.0,
            _ => return None,
        };
        Some(pixels.round() as u32)
    };
    let asked = attribute("width").and_then(length).zip(attribute("height").and_then(length));
    let viewed = || {
        let numbers = attribute("viewBox")?.split([' ', ',']).filter(|part| !part.is_empty());
        let numbers: Vec<u32> =
            numbers.skip(2).filter_map(|part| Some(part.parse::<f64>().ok()?.round() as u32)).collect();
        (numbers.len() == 2).then(|| (numbers[0], numbers[1]))
    };
    asked.or_else(viewed)
}

/// Where a figure stands: the ids of its relationships and what is known of it.
pub(super) struct Drawing<'a> {
    /// A number that no other drawing has.
    pub(super) id: u32,
    /// The relationship of the picture.
    pub(super) picture: &'a str,
    /// That of its original in SVG, where the picture only stands in for it.
    pub(super) original: Option<&'a str>,
    /// Its size in pixels.
    pub(super) size: (u32, u32),
    /// The name of its file, so that it has the same one where the text is read from the Word file.
    pub(super) name: &'a str,
    /// What it says, and its title.
    pub(super) alternative: &'a str,
    pub(super) title: &'a str,
}

impl Drawing<'_> {
    /// The drawing in a line of text, made to fit a place of this width and height in twentieths of a point.
    ///
    /// Word takes a drawing in SVG from an extension of the picture that stands in for it, and cannot do without that
    /// picture. LibreOffice 7.4 skips the extension, but shows an SVG file in the place of the picture. Each is
    /// given its own: Word knows the names that the choice asks for, others read what is there to fall back on.
    pub(super) fn xml(&self, room: (u32, u32)) -> String {
        let Some(original) = self.original else { return self.showing(self.picture, "", room) };
        let extension = format!(
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{original}\"/>\
             </a:ext></a:extLst>"
        );
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"w16se\">{}</mc:Choice>\
             <mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            self.showing(self.picture, &extension, room),
            self.showing(original, "", room)
        )
    }

    /// The drawing that shows the picture of a relationship, with an extension of it.
    fn showing(&self, picture: &str, extension: &str, (wide, high): (u32, u32)) -> String {
        let (width, height) = fit(self.size, (wide, high));
        let id = self.id;
        let title = if self.title.is_empty() { String::new() } else { format!(" title=\"{}\"", shown(self.title)) };
        let (alternative, name) = (shown(self.alternative), shown(self.name));
        let main = "http://schemas.openxmlformats.org/drawingml/2006";
        format!(
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{id}\" name=\"figure-{id}\" descr=\"{alternative}\"{title}/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"{main}/main\" noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic xmlns:a=\"{main}/main\"><a:graphicData uri=\"{main}/picture\"><pic:pic xmlns:pic=\"{main}/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"{name}\" descr=\"{alternative}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"{picture}\">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    }
}

/// The size of a picture in English Metric Units, made smaller where it would not fit.
fn fit((width, height): (u32, u32), (wide, high): (u32, u32)) -> (u64, u64) {
    let (width, height) = (u64::from(width) * PIXEL, u64::from(height) * PIXEL);
    let (wide, high) = (u64::from(wide) * TWENTIETH, u64::from(high) * TWENTIETH);
    let narrow =
        |(width, height): (u64, u64)| if width > wide { (wide, height * wide / width) } else { (width, height) };
    let low = |(width, height): (u64, u64)| if height > high { (width * high / height, high) } else { (width, height) };
    let (width, height) = low(narrow((width, height)));
    (width.max(1), height.max(1))
}

/// A picture for readers that cannot show an SVG file: an empty frame of its proportions.
pub(super) fn frame((width, height): (u32, u32)) -> Vec<u8> {
    let longest = width.max(height).max(1);
    let scaled = |side: u32| (u64::from(side) * 240 / u64::from(longest)).max(2) as u32;
    let (width, height) = (scaled(width), scaled(height));
    let mut rows = Vec::new();
    for row in 0..height {
        rows.push(0);
        let edge = |column| row == 0 || row + 1 == height || column == 0 || column + 1 == width;
        rows.extend((0..width).map(|column| if edge(column) { 0x80 } else { 0xff }));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&rows).expect("a vector takes everything");
    let rows = encoder.finish().expect("a vector takes everything");
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, bytes) in [(b"IHDR", &header), (b"IDAT", &rows), (b"IEND", &Vec::new())] {
        png.extend((bytes.len() as u32).to_be_bytes());
        let chunk = [&name[..], bytes].concat();
        let mut sum = Crc::new();
        sum.update(&chunk);
        png.extend(chunk);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_the_files() {
        assert_eq!(measure(&frame((480, 240))), Some((Kind::Png, 240, 120)));
        assert_eq!(measure(b"GIF89a\x10\x01\x20\x00rest"), Some((Kind::Gif, 272, 32)));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc2\x00\x11\x08\x01\x02\x03\x04\x03";
        assert_eq!(measure(jpeg), Some((Kind::Jpeg, 0x304, 0x102)));
        let svg =
            |tag: &str| measure(format!("<?xml version=\"1.0\"?>\n<svg {tag}><rect width='7'/></svg>").as_bytes());
        assert_eq!(svg("stroke-width='3' width='120px' height=\"60\""), Some((Kind::Svg, 120, 60)));
        assert_eq!(svg("width='100%' viewBox='0 0 300.4 200'"), Some((Kind::Svg, 300, 200)));
        assert_eq!(svg("width='2.54cm' height='1in'"), Some((Kind::Svg, 96, 96)));
    }

    #[test]
    fn what_is_no_picture_has_no_size() {
        let wrong: [&[u8]; 8] = [
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xda\x00\x02",
            b"text <svg width='1' height='1'>",
            b"<svg width='0' height='4'>",
            b"\xff\xfe\x00<svg",
        ];
        for wrong in wrong {
            assert_eq!(measure(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn pictures_are_made_to_fit() {
        assert_eq!(fit((96, 48), (9_000, 9_000)), (914_400, 457_200));
        assert_eq!(fit((9_600, 4_800), (1_440, 9_000)), (914_400, 457_200));
        assert_eq!(fit((1, 100_000), (1_440, 1_440)), (9, 914_400));
    }
}
