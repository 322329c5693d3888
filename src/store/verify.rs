//! Verification: reads all of an archive anew – every commit, tree and text, every version and its signature – and says
//! what is not as it was stored.

use std::collections::BTreeSet;
use std::path::Path;

use git2::{ObjectType, Odb, Oid, Repository, RepositoryOpenFlags};
use rustc_hash::FxHashSet;
use sha2::{Digest as _, Sha256};

use super::archive::{Archive, ArchiveError, Moment};
use super::finding::Finding;
use super::name::{DocumentId, is_date};
use super::object::{self, Contents, FOLDER, History, RawTag};
use super::pack;
use super::reference::{self, Named};
use super::signature::{Checker, Scheme, Signature, split};
use super::version::{Status, Version, read_message};

/// What every version must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// If it is signed, a signature that fits.
    SoundSignatures,
    /// A good signature of a known key.
    KnownSigners,
}

/// What verifying an archive came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The commit that HEAD names; `None` where there is none.
    pub head: Option<String>,
    /// Commits read.
    pub commits: usize,
    /// Commits, trees, texts and figures read, each once.
    pub objects: usize,
    /// The versions, by date.
    pub versions: Vec<VerifiedVersion>,
    /// What is wrong: first what hides objects from other programs, then objects, oldest first, then versions, oldest
    /// first, then what differs from the earlier verification.
    pub findings: Vec<Finding>,
    /// SHA-256 over the newest commit and all versions, their tags and the SHA-256 of their texts, in hex.
    pub fingerprint: String,
}

/// A version that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedVersion {
    /// What it says of itself.
    pub version: Version,
    /// Day on which its revision was saved; `None` where the revision can't be read.
    pub saved: Option<String>,
    /// Id of the tag object.
    pub tag: String,
    /// SHA-256 of the bytes of the text, in hex; `None` where there is no text.
    pub text: Option<String>,
    /// Its signature.
    pub signature: Signature,
}

/// What an earlier verification, kept elsewhere, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The commit that HEAD named.
    pub head: Option<String>,
    /// The versions.
    pub versions: Vec<AnchoredVersion>,
}

/// A version as an earlier verification found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchoredVersion {
    /// The document.
    pub document: String,
    /// The name.
    pub name: String,
    /// Id of the tag object.
    pub tag: String,
    /// Id of the commit.
    pub revision: String,
    /// SHA-256 of the bytes of the text, in hex.
    pub text: Option<String>,
}

