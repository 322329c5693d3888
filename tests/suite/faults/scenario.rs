//! The writing commands under trial: what each starts from, and what a person does after it went wrong.

use super::place::{ARCHIVE, LINKED, Place};

/// A command about to meet faults.
pub(crate) struct Scenario {
    /// What people call it.
    pub(crate) name: &'static str,
    /// Folder that it is run in, below the place.
    pub(crate) folder: &'static str,
    /// Its arguments.
    pub(crate) arguments: &'static [&'static str],
    /// Folder of the archive, below the place.
    pub(crate) archive: &'static str,
    /// What is there before.
    pub(crate) prepare: fn(&Place),
    /// What it saves, where that is known beforehand: path and text, none where it saves that a file is gone.
    pub(crate) saves: &'static [(&'static str, Option<&'static str>)],
    /// Files of the work tree that it saves and leaves as the user edited them.
    pub(crate) keeps: &'static [&'static str],
    /// The version that it names.
    pub(crate) names: Option<&'static str>,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a command makes, and so what comes after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A revision; then another text is saved.
    Revision,
    /// A version; then another one is named and another text saved.
    Version,
    /// An archive; then the command is repeated.
    Archive,
    /// A sample archive; then the command is repeated.
    Sample,
    /// A file outside of the archive; then the command is repeated.
    Report,
    /// A consultation package outside of the archive; then the command is repeated.
    Package,
    /// Nothing but that locks are gone; then the command is repeated.
    Unlock,
}

/// The text that a person saves next.
pub(crate) const THIRD: &str = "# Strategia\n\nŻółć, jaźń, gęś i ćma.\n\n## Cele\n\nNowe.\n";

const ONE: &str = "# Strategia\n\nŻółć i jaźń.\n";
const TWO: &str = "# Strategia\n\nŻółć, jaźń i gęś.\n\n## Cele\n\nDawne.\n";
const SECOND: &str = "strategy/ris/text.md";

const SAVE: &[&str] = &["commit", "--document", "ris", "-m", "Projekt"];
const IMPORT: &[&str] = &["commit", "../drugi.md", "--document", "ris", "-m", "Projekt"];

/// Two decisions, the first of which is about to be taken back, and the second one alone.
const DECISIONS: &str = "# Rozstrzygnięcia\n\n[[decision]]\nkind = \"justification\"\nby = \"Ewa\"\ndate = 2020-07-07\n\
    because = \"Stare\"\n[[decision.after]]\nsection = [\"Strategia\"]\ntext = \"9a\"\nrevision = \"1f\"\n\n[[decision]]\n\
    kind = \"justification\"\nby = \"Ewa\"\ndate = 2020-07-08\nbecause = \"Nowe\"\n[[decision.after]]\n\
    section = [\"Strategia\"]\ntext = \"9a\"\nrevision = \"1f\"\n";
const DECISION: &str = "# Rozstrzygnięcia\n\n[[decision]]\nkind = \"justification\"\nby = \"Ewa\"\ndate = 2020-07-08\n\
    because = \"Nowe\"\n[[decision.after]]\nsection = [\"Strategia\"]\ntext = \"9a\"\nrevision = \"1f\"\n";

