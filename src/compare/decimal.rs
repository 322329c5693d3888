//! Exact decimal numbers, as texts write them: no figure is ever rounded.

use std::cmp::Ordering;

/// An exact decimal number: `mantissa` / 10^`scale`, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// More decimals than this are no figure of a text.
const DECIMALS: u8 = 17;

impl Decimal {
    /// The number `mantissa` / 10^`scale`.
    pub fn new(mantissa: i64, scale: u8) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Self { mantissa, scale }
    }

    /// From digits before and behind the mark of decimals; `None` where there are too many.
    pub(super) fn of_digits(whole: &str, decimals: &str) -> Option<Self> {
        let scale = u8::try_from(decimals.len()).ok().filter(|scale| *scale <= DECIMALS)?;
        Some(Self::new(format!("{whole}{decimals}").parse().ok()?, scale))
    }

    /// The digits of the number without its mark of decimals, with its sign.
    pub fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many of the digits of [`mantissa`](Self::mantissa) are decimals.
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The number times ten to the given power; `None` where it gets too large or too small.
    pub(super) fn shifted(self, power: i8) -> Option<Self> {
        let scale = i16::from(self.scale) - i16::from(power);
        if scale >= 0 {
            return u8::try_from(scale).ok().filter(|scale| *scale <= DECIMALS).map(|it| Self::new(self.mantissa, it));
        }
        let factor = 10i64.checked_pow(u32::from(scale.unsigned_abs()))?;
        Some(Self::new(self.mantissa.checked_mul(factor)?, 0))
    }

    pub(super) fn times(self, factor: i64) -> Option<Self> {
        Some(Self::new(self.mantissa.checked_mul(factor)?, self.scale))
    }

    /// The number with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Both as integers over the same power of ten.
    fn aligned(self, other: Self) -> Option<(i64, i64, u8)> {
        let scale = self.scale.max(other.scale);
        let raise = |it: Self| it.mantissa.checked_mul(10i64.checked_pow(u32::from(scale - it.scale))?);
        Some((raise(self)?, raise(other)?, scale))
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let (x, y, scale) = self.aligned(other)?;
        Some(Self::new(x.checked_add(y)?, scale))
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        let (x, y, scale) = self.aligned(other)?;
        Some(Self::new(x.checked_sub(y)?, scale))
    }

    /// Which of the two is larger; `None` where they are too large to tell.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        self.aligned(other).map(|(x, y, _)| x.cmp(&y))
    }

    /// The nearest floating point number, for formats that know no other.
    pub fn to_f64(self) -> f64 {
        format!("{}e-{}", self.mantissa, self.scale).parse().expect("digits with an exponent are a number")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        let of = |whole, decimals| Decimal::of_digits(whole, decimals).expect("few digits");
        assert_eq!(of("2", "50"), Decimal::new(25, 1));
        assert_eq!(of("3", "1").minus(of("2", "5")), Some(Decimal::new(6, 1)));
        assert_eq!(of("0", "1").plus(of("0", "2")), Some(Decimal::new(3, 1)));
        assert_eq!(of("12", "5").shifted(6), Some(Decimal::new(12_500_000, 0)));
        assert_eq!(of("12500", "").shifted(-3), Some(Decimal::new(125, 1)));
        assert_eq!(of("1", "05").to_f64(), 1.05);
        assert_eq!(of("0", "3").negated().to_f64(), -0.3);
        assert_eq!(of("2", "5").compare(of("2", "45")), Some(Ordering::Greater));
    }

    #[test]
    fn what_is_too_large_is_none() {
        assert_eq!(Decimal::of_digits("99999999999999999999", ""), None);
        assert_eq!(Decimal::new(i64::MAX, 0).shifted(3), None);
        assert_eq!(Decimal::new(i64::MAX, 0).plus(Decimal::new(1, 0)), None);
    }
}
