//! Numbers as each language writes them: grouped thousands, decimal comma, percent.

use super::Language;

/// No-break space: groups thousands in Polish, and ties a number to its unit.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// A count with its thousands grouped: "12 034" (no-break space, from five digits on) or "12,034".
pub(super) fn count(language: Language, value: u64) -> String {
    let digits = value.to_string();
    let (separator, ungrouped) = match language {
        Language::Polish => (NO_BREAK_SPACE, 4),
        Language::English => (',', 3),
    };
    if digits.len() <= ungrouped {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number of which so many digits are decimals: "1 234,5" or "1,234.5".
pub(super) fn decimal(language: Language, digits: u64, decimals: u8) -> String {
    let Some(power) = 10u64.checked_pow(u32::from(decimals)).filter(|_| decimals > 0) else {
        return count(language, digits);
    };
    let mark = match language {
        Language::Polish => ',',
        Language::English => '.',
    };
    format!("{}{mark}{:0width$}", count(language, digits / power), digits % power, width = usize::from(decimals))
}

/// A share from 0 to 1 as a percentage with one decimal: "87,1%" or "87.1%"; "0%" and "100%" only when exact.
pub(super) fn percent(language: Language, share: f64) -> String {
    let share = share.clamp(0.0, 1.0);
    let tenths = (share * 1000.0).round() as u64;
    let tenths = if share <= 0.0 || share >= 1.0 { tenths } else { tenths.clamp(1, 999) };
    let mark = match language {
        Language::Polish => ',',
        Language::English => '.',
    };
    match tenths {
        0 | 1000 => format!("{}%", tenths / 10),
        _ => format!("{}{mark}{}%", tenths / 10, tenths % 10),
    }
}
