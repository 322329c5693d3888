//! Figures: what kind of file it is, and how large.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_the_files() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x78\x08";
        assert_eq!(measure(png), Some((Kind::Png, 0x102, 120)));
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
}
