//! Signatures of versions: where one begins in a tag, what git's settings say about signing, and who signs and checks.

use std::path::Path;

use git2::{ConfigLevel, Repository, RepositoryOpenFlags};

use super::archive::{Archive, ArchiveError};

/// Signs a version. The command line starts the program that does; the store starts none.
pub trait Signer {
    /// The armoured signature of these bytes.
    ///
    /// # Errors
    /// What kept them from being signed, in the words of the program that signs.
    fn sign(&self, payload: &[u8]) -> Result<String, String>;
}

/// Checks the signature of a version.
pub trait Checker {
    /// What the signature of these bytes is worth, that were signed at `seconds` since 1970 by their own account.
    fn check(&self, payload: &[u8], signature: &[u8], seconds: i64) -> Signature;
}

/// What is known about the signature of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    None,
    /// It is good, and the key is that of a known signer.
    Good {
        /// Who signed, as the list of signers calls them.
        signer: String,
        /// Fingerprint of the key.
        key: String,
    },
    /// It is good, but nobody said whose key this is.
    Unknown {
        /// Fingerprint of the key.
        key: String,
    },
    /// It does not fit the version, or its key was revoked.
    Bad {
        /// What the program that checks said.
        message: String,
    },
    /// It could not be checked: made with OpenPGP or X.509, or the program that checks is not there.
    Unchecked {
        /// Why.
        message: String,
    },
}

impl Signature {
    /// The stable word for it, as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Signature::None => "none",
            Signature::Good { .. } => "good",
            Signature::Unknown { .. } => "unknown",
            Signature::Bad { .. } => "bad",
            Signature::Unchecked { .. } => "unchecked",
        }
    }
}

/// What git's settings say about signing. Whatever starts a program or says whom to trust is read from the settings of
/// the user and of the machine only, never from those of the repository: one that came from somebody else must neither
/// start a program here nor vouch for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SigningSettings {
    /// `gpg.format`.
    pub format: Option<String>,
    /// `user.signingKey`: a path, or a public key. The only setting here that a repository may have of its own.
    pub key: Option<String>,
    /// `gpg.ssh.defaultKeyCommand`, of the user or the machine.
    pub key_command: Option<String>,
    /// `gpg.ssh.program`, of the user or the machine.
    pub program: Option<String>,
    /// Whether `tag.gpgSign` or `tag.forceSignAnnotated` of the user or the machine asks for a signature every time.
    pub always: bool,
    /// `gpg.ssh.allowedSignersFile`, of the user or the machine.
    pub signers: Option<String>,
    /// `gpg.ssh.revocationFile`, of the user or the machine.
    pub revoked: Option<String>,
}

impl SigningSettings {
    /// What git's settings say about signing at `directory`, be the repository there damaged, or none.
    ///
    /// # Errors
    /// [`ArchiveError`] where the settings can't be read.
    pub fn at(directory: &Path) -> Result<Self, ArchiveError> {
        let none: [&Path; 0] = [];
        match Repository::open_ext(directory, RepositoryOpenFlags::empty(), none) {
            Ok(repository) => Ok(Self::read(&repository.config()?)?),
            Err(_) => Ok(Self::read(&git2::Config::open_default()?)?),
        }
    }

    fn read(config: &git2::Config) -> Result<Self, git2::Error> {
        let any = |key: &str| config.get_string(key).ok().filter(|value| !value.trim().is_empty());
        let own = |key: &str| own(config, key).map(|value| value.filter(|value| !value.trim().is_empty()));
        let asked = |value: Option<String>| value.is_some_and(|value| git2::Config::parse_bool(value).unwrap_or(false));
        Ok(Self {
            format: any("gpg.format"),
            key: any("user.signingkey"),
            key_command: own("gpg.ssh.defaultkeycommand")?,
            program: own("gpg.ssh.program")?,
            always: asked(own("tag.gpgsign")?) || asked(own("tag.forcesignannotated")?),
            signers: own("gpg.ssh.allowedsignersfile")?,
            revoked: own("gpg.ssh.revocationfile")?,
        })
    }
}

impl Archive {
    /// What git's settings say about signing here.
    ///
    /// # Errors
    /// [`ArchiveError`] where the settings can't be read.
    pub fn signing(&self) -> Result<SigningSettings, ArchiveError> {
        Ok(SigningSettings::read(&self.repository.config()?)?)
    }
}

/// A setting of the user or of the machine, whatever the repository says.
fn own(config: &git2::Config, key: &str) -> Result<Option<String>, git2::Error> {
    let rank = |level: ConfigLevel| match level {
        ConfigLevel::ProgramData => Some(0),
        ConfigLevel::System => Some(1),
        ConfigLevel::XDG => Some(2),
        ConfigLevel::Global => Some(3),
        _ => None,
    };
    let mut found: Option<(u8, String)> = None;
    let pattern = format!("^{}$", key.replace('.', "\\."));
    config.entries(Some(&pattern))?.for_each(|entry| {
        let Some(rank) = rank(entry.level()) else { return };
        if found.as_ref().is_none_or(|(best, _)| rank >= *best) {
            let value = if entry.has_value() { entry.value().unwrap_or_default() } else { "true" };
            found = Some((rank, value.to_owned()));
        }
    })?;
    Ok(found.map(|(_, value)| value))
}

/// What signed a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Ssh,
    OpenPgp,
    X509,
}

const FIRST_LINES: [(&[u8], Scheme); 4] = [
    (b"-----BEGIN SSH SIGNATURE-----", Scheme::Ssh),
    (b"-----BEGIN PGP SIGNATURE-----", Scheme::OpenPgp),
    (b"-----BEGIN PGP MESSAGE-----", Scheme::OpenPgp),
    (b"-----BEGIN SIGNED MESSAGE-----", Scheme::X509),
];

/// What was signed, and the signature at its end. As in git, the last line that opens a signature counts.
pub(super) fn split(bytes: &[u8]) -> (&[u8], Option<(Scheme, &[u8])>) {
    let mut start = 0;
    let mut found = None;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some((_, scheme)) = FIRST_LINES.iter().find(|(first, _)| line.starts_with(first)) {
            found = Some((start, *scheme));
        }
        start += line.len();
    }
    match found {
        Some((at, scheme)) => (&bytes[..at], Some((scheme, &bytes[at..]))),
        None => (bytes, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_cut_off_where_its_last_first_line_stands() {
        let ssh = b"text\n-----BEGIN SSH SIGNATURE-----\nU1N\n-----END SSH SIGNATURE-----\n";
        let (payload, found) = split(ssh);
        assert_eq!((payload, found.map(|(scheme, _)| scheme)), (&b"text\n"[..], Some(Scheme::Ssh)));
        let quoted = [b"-----BEGIN PGP MESSAGE-----\n", &ssh[..]].concat();
        assert_eq!(split(&quoted).0.len(), 33);
        assert_eq!(split(b"a -----BEGIN SSH SIGNATURE-----\n").1, None);
        assert_eq!(split(b""), (&b""[..], None));
    }
}
