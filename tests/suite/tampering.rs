//! Tampering: every kind of it is detected by `nowela doctor --verify`, and ordinary work is not taken for it.
#![expect(clippy::disallowed_methods, reason = "tests tamper with files")]

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::project::{Project, run};

const ONE: &str = "# Strategia\n\nNakłady wzrosną do 2,5% PKB.\n";
const TWO: &str = "# Strategia\n\nNakłady wzrosną do 3,1% PKB.\n";
const THREE: &str = "# Strategia\n\nNakłady wzrosną do 3,4% PKB. Tak uchwalono.\n";

/// Whether the versions of a project are signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Versions {
    Signed,
    Unsigned,
}

/// Makes a key without a passphrase in the home folder of the project.
pub(crate) fn make_key(project: &Project, name: &str) -> PathBuf {
    let path = project.home().join(name);
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"]).arg(&path).status();
    assert!(made.expect("ssh-keygen is installed").success());
    path
}

/// Makes the key of the project known, and the one to sign with.
pub(crate) fn sign_with_known_key(project: &Project) {
    let key = make_key(project, "klucz");
    let public = std::fs::read_to_string(key.with_extension("pub")).expect("it was made");
    let signers = project.home().join("znane");
    std::fs::write(&signers, format!("lucja@example.org {public}")).expect("the folder is ours");
    project.git(&["config", "--global", "user.signingKey", &key.display().to_string()]);
    project.git(&["config", "--global", "gpg.format", "ssh"]);
    project.git(&["config", "--global", "gpg.ssh.allowedSignersFile", &signers.display().to_string()]);
}

/// Three revisions, the first two named, and the report of a verification beside the archive.
fn project(versions: Versions) -> Project {
    let project =
        Project::with(&[("ris", "2020-07-07", ONE), ("ris", "2020-09-16", TWO), ("ris", "2021-03-16", THREE)]);
    let sign = match versions {
        Versions::Signed => {
            sign_with_known_key(&project);
            "--sign"
        }
        Versions::Unsigned => "--no-sign",
    };
    for (name, state, date) in [("projekt-1", "HEAD~2", "2020-07-07"), ("projekt-2", "HEAD~1", "2020-09-16")] {
        let naming = ["version", "ris", name, state, "--status", "draft", "--date", date, sign];
        let named = run(&mut project.nowela(&naming));
        assert_eq!(named.code, 0, "{}", named.err);
    }
    let report = run(&mut project.nowela(&["doctor", "--verify", "--json"]));
    assert_eq!(report.code, 0, "{}{}", report.out, report.err);
    std::fs::write(anchor(&project), report.out).expect("the folder is ours");
    project
}

fn anchor(project: &Project) -> PathBuf {
    project.home().join("weryfikacja.json")
}

/// The codes that verifying finds, first one first; the exit code fits them.
fn verify(project: &Project, options: &[&str]) -> Vec<String> {
    let ended = run(&mut project.nowela(&[&["doctor", "--verify", "--json"], options].concat()));
    let report: serde_json::Value =
        serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}{}", ended.out, ended.err));
    let findings = report["findings"].as_array().expect("there is a list");
    let codes: Vec<String> =
        findings.iter().map(|finding| finding["code"].as_str().unwrap_or_default().to_owned()).collect();
    assert_eq!(ended.code, if codes.is_empty() { 0 } else { 4 }, "{}", ended.out);
    assert_eq!(report["sound"], codes.is_empty());
    for finding in findings {
        let (message, next) = (&finding["message"], &finding["next"]);
        for text in [message, next] {
            assert!(text.as_str().is_some_and(|text| text.len() > 20 && !text.starts_with("doctor-")), "{finding}");
        }
    }
    codes
}

fn id(project: &Project, name: &str) -> String {
    project.git(&["rev-parse", "--verify", name])
}

fn loose(project: &Project, id: &str) -> PathBuf {
    project.root().join(".git/objects").join(&id[..2]).join(&id[2..])
}

/// Puts the stored form of one object in the place of another: it inflates, and is of the right kind.
fn swap(project: &Project, place: &str, with: &str) {
    let bytes = std::fs::read(loose(project, with)).expect("it is a loose object");
    std::fs::remove_file(loose(project, place)).expect("it is a loose object");
    std::fs::write(loose(project, place), bytes).expect("the folder is ours");
}