/// All of them.
pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "init, new folder",
        folder: "",
        arguments: &["init", ARCHIVE],
        archive: ARCHIVE,
        prepare: |_| {},
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Archive,
    },
    Scenario {
        name: "init after a killed one",
        folder: "",
        arguments: &["init", ARCHIVE],
        archive: ARCHIVE,
        prepare: |place| {
            kill(place, "", &["init", ARCHIVE], "rename", 2);
            let archive = place.0.join(ARCHIVE);
            assert!(archive.join(".nowela.new").is_dir() && !archive.join(".git").exists(), "it was to be half done");
        },
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Archive,
    },
    Scenario {
        name: "init, empty repository",
        folder: ARCHIVE,
        arguments: &["init"],
        archive: ARCHIVE,
        prepare: |place| {
            place.must(&place.git("", &["init", "--quiet", ARCHIVE]));
            of_the_user(place);
        },
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Archive,
    },
    Scenario {
        name: "commit, unborn branch",
        folder: ARCHIVE,
        arguments: SAVE,
        archive: ARCHIVE,
        prepare: |place| {
            place.must(&place.git("", &["init", "--quiet", ARCHIVE]));
            edit(place, SECOND, ONE);
            of_the_user(place);
        },
        saves: &[(SECOND, Some(ONE))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, changed text",
        folder: ARCHIVE,
        arguments: SAVE,
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            edit(place, SECOND, TWO);
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit FILE --version",
        folder: ARCHIVE,
        arguments: &[
            "commit",
            "../drugi.md",
            "--document",
            "ris",
            "-m",
            "Projekt",
            "--version",
            "projekt-2",
            "--status",
            "draft",
        ],
        archive: ARCHIVE,
        prepare: archive,
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: Some("projekt-2"),
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit FILE, text edited",
        folder: ARCHIVE,
        arguments: IMPORT,
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            edit(place, SECOND, "# Strategia\n\nTego nikt nie zapisał.\n");
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[SECOND],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, figures changed",
        folder: ARCHIVE,
        arguments: SAVE,
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            edit(place, "strategy/ris/media/mapa.svg", "<svg/>");
            edit(place, "strategy/ris/media/stara.svg", "<svg>stara</svg>");
            place.must(&place.nowela(ARCHIVE, &["commit", "--document", "ris", "-m", "Ryciny"]));
            edit(place, "strategy/ris/media/mapa.svg", "<svg>nowa</svg>");
            edit(place, "strategy/ris/media/nowe/Żółw 1.svg", "<svg>żółw</svg>");
            std::fs::remove_file(place.0.join(ARCHIVE).join("strategy/ris/media/stara.svg")).expect("it is there");
            edit(place, SECOND, TWO);
        },
        saves: &[
            (SECOND, Some(TWO)),
            ("strategy/ris/media/mapa.svg", Some("<svg>nowa</svg>")),
            ("strategy/ris/media/nowe/Żółw 1.svg", Some("<svg>żółw</svg>")),
            ("strategy/ris/media/stara.svg", None),
        ],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, packed history",
        folder: ARCHIVE,
        arguments: IMPORT,
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git(ARCHIVE, &["gc", "--quiet"]));
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, no branch",
        folder: ARCHIVE,
        arguments: &["commit", "../drugi.md", "--document", "ris", "-m", "Projekt", "--allow-detached"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git(ARCHIVE, &["checkout", "--quiet", "--detach"]));
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, bare repository",
        folder: ARCHIVE,
        arguments: IMPORT,
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git("", &["clone", "--quiet", "--bare", ARCHIVE, "nagie"]));
            std::fs::remove_dir_all(place.0.join(ARCHIVE)).expect("it is there");
            std::fs::rename(place.0.join("nagie"), place.0.join(ARCHIVE)).expect("it is there");
            place.must(&place.git(ARCHIVE, &["remote", "remove", "origin"]));
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit, linked work tree",
        folder: LINKED,
        arguments: SAVE,
        archive: LINKED,
        prepare: |place| {
            archive(place);
            linked(place);
            place.write("kopia/strategy/ris/text.md", TWO);
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit after a killed one",
        folder: ARCHIVE,
        arguments: &["commit", "../drugi.md", "--document", "pkb", "-m", "Projekt"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git(ARCHIVE, &["checkout", "strategy/pkb/text.md"]));
            killed(place, ARCHIVE);
        },
        saves: &[("strategy/pkb/text.md", Some(TWO)), (SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "commit after one elsewhere",
        folder: ARCHIVE,
        arguments: &["commit", "../drugi.md", "--document", "pkb", "-m", "Projekt"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git(ARCHIVE, &["checkout", "strategy/pkb/text.md"]));
            linked(place);
            killed(place, LINKED);
        },
        saves: &[("strategy/pkb/text.md", Some(TWO)), ("kopia: strategy/ris/text.md", Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "link --remove",
        folder: ARCHIVE,
        arguments: &["link", "ris", "--remove", "1"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            edit(place, "strategy/ris/links.toml", DECISIONS);
            place.must(&place.nowela(ARCHIVE, &["commit", "--document", "ris", "-m", "Rozstrzygnięcia"]));
            edit(place, SECOND, "# Strategia\n\nTego nikt nie zapisał.\n");
        },
        saves: &[("strategy/ris/links.toml", Some(DECISION))],
        keeps: &[],
        names: None,
        kind: Kind::Revision,
    },
    Scenario {
        name: "doctor --unlock",
        folder: ARCHIVE,
        arguments: &["doctor", "--unlock"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.git(ARCHIVE, &["checkout", "strategy/pkb/text.md"]));
            killed(place, ARCHIVE);
            for lock in ["HEAD.lock", "packed-refs.lock", "refs/tags/ris/nowa.lock"] {
                edit(place, &format!(".git/{lock}"), "");
            }
        },
        saves: &[(SECOND, Some(TWO))],
        keeps: &[],
        names: None,
        kind: Kind::Unlock,
    },
    Scenario {
        name: "version",
        folder: ARCHIVE,
        arguments: &["version", "ris", "projekt-1", "HEAD", "--status", "consultation", "--date", "2020-09-16"],
        archive: ARCHIVE,
        prepare: archive,
        saves: &[],
        keeps: &[],
        names: Some("projekt-1"),
        kind: Kind::Version,
    },
    Scenario {
        name: "diff -o FILE",
        folder: ARCHIVE,
        arguments: &["diff", "ris@szkic", "ris@HEAD", "-o", "../strona.html"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            place.must(&place.nowela(ARCHIVE, &["commit", "../drugi.md", "--document", "ris", "-m", "Projekt"]));
            place.write("strona.html", "<p>Dawna strona, której nie ma gdzie indziej.</p>\n");
        },
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Report,
    },
    Scenario {
        name: "consult into an earlier package",
        folder: ARCHIVE,
        arguments: &["consult", "ris@szkic", "ris@HEAD", "-o", "../pakiet", "--format", "html,docx", "--quiet"],
        archive: ARCHIVE,
        prepare: |place| {
            archive(place);
            let earlier = ["consult", "ris@szkic", "ris@szkic", "-o", "../pakiet", "--format", "html,csv", "--quiet"];
            place.must(&place.nowela(ARCHIVE, &earlier));
            place.must(&place.nowela(ARCHIVE, &["commit", "../drugi.md", "--document", "ris", "-m", "Projekt"]));
        },
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Package,
    },
    Scenario {
        name: "demo",
        folder: "",
        arguments: &["demo", ARCHIVE],
        archive: ARCHIVE,
        prepare: |_| {},
        saves: &[],
        keeps: &[],
        names: None,
        kind: Kind::Sample,
    },
];

