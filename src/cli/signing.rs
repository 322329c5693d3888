//! Signing versions and checking their signatures, with the user's SSH key and `ssh-keygen`.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Exit, Failure, Session, variable};
use crate::store::{Archive, Checker, Signature, Signer, SigningSettings};

/// The namespace that git signs in.
const NAMESPACE: [&str; 2] = ["-n", "git"];

/// Whether to sign the version.
#[derive(Debug, clap::Args)]
pub(super) struct Signing {
    /// Sign the version with your SSH key, as git's settings name it
    #[arg(long, conflicts_with = "no_sign")]
    sign: bool,
    /// Do not sign it, even if git's setting tag.gpgSign asks for it
    #[arg(long)]
    no_sign: bool,
}

impl Signing {
    /// The option that was given.
    pub(super) fn first(&self) -> Option<&'static str> {
        [("--sign", self.sign), ("--no-sign", self.no_sign)].into_iter().find_map(|(name, given)| given.then_some(name))
    }

    /// Who signs; `None` where nobody is to.
    ///
    /// # Errors
    /// A [`Failure`] where somebody is to and the settings name no SSH key.
    pub(super) fn signer(&self, archive: &Archive, session: &Session) -> Result<Option<Box<dyn Signer>>, Failure> {
        if self.no_sign {
            return Ok(None);
        }
        let settings = archive.signing()?;
        if !self.sign && !settings.always {
            return Ok(None);
        }
        let key = key(&settings, session)?;
        Ok(Some(Box::new(SshSigner { program: program(&settings), key })))
    }
}

/// The program that signs and checks. It is never named by the repository's own settings; see [`SigningSettings`].
fn program(settings: &SigningSettings) -> OsString {
    match &settings.program {
        Some(program) => home(program).into_os_string(),
        None => OsString::from("ssh-keygen"),
    }
}

/// A path of git's settings, `~/` being the home folder.
fn home(path: &str) -> PathBuf {
    let home = || variable("HOME").or_else(|| variable("USERPROFILE")).filter(|home| !home.is_empty());
    match path.strip_prefix("~/").zip(home()) {
        Some((rest, home)) => Path::new(&home).join(rest),
        None => PathBuf::from(path),
    }
}

/// The key to sign with.
#[derive(Debug)]
enum Key {
    /// A file with a key; of one with a public key alone, the agent has the other half.
    File(PathBuf),
    /// A public key whose other half the agent has.
    Agent(String),
}

/// A public key written out, as git takes it.
fn literal(key: &str) -> Option<&str> {
    let bare = |key: &&str| ["ssh-", "ecdsa-", "sk-"].iter().any(|kind| key.starts_with(kind)) && key.contains(' ');
    key.strip_prefix("key::").or(Some(key).filter(bare))
}

fn key(settings: &SigningSettings, session: &Session) -> Result<Key, Failure> {
    let format = settings.format.as_deref().unwrap_or_default();
    let foreign = |format: &str| Failure::new(Exit::Usage, "failure-signing-format").with("format", format);
    if !matches!(format, "" | "ssh") {
        return Err(foreign(format));
    }
    let Some(key) = settings.key.clone().or_else(|| key_of_command(settings.key_command.as_deref()?)) else {
        return Err(Failure::new(Exit::Usage, "failure-signing-no-key"));
    };
    let key = key.trim();
    if let Some(literal) = literal(key) {
        return Ok(Key::Agent(literal.trim().to_owned()));
    }
    let path = session.path(home(key));
    let public = || PathBuf::from(format!("{}.pub", path.display()));
    if path.is_file() || public().is_file() {
        return Ok(Key::File(path));
    }
    // Without gpg.format git means OpenPGP, and the key is the name of one.
    match format {
        "" if !key.contains(['/', '\\', '.']) => Err(foreign("openpgp")),
        _ => Err(Failure::new(Exit::Usage, "failure-signing-key").with("path", path.display())),
    }
}

/// The first key that `gpg.ssh.defaultKeyCommand` prints.
fn key_of_command(line: &str) -> Option<String> {
    let mut command = if cfg!(windows) { Command::new("cmd") } else { Command::new("sh") };
    command.args([if cfg!(windows) { "/C" } else { "-c" }, line]).stderr(Stdio::inherit());
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().next().filter(|line| literal(line).is_some()).map(str::to_owned)
}

/// Signs with `ssh-keygen -Y sign`. It asks for a passphrase on the terminal where the key has one.
#[derive(Debug)]
struct SshSigner {
    program: OsString,
    key: Key,
}

impl Signer for SshSigner {
    fn sign(&self, payload: &[u8]) -> Result<String, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let (file, public) = (folder.path().join("version"), folder.path().join("key"));
        write(&file, payload)?;
        let mut command = Command::new(&self.program);
        command.args(["-Y", "sign"]).args(NAMESPACE).arg("-f");
        match &self.key {
            Key::File(path) => command.arg(path),
            Key::Agent(key) => {
                write(&public, format!("{key}\n").as_bytes())?;
                command.arg(&public).arg("-U")
            }
        };
        // Standard input stays the terminal, so that a passphrase can be asked for.
        let output = command.arg(&file).stdin(Stdio::inherit()).stdout(Stdio::piped()).output();
        let output = output.map_err(|error| format!("{}: {error}", self.program.to_string_lossy()))?;
        let signature = super::state::read_file(&folder.path().join("version.sig"));
        match signature {
            Ok(signature) if output.status.success() => {
                String::from_utf8(signature).map_err(|_| "the signature is no text".to_owned())
            }
            _ => Err(said(&self.program, &output.stderr, folder.path())),
        }
    }
}