/// Stores an object and returns its id.
fn store(project: &Project, kind: &str, bytes: &str) -> String {
    let mut git = Command::new("git");
    git.args(["hash-object", "-w", "-t", kind, "--literally", "--stdin"]).current_dir(project.root());
    let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("git is installed");
    child.stdin.take().expect("it is piped").write_all(bytes.as_bytes()).expect("git reads");
    let output = child.wait_with_output().expect("git ends");
    String::from_utf8(output.stdout).expect("an id").trim().to_owned()
}

fn change_loose_text(project: &Project) {
    let text = id(project, "HEAD~1:strategy/ris/text.md");
    let other = store(project, "blob", &TWO.replace("3,1", "3,7"));
    swap(project, &text, &other);
}

/// The Adler-32 checksum that ends a zlib stream.
fn adler(bytes: &[u8]) -> [u8; 4] {
    let (mut a, mut b) = (1u32, 0u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    (b << 16 | a).to_be_bytes()
}

fn change_packed_text(project: &Project) {
    project.git(&["-c", "pack.compression=0", "repack", "-q", "-a", "-d", "-F", "--window=0", "--depth=0"]);
    let packs = std::fs::read_dir(project.root().join(".git/objects/pack")).expect("there is a pack");
    let pack =
        packs.map(|entry| entry.expect("readable").path()).find(|path| path.extension().is_some_and(|e| e == "pack"));
    let pack = pack.expect("everything was packed");
    let mut bytes = std::fs::read(&pack).expect("it is there");
    let at = bytes.windows(TWO.len()).position(|window| window == TWO.as_bytes()).expect("nothing is compressed");
    let forged = TWO.replace("3,1", "3,7");
    bytes[at..at + TWO.len()].copy_from_slice(forged.as_bytes());
    bytes[at + TWO.len()..at + TWO.len() + 4].copy_from_slice(&adler(forged.as_bytes()));
    std::fs::remove_file(&pack).expect("the folder is ours");
    std::fs::write(&pack, bytes).expect("the folder is ours");
}

fn change_loose_tree(project: &Project) {
    let text = store(project, "blob", &TWO.replace("3,1", "3,7"));
    let folder = id(project, "HEAD~1:strategy/ris");
    std::fs::write(project.home().join("drzewo"), format!("100644 blob {text}\ttext.md\n"))
        .expect("the folder is ours");
    let list = std::fs::File::open(project.home().join("drzewo")).expect("it was written");
    let output = Command::new("git").arg("mktree").current_dir(project.root()).stdin(list).output().expect("git runs");
    swap(project, &folder, String::from_utf8(output.stdout).expect("an id").trim());
}

fn corrupt_commit(project: &Project) {
    swap(project, &id(project, "HEAD~1"), &id(project, "HEAD~2"));
}

fn lose_commit(project: &Project) {
    std::fs::remove_file(loose(project, &id(project, "HEAD~2"))).expect("it is a loose object");
}

fn move_version(project: &Project) {
    project.git(&[
        "tag",
        "-f",
        "--no-sign",
        "-a",
        "ris/projekt-1",
        "HEAD",
        "-m",
        "projekt-1\n\nStatus: draft\nDate: 2020-07-07",
    ]);
}

fn make_version_plain(project: &Project) {
    project.git(&["tag", "-f", "--no-sign", "ris/projekt-1", "HEAD~2"]);
}

/// Rewrites the tag object of a version, byte by byte, whatever was signed.
fn rewrite_tag(project: &Project, change: impl Fn(String) -> String) {
    let tag = change(project.git(&["cat-file", "tag", "ris/projekt-1"]) + "\n");
    let new = store(project, "tag", &tag);
    project.git(&["update-ref", "refs/tags/ris/projekt-1", &new]);
}

fn date_anew(project: &Project) {
    rewrite_tag(project, |tag| tag.replace("Date: 2020-07-07", "Date: 2019-07-07"));
}

fn date_nonsense(project: &Project) {
    rewrite_tag(project, |tag| tag.replace("Date: 2020-07-07", "Date: 2020-02-30"));
}

fn state_twice(project: &Project) {
    rewrite_tag(project, |tag| tag.replace("Status: draft", "Status: draft\nStatus: adopted"));
}

fn aim_elsewhere(project: &Project) {
    let (old, new) = (id(project, "HEAD~2"), id(project, "HEAD"));
    rewrite_tag(project, |tag| tag.replace(&old, &new));
}

fn sign_anew(project: &Project) {
    let key = make_key(project, "obcy").display().to_string();
    let (settings, message) = (format!("user.signingKey={key}"), "projekt-1\n\nStatus: draft\nDate: 2020-07-07");
    project.git(&[
        "-c",
        &settings,
        "-c",
        "gpg.format=ssh",
        "tag",
        "-f",
        "-s",
        "ris/projekt-1",
        "HEAD~2",
        "-m",
        message,
    ]);
}

fn replace_text(project: &Project) {
    let other = store(project, "blob", "# Podmieniono\n");
    project.git(&["replace", &id(project, "HEAD~1:strategy/ris/text.md"), &other]);
}

fn graft(project: &Project) {
    let line = format!("{} {}\n", id(project, "HEAD"), id(project, "HEAD~2"));
    project.write(".git/info/grafts", line);
}

/// A commit with the content of another and one parent, and the branch moved there.
fn move_branch(project: &Project, tree: &str, parent: &str) {
    let new = project.git(&["commit-tree", &format!("{tree}^{{tree}}"), "-p", parent, "-m", "Zapis"]);
    project.git(&["update-ref", "refs/heads/main", &new]);
}

fn drop_named_commit(project: &Project) {
    move_branch(project, "HEAD", "HEAD~2");
}

fn drop_newest_commit(project: &Project) {
    project.git(&["update-ref", "refs/heads/main", "HEAD~1"]);
}

/// Everything anew, as somebody can who has the key: another text in the second revision, and both versions made again.
fn rewrite_everything(project: &Project, sign: &str) {
    let first = id(project, "HEAD~2");
    let newest = id(project, "HEAD");
    project.git(&["reset", "-q", "--hard", &first]);
    project.save("ris", "2020-09-16", &TWO.replace("3,1", "3,7"));
    project.git(&[
        "tag",
        "-f",
        sign,
        "-a",
        "ris/projekt-2",
        "HEAD",
        "-m",
        "projekt-2\n\nStatus: draft\nDate: 2020-09-16",
    ]);
    move_branch(project, &newest, "HEAD");
    project.git(&["reset", "-q", "--hard"]);
}

fn rewrite_and_sign(project: &Project) {
    rewrite_everything(project, "-s");
}

fn rewrite_unsigned(project: &Project) {
    rewrite_everything(project, "--no-sign");
}

/// A new root without the document: its versions are all that is left of it.
fn drop_everything(project: &Project) {
    let new = project.git(&["commit-tree", "HEAD~3^{tree}", "-m", "Założenie archiwum wersji"]);
    project.git(&["update-ref", "refs/heads/main", &new]);
    project.git(&["reset", "-q", "--hard"]);
}

/// The same, and the versions moved there.
fn drop_everything_and_aim(project: &Project) {
    let (one, two) = (id(project, "HEAD~2"), id(project, "HEAD~1"));
    drop_everything(project);
    let new = id(project, "HEAD");
    rewrite_tag(project, |tag| tag.replace(&one, &new));
    let tag = project.git(&["cat-file", "tag", "ris/projekt-2"]).replace(&two, &new);
    project.git(&["update-ref", "refs/tags/ris/projekt-2", &store(project, "tag", &(tag + "\n"))]);
}

fn delete_version(project: &Project) {
    project.git(&["tag", "-d", "ris/projekt-1"]);
}

fn rename_version(project: &Project) {
    project.git(&["update-ref", "refs/tags/ris/projekt-0", &id(project, "refs/tags/ris/projekt-1")]);
    delete_version(project);
}

fn exchange_versions(project: &Project) {
    let (one, two) = (id(project, "refs/tags/ris/projekt-1"), id(project, "refs/tags/ris/projekt-2"));
    project.git(&["update-ref", "refs/tags/ris/projekt-1", &two]);
    project.git(&["update-ref", "refs/tags/ris/projekt-2", &one]);
}

fn empty_reference(project: &Project) {
    project.write(".git/refs/tags/ris/projekt-1", "");
}

/// One kind of tampering, and the first finding of each way to verify; "" where that way does not see it.
struct Kind {
    name: &'static str,
    tamper: fn(&Project),
    plain: &'static str,
    signed: &'static str,
    against: &'static str,
}

const fn kind(name: &'static str, tamper: fn(&Project), [plain, signed, against]: [&'static str; 3]) -> Kind {
    Kind { name, tamper, plain, signed, against }
}

