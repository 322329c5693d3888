//! Versions: revisions with a name, a status and dates, kept as annotated tags `<document>/<version>`.

use std::fmt;
use std::str::FromStr;

use git2::{ErrorCode, ObjectType};

use super::archive::{Archive, ArchiveError, Author, Moment};
use super::branch::{Move, lock_of, move_reference};
use super::damage::{self, Operation};
use super::disk::sync_folder;
use super::intent::Intent;
use super::name::{DocumentId, VersionName};
use super::saving::{one_line, signature, with_trailers};
use super::signature::{Signer, split};

/// A named revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The document.
    pub document: DocumentId,
    /// The name. Tags made by other programs may have names that [`VersionName`] refuses.
    pub name: String,
    /// Id of the commit that is named.
    pub revision: String,
    /// The status; `None` where the tag does not say.
    pub status: Option<Status>,
    /// Date that the text bears.
    pub date: Option<String>,
    /// Day of adoption.
    pub adopted: Option<String>,
    /// First day of validity.
    pub valid_from: Option<String>,
    /// First day of application.
    pub applies_from: Option<String>,
    /// Number of the resolution.
    pub resolution: Option<String>,
    /// What was written when it was named, without trailers.
    pub message: String,
    /// What the disk said when the version was there already and only its durability was left; `None` for all that were
    /// read.
    pub unsecured: Option<String>,
}

/// Name of a version that can't be read, and what is wrong with it.
pub type Unread = (String, ArchiveError);

/// Where a text stands on its way to adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A sketch.
    Sketch,
    /// A draft.
    Draft,
    /// In public consultation.
    Consultation,
    /// Adopted.
    Adopted,
}

impl Status {
    /// All of them, in order.
    pub const ALL: [Status; 4] = [Status::Sketch, Status::Draft, Status::Consultation, Status::Adopted];

    /// The stable word for it, as in tags and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Status::Sketch => "sketch",
            Status::Draft => "draft",
            Status::Consultation => "consultation",
            Status::Adopted => "adopted",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Status::ALL.into_iter().find(|status| status.code() == text).ok_or(())
    }
}

/// What is said when a revision is named.
#[derive(Clone, Debug)]
pub struct Naming<'a> {
    /// The document.
    pub document: &'a DocumentId,
    /// The name.
    pub name: &'a VersionName,
    /// The status.
    pub status: Status,
    /// Date that the text bears.
    pub date: Option<&'a str>,
    /// Day of adoption.
    pub adopted: Option<&'a str>,
    /// First day of validity.
    pub valid_from: Option<&'a str>,
    /// First day of application.
    pub applies_from: Option<&'a str>,
    /// Number of the resolution.
    pub resolution: Option<&'a str>,
    /// A message; without it the name stands there.
    pub message: Option<&'a str>,
    /// When.
    pub moment: Moment,
    /// Who names it; `None` for whom git's settings name.
    pub tagger: Option<&'a Author>,
}

/// Why a revision can't be named.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// The archive can't be used.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// There is a version of this name.
    #[error("{document} has a version {name} already, revision {revision}")]
    Exists {
        /// The document.
        document: String,
        /// The name.
        name: String,
        /// What it names.
        revision: String,
    },
    /// Another tag has the name of a folder that this one needs.
    #[error("another tag is in the way of {0}")]
    InTheWay(String),
    /// It could not be signed.
    #[error("not signed: {0}")]
    Unsigned(String),
}

impl From<git2::Error> for VersionError {
    fn from(error: git2::Error) -> Self {
        VersionError::Archive(error.into())
    }
}

impl Archive {
    /// The versions of a document, by their date, else the date of their revision, then by name.
    ///
    /// # Errors
    /// [`ArchiveError`] where tags can't be read.
    pub fn versions(&self, document: &DocumentId) -> Result<Vec<Version>, ArchiveError> {
        let (versions, damaged) = self.versions_and_damage(document)?;
        match damaged.into_iter().next() {
            Some((_, error)) => Err(error),
            None => Ok(versions),
        }
    }

