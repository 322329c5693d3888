//! How long the stages of a run take, for those who ask.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

use super::Session;
use crate::compare::Stage;
use crate::locale::Value;

/// What takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lap {
    /// Reading both texts.
    Reading,
    /// A stage of the comparison.
    Comparing(Stage),
    /// Writing what is shown.
    Rendering,
}

/// Measures the stages of a run.
pub(super) struct Clock {
    last: Instant,
    laps: Vec<(Lap, Duration)>,
}

impl Clock {
    /// A clock that runs.
    #[expect(clippy::disallowed_methods, reason = "the command line is the room that reads the clock")]
    pub(super) fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a stage.
    pub(super) fn lap(&mut self, lap: Lap) {
        let took = self.last.elapsed();
        self.last += took;
        self.laps.push((lap, took));
    }

    /// Tells how long each stage took, and how much memory the run.
    ///
    /// # Errors
    /// Those of standard error.
    pub(super) fn report(&self, session: &mut Session) -> io::Result<()> {
        for (lap, took) in &self.laps {
            let key = match lap {
                Lap::Reading => "stage-reading".to_owned(),
                Lap::Comparing(stage) => format!("stage-{stage}"),
                Lap::Rendering => "stage-rendering".to_owned(),
            };
            let stage = session.locale.text(&key, &[]);
            let time = format!("{:.1}", took.as_secs_f64() * 1000.0);
            let values = [("stage", Value::Text(&stage)), ("time", Value::Text(&time))];
            writeln!(session.stderr, "{}", session.locale.text("diff-stage", &values))?;
        }
        if let Some(kilobytes) = peak_memory() {
            let memory = session.locale.text("diff-memory", &[("memory", Value::Count(kilobytes.div_ceil(1024)))]);
            writeln!(session.stderr, "{memory}")?;
        }
        Ok(())
    }
}

/// Peak memory of this process in kilobytes, where the system tells.
#[expect(clippy::disallowed_methods, reason = "the command line is a room that touches the disk")]
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