/// What is seen in an archive with signed versions.
const SIGNED: [Kind; 25] = [
    kind("a byte of a loose text", change_loose_text, ["object-damaged"; 3]),
    kind("a byte of a packed text", change_packed_text, ["object-damaged"; 3]),
    kind("another text in a loose tree", change_loose_tree, ["object-damaged"; 3]),
    kind("a revision's bytes", corrupt_commit, ["commit-damaged"; 3]),
    kind("a revision removed from the store", lose_commit, ["commit-damaged"; 3]),
    kind("a version made anew elsewhere", move_version, ["", "version-unsigned", "anchor-revision"]),
    kind("a version aimed elsewhere", aim_elsewhere, ["version-signature"; 3]),
    kind("a version made a plain tag", make_version_plain, ["version-plain"; 3]),
    kind("a version with another date", date_anew, ["version-signature"; 3]),
    kind("a version with a date that is none", date_nonsense, ["version-day"; 3]),
    kind("a version with a second status", state_twice, ["version-twice"; 3]),
    kind("a version signed by a stranger", sign_anew, ["", "version-key", "anchor-tag"]),
    kind("a replace reference", replace_text, ["replaced"; 3]),
    kind("a graft", graft, ["grafts"; 3]),
    kind("a named revision dropped", drop_named_commit, ["version-off-branch"; 3]),
    kind("the newest revision dropped", drop_newest_commit, ["", "", "anchor-head"]),
    kind("the document's history dropped", drop_everything, ["version-off-branch"; 3]),
    kind("the same, its versions aimed elsewhere", drop_everything_and_aim, ["version-textless"; 3]),
    kind("all rewritten, signed anew", rewrite_and_sign, ["", "", "anchor-revision"]),
    kind("all rewritten, not signed", rewrite_unsigned, ["", "version-unsigned", "anchor-revision"]),
    kind("a version deleted", delete_version, ["", "", "anchor-version"]),
    kind("a version renamed", rename_version, ["version-renamed"; 3]),
    kind("two versions exchanged", exchange_versions, ["version-renamed"; 3]),
    kind("a version's reference emptied", empty_reference, ["reference"; 3]),
    kind("nothing at all", |_| {}, ["", "", ""]),
];

