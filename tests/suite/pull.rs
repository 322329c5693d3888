//! A pull request played through in a local bare repository, with the files of `docs/ci` and the action as they are.
#![cfg(unix)]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

use crate::project::{Project, Run, run};

/// What the templates do here, and what is written then beside the pages.
const STEPS: &str = "check report pages";
const FILES: &[&str] = &["check.sarif", "check.xml", "report.md"];

const ONE: &str = "# Cele\n\nNakłady wzrosną o 2% w roku.\n\n# Zadania\n\nPowstanie sieć ośrodków.\n";
const OTHER: &str = "# Kierunki\n\nBadania nad wodorem.\n";

/// An office with an archive that is pushed to a bare repository, and people who clone it.
struct Office {
    project: Project,
}

impl Office {
    fn new() -> Self {
        let project = Project::with(&[("pkb", "2020-01-02", OTHER), ("ris", "2020-01-03", ONE)]);
        project.git(&["clone", "--quiet", "--bare", ".", "../serwer.git"]);
        project.git(&["remote", "add", "origin", "../serwer.git"]);
        project.git(&["fetch", "--quiet", "origin"]);
        Self { project }
    }

    fn place(&self, name: &str) -> PathBuf {
        self.project.home().with_file_name(name)
    }

    fn server(&self) -> String {
        format!("file://{}", self.place("serwer.git").display())
    }

    /// Runs git in a clone; it must succeed.
    fn git(&self, clone: &str, arguments: &[&str]) -> String {
        let done = run(self.project.git_command(arguments).current_dir(self.place(clone)));
        assert_eq!(done.code, 0, "git {arguments:?}: {}{}", done.out, done.err);
        done.out.trim_end().to_owned()
    }

    fn clone(&self, name: &str, options: &[&str]) {
        let (server, place) = (self.server(), self.place(name));
        let place = place.to_str().expect("the folder is UTF-8");
        self.project.git(&[&["clone", "--quiet"], options, &[server.as_str(), place]].concat());
    }

    /// Writes a text in a clone, commits and pushes it.
    fn push(&self, clone: &str, branch: &str, document: &str, text: &str) {
        let folder = self.place(clone).join("strategy").join(document);
        std::fs::create_dir_all(&folder).expect("folders can be made");
        std::fs::write(folder.join("text.md"), text).expect("files can be written");
        self.git(clone, &["add", "--all"]);
        self.git(clone, &["commit", "--quiet", "-m", "Zmiana"]);
        self.git(clone, &["push", "--quiet", "origin", &format!("HEAD:{branch}")]);
    }

    /// A shell in a clone, with the program on its search path and what a runner sets.
    fn shell(&self, clone: &str, script: &str, environment: &[(&str, &str)]) -> Run {
        let bin = Path::new(env!("CARGO_BIN_EXE_nowela")).parent().expect("it lies in a folder");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("bash");
        shell.args(["-c", script]).current_dir(self.place(clone)).env_clear().env("HOME", self.project.home());
        shell.env("PATH", path).env("GIT_CONFIG_NOSYSTEM", "1").env("NOWELA_LANG", "en").env("NOWELA_STEPS", STEPS);
        run(shell.envs(environment.iter().copied()))
    }

    /// The shell example.
    fn report(&self, clone: &str, arguments: &str) -> Run {
        self.shell(clone, &format!("sh '{}' {arguments}", root("docs/ci/report.sh").display()), &[])
    }