    /// The versions of a document that can be read, and the names of those that can't, with what is wrong with them.
    ///
    /// # Errors
    /// [`ArchiveError`] where tags can't be listed.
    pub fn versions_and_damage(&self, document: &DocumentId) -> Result<(Vec<Version>, Vec<Unread>), ArchiveError> {
        let _operation = Operation::start();
        let prefix = format!("refs/tags/{document}/");
        let (mut versions, mut damaged) = (Vec::new(), Vec::new());
        let mut references = self.repository.references_glob(&format!("{prefix}*"))?;
        let listed = references.names().filter_map(|name| Some(name.ok()?.strip_prefix(&prefix)?.to_owned()));
        let mut names: Vec<String> = listed.filter(|name| !name.contains('/')).collect();
        damage::add_unlisted(&self.repository, &prefix, &mut names);
        for name in &names {
            match self.read_version(document, name, &format!("{prefix}{name}")) {
                Ok(Some((version, day))) => versions.push((day, version)),
                Ok(None) => {}
                Err(error) => damaged.push((name.clone(), error)),
            }
        }
        versions.sort_by(|(a, x), (b, y)| (a, &x.name).cmp(&(b, &y.name)));
        Ok((versions.into_iter().map(|(_, version)| version).collect(), damaged))
    }

    /// One version and its day; `None` for a tag of something other than a commit, which is nobody's version.
    fn read_version(
        &self,
        document: &DocumentId,
        name: &str,
        reference: &str,
    ) -> Result<Option<(Version, Option<String>)>, ArchiveError> {
        let Some(mut id) = self.repository.find_reference(reference)?.resolve()?.target() else { return Ok(None) };
        let mut message = None;
        loop {
            let object = self.repository.find_object(id, None).map_err(|error| damage::named(id, error.into()))?;
            if let Some(tag) = object.as_tag() {
                message.get_or_insert(tag.message_bytes().unwrap_or_default().to_vec());
                id = tag.target_id();
            } else if let Some(commit) = object.as_commit() {
                let message = message.unwrap_or_default();
                let mut version = read_message(document, name, &String::from_utf8_lossy(&message))?;
                version.revision = id.to_string();
                let day = version.date.clone().or_else(|| Moment::of(commit.time()).date());
                return Ok(Some((version, day)));
            } else {
                return Ok(None);
            }
        }
    }