/// What is seen otherwise where versions are not signed: less, unless there is an anchor. `None`: the same.
fn unsigned(kind: &Kind) -> Option<[&'static str; 2]> {
    match kind.name {
        "a version signed by a stranger" | "all rewritten, signed anew" => None,
        "a version aimed elsewhere" => Some(["", "anchor-revision"]),
        "a version with another date" => Some(["", "anchor-tag"]),
        _ => Some([kind.plain, kind.against]),
    }
}

fn first(codes: &[String]) -> &str {
    codes.first().map_or("", String::as_str)
}

#[test]
#[ignore = "needs ssh-keygen"]
#[expect(clippy::print_stdout, reason = "the table is for whoever asks for it with --nocapture")]
fn every_kind_is_detected_where_versions_are_signed() {
    println!("{:<40} {:<20} {:<20} --against", "tampering", "--verify", "--signed");
    for kind in &SIGNED {
        let project = project(Versions::Signed);
        (kind.tamper)(&project);
        let against = anchor(&project).display().to_string();
        let found =
            [verify(&project, &[]), verify(&project, &["--signed"]), verify(&project, &["--against", &against])];
        let found: Vec<&str> = found.iter().map(|codes| first(codes)).collect();
        println!("{:<40} {:<20} {:<20} {}", kind.name, found[0], found[1], found[2]);
        assert_eq!(found, [kind.plain, kind.signed, kind.against], "{}", kind.name);
        assert!(kind.name == "nothing at all" || !kind.against.is_empty(), "{}: nothing sees it", kind.name);
    }
}

#[test]
fn every_kind_is_detected_against_an_earlier_report_where_nothing_is_signed() {
    for kind in &SIGNED {
        let Some([plain, against]) = unsigned(kind) else { continue };
        let project = project(Versions::Unsigned);
        (kind.tamper)(&project);
        let report = anchor(&project).display().to_string();
        assert_eq!(first(&verify(&project, &[])), plain, "{}", kind.name);
        assert_eq!(first(&verify(&project, &["--against", &report])), against, "{}", kind.name);
    }
}

