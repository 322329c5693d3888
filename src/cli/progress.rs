//! How far long work is, on a terminal.

use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Session;
use crate::locale::{Locale, Value};

/// Tells on a terminal how far the work is; says nothing where nobody watches.
pub(super) struct Progress {
    key: &'static str,
    shown: bool,
    done: AtomicUsize,
    total: usize,
}

impl Progress {
    /// Of `total` pieces of work, told by the message `key`.
    pub(super) fn new(session: &Session, key: &'static str, total: usize) -> Self {
        let shown = !session.quiet && !session.json && std::io::stderr().is_terminal();
        Progress { key, shown, done: AtomicUsize::new(0), total }
    }

    /// One more is done: the one called `title`.
    pub(super) fn step(&self, locale: &Locale, title: &str) {
        if self.shown {
            let done = self.done.fetch_add(1, Ordering::Relaxed) as u64 + 1;
            let values = [
                ("done", Value::Count(done)),
                ("total", Value::Count(self.total as u64)),
                ("title", Value::Text(title)),
            ];
            let told = locale.text(self.key, &values);
            // What can't be shown does not stop the work.
            let _ = write!(std::io::stderr(), "\r\u{1b}[K{told}");
        }
    }

    /// Clears the line.
    pub(super) fn end(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}
