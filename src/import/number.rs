//! Numbers of paragraphs, as word processors show them.

/// The number of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A bullet.
    Bullet,
    /// No sign at all.
    Nothing,
    /// A plain number, and the sign behind it (`.` or `)`).
    Plain(u32, char),
    /// Any other number, as it is shown.
    Shown(String),
}

impl Number {
    /// The number as it is shown; empty for bullets.
    pub(super) fn shown(&self) -> String {
        match self {
            Number::Bullet | Number::Nothing => String::new(),
            Number::Plain(number, sign) => format!("{number}{sign}"),
            Number::Shown(text) => text.clone(),
        }
    }
}

/// a, b, … z, aa, bb, …, as Word counts.
pub(super) fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + u8::try_from(at % 26).expect("it is below 26"));
    let times = usize::try_from(at / 26).unwrap_or(usize::MAX).min(30) + 1;
    std::iter::repeat_n(letter, times).collect()
}

/// A number in Roman digits; in decimal ones where Romans had none.
pub(super) fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > 32_767 {
        return number.to_string();
    }
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}
