//! Numbers in cells of tables.

/// A number with so many digits behind the comma: 1 712,05 is 171205 with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    digits: i128,
    decimals: u32,
}

/// Digits that a number may have.
const LONGEST: usize = 24;

impl Number {
    /// Reads a number as Polish and English tables write it: blanks between groups of three digits, a comma or a point
    /// before decimals, a sign, and a unit behind it, which has no digits.
    pub(super) fn read(cell: &str) -> Option<(Self, &str)> {
        let cell = cell.trim().trim_start_matches("ok. ").trim_start_matches('~');
        let (negative, rest) = match cell.strip_prefix(['-', '−', '–']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, cell.strip_prefix('+').unwrap_or(cell)),
        };
        let end = rest
            .char_indices()
            .find(|(_, it)| !(it.is_ascii_digit() || matches!(it, ' ' | '\u{a0}' | '\u{202f}' | ',' | '.')))
            .map_or(rest.len(), |(at, _)| at);
        let (written, unit) = (rest[..end].trim_end_matches([' ', '\u{a0}', '\u{202f}', '.']), rest[end..].trim());
        if unit.contains(|it: char| it.is_ascii_digit()) {
            return None;
        }
        let (whole, fraction) = match written.rfind([',', '.']) {
            Some(at) => (&written[..at], &written[at + 1..]),
            None => (written, ""),
        };
        let groups: Vec<&str> = whole.split([' ', '\u{a0}', '\u{202f}']).collect();
        let grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
        let digits: String = groups.concat() + fraction;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !grouped || !plain || groups[0].is_empty() || digits.len() > LONGEST || written.ends_with([',', '.']) {
            return None;
        }
        let digits: i128 = digits.parse().ok()?;
        Some((Self { digits: if negative { -digits } else { digits }, decimals: fraction.len() as u32 }, unit))
    }

    /// The sum, and how far it is from `told` in the last digit of the most exact of all, which has so many decimals.
    pub(super) fn distance(parts: &[Number], told: Number) -> (i128, u32) {
        let decimals = parts.iter().map(|part| part.decimals).max().unwrap_or(0).max(told.decimals);
        let scaled = |number: &Number| number.digits.saturating_mul(10_i128.saturating_pow(decimals - number.decimals));
        let sum = parts.iter().map(scaled).fold(0, i128::saturating_add);
        (sum.saturating_sub(scaled(&told)), decimals)
    }

    /// How it is written with a comma.
    pub(super) fn written(digits: i128, decimals: u32) -> String {
        let sign = if digits < 0 { "−" } else { "" };
        let all = format!("{:0>width$}", digits.unsigned_abs(), width = decimals as usize + 1);
        let (whole, fraction) = all.split_at(all.len() - decimals as usize);
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_tables_write_them() {
        let read =
            |cell: &str| Number::read(cell).map(|(number, unit)| (number.digits, number.decimals, unit.to_owned()));
        assert_eq!(read("1 712,0"), Some((17120, 1, String::new())));
        assert_eq!(read("1\u{a0}310 mln zł"), Some((1310, 0, "mln zł".to_owned())));
        assert_eq!(read("57,3%"), Some((573, 1, "%".to_owned())));
        assert_eq!(read("−2.5"), Some((-25, 1, String::new())));
        for wrong in ["", "–", "b.d.", "1 71", "12,", ",5", "1,2 z 3", "około", "1  000"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!((Number::written(-5, 1), Number::written(171200, 2)), ("−0,5".to_owned(), "1712,00".to_owned()));
    }
}