    /// The names of the files that a run wrote.
    fn written(&self, clone: &str) -> Vec<String> {
        let folder = self.place(clone).join("nowela-report").read_dir().expect("the folder was made");
        let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("it is readable").file_name();
        let mut names: Vec<String> = folder.map(name).map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn page(&self, clone: &str, document: &str) -> String {
        let path = self.place(clone).join("nowela-report").join(format!("{document}.html"));
        std::fs::read_to_string(path).expect("the page was written")
    }
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What is written where these documents changed.
fn expected(documents: &[&str]) -> Vec<String> {
    let pages = documents.iter().map(|document| format!("{document}.html"));
    let mut names: Vec<String> = pages.chain(FILES.iter().map(|file| (*file).to_owned())).collect();
    names.sort();
    names
}

/// A change on a branch, while the main branch goes on.
fn proposed() -> Office {
    let office = Office::new();
    office.clone("anna", &[]);
    office.clone("jan", &[]);
    office.git("anna", &["switch", "--quiet", "-c", "naklady"]);
    office.push("anna", "naklady", "ris", &ONE.replace("2%", "3%"));
    office.push("anna", "naklady", "nowy", "# Nowy dokument\n\nTekst.\n");
    office.push("jan", "main", "pkb", &OTHER.replace("wodorem", "grafenem"));
    office
}

#[test]
fn the_shell_example_reports_what_the_branch_changes_and_nothing_else() {
    let office = proposed();
    office.clone("ci", &["--branch", "naklady"]);
    let done = office.report("ci", "origin/main");
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    // What changed on the main branch meanwhile is none of its business; a new document has nothing to be compared with.
    assert_eq!(office.written("ci"), expected(&["ris"]));
    let page = office.page("ci", "ris");
    assert!(page.contains("<del") && page.contains("<ins") && page.contains("3%"), "there is no redline");
    assert!(!page.contains("grafenem"));

    // Merged and pushed, a second request starts from there.
    office.git("jan", &["fetch", "--quiet", "origin"]);
    office.git("jan", &["merge", "--quiet", "--no-edit", "origin/naklady"]);
    office.git("jan", &["push", "--quiet", "origin", "HEAD:main"]);
    office.clone("merged", &[]);
    let nothing = office.report("merged", "origin/naklady HEAD~1 nowela-report");
    assert_eq!(nothing.code, 0, "{}", nothing.err);
    let again = office.report("merged", "HEAD~1");
    assert_eq!((again.code, office.written("merged")), (0, expected(&["pkb", "ris"])), "{}", again.err);
}

#[test]
fn a_broken_rule_fails_the_build_and_everything_is_written_all_the_same() {
    let office = proposed();
    let rules = "language = \"pl\"\n[[check.rule]]\nid = \"nie-zadania\"\nkind = \"forbidden\"\nphrases = [\"sieć ośrodków\"]\n";
    std::fs::write(office.place("anna").join("nowela.toml"), rules).expect("files can be written");
    office.push("anna", "naklady", "ris", &ONE.replace("2%", "4%"));
    office.clone("ci", &["--branch", "naklady"]);
    let done = office.report("ci", "origin/main");
    assert_eq!(done.code, 1, "{}{}", done.out, done.err);
    assert_eq!(office.written("ci"), expected(&["ris"]));
    let written = |name: &str| {
        std::fs::read_to_string(office.place("ci").join("nowela-report").join(name)).expect("it was written")
    };
    assert!(written("check.xml").contains("<failure") && written("check.sarif").contains("nie-zadania"));
    let report = written("report.md");
    assert!(report.contains("4%") && report.contains("sieć ośrodków"), "{report}");
}

#[test]
fn a_clone_without_history_is_told_what_to_fetch() {
    let office = proposed();
    office.clone("shallow", &["--branch", "naklady", "--depth", "1"]);
    let unknown = office.report("shallow", "origin/main");
    assert_eq!(unknown.code, 4, "{}", unknown.err);
    office.git("shallow", &["fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main"]);
    let cut = office.report("shallow", "origin/main");
    assert_eq!(cut.code, 4, "{}", cut.err);
    for told in [&unknown.err, &cut.err] {
        assert!(told.contains("git fetch --unshallow") && told.contains("fetch-depth: 0"), "{told}");
    }
    // What it says helps.
    office.git("shallow", &["fetch", "--quiet", "--unshallow", "--tags", "origin"]);
    let done = office.report("shallow", "origin/main");
    assert_eq!((done.code, office.written("shallow")), (0, expected(&["ris"])), "{}", done.err);
    assert_eq!(office.report("shallow", "").code, 2);
}

/// A template, read.
fn template(path: &str) -> Value {
    let text = crate::tidy::read(path);
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_action_runs_as_it_stands() {
    let office = proposed();
    office.clone("runner", &["--branch", "naklady"]);
    let action = template(".github/actions/nowela/action.yml");
    let given = |name: &str| match name {
        "base" => "origin/main".to_owned(),
        "steps" => STEPS.to_owned(),
        name => action["inputs"][name]["default"].as_str().expect("it has a default").to_owned(),
    };
    let (path, summary) = (root(".github/actions/nowela"), office.place("summary.md"));
    let steps = action["runs"]["steps"].as_array().expect("it has steps");
    assert_eq!((action["runs"]["using"].as_str(), steps.len()), (Some("composite"), 2));
    for step in steps {
        let mut environment = vec![
            ("GITHUB_ACTION_PATH".to_owned(), path.display().to_string()),
            ("GITHUB_STEP_SUMMARY".to_owned(), summary.display().to_string()),
        ];
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            let value = value.as_str().expect("it is a text");
            let input = value.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
            environment.push((name.clone(), given(input.expect("it is an input, which no shell reads as code"))));
        }
        assert_eq!(step["shell"], "bash");
        let script = step["run"].as_str().expect("it runs something");
        assert!(!script.contains("${{"), "what a branch is called must not become code");
        let environment: Vec<(&str, &str)> = environment.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let done = office.shell("runner", script, &environment);
        assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    }
    assert_eq!(office.written("runner"), expected(&["ris"]));
    assert_eq!(summary.exists(), FILES.contains(&"report.md"), "the report is the summary of the run");
    let workflow = template("docs/ci/github.yml");
    let uses = workflow["jobs"]["report"]["steps"].as_array().expect("it has steps");
    assert_eq!(uses[0]["with"]["fetch-depth"], 0);
    assert!(uses.iter().any(|step| step["uses"] == "OWNER/nowela/.github/actions/nowela@REVISION"));
}

#[test]
fn the_gitlab_job_runs_as_it_stands() {
    let office = proposed();
    let script = crate::tidy::read("docs/ci/report.sh");
    office.clone("gitlab", &["--branch", "naklady"]);
    let folder = office.place("gitlab/ci");
    std::fs::create_dir(&folder)
        .and_then(|()| std::fs::write(folder.join("report.sh"), script))
        .expect("there is room");
    let job = &template("docs/ci/gitlab.yml")["nowela"];
    let scripts = job["script"].as_array().expect("it has a script");
    let (base, head) = ("origin/main", office.git("gitlab", &["rev-parse", "HEAD"]));
    for script in scripts {
        let script = script.as_str().expect("it is a text");
        let environment = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", base), ("CI_COMMIT_SHA", head.as_str())];
        let done = office.shell("gitlab", script, &environment);
        assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    }
    assert_eq!(office.written("gitlab"), expected(&["ris"]));
    assert_eq!((&job["variables"]["GIT_DEPTH"], scripts.len()), (&Value::from("0"), 1));
    let kept = &job["artifacts"];
    assert_eq!(
        (&kept["paths"][0], &kept["reports"]["junit"]),
        (&"nowela-report/".into(), &"nowela-report/check.xml".into())
    );
}

#[test]
#[ignore = "needs shellcheck"]
fn the_scripts_are_clean_by_shellcheck() {
    let action = template(".github/actions/nowela/action.yml");
    let job = template("docs/ci/gitlab.yml");
    let mut scripts = vec![crate::tidy::read("docs/ci/report.sh")];
    for step in action["runs"]["steps"].as_array().expect("it has steps") {
        scripts.push(format!("#!/bin/bash\n{}", step["run"].as_str().expect("it runs something")));
    }
    scripts.push(format!("#!/bin/sh\n{}", job["nowela"]["script"][0].as_str().expect("it is a text")));
    for script in scripts {
        let done = run(Command::new("shellcheck").arg("-").write_stdin(script));
        assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    }
}