    /// Whether a document has a version of this name already.
    ///
    /// # Errors
    /// [`VersionError::Exists`] where it has.
    pub fn check_unnamed(&self, document: &DocumentId, name: &VersionName) -> Result<(), VersionError> {
        match self.repository.find_reference(&format!("refs/tags/{document}/{name}")) {
            Ok(reference) => Err(VersionError::Exists {
                document: document.to_string(),
                name: name.to_string(),
                revision: reference.peel_to_commit().map(|commit| commit.id().to_string()).unwrap_or_default(),
            }),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Names the commit `revision` (a whole id, as [`super::State::revision`] and [`super::Saved::revision`] give it).
    /// A version that exists is never moved.
    ///
    /// # Errors
    /// [`VersionError`]; nothing was named then.
    pub fn name_version(&self, naming: &Naming<'_>, revision: &str) -> Result<Version, VersionError> {
        self.name_version_signed(naming, revision, None)
    }

    /// Like [`Archive::name_version`], signed where a signer is given, so that `git verify-tag` accepts it.
    ///
    /// # Errors
    /// [`VersionError`]; nothing was named then.
    pub fn name_version_signed(
        &self,
        naming: &Naming<'_>,
        revision: &str,
        signer: Option<&dyn Signer>,
    ) -> Result<Version, VersionError> {
        self.check_unnamed(naming.document, naming.name)?;
        let author = match naming.tagger {
            Some(tagger) => tagger.clone(),
            None => self.author()?,
        };
        let commit = self.repository.find_commit(git2::Oid::from_str(revision)?)?;
        let message = naming.message.map(str::trim).filter(|message| !message.is_empty());
        let message = message.unwrap_or(naming.name.as_str()).replace('\0', " ");
        // A line that opens a signature would cut the trailers off for whoever reads them.
        let message = format!("\n{message}").replace("\n-----BEGIN ", "\n -----BEGIN ");
        let message = message.trim_start_matches('\n');
        let dates = [
            ("Date", naming.date),
            ("Adopted", naming.adopted),
            ("Valid-From", naming.valid_from),
            ("Applies-From", naming.applies_from),
            ("Resolution", naming.resolution),
        ];
        let mut trailers = vec![("Status", naming.status.code().to_owned())];
        trailers.extend(dates.iter().filter_map(|(key, value)| Some((*key, one_line((*value)?)))));
        let message = with_trailers(message, &trailers);
        let tag = format!("{}/{}", naming.document, naming.name);
        let bytes = tag_object(&commit.id().to_string(), &tag, &signature(&author, naming.moment)?, &message);
        // Signing may wait for a passphrase; nobody else has to wait with it.
        let bytes = match signer {
            Some(signer) => {
                let armour = signer.sign(&bytes).map_err(VersionError::Unsigned)?;
                [&bytes, armour.trim().as_bytes(), b"\n"].concat()
            }
            None => bytes,
        };
        let reference = format!("refs/tags/{tag}");
        let in_place = |error: std::io::Error| ArchiveError::of_disk(self.repository.commondir(), &error);
        let mut hold = self.hold()?;
        let id = damage::sound(self, || self.repository.odb()?.write(ObjectType::Tag, &bytes), &[])?;
        sync_folder(&self.repository.commondir().join("objects")).map_err(in_place)?;
        let passing = vec![lock_of(&self.repository, &reference)];
        hold.announce(self, &Intent { passing, following: Vec::new() })?;
        let unsecured = match move_reference(self, &reference, git2::Oid::ZERO_SHA1, id, "") {
            Move::Done => None,
            Move::Unsecured(why) => Some(why),
            Move::Overtaken => {
                self.check_unnamed(naming.document, naming.name)?;
                return Err(VersionError::InTheWay(tag));
            }
            Move::Failed(error) => return Err(error.into()),
        };
        let mut version = read_message(naming.document, naming.name.as_str(), &message)?;
        version.revision = revision.to_owned();
        version.unsecured = unsecured;
        Ok(version)
    }
}

/// A tag object, byte for byte as git writes it.
fn tag_object(commit: &str, tag: &str, tagger: &git2::Signature<'_>, message: &str) -> Vec<u8> {
    let when = tagger.when();
    let (sign, offset) = (when.sign(), when.offset_minutes().unsigned_abs());
    let mut bytes = format!("object {commit}\ntype commit\ntag {tag}\ntagger ").into_bytes();
    bytes.extend_from_slice(tagger.name_bytes());
    bytes.extend_from_slice(b" <");
    bytes.extend_from_slice(tagger.email_bytes());
    let time = format!("> {} {sign}{:02}{:02}\n\n", when.seconds(), offset / 60, offset % 60);
    bytes.extend_from_slice(time.as_bytes());
    bytes.extend_from_slice(message.as_bytes());
    bytes
}

/// Reads the message of a tag, a signature at its end left aside; of a trailer that stands twice the last one holds.
pub(super) fn read_message(document: &DocumentId, name: &str, message: &str) -> Result<Version, ArchiveError> {
    let mut version = Version {
        document: document.clone(),
        name: name.to_owned(),
        revision: String::new(),
        status: None,
        date: None,
        adopted: None,
        valid_from: None,
        applies_from: None,
        resolution: None,
        message: String::new(),
        unsecured: None,
    };
    let message = String::from_utf8_lossy(split(message.as_bytes()).0);
    let clean = message.replace('\0', " ");
    let trailers = git2::message_trailers_strs(&clean)?;
    let day = |value: &str| super::name::is_date(value).then(|| value.to_owned());
    for (key, value) in trailers.iter() {
        match key {
            "Status" => version.status = value.parse().ok(),
            "Date" => version.date = day(value),
            "Adopted" => version.adopted = day(value),
            "Valid-From" => version.valid_from = day(value),
            "Applies-From" => version.applies_from = day(value),
            "Resolution" => version.resolution = Some(value.to_owned()),
            _ => {}
        }
    }
    let body = match clean.trim_end().rsplit_once("\n\n") {
        Some((body, _)) if trailers.len() > 0 => body,
        _ => &clean,
    };
    version.message = body.trim().to_owned();
    Ok(version)
}