/// Opens the archive at `directory`, damaged as it may be, and verifies it.
///
/// # Errors
/// [`ArchiveError`] where there is none, or where it is none that can be verified: shallow, foreign.
pub fn verify(
    directory: &Path,
    checker: &dyn Checker,
    demand: Demand,
    anchor: Option<&Anchor>,
) -> Result<Verification, ArchiveError> {
    let none: [&Path; 0] = [];
    let opened = Repository::open_ext(directory, RepositoryOpenFlags::empty(), none);
    if let Ok(repository) = &opened {
        let findings = pack::broken(&repository.commondir().join("objects"));
        if !findings.is_empty() {
            let fingerprint = fingerprint(None, &[]);
            return Ok(Verification {
                head: None,
                commits: 0,
                objects: 0,
                versions: Vec::new(),
                findings,
                fingerprint,
            });
        }
    }
    let archive = match Archive::open(directory) {
        Ok(archive) => archive,
        // What is damaged is to be named, so the damage itself does not end it.
        Err(ArchiveError::Broken(message) | ArchiveError::Damaged(message)) => {
            Archive { repository: opened.map_err(|_| ArchiveError::Broken(message))? }
        }
        Err(error) => return Err(error),
    };
    object::hash_what_is_read();
    let repository = &archive.repository;
    let odb = repository.odb()?;
    let head = reference::head(repository);
    let branches = reference::branches(repository)?;
    let tags = reference::below(repository, "refs/tags/")?;

    let mut history = History::default();
    if let Some(head) = head {
        history.add(&odb, head, "HEAD");
    }
    let (own, foreign): (Vec<&Named>, Vec<&Named>) = branches.iter().partition(|branch| is_own(repository, branch));
    for branch in own {
        history.add(&odb, branch.id, &branch.name);
    }
    let kept = anchor.map(|_| history.seen.clone()).unwrap_or_default();
    for branch in foreign {
        history.add(&odb, branch.id, &branch.name);
    }
    let found = Found { odb: &odb, on_branches: history.seen.clone(), checker, demand };
    // What only a version names, after its branch is gone, is read too.
    for tag in tags.iter().filter(|tag| version_name(tag.name.trim_start_matches("refs/tags/")).is_some()) {
        if let Some(revision) = target(&odb, tag.id) {
            history.add(&odb, revision, &tag.name);
        }
    }
    let documents = documents_of(&odb, &history);
    let mut versions = Vec::new();
    let mut about_versions = Vec::new();
    for tag in &tags {
        let (version, findings) = found.tag(tag, &documents);
        about_versions.push((version.as_ref().map(day), findings));
        versions.extend(version);
    }
    versions.sort_by_cached_key(|version| (day(version), name_of(version)));
    about_versions.sort_by(|(a, _), (b, _)| a.cmp(b));

    let mut contents = Contents::default();
    contents.names.extend(versions.iter().map(|version| (version.version.revision.clone(), name_of(version))));
    for (id, commit) in &history.commits {
        contents.add(&odb, *id, commit.tree);
    }
    let mut findings = reference::broken(repository);
    findings.extend(reference::disguises(repository));
    findings.extend(history.findings);
    findings.extend(contents.findings);
    findings.extend(about_versions.into_iter().flat_map(|(_, findings)| findings));
    if let Some(anchor) = anchor {
        findings.extend(deviations(anchor, &versions, &kept));
    }
    let head = head.map(|id| id.to_string());
    Ok(Verification {
        fingerprint: fingerprint(head.as_deref(), &versions),
        commits: history.commits.len(),
        objects: history.commits.len() + contents.seen.len(),
        head,
        versions,
        findings,
    })
}

/// Whether a branch vouches for the history of this archive: a local one does, and that of a remote unless there is a
/// local branch of its name with another history.
fn is_own(repository: &Repository, branch: &Named) -> bool {
    let Some(name) = branch.name.strip_prefix("refs/remotes/") else { return true };
    let Some((_, short)) = name.split_once('/') else { return true };
    match repository.refname_to_id(&format!("refs/heads/{short}")) {
        Ok(local) => local == branch.id || repository.graph_descendant_of(branch.id, local).unwrap_or(false),
        Err(_) => true,
    }
}

/// Day by which versions are in order.
fn day(version: &VerifiedVersion) -> String {
    version.version.date.clone().or_else(|| version.saved.clone()).unwrap_or_default()
}

fn name_of(version: &VerifiedVersion) -> String {
    format!("{}@{}", version.version.document, version.version.name)
}

/// The commit that a tag names by its own account.
fn target(odb: &Odb<'_>, tag: Oid) -> Option<Oid> {
    match object::kind(odb, tag) {
        Ok((ObjectType::Commit, _)) => Some(tag),
        Ok((ObjectType::Tag, _)) => {
            let raw = object::parse_tag(&object::content(odb, tag, ObjectType::Tag).ok()?)?;
            Some(raw.target).filter(|_| raw.kind == "commit")
        }
        _ => None,
    }
}

/// Ids of the documents that any commit holds.
fn documents_of(odb: &Odb<'_>, history: &History) -> BTreeSet<String> {
    let mut documents = BTreeSet::new();
    let mut seen = FxHashSet::default();
    for (_, commit) in &history.commits {
        let Ok(Some(strategy)) = object::entry(odb, commit.tree, "strategy") else { continue };
        if strategy.mode == FOLDER && seen.insert(strategy.id) {
            let folders = object::tree(odb, strategy.id).unwrap_or_default();
            documents
                .extend(folders.iter().map(object::RawEntry::shown).filter(|name| DocumentId::parse(name).is_ok()));
        }
    }
    documents
}

/// SHA-256 in hex.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn fingerprint(head: Option<&str>, versions: &[VerifiedVersion]) -> String {
    let mut lines: Vec<String> = versions
        .iter()
        .map(|version| {
            let text = version.text.as_deref().unwrap_or("-");
            format!("{} {} {} {text}\n", name_of(version), version.tag, version.version.revision)
        })
        .collect();
    lines.sort();
    sha256(format!("{}\n{}", head.unwrap_or("-"), lines.concat()).as_bytes())
}

