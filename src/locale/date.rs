//! Dates as each language writes them: "16 marca 2021 r.", "16 March 2021".

use super::Language;
use super::number::NO_BREAK_SPACE;

const POLISH: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date given as `YYYY-MM-DD`, in words; what is no such date comes back as it is.
pub(super) fn date(language: Language, iso: &str) -> String {
    let Some((year, month, day)) = parts(iso) else {
        return iso.to_owned();
    };
    let space = NO_BREAK_SPACE;
    match language {
        Language::Polish => format!("{day}{space}{}{space}{year}{space}r.", POLISH[month - 1]),
        Language::English => format!("{day}{space}{}{space}{year}", ENGLISH[month - 1]),
    }
}

fn parts(iso: &str) -> Option<(u32, usize, u32)> {
    let mut parts = iso.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let valid = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then_some((year, month as usize, day))
}
