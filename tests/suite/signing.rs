//! Signed versions: made with the SSH key of the user, and accepted by plain git.
#![expect(clippy::disallowed_methods, reason = "tests write programs and keys")]

use std::os::unix::fs::PermissionsExt as _;

use crate::project::{Project, Run, id, run};
use crate::tampering::{make_key, sign_with_known_key};

const TEXT: &str = "# Strategia\n\nŻółć i jaźń.\n";

fn project() -> Project {
    Project::with(&[("ris", "2020-07-07", TEXT)])
}

fn name(project: &Project, version: &str, options: &[&str]) -> Run {
    let naming = ["version", "ris", version, "HEAD", "--status", "adopted", "--date", "2020-07-07"];
    run(&mut project.nowela(&[&naming, options].concat()))
}

fn refused(project: &Project, options: &[&str], code: i32, words: &str) {
    let Run { code: ended, out, err } = name(project, "odmowa", options);
    assert_eq!((ended, out.as_str()), (code, ""), "{err}");
    assert!(err.contains(words) && err.contains("co zrobić: "), "{err}");
    assert!(!err.contains("failure-"), "{err}");
    assert!(!project.try_git(&["rev-parse", "--verify", "refs/tags/ris/odmowa"]).status.success(), "it was named");
}

/// A program that leaves a file behind in the home folder, if it is ever started.
fn trap(project: &Project, name: &str) -> String {
    let path = project.home().join(name);
    std::fs::write(&path, format!("#!/bin/sh\ntouch {}\nexit 1\n", project.home().join("uruchomiono").display()))
        .expect("the folder is ours");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("the file is ours");
    path.display().to_string()
}

fn sprung(project: &Project) -> bool {
    project.home().join("uruchomiono").exists()
}

#[test]
#[ignore = "needs ssh-keygen"]
fn plain_git_accepts_what_was_signed() {
    let project = project();
    sign_with_known_key(&project);
    let named = name(&project, "uchwała", &["--sign", "-m", "Uchwała\n\nZ opisem."]);
    assert_eq!((named.code, named.err.as_str()), (0, ""));
    for arguments in [&["verify-tag", "--raw", "ris/uchwała"][..], &["tag", "-v", "ris/uchwała"]] {
        let output = project.try_git(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains("Good \"git\" signature for lucja@example.org"), "{said}");
    }
    project.git(&["fsck", "--strict"]);
    let versions = project.archive().versions(&id("ris")).expect("tags can be read");
    assert_eq!(
        (versions[0].message.as_str(), versions[0].date.as_deref()),
        ("Uchwała\n\nZ opisem.", Some("2020-07-07"))
    );
    assert_eq!(versions[0].status.map(|status| status.code()), Some("adopted"));
}

#[test]
#[ignore = "needs ssh-keygen"]
fn versions_signed_by_plain_git_are_read_without_their_signature() {
    let project = project();
    sign_with_known_key(&project);
    project.git(&["tag", "-s", "ris/z-gita", "-m", "Z gita\n\nStatus: adopted\nDate: 2020-07-07"]);
    project.git(&["tag", "-s", "ris/bez-stopki", "-m", "Tylko opis"]);
    let versions = project.archive().versions(&id("ris")).expect("tags can be read");
    let read: Vec<_> = versions.iter().map(|v| (v.name.as_str(), v.message.as_str(), v.date.as_deref())).collect();
    assert_eq!(read, [("bez-stopki", "Tylko opis", None), ("z-gita", "Z gita", Some("2020-07-07"))]);
    let verified = run(&mut project.nowela(&["doctor", "--verify", "--signed"]));
    assert_eq!(verified.code, 0, "{}", verified.out);
}

#[test]
fn a_pgp_signature_is_no_part_of_the_message() {
    let project = project();
    let signature = "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----";
    let message = format!("Opis\n\nStatus: draft\nDate: 2020-07-07\n{signature}");
    project.git(&["tag", "-a", "ris/pgp", "-m", &message]);
    let versions = project.archive().versions(&id("ris")).expect("tags can be read");
    assert_eq!((versions[0].message.as_str(), versions[0].date.as_deref()), ("Opis", Some("2020-07-07")));
    let verified = run(&mut project.nowela(&["doctor", "--verify"]));
    assert_eq!(verified.code, 0, "{}", verified.out);
    assert!(verified.out.contains("podpis: niesprawdzony (OpenPGP)"), "{}", verified.out);
    assert_eq!(run(&mut project.nowela(&["doctor", "--verify", "--signed"])).code, 4);
}