/// What looking at tags needs.
struct Found<'a> {
    odb: &'a Odb<'a>,
    on_branches: FxHashSet<Oid>,
    checker: &'a dyn Checker,
    demand: Demand,
}

impl Found<'_> {
    /// The version that a tag is, if it is one, and what is wrong with it.
    fn tag(&self, tag: &Named, documents: &BTreeSet<String>) -> (Option<VerifiedVersion>, Vec<Finding>) {
        let short = tag.name.trim_start_matches("refs/tags/");
        let mut findings = Vec::new();
        let known = |name: &str| version_name(name).filter(|(document, _)| documents.contains(document.as_str()));
        let own = known(short);
        let bytes = match object::kind(self.odb, tag.id) {
            Ok((ObjectType::Tag, _)) => object::content(self.odb, tag.id, ObjectType::Tag),
            Ok(_) => {
                let Some((document, name)) = own else { return (None, findings) };
                findings.push(Finding::new("version-plain").at(format!("{document}@{name}")));
                let version = self.version((document, name), tag, (tag.id, ""), &mut findings);
                return (version, findings);
            }
            Err(damage) => Err(damage),
        };
        let read = bytes.and_then(|bytes| match object::parse_tag(&bytes) {
            Some(raw) => Ok((bytes, raw)),
            None => Err(object::Damage::Malformed),
        });
        let (bytes, raw) = match read {
            Ok(read) => read,
            Err(damage) => {
                // A tag without a tagger, as very old git made them, is nobody's concern unless it names a document.
                if own.is_some() || damage != object::Damage::Malformed {
                    findings.push(damage.finding("tag-damaged", tag.id).at(short));
                }
                return (None, findings);
            }
        };
        if raw.name != short && (own.is_some() || known(&raw.name).is_some()) {
            findings.push(Finding::new("version-renamed").at(short).with("name", &raw.name));
        }
        // A tag that states a status is a version, even if its document is nowhere to be found any more.
        let states = |line: &[u8]| Status::ALL.iter().any(|status| line == format!("Status: {status}").as_bytes());
        let stated = || bytes[raw.body..].split(|byte| *byte == b'\n').any(states);
        let Some(own) = own.or_else(|| version_name(short).filter(|_| stated())) else { return (None, findings) };
        let version = self.annotated(own, tag, (&bytes, &raw), &mut findings);
        (version, findings)
    }

    fn annotated(
        &self,
        own: (DocumentId, String),
        tag: &Named,
        (bytes, raw): (&[u8], &RawTag),
        findings: &mut Vec<Finding>,
    ) -> Option<VerifiedVersion> {
        let place = format!("{}@{}", own.0, own.1);
        if raw.kind != "commit" {
            findings.push(Finding::new("version-target").at(place).with("kind", &raw.kind));
            return None;
        }
        let (payload, armour) = split(bytes);
        let message = String::from_utf8_lossy(payload.get(raw.body..).unwrap_or_default()).into_owned();
        check_trailers(&place, &message, findings);
        let mut version = self.version(own, tag, (raw.target, &message), findings)?;
        version.signature = match armour {
            None => Signature::None,
            Some((Scheme::Ssh, armour)) => self.checker.check(payload, armour, raw.time.0),
            Some((Scheme::OpenPgp, _)) => Signature::Unchecked { message: "OpenPGP".to_owned() },
            Some((Scheme::X509, _)) => Signature::Unchecked { message: "X.509".to_owned() },
        };
        findings.extend(signature_finding(&place, &version.signature, self.demand));
        Some(version)
    }

    fn version(
        &self,
        (document, name): (DocumentId, String),
        tag: &Named,
        (revision, message): (Oid, &str),
        findings: &mut Vec<Finding>,
    ) -> Option<VerifiedVersion> {
        let place = format!("{document}@{name}");
        let mut version = read_message(&document, &name, message).ok()?;
        version.revision = revision.to_string();
        let tag = tag.id.to_string();
        // A commit that can't be read is told once, where the history is read.
        let Ok(commit) = object::commit(self.odb, revision) else {
            return Some(VerifiedVersion { version, saved: None, tag, text: None, signature: Signature::None });
        };
        if !self.on_branches.contains(&revision) {
            let short = format!("{:.10}", version.revision);
            findings.push(Finding::new("version-off-branch").at(&place).with("revision", short));
        }
        let entry = object::entry(self.odb, commit.tree, &document.path()).ok().flatten();
        let entry = entry.filter(|entry| entry.mode & 0o170_000 == 0o100_000);
        if entry.is_none() {
            let finding = Finding::new("version-textless").at(&place).with("path", document.path());
            findings.push(finding.with("revision", format!("{:.10}", version.revision)));
        }
        let text = entry.and_then(|entry| object::content(self.odb, entry.id, ObjectType::Blob).ok());
        let text = text.map(|bytes| sha256(&bytes));
        let saved = Moment { seconds: commit.time.0, offset: commit.time.1 }.date();
        Some(VerifiedVersion { version, saved, tag, text, signature: Signature::None })
    }
}

