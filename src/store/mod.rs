//! The archive: a git repository that holds strategy texts. Only this room knows git.

pub mod archive;
pub mod disk;
pub mod name;
pub mod settings;
pub mod founding;
pub mod lock;
pub mod beside;
pub mod cache;
pub mod branch;
pub mod media;
pub mod index;
pub mod figure;
pub mod links;
pub mod deciding;
pub mod worktree;
pub mod saving;
pub mod version;
pub mod revision;
pub mod signature;
pub mod driver;
pub mod finding;
pub mod health;
pub mod verify;
pub mod refusal;
pub mod log;
mod intent;
mod damage;
mod history;
mod fork;
mod nearest;
mod object;
mod pack;
mod reference;
mod trail;
mod manuscript;

pub use archive::{Archive, ArchiveError, Author, Moment};
pub use beside::{FILE_LIMIT, Files, files_beside};
pub use branch::OnDetached;
pub use damage::{cut_off_object, operation};
pub use deciding::Signatory;
pub use disk::{Written, make_folders, remove_file, replace_file};
pub use driver::{Change, LineMerge, SetOutcome, merge_lines};
pub use figure::figures_beside;
pub use finding::{CODES, Finding, Severity};
pub use fork::{Fork, ForkError};
pub use founding::Founded;
pub use health::examine;
pub use index::IndexEntry;
pub use links::{Amendment, Flaw, FlawKind, Links};
pub use lock::{Holder, LockFile, Unlocked};
pub use log::{Before, Description, Log, Revision};
pub use media::{Companions, LeftOut};
pub use name::{DocumentId, NameError, VersionName};
pub(crate) use nearest::nearest;
pub use reference::Standing;
pub use refusal::{Malformed, Obstacle, ObstacleKind, ResolveError};
pub use revision::{State, TEXT_LIMIT, WORKTREE, is_pointer};
pub use saving::{Draft, Outcome, SaveError, Saved};
pub use settings::{
    AudienceSettings, CheckSettings, ConsultationSettings, OfficeSettings, RoundSettings, RuleSettings, SETTINGS_FILE,
    Settings, SettingsError,
};
pub use signature::{Checker, Signature, Signer, SigningSettings};
pub use verify::{Anchor, AnchoredVersion, Demand, Verification, VerifiedVersion, verify};
pub use version::{Naming, Status, Unread, Version, VersionError};
pub use worktree::WorktreeFile;