#[test]
fn a_message_that_looks_like_a_signature_hides_nothing() {
    let project = project();
    let message = "--message=-----BEGIN PGP MESSAGE-----\nOpis\n-----BEGIN SSH SIGNATURE-----\nU1N";
    assert_eq!(name(&project, "v1", &[message]).code, 0);
    let versions = project.archive().versions(&id("ris")).expect("tags can be read");
    assert_eq!(versions[0].status.map(|status| status.code()), Some("adopted"));
    assert!(versions[0].message.contains("U1N"), "{:?}", versions[0].message);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_revision_is_saved_and_its_version_signed_at_once() {
    let project = project();
    sign_with_known_key(&project);
    project.write("nowy.md", "# Nowy\n");
    let save = ["commit", "nowy.md", "--document", "ris", "-m", "x", "--version", "v2", "--status", "draft", "--sign"];
    let saved = run(&mut project.nowela(&save));
    assert_eq!((saved.code, saved.err.as_str()), (0, ""));
    project.git(&["verify-tag", "ris/v2"]);
    let alone = run(&mut project.nowela(&["commit", "nowy.md", "--document", "ris", "-m", "x", "--sign"]));
    assert_eq!(alone.code, 2, "{}", alone.err);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn the_settings_of_the_user_ask_for_signatures_and_the_option_has_the_last_word() {
    let project = project();
    sign_with_known_key(&project);
    let signed = |name: &str| project.try_git(&["verify-tag", &format!("ris/{name}")]).status.success();
    assert_eq!(name(&project, "bez", &[]).code, 0);
    assert!(!signed("bez"));
    for setting in ["tag.gpgSign", "tag.forceSignAnnotated"] {
        project.git(&["config", "--global", setting, "true"]);
        let version = setting.replace('.', "-");
        assert_eq!(name(&project, &version, &[]).code, 0);
        assert!(signed(&version), "{setting}");
        assert_eq!(name(&project, &format!("{version}-nie"), &["--no-sign"]).code, 0);
        assert!(!signed(&format!("{version}-nie")), "{setting}");
        project.git(&["config", "--global", "--unset", setting]);
    }
    project.git(&["config", "tag.gpgSign", "true"]);
    assert_eq!(name(&project, "lokalnie", &[]).code, 0);
    assert!(!signed("lokalnie"), "a repository does not ask for signatures");
}

#[test]
#[ignore = "needs ssh-keygen"]
fn keys_are_found_as_git_finds_them() {
    let project = project();
    sign_with_known_key(&project);
    project.git(&["config", "--global", "--unset", "gpg.format"]);
    let key = project.home().join("klucz").display().to_string();
    for (at, setting) in ["~/klucz".to_owned(), "~/klucz.pub".to_owned(), key].iter().enumerate() {
        project.git(&["config", "--global", "user.signingKey", setting]);
        let named = name(&project, &format!("klucz-{at}x"), &["--sign"]);
        assert_eq!(named.code, 0, "{setting}: {}", named.err);
        project.git(&["verify-tag", &format!("ris/klucz-{at}x")]);
    }
}

#[test]
#[ignore = "needs ssh-keygen and ssh-agent"]
fn public_keys_are_signed_with_by_the_agent() {
    let project = project();
    sign_with_known_key(&project);
    let key = project.home().join("klucz");
    let socket = project.home().join("agent");
    let mut agent = std::process::Command::new("ssh-agent");
    let agent = agent.arg("-D").arg("-a").arg(&socket).stdout(std::process::Stdio::null()).spawn();
    let mut agent = agent.expect("ssh-agent is installed");
    while !socket.exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let added = std::process::Command::new("ssh-add").arg("-q").arg(&key).env("SSH_AUTH_SOCK", &socket).status();
    assert!(added.expect("ssh-add is installed").success());
    let public = std::fs::read_to_string(key.with_extension("pub")).expect("it was made");
    std::fs::remove_file(&key).expect("the agent has it");
    let public = public.trim();
    let mut failed = Vec::new();
    let settings = [("user.signingKey", public.to_owned()), ("user.signingKey", format!("key::{public}"))];
    let settings = settings.into_iter().chain([("gpg.ssh.defaultKeyCommand", "ssh-add -L".to_owned())]);
    for (at, (setting, value)) in settings.enumerate() {
        project.try_git(&["config", "--global", "--unset", "user.signingKey"]);
        project.git(&["config", "--global", setting, &value]);
        let version = format!("agent-{at}x");
        let naming = ["version", "ris", &version, "HEAD", "--status", "draft", "--sign"];
        let named = run(project.nowela(&naming).env("SSH_AUTH_SOCK", &socket));
        let good = project.try_git(&["verify-tag", &format!("ris/{version}")]).status.success();
        if named.code != 0 || !good {
            failed.push((value, named.err));
        }
    }
    agent.kill().expect("it is ours");
    agent.wait().expect("it ends");
    assert!(failed.is_empty(), "{failed:?}");
}

#[test]
fn what_can_not_be_signed_is_not_named() {
    let project = project();
    refused(&project, &["--sign"], 2, "nie wiadomo, którym kluczem");
    project.git(&["config", "--global", "user.signingKey", "0123456789ABCDEF"]);
    refused(&project, &["--sign"], 2, "podpis openpgp, a nowela podpisuje tylko kluczem SSH");
    project.git(&["config", "--global", "gpg.format", "x509"]);
    refused(&project, &["--sign"], 2, "podpis x509");
    project.git(&["config", "--global", "gpg.format", "ssh"]);
    project.git(&["config", "--global", "user.signingKey", "~/nie-ma"]);
    refused(&project, &["--sign"], 2, "klucza do podpisu nie ma w pliku");
    project.write("klucz", "to nie klucz\n");
    project.git(&["config", "--global", "user.signingKey", &project.root().join("klucz").display().to_string()]);
    project.git(&["config", "--global", "gpg.ssh.program", "/nie/ma/takiego"]);
    refused(&project, &["--sign"], 5, "wersji nie podpisano, więc jej nie nazwano");
    project.write("nowy.md", "# Nowy\n");
    project.git(&["config", "--global", "--unset", "user.signingKey"]);
    let head = project.git(&["rev-parse", "HEAD"]);
    let save = ["commit", "nowy.md", "--document", "ris", "-m", "x", "--version", "v2", "--status", "draft", "--sign"];
    assert_eq!(run(&mut project.nowela(&save)).code, 2);
    assert_eq!(project.git(&["rev-parse", "HEAD"]), head, "what can't be signed is not saved either");
    let listed = run(&mut project.nowela(&["version", "ris", "--sign"]));
    assert_eq!(listed.code, 2, "{}", listed.err);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_key_that_does_not_open_signs_nothing() {
    let project = project();
    sign_with_known_key(&project);
    project.write("zly", "to nie klucz\n");
    project.git(&["config", "--global", "user.signingKey", &project.root().join("zly").display().to_string()]);
    refused(&project, &["--sign"], 5, "ssh-keygen: ");
}

#[test]
#[ignore = "needs ssh-keygen"]
fn the_repository_itself_starts_no_program_and_vouches_for_nobody() {
    let project = project();
    sign_with_known_key(&project);
    project.git(&["config", "gpg.ssh.program", &trap(&project, "pulapka")]);
    project.git(&["config", "gpg.ssh.defaultKeyCommand", &trap(&project, "druga")]);
    project.git(&["config", "core.fsmonitor", &trap(&project, "trzecia")]);
    project.git(&["config", "core.hooksPath", &project.home().display().to_string()]);
    trap(&project, "reference-transaction");
    assert_eq!(name(&project, "v1", &["--sign"]).code, 0);
    for arguments in [&["doctor"][..], &["doctor", "--verify", "--signed"]] {
        let looked = run(&mut project.nowela(arguments));
        assert_eq!(looked.code, 0, "{}", looked.out);
    }
    project.git(&["config", "--global", "--unset", "user.signingKey"]);
    refused(&project, &["--sign"], 2, "nie wiadomo, którym kluczem");
    assert!(!sprung(&project), "a program of the repository was started");
    // The trap works where the user sets it.
    project.git(&["config", "--global", "gpg.ssh.program", &trap(&project, "pulapka")]);
    run(&mut project.nowela(&["doctor", "--verify"]));
    assert!(sprung(&project));

    let stranger = make_key(&project, "obcy");
    let public = std::fs::read_to_string(stranger.with_extension("pub")).expect("it was made");
    project.write("swoi", format!("lucja@example.org {public}"));
    project.git(&["config", "--global", "--unset", "gpg.ssh.program"]);
    project.git(&["config", "--unset", "gpg.ssh.program"]);
    project.git(&["config", "gpg.ssh.allowedSignersFile", &project.root().join("swoi").display().to_string()]);
    project.git(&["config", "user.signingKey", &stranger.display().to_string()]);
    project.git(&["-c", "core.hooksPath=/nie/ma", "tag", "-s", "ris/obca", "-m", "Obca\n\nStatus: adopted"]);
    let verified = run(&mut project.nowela(&["doctor", "--verify", "--signed", "--json"]));
    assert!(verified.out.contains("\"version-key\"") && verified.code == 4, "{}", verified.out);
    let given = ["doctor", "--verify", "--signed", "--json", "--signers", "swoi"];
    let verified = run(&mut project.nowela(&given));
    assert!(verified.out.contains("ris@v1"), "with another list the known key is unknown: {}", verified.out);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn a_revoked_key_is_bad() {
    let project = project();
    sign_with_known_key(&project);
    assert_eq!(name(&project, "v1", &["--sign"]).code, 0);
    let public = project.home().join("klucz.pub").display().to_string();
    project.git(&["config", "--global", "gpg.ssh.revocationFile", &public]);
    let verified = run(&mut project.nowela(&["doctor", "--verify", "--json"]));
    assert!(verified.out.contains("\"version-signature\"") && verified.code == 4, "{}", verified.out);
}

#[test]
#[ignore = "needs ssh-keygen"]
fn without_a_list_of_keys_the_fingerprint_is_told() {
    let project = project();
    sign_with_known_key(&project);
    assert_eq!(name(&project, "v1", &["--sign"]).code, 0);
    project.git(&["config", "--global", "--unset", "gpg.ssh.allowedSignersFile"]);
    let verified = run(&mut project.nowela(&["doctor", "--verify"]));
    assert_eq!(verified.code, 0);
    assert!(verified.out.contains("podpis: prawidłowy, ale klucza SHA256:"), "{}", verified.out);
}
