//! The archive: a git repository that holds strategy texts. Only this room knows git.

pub mod archive;
pub mod disk;
pub mod name;
pub mod settings;
pub mod lock;
pub mod branch;
pub mod media;
pub mod index;
pub mod worktree;
pub mod saving;
pub mod version;
pub mod revision;
mod history;
mod nearest;

pub use archive::{Archive, ArchiveError, Author, Moment};
pub use branch::OnDetached;
pub use disk::{make_folders, replace_file};
pub use index::IndexEntry;
pub use lock::{Holder, LockFile};
pub use media::{Companions, LeftOut};
pub use name::{DocumentId, NameError, VersionName};
pub use revision::{Malformed, ResolveError, State, TEXT_LIMIT};
pub use saving::{Draft, Outcome, SaveError, Saved};
pub use settings::{Settings, SettingsError};
pub use version::{Naming, Status, Version, VersionError};
pub use worktree::WorktreeFile;
