//! What an office looks like: its name, contact, colour and logo, the same in pages, Word files and PDF.

use std::collections::BTreeMap;

/// The files of figures by the name that a text gives them (`media/schemat.svg`).
pub type Images = BTreeMap<String, Vec<u8>>;

/// What an office looks like. Everything may be missing; the colour has a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// Name of the office; empty where nobody said.
    pub office: String,
    /// Lines that say how to reach it.
    pub contact: Vec<String>,
    /// The colour of headings, rules and links.
    pub colour: Colour,
    /// Its logo.
    pub logo: Option<Logo>,
}

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Name of its file, which tells its format.
    pub file: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says to people who don't see it.
    pub alternative: String,
}

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Default for Colour {
    /// A dark blue that is legible on white.
    fn default() -> Self {
        Colour(0x1f, 0x3a, 0x5f)
    }
}

impl Colour {
    /// Reads `#1f3a5f` or `#abc`; `None` where it is no such colour.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let value = |part: &str| u8::from_str_radix(part, 16).ok();
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        match digits.len() {
            3 => {
                let mut parts = (0..3).map(|at| value(&digits[at..=at]).map(|it| it * 17));
                Some(Colour(parts.next()??, parts.next()??, parts.next()??))
            }
            6 => Some(Colour(value(&digits[..2])?, value(&digits[2..4])?, value(&digits[4..])?)),
            _ => None,
        }
    }

    /// As six hexadecimal digits without a hash, in small letters.
    pub fn digits(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The colour, darkened step by step until its contrast with white is at least `contrast`, times 100, at most 2100.
    #[must_use]
    pub fn darkened(self, contrast: u32) -> Self {
        let darker = |value: u8| u8::try_from(u16::from(value) * 15 / 16).unwrap_or(value);
        let mut colour = self;
        while colour != Colour(0, 0, 0) && colour.contrast_with_white() < contrast {
            colour = Colour(darker(colour.0), darker(colour.1), darker(colour.2));
        }
        colour
    }

    /// Its contrast with white by WCAG 2.1 (relative luminance), times 100 and rounded down: 450 is enough for text.
    pub fn contrast_with_white(self) -> u32 {
        // Linear light of every value of a channel is taken in 1/100,000; a table would be long, a float is exact enough
        // for a figure that is rounded to two decimals and decides nothing but a message.
        let linear = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = 0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2);
        (105.0 / (luminance + 0.05)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Colour::parse("#1f3a5f"), Some(Colour::default()));
        assert_eq!(Colour::parse("#fff"), Some(Colour(255, 255, 255)));
        assert_eq!(Colour::default().digits(), "1f3a5f");
        for wrong in ["", "#", "1f3a5f", "#1f3a5", "#ąęć", "#+12345", "#12345g"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(Colour(0, 0, 0).contrast_with_white(), 2100);
        assert_eq!(Colour(255, 255, 255).contrast_with_white(), 100);
        assert!(Colour::default().contrast_with_white() > 700);
        assert_eq!(Colour::default().darkened(550), Colour::default());
        let yellow = Colour(255, 220, 0).darkened(550);
        assert!(yellow.contrast_with_white() >= 550 && yellow.0 > yellow.2, "{yellow:?}");
        assert_eq!(Colour(255, 255, 255).darkened(9999), Colour(0, 0, 0));
    }
}
