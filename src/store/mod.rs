//! The archive: a git repository that holds strategy texts. Only this room knows git.

pub mod archive;
pub mod name;
pub mod settings;
pub mod saving;
pub mod version;
pub mod revision;
mod history;
mod nearest;

pub use archive::{Archive, ArchiveError, Author, Moment};
pub use name::{DocumentId, NameError, VersionName};
pub use revision::{Malformed, ResolveError, State, TEXT_LIMIT};
pub use saving::{Draft, IndexEntry, Outcome, SaveError, Saved, WorktreeFile};
pub use settings::{Settings, SettingsError};
pub use version::{Naming, Status, Version, VersionError};
