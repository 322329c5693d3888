//! Ends a run that waits for ever on an object whose file is cut off.

use std::path::PathBuf;
use std::time::Duration;

use super::failure::Failure;
use crate::locale::{Language, Locale};
use crate::store::{ArchiveError, cut_off_object, operation};

/// How often is looked, and how many times the same operation has to be seen before its objects are looked through.
const PAUSE: Duration = Duration::from_millis(400);
const PATIENCE: usize = 5;

/// Watches the run from a thread of its own. Git's library never comes back from an object that is cut off, so the
/// process ends here, with the message that reading it would have ended with; what was saved is untouched.
pub(super) fn watch(directory: PathBuf, language: Language) {
    std::thread::spawn(move || {
        let (mut last, mut seen) = (None, 0);
        loop {
            std::thread::sleep(PAUSE);
            let now = operation();
            seen = if now.is_some() && now == last { seen + 1 } else { 0 };
            last = now;
            if seen == PATIENCE
                && let Some(file) = cut_off_object(&directory)
                && operation() == now
            {
                let failure = Failure::from(ArchiveError::Damaged(file.display().to_string()));
                let _ = failure.write(&Locale::new(language), &mut std::io::stderr());
                #[expect(clippy::disallowed_methods, reason = "main waits for what never ends")]
                std::process::exit(failure.exit() as i32);
            }
        }
    });
}