/// What a program said when it failed, on one line and without the names of files that are gone by now.
fn said(program: &OsString, bytes: &[u8], folder: &Path) -> String {
    let text =
        String::from_utf8_lossy(bytes).replace(&format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR), "");
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let program = Path::new(program).file_name().unwrap_or(program).to_string_lossy().into_owned();
    format!("{program}: {}", lines.join("; ")).trim_end_matches([':', ' ']).to_owned()
}

#[expect(clippy::disallowed_methods, reason = "the command line is a room that touches the disk")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| error.to_string())
}

/// Checks with `ssh-keygen -Y`.
#[derive(Debug)]
pub(super) struct SshChecker {
    program: OsString,
    signers: Option<PathBuf>,
    revoked: Option<PathBuf>,
}

/// Who checks signatures: against the list of signers given, else that of the user's git settings.
///
/// # Errors
/// A [`Failure`] where there is no such list.
pub(super) fn checker(
    given: Option<&Path>,
    settings: &SigningSettings,
    session: &Session,
) -> Result<SshChecker, Failure> {
    let listed = settings.signers.as_deref().map(home);
    let signers = given.map(Path::to_owned).or(listed).map(|path| session.path(path));
    if let Some(path) = signers.as_ref().filter(|path| !path.is_file()) {
        return Err(Failure::new(Exit::Input, "failure-signers").with("path", path.display()));
    }
    let revoked = settings.revoked.as_deref().map(home);
    Ok(SshChecker { program: program(settings), signers, revoked })
}

impl Checker for SshChecker {
    fn check(&self, payload: &[u8], signature: &[u8], seconds: i64) -> Signature {
        self.try_check(payload, signature, seconds).unwrap_or_else(|message| Signature::Unchecked { message })
    }
}

impl SshChecker {
    /// What the signature is worth, or why that can't be found out.
    fn try_check(&self, payload: &[u8], signature: &[u8], seconds: i64) -> Result<Signature, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let file = folder.path().join("signature");
        write(&file, signature)?;
        let sound = self.run(&["check-novalidate"], &[], &file, payload)?;
        if !sound.good {
            return Ok(Signature::Bad { message: said(&self.program, sound.text.as_bytes(), folder.path()) });
        }
        let key = fingerprint(&sound.text);
        let Some(signers) = &self.signers else { return Ok(Signature::Unknown { key }) };
        let signers = signers.as_os_str().to_owned();
        let time = time(seconds).map(|time| OsString::from(format!("-Overify-time={time}")));
        let mut list = vec![OsString::from("-f"), signers];
        list.extend(time);
        let found = self.run(&["find-principals"], &list, &file, b"")?;
        let Some(signer) = found.text.lines().next().filter(|line| found.good && !line.trim().is_empty()) else {
            return Ok(Signature::Unknown { key });
        };
        list.extend(["-I".into(), signer.into()]);
        if let Some(revoked) = &self.revoked {
            list.extend(["-r".into(), revoked.into()]);
        }
        let known = self.run(&["verify"], &list, &file, payload)?;
        match known.good {
            true => Ok(Signature::Good { signer: signer.to_owned(), key }),
            false => Ok(Signature::Bad { message: said(&self.program, known.text.as_bytes(), folder.path()) }),
        }
    }

    fn run(&self, what: &[&str], more: &[OsString], signature: &Path, payload: &[u8]) -> Result<Said, String> {
        let mut command = Command::new(&self.program);
        command.arg("-Y").args(what).args(NAMESPACE).args(more).arg("-s").arg(signature);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let failed = |error: std::io::Error| format!("{}: {error}", self.program.to_string_lossy());
        let mut child = command.spawn().map_err(failed)?;
        if let Some(mut input) = child.stdin.take() {
            // Whoever has made up its mind before the end reads no further.
            let _ = input.write_all(payload);
        }
        let output = child.wait_with_output().map_err(failed)?;
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        Ok(Said { good: output.status.success(), text })
    }
}

/// What a run of `ssh-keygen` came to.
struct Said {
    good: bool,
    text: String,
}

/// The fingerprint in `Good "git" signature with ED25519 key SHA256:…`.
fn fingerprint(text: &str) -> String {
    text.split_whitespace().find(|word| word.starts_with("SHA256:")).unwrap_or("SHA256:?").to_owned()
}

/// A time as `ssh-keygen` reads it.
fn time(seconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(time.strftime("%Y%m%d%H%M%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_written_out_are_told_from_paths() {
        assert_eq!(literal("key::ssh-ed25519 AAAA"), Some("ssh-ed25519 AAAA"));
        assert_eq!(literal("ssh-ed25519 AAAA me"), Some("ssh-ed25519 AAAA me"));
        assert_eq!(literal("ecdsa-sha2-nistp256 AAAA"), Some("ecdsa-sha2-nistp256 AAAA"));
        assert_eq!(literal("ssh-keys/id"), None);
        assert_eq!(literal("~/.ssh/id_ed25519"), None);
        assert_eq!(time(1_600_000_000).as_deref(), Some("20200913122640"));
    }
}