/// Texts to save, beside the archive.
pub(crate) fn lay_out(place: &Place) {
    place.write("pierwszy.md", ONE);
    place.write("drugi.md", TWO);
    place.write("trzeci.md", THIRD);
}

/// An archive of two documents and a version, with work of the user's in it that no command is about.
fn archive(place: &Place) {
    place.must(&place.nowela("", &["init", ARCHIVE]));
    let save = |document| ["commit", "../pierwszy.md", "--document", document, "-m", "Szkic", "--date", "2020-07-07"];
    place.must(&place.nowela(ARCHIVE, &save("pkb")));
    place.must(&place.nowela(ARCHIVE, &save("ris")));
    place.must(&place.nowela(ARCHIVE, &["version", "ris", "szkic", "HEAD", "--status", "sketch"]));
    edit(place, "strategy/pkb/text.md", "# Plan\n\nEdytowany, niezapisany.\n");
    of_the_user(place);
}

/// Another work tree of the archive.
fn linked(place: &Place) {
    place.must(&place.git(ARCHIVE, &["worktree", "add", "--quiet", "-b", "robocza", "../kopia"]));
}

/// What the user staged, and what only lies there.
fn of_the_user(place: &Place) {
    edit(place, "notatki.txt", "Dodane do indeksu.\n");
    place.must(&place.git(ARCHIVE, &["add", "notatki.txt"]));
    edit(place, "luzem.txt", "Nikomu nieznane.\n");
}

fn edit(place: &Place, path: &str, text: &str) {
    place.write(&format!("{ARCHIVE}/{path}"), text);
}

/// A run that dies at a call.
fn kill(place: &Place, folder: &str, arguments: &[&str], call: &str, nth: usize) {
    let mut strace = std::process::Command::new("strace");
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:signal=KILL:when={nth}"));
    strace.args(["-o", "/dev/null", "-e", &trace, "-e", &inject]).arg(env!("CARGO_BIN_EXE_nowela")).args(arguments);
    let status = place.surround(&mut strace, folder).status().expect("strace is installed");
    assert!(!status.success(), "it was to be killed");
}

/// A run that died right after it moved the branch.
fn killed(place: &Place, folder: &str) {
    let head = || place.asked(folder, &["rev-parse", "HEAD"]);
    let (before, contents) = (head(), place.contents());
    let moved = (1..=9).any(|nth| {
        place.fill(&contents);
        kill(place, folder, IMPORT, "rename", nth);
        head() != before
    });
    assert!(moved, "the branch was to move first");
    let lock = place.asked(folder, &["rev-parse", "--git-path", "index.lock"]).expect("git knows its paths");
    assert!(place.0.join(folder).join(lock).exists(), "the index was to be held");
}