#[test]
fn the_first_bad_one_is_named_with_its_place_and_the_rest_is_listed() {
    let project = project(Versions::Unsigned);
    change_loose_text(&project);
    delete_version(&project);
    let against = anchor(&project).display().to_string();
    let ended = run(&mut project.nowela(&["doctor", "--verify", "--against", &against]));
    assert_eq!((ended.code, ended.err.as_str()), (4, ""));
    let told: Vec<&str> = ended.out.lines().filter(|line| !line.starts_with("  ")).collect();
    let text = id(&project, "HEAD~1:strategy/ris/text.md");
    let first = format!("pierwsza niezgodność: strategy/ris/text.md w ris@projekt-2, obiekt {text}: jego treść nie");
    assert!(told[1].starts_with(&first), "{}", ended.out);
    assert!(told[2].starts_with("problem: wersji ris@projekt-1 już nie ma"), "{}", ended.out);
    assert_eq!(told.last(), Some(&"2 niezgodności."));
}

#[test]
fn ordinary_work_agrees_with_an_earlier_report() {
    let project = project(Versions::Unsigned);
    let against = anchor(&project).display().to_string();
    let sound = |place: &str| {
        let found = verify(&project, &["-C", place, "--against", &against]);
        assert!(found.is_empty(), "{place}: {found:?}");
    };
    let save = |text: &str, version: &str| {
        project.write("nowy.md", text);
        let named = ["commit", "nowy.md", "--document", "ris", "-m", "x", "--version", version, "--status", "draft"];
        assert_eq!(run(&mut project.nowela(&named)).code, 0);
    };
    project.git(&["clone", "-q", ".", "klon"]);
    save("# Czwarty\n", "projekt-4");
    project.save("pkb", "2021-05-01", ONE);
    sound(".");
    project.git(&["gc", "-q", "--prune=now"]);
    sound(".");
    sound("klon");
    project.git(&["-C", "klon", "fetch", "-q", "--tags"]);
    sound("klon");
    project.git(&["-C", "klon", "pull", "-q", "--ff-only"]);
    sound("klon");
    project.git(&["switch", "-q", "-c", "robocza"]);
    save("# Piąty\n", "projekt-5");
    project.git(&["switch", "-q", "main"]);
    project.git(&["merge", "-q", "--no-ff", "-m", "Scalenie", "robocza"]);
    project.git(&["branch", "-q", "-d", "robocza"]);
    project.git(&["tag", "wydanie"]);
    project.git(&["tag", "-a", "inne/wydanie", "-m", "nie wersja"]);
    sound(".");
    project.git(&["worktree", "add", "-q", "obok"]);
    sound("obok");
    project.git(&["clone", "-q", "--bare", ".", "nagie"]);
    sound("nagie");
    project.git(&["checkout", "-q", "--detach", "HEAD~1"]);
    sound(".");
}

#[test]
fn a_local_branch_set_back_is_not_hidden_by_its_remote() {
    let project = project(Versions::Unsigned);
    let against = anchor(&project).display().to_string();
    project.git(&["clone", "-q", ".", "klon"]);
    let new = project.git(&["-C", "klon", "commit-tree", "HEAD~1^{tree}", "-p", "HEAD~1", "-m", "Zapis"]);
    project.git(&["-C", "klon", "update-ref", "refs/heads/main", &new]);
    assert_eq!(verify(&project, &["-C", "klon", "--against", &against]), ["anchor-head"]);
}

#[test]
fn reports_of_another_kind_are_refused() {
    let project = project(Versions::Unsigned);
    for (text, words) in [("{}", "schema"), ("{\"schema\": \"nowela/doctor/1\", \"versions\": []}", "nowela/doctor/1")]
    {
        project.write("inny.json", text);
        let ended = run(&mut project.nowela(&["doctor", "--verify", "--against", "inny.json"]));
        assert_eq!((ended.code, ended.out.as_str()), (3, ""));
        assert!(
            ended.err.contains("nie jest wynikiem wcześniejszej weryfikacji") && ended.err.contains(words),
            "{}",
            ended.err
        );
    }
    let ended = run(&mut project.nowela(&["doctor", "--verify", "--signers", "nie-ma"]));
    assert_eq!(ended.code, 3, "{}", ended.err);
    let ended = run(&mut project.nowela(&["doctor", "--signed"]));
    assert_eq!(ended.code, 2, "{}", ended.err);
}
