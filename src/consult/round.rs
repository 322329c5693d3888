//! A round: one consultation of one version, with its dates, and how to take part.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// One consultation of one version. Whatever nobody said is missing; nothing is made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// What it is called on the command line.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What it is for, a paragraph each.
    pub purpose: Vec<String>,
    /// The day of the announcement.
    pub opens: Option<Date>,
    /// The last day for comments.
    pub closes: Option<Date>,
    /// The day by which the report is due.
    pub report: Option<Date>,
    /// How comments can be made.
    pub ways: Ways,
    /// Meetings by date.
    pub meetings: Vec<Meeting>,
    /// What people are told about their personal data.
    pub information: Option<String>,
}

/// How comments can be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// By e-mail.
    pub email: Option<String>,
    /// By post or by hand.
    pub address: Option<String>,
    /// On the web.
    pub url: Option<String>,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its day.
    pub date: Date,
    /// Its hour, as people write it.
    pub time: Option<String>,
    /// Where it is.
    pub place: Option<String>,
}

/// How dates are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// For how many days at least comments are taken; the day of the announcement does not count.
    pub days: u16,
    /// Within how many days after the last day for comments the report is due.
    pub report_days: u16,
}

impl Default for Rule {
    /// The Polish act on the principles of development policy of 2006, article 6: 35 days and 30 days.
    fn default() -> Self {
        Rule { days: 35, report_days: 30 }
    }
}

impl Round {
    /// Counts the dates that were not given from those that were.
    #[must_use]
    pub fn dated(mut self, rule: Rule) -> Self {
        let later = |date: Option<Date>, days: u16| date.and_then(|date| date.checked_add(i64::from(days).days()).ok());
        self.closes = self.closes.or(later(self.opens, rule.days));
        self.report = self.report.or(later(self.closes, rule.report_days));
        self.meetings.sort_by_key(|meeting| meeting.date);
        self
    }

    /// For how many days comments are taken, the day of the announcement not counted; `None` where a date is missing.
    pub fn days(&self) -> Option<i64> {
        Some(i64::from(self.opens?.until(self.closes?).ok()?.get_days()))
    }

    /// Whether it is shorter than the rule demands.
    pub fn is_short(&self, rule: Rule) -> bool {
        self.days().is_some_and(|days| days < i64::from(rule.days))
    }

    /// Whether it ends before it begins, or its report is due before its end.
    pub fn is_backwards(&self) -> bool {
        let before = |one: Option<Date>, other: Option<Date>| one.zip(other).is_some_and(|(one, other)| one < other);
        before(self.closes, self.opens) || before(self.report, self.closes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_counted_as_offices_count_them() {
        let round = Round { opens: Some(date(2020, 9, 16)), ..Round::default() }.dated(Rule::default());
        assert_eq!(round.closes, Some(date(2020, 10, 21)));
        assert_eq!(round.report, Some(date(2020, 11, 20)));
        assert_eq!(round.days(), Some(35));
        assert!(!round.is_short(Rule::default()) && round.is_short(Rule { days: 36, report_days: 30 }));
    }

    #[test]
    fn given_dates_stay_and_missing_ones_are_not_made_up() {
        let given = Round { closes: Some(date(2021, 1, 31)), ..Round::default() }.dated(Rule::default());
        assert_eq!((given.opens, given.closes, given.report), (None, Some(date(2021, 1, 31)), Some(date(2021, 3, 2))));
        assert_eq!(given.days(), None);
        let none = Round::default().dated(Rule::default());
        assert_eq!(none, Round::default());
        let backwards = Round { opens: Some(date(2021, 2, 1)), ..given };
        assert!(backwards.is_backwards() && backwards.is_short(Rule::default()));
    }
}