/// Document and version of a tag's name, if it has the form of one.
fn version_name(name: &str) -> Option<(DocumentId, String)> {
    let (document, name) = name.split_once('/').filter(|(_, name)| !name.contains('/'))?;
    Some((DocumentId::parse(document).ok()?, name.to_owned()))
}

/// Whether the trailers say one thing each, and days are days.
fn check_trailers(place: &str, message: &str, findings: &mut Vec<Finding>) {
    let clean = message.replace('\0', " ");
    let Ok(trailers) = git2::message_trailers_strs(&clean) else { return };
    let mut seen = BTreeSet::new();
    for (key, value) in trailers.iter() {
        let fault = match key {
            "Status" if value.parse::<Status>().is_err() => Some(Finding::new("version-status")),
            "Date" | "Adopted" | "Valid-From" | "Applies-From" if !is_date(value) => Some(Finding::new("version-day")),
            "Status" | "Date" | "Adopted" | "Valid-From" | "Applies-From" | "Resolution" => None,
            _ => continue,
        };
        let twice = (!seen.insert(key.to_owned())).then(|| Finding::new("version-twice"));
        let faults = fault.into_iter().chain(twice);
        findings.extend(faults.map(|finding| finding.at(place).with("key", key).with("value", value)));
    }
}

fn signature_finding(place: &str, signature: &Signature, demand: Demand) -> Option<Finding> {
    let finding = match (signature, demand) {
        (Signature::Bad { message }, _) => Finding::new("version-signature").with("message", message),
        (_, Demand::SoundSignatures) | (Signature::Good { .. }, _) => return None,
        (Signature::None, _) => Finding::new("version-unsigned"),
        (Signature::Unknown { key }, _) => Finding::new("version-key").with("key", key),
        (Signature::Unchecked { message }, _) => Finding::new("version-unchecked").with("message", message),
    };
    Some(finding.at(place))
}

/// What is not as the earlier verification found it.
fn deviations(anchor: &Anchor, versions: &[VerifiedVersion], reached: &FxHashSet<Oid>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for old in &anchor.versions {
        let place = format!("{}@{}", old.document, old.name);
        let same =
            |new: &&VerifiedVersion| new.version.document.as_str() == old.document && new.version.name == old.name;
        let Some(new) = versions.iter().find(same) else {
            findings.push(Finding::new("anchor-version").at(place).with("was", format!("{:.10}", old.revision)));
            continue;
        };
        let now = &new.version.revision;
        let code = match () {
            () if *now != old.revision => "anchor-revision",
            // A text that can't be read is told where it lies.
            () if new.text.is_some() && new.text != old.text => "anchor-text",
            () if new.tag != old.tag => "anchor-tag",
            () => continue,
        };
        let finding = Finding::new(code).at(place).with("was", format!("{:.10}", old.revision));
        findings.push(finding.with("is", format!("{now:.10}")));
    }
    if let Some(head) = &anchor.head
        && !Oid::from_str(head).is_ok_and(|id| reached.contains(&id))
    {
        findings.push(Finding::new("anchor-head").at(head));
    }
    findings
}
