//! Numbers of lists and chapters of an ODT file, as LibreOffice shows them.

use std::collections::BTreeMap;

use super::style::Level;
use crate::import::number::{Number, letters, roman};

/// How far the numbers of a list have come, level by level.
#[derive(Clone, Debug, Default)]
pub(super) struct Counter {
    counted: Vec<u32>,
}

impl Counter {
    /// The number of the next item of a level, from 0; `levels` tells how each level counts, `start` where a new beginning is
    /// set.
    pub(super) fn next(&mut self, at: usize, levels: &dyn Fn(usize) -> Level, start: Option<u32>) -> Number {
        self.counted.truncate(at + 1);
        while self.counted.len() <= at {
            let level = levels(self.counted.len());
            // A level that was passed over stands at its beginning.
            let passed = self.counted.len() < at && !level.format.is_empty();
            self.counted.push(if passed { level.start } else { level.start.saturating_sub(1) });
        }
        self.counted[at] = start.unwrap_or(self.counted[at].saturating_add(1));
        let level = levels(at);
        if level.bullet {
            return Number::Bullet;
        }
        if level.format.is_empty() {
            let text = format!("{}{}", level.prefix, level.suffix);
            return if text.trim().is_empty() { Number::Nothing } else { Number::Shown(text.trim().to_owned()) };
        }
        let first = (at + 1).saturating_sub(level.shown);
        let parts = (first..=at).filter_map(|place| {
            let level = levels(place);
            (!level.format.is_empty()).then(|| written(self.counted[place], &level.format))
        });
        let text = format!("{}{}{}", level.prefix, parts.collect::<Vec<_>>().join("."), level.suffix);
        let text = text.trim().to_owned();
        let number = self.counted[at];
        let plain = ['.', ')'].into_iter().find(|sign| text == format!("{number}{sign}"));
        plain.map_or(Number::Shown(text), |sign| Number::Plain(number, sign))
    }
}

fn written(number: u32, format: &str) -> String {
    match format {
        "a" => letters(number),
        "A" => letters(number).to_uppercase(),
        "i" => roman(number).to_lowercase(),
        "I" => roman(number),
        _ => number.to_string(),
    }
}

/// Counters of the lists that go on later, by the name of their style and by their own names.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    pub(super) of_style: BTreeMap<String, Counter>,
    pub(super) of_list: BTreeMap<String, Counter>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(format: &str, prefix: &str, suffix: &str, shown: usize) -> Level {
        let (format, prefix, suffix) = (format.to_owned(), prefix.to_owned(), suffix.to_owned());
        Level { format, bullet: false, prefix, suffix, shown, start: 1 }
    }

    #[test]
    fn numbers_of_several_levels_start_again_below_each_higher_one() {
        let levels = [level("I", "Cel ", ".", 1), level("1", "", "", 2), level("a", "", ")", 1)];
        let of = |at: usize| levels[at].clone();
        let mut counter = Counter::default();
        let shown: Vec<String> =
            [0, 1, 1, 2, 2, 0, 1].into_iter().map(|at| counter.next(at, &of, None).shown()).collect();
        assert_eq!(shown, ["Cel I.", "I.1", "I.2", "a)", "b)", "Cel II.", "II.1"]);
        assert_eq!(counter.next(1, &of, Some(7)).shown(), "II.7");
        let plain = [level("1", "", ".", 1)];
        assert_eq!(Counter::default().next(0, &|at| plain[at].clone(), None), Number::Plain(1, '.'));
    }
}
