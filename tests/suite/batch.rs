//! `nowela batch`: order, equality with single comparisons, bad lines, bounded memory, and the same bytes on any number of threads.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Stdio};

use base64::Engine as _;
use nowela::render::json;
use serde_json::{Value, json};

use crate::import::docx::{p, t, word};
use crate::project::{Project, Run, run};

const ONE: &str = "# Cele\n\nNakłady wzrosną o 2% w roku.\n\n## Zadania\n\nPowstanie sieć ośrodków.\n";
const TWO: &str = "# Cele\n\nNakłady wzrosną o 3% w roku.\n\n## Działania\n\nPowstanie sieć ośrodków.\n";

/// Answers these lines, with these options.
fn batch(project: &Project, options: &[&str], input: impl Into<Vec<u8>>) -> Run {
    run(project.nowela(&[&["batch"], options].concat()).write_stdin(input))
}

/// Lines of input.
fn lines(requests: &[Value]) -> String {
    requests.iter().map(|request| format!("{request}\n")).collect()
}

/// The answers, read.
fn answers(done: &Run) -> Vec<Value> {
    done.out.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect()
}

/// What a single call writes for the same pair, without its line breaks.
fn single(project: &Project, arguments: &[&str]) -> String {
    let done = run(&mut project.nowela(&[&["diff", "--format", "json"], arguments].concat()));
    assert_eq!(done.code, 0, "{}", done.err);
    done.out.lines().map(str::trim_start).collect()
}

/// An archive with two versions, and files of several formats.
fn prepared() -> Project {
    let project = Project::new();
    for (name, day, text) in [("projekt-1", "2020-01-02", ONE), ("projekt-2", "2020-01-03", TWO)] {
        let saved = project.save("ris", day, text);
        project.name("ris", name, &saved.revision);
    }
    project.write("pliki/stary.md", ONE);
    project.write("pliki/nowy.md", TWO);
    project.write("pliki/nowy.docx", word(&p(&t("Nakłady wzrosną o 3% w roku.")), &[], &[]));
    project
}

#[test]
fn answers_are_those_of_single_calls_in_the_order_of_the_lines() {
    let project = prepared();
    let docx = std::fs::read(project.root().join("pliki/nowy.docx")).expect("it was written");
    let code = base64::engine::general_purpose::STANDARD.encode(docx);
    let root = project.root();
    let archive = root.to_str().expect("the folder is UTF-8");
    let folder = root.join("pliki");
    let cases: [(Value, &[&str]); 8] = [
        (json!({"before": "pliki/stary.md", "after": "pliki/nowy.md"}), &["pliki/stary.md", "pliki/nowy.md"]),
        (json!({"before": "pliki/stary.md", "after": "pliki/nowy.docx"}), &["pliki/stary.md", "pliki/nowy.docx"]),
        (json!({"before": "projekt-1", "after": "worktree"}), &["projekt-1", "worktree"]),
        (json!({"document": "ris", "before": "projekt-2", "after": "projekt-1"}), &["projekt-2", "projekt-1"]),
        (json!({"archive": archive, "before": "ris@projekt-1", "after": "HEAD"}), &["projekt-1", "HEAD"]),
        (
            json!({"archive": folder, "before": "stary.md", "after": "file:nowy.md"}),
            &["pliki/stary.md", "pliki/nowy.md"],
        ),
        (
            json!({"before": {"text": ONE}, "after": {"text": TWO, "name": "nowy.md"}}),
            &["pliki/stary.md", "pliki/nowy.md"],
        ),
        (
            json!({"before": {"text": ONE}, "after": {"base64": code, "name": "nowy.docx"}}),
            &["pliki/stary.md", "pliki/nowy.docx"],
        ),
    ];
    let requests: Vec<Value> =
        cases.iter().enumerate().map(|(at, (case, _))| with_id(case, &json!({"nr": [at]}))).collect();
    let whole = batch(&project, &["--output", "comparison", "--strict"], lines(&requests));
    assert_eq!((whole.code, whole.err.as_str()), (0, ""));
    let short = answers(&batch(&project, &[], lines(&requests)));
    assert_eq!((whole.out.lines().count(), short.len()), (cases.len(), cases.len()));
    for (at, ((line, short), (_, arguments))) in whole.out.lines().zip(&short).zip(&cases).enumerate() {
        let expected = single(&project, arguments);
        let comparison: Value = serde_json::from_str(&expected).expect("it is JSON");
        let begins = format!(r#"{{"schema":"nowela/batch/1","line":{},"id":{{"nr":[{at}]}},"lost":"#, at + 1);
        assert!(line.starts_with(&begins), "{line}");
        assert!(line.ends_with(&format!(r#","comparison":{expected}}}"#)), "{arguments:?}:\n{line}\n{expected}");
        for key in ["before", "after", "summary"] {
            assert_eq!(short[key], comparison[key], "{arguments:?}: {key}");
        }
        assert_eq!((&short["changed"], &short["id"]), (&json!(true), &json!({"nr": [at]})));
    }
    let same = json!({"before": {"text": ONE}, "after": "pliki/stary.md"});
    assert_eq!(answers(&batch(&project, &[], lines(&[same])))[0]["changed"], json!(false));
}

fn with_id(request: &Value, id: &Value) -> Value {
    let mut request = request.clone();
    request["id"] = id.clone();
    request
}

#[test]
fn a_bad_line_is_answered_and_stops_no_other() {
    let project = prepared();
    project.write("pliki/obraz.bin", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    project.write("pliki/uszkodzony.docx", b"PK\x03\x04 nothing of a Word file");
    let good = json!({"id": "ok", "before": {"text": ONE}, "after": {"text": TWO}});
    let long = format!("{{\"before\": \"{}\", \"after\": \"x\"}}", "x".repeat(1 << 20));
    let after = json!("pliki/nowy.md");
    // What stands in the line; code, exit code and id of the answer.
    let cases: Vec<(Vec<u8>, &str, i64, Value)> = vec![
        (b"{".to_vec(), "batch-json", 2, Value::Null),
        (b"[1, 2]".to_vec(), "batch-json", 2, Value::Null),
        (b"\xff{}".to_vec(), "batch-encoding", 3, Value::Null),
        (b"{\"id\": 7, \"before\": \"a\xc5\", \"after\": \"b\"}".to_vec(), "batch-encoding", 3, json!(7)),
        (long.into_bytes(), "batch-long", 3, Value::Null),
        (br#"{"id": 1, "before": "a"}"#.to_vec(), "batch-request", 2, json!(1)),
        (br#"{"id": 2, "before": "a", "after": "b", "oops": 3}"#.to_vec(), "batch-request", 2, json!(2)),
        (br#"{"id": 3, "before": 4, "after": "b"}"#.to_vec(), "batch-request", 2, json!(3)),
        (br#"{"id": 4, "before": {"text": "a", "base64": "YQ=="}, "after": "b"}"#.to_vec(), "batch-given", 2, json!(4)),
        (br#"{"id": 5, "before": {"base64": "?"}, "after": {"text": ""}}"#.to_vec(), "batch-base64", 2, json!(5)),
        (json!({"id": 6, "before": "projekt-7", "after": after}).to_string().into(), "unknown-argument", 2, json!(6)),
        (json!({"before": "file:brak.md", "after": after}).to_string().into(), "no-file", 3, Value::Null),
        (json!({"before": "pliki", "after": after}).to_string().into(), "directory", 3, Value::Null),
        (json!({"before": "pliki/obraz.bin", "after": after}).to_string().into(), "import-error-", 3, Value::Null),
        (
            json!({"before": "pliki/uszkodzony.docx", "after": after}).to_string().into(),
            "import-error-",
            3,
            Value::Null,
        ),
        (json!({"archive": "brak", "before": "a", "after": "b"}).to_string().into(), "no-directory", 3, Value::Null),
        (json!({"document": "../x", "before": "a", "after": "b"}).to_string().into(), "state-", 2, Value::Null),
    ];
    let mut input = b"\xef\xbb\xbf".to_vec();
    for (line, ..) in &cases {
        input.extend(format!("{good}\r\n \t\n").as_bytes());
        input.extend(line);
        input.push(b'\n');
    }
    input.extend(good.to_string().as_bytes());
    let polish = batch(&project, &["--max-line", "1", "--jobs", "3"], input.clone());
    assert_eq!(polish.code, 0, "{}", polish.err);
    assert!(
        polish.err.contains(&format!("porównać {} wierszy (na {})", cases.len(), 2 * cases.len() + 1)),
        "{}",
        polish.err
    );
    let told = answers(&polish);
    assert_eq!(told.len(), 2 * cases.len() + 1);
    for (at, answer) in told.iter().enumerate() {
        // An empty line stands behind each good one, and is counted.
        let line = at / 2 * 3 + at % 2 * 2 + 1;
        assert_eq!(answer["line"], json!(line));
        let Some((input, code, exit, id)) = cases.get(at / 2).filter(|_| at % 2 == 1) else {
            assert_eq!((&answer["id"], &answer["changed"]), (&json!("ok"), &json!(true)));
            continue;
        };
        let error = &answer["error"];
        let input = String::from_utf8_lossy(&input[..input.len().min(80)]);
        assert!(error["code"].as_str().expect("a code is a text").starts_with(code), "{input}: {answer}");
        assert_eq!((&error["exit"], &answer["id"]), (&json!(exit), id), "{input}: {answer}");
        let (message, next) = (error["message"].to_string(), error["next"].to_string());
        assert!(!message.contains("failure-") && !next.contains("failure-"), "a message is missing: {answer}");
        assert!(answer.get("summary").is_none() && answer.get("comparison").is_none(), "{answer}");
    }
    let strict = batch(&project, &["--max-line", "1", "--strict", "--quiet", "--lang", "en"], input);
    assert_eq!((strict.code, strict.err.as_str()), (1, ""));
    for (polish, english) in told.iter().zip(answers(&strict)) {
        assert_eq!(polish["error"]["code"], english["error"]["code"]);
        assert_eq!(polish["summary"], english["summary"]);
    }
}

#[test]
fn a_mistake_of_the_program_stops_no_other_line() {
    let project = prepared();
    let requests = ["a", "b", "c"].map(|id| json!({"id": id, "before": {"text": ONE}, "after": {"text": TWO}}));
    let mut command = project.nowela(&["batch", "--jobs", "1"]);
    let done = run(command.env("NOWELA_TEST_BATCH_FAULT", "b").write_stdin(lines(&requests)));
    let told = answers(&done);
    assert_eq!((done.code, told.len()), (0, 3), "{}", done.err);
    assert_eq!((&told[1]["error"]["code"], &told[1]["error"]["exit"]), (&json!("batch-mistake"), &json!(5)));
    assert!(done.err.contains("src/cli/request.rs"), "where it is must be told: {}", done.err);
    assert_eq!(told[0]["summary"], told[2]["summary"]);
}

#[test]
fn a_damaged_archive_is_told_and_the_other_lines_are_answered() {
    let project = prepared();
    let blob = project.git(&["rev-parse", "HEAD~1:strategy/ris/text.md"]);
    let object = project.root().join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    let bytes = std::fs::read(&object).expect("the object is loose");
    std::fs::remove_file(&object).expect("objects can be removed");
    std::fs::write(&object, &bytes[..bytes.len() / 2]).expect("there is room");
    let requests = [
        json!({"before": "projekt-1", "after": "projekt-2"}),
        json!({"archive": project.home(), "before": "../zażółć gęślą/pliki/stary.md", "after": {"text": TWO}}),
        json!({"before": "projekt-2", "after": "projekt-1"}),
    ];
    let mut command = project.nowela(&["batch", "--jobs", "2"]);
    let done = run(command.write_stdin(lines(&requests)).timeout(std::time::Duration::from_secs(60)));
    let told = answers(&done);
    assert_eq!((done.code, told.len()), (0, 3), "{}", done.err);
    assert_eq!((&told[0]["error"]["code"], &told[2]["error"]["code"]), (&json!("damaged"), &json!("damaged")));
    assert_eq!(told[1]["changed"], json!(true));
}

#[test]
fn threads_change_no_byte() {
    let project = prepared();
    let mut requests = Vec::new();
    for at in 0..90 {
        requests.push(match at % 5 {
            0 => json!({"id": at, "before": "projekt-1", "after": "projekt-2"}),
            1 => {
                json!({"id": at, "before": {"text": ONE.repeat(at % 7 + 1)}, "after": {"text": TWO.repeat(at % 4 + 1)}})
            }
            2 => json!({"id": at, "before": "pliki/stary.md", "after": "pliki/nowy.docx"}),
            3 => json!({"id": at, "before": "brak", "after": "brak"}),
            _ => json!({"id": at, "before": {"text": ""}, "after": {"text": ONE}}),
        });
    }
    let serial = batch(&project, &["--output", "comparison", "--jobs", "1"], lines(&requests));
    assert_eq!(serial.out.lines().count(), 90);
    for jobs in ["2", "7"] {
        let parallel = batch(&project, &["--output", "comparison", "--jobs", jobs], lines(&requests));
        assert!(parallel.out == serial.out, "{jobs} threads");
    }
    assert_eq!(batch(&project, &["--jobs", "0"], "").code, 2);
    let nothing = batch(&project, &["--strict"], "\n \r\n\n");
    assert_eq!((nothing.code, nothing.out.as_str(), nothing.err.as_str()), (0, "", ""));
}

#[test]
fn answers_hold_to_the_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/batch.schema.json");
    let fresh = json::answer_schema();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &fresh).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == fresh, "docs/batch.schema.json is stale; UPDATE=1 rewrites it");
    let schema: Value = serde_json::from_str(&committed).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let project = prepared();
    let requests = [json!({"before": "projekt-1", "after": "projekt-2"}), json!({"before": "brak", "after": "brak"})];
    for output in ["summary", "comparison"] {
        for answer in answers(&batch(&project, &["--output", output], lines(&requests))) {
            let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{errors:#?}");
            for key in ["schema", "line", "id", "summary", "comparison", "error"] {
                let mut broken = answer.clone();
                if broken.as_object_mut().expect("it is an object").remove(key).is_some() {
                    assert!(!validator.is_valid(&broken), "the schema must ask for {key}");
                }
            }
        }
    }
}

/// The program with both ends in hand.
fn open(project: &Project, options: &[&str]) -> Child {
    let mut nowela = std::process::Command::new(env!("CARGO_BIN_EXE_nowela"));
    nowela.args([&["batch"], options].concat()).current_dir(project.root()).env("NOWELA_LANG", "pl");
    let piped = nowela.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    piped.spawn().expect("the program starts")
}

#[test]
fn answers_come_while_lines_still_come() {
    let project = prepared();
    let mut child = open(&project, &[]);
    let mut input = child.stdin.take().expect("it is piped");
    let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
    for at in 0..20 {
        writeln!(input, "{}", json!({"id": at, "before": {"text": ONE}, "after": {"text": TWO}})).expect("it reads");
        let mut line = String::new();
        output.read_line(&mut line).expect("it answers");
        let answer: Value = serde_json::from_str(&line).expect("an answer is JSON");
        assert_eq!(answer["id"], json!(at));
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let project = prepared();
    let mut child = open(&project, &["--jobs", "2"]);
    let mut input = child.stdin.take().expect("it is piped");
    let mut output = BufReader::new(child.stdout.take().expect("it is piped"));
    let request = format!("{}\n", json!({"before": {"text": ONE}, "after": {"text": TWO}}));
    input.write_all(request.as_bytes()).expect("it reads");
    output.read_line(&mut String::new()).expect("it answers");
    drop(output);
    // It ends although its input does not; until then it may take more lines.
    let refused = (0..10_000).any(|_| input.write_all(request.as_bytes()).is_err());
    let ended = child.wait().expect("it ends");
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is UTF-8");
    assert!(refused && ended.success() && said.is_empty(), "{refused} {ended}: {said}");
}

/// Megabytes that a process has had in memory at most.
#[cfg(target_os = "linux")]
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process lives");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux counts it");
    most.trim().trim_end_matches(" kB").parse::<u64>().expect("it is a number") / 1024
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_number_of_lines() {
    const LINES: usize = 90;
    let project = prepared();
    let mut child = open(&project, &["--jobs", "2"]);
    let mut input = child.stdin.take().expect("it is piped");
    let output = BufReader::new(child.stdout.take().expect("it is piped"));
    // A megabyte per line, which comes back in the answer; nobody reads answers at first.
    let request = format!("{}\n", json!({"id": "x".repeat(1 << 20), "before": {"text": ONE}, "after": {"text": TWO}}));
    let (count, counted) = std::sync::mpsc::channel();
    let writer = std::thread::spawn(move || {
        for _ in 0..LINES {
            input.write_all(request.as_bytes()).expect("it reads");
            count.send(()).expect("the test counts");
        }
        input
    });
    let mut taken = 0;
    while counted.recv_timeout(std::time::Duration::from_secs(2)).is_ok() {
        taken += 1;
    }
    assert!((2..40).contains(&taken), "{taken} lines were read while no answer was");
    let mut answered = 0;
    for line in output.lines() {
        assert!(line.expect("it is UTF-8").len() > 1 << 20);
        answered += 1;
        if answered == LINES {
            break;
        }
    }
    let most = most_memory(child.id());
    drop(writer.join().expect("all was written"));
    assert!(child.wait().expect("it ends").success());
    assert!(most < 100, "{most} MB for {LINES} lines of one");
}

#[test]
fn the_help_is_in_both_languages_and_its_lines_can_be_answered() {
    let project = prepared();
    project.write("stary.docx", word(&p(&t("Dwa.")), &[], &[]));
    project.write("nowy.docx", word(&p(&t("Trzy.")), &[], &[]));
    for (language, words) in [("pl", ["Użycie: ", "Przykłady:"]), ("en", ["Usage: ", "Examples:"])] {
        let Run { code, out, .. } = run(project.nowela(&["batch", "--help", "--lang", language]).env("COLUMNS", "500"));
        assert!(code == 0 && words.iter().all(|word| out.contains(word)), "{out}");
        assert!(!out.contains("help-"), "a message is missing: {out}");
        let examples: Vec<&str> = out.lines().map(str::trim).filter(|line| line.starts_with('{')).collect();
        assert_eq!(examples.len(), 4, "{out}");
        // The archive, and the bytes that are left out, are somebody's own.
        let told = answers(&batch(&project, &[], format!("{}\n{}\n", examples[0], examples[2])));
        assert!(told.iter().all(|answer| answer["changed"] == json!(true)), "{told:?}");
    }
}

/// Runs a shell command with the program on its search path.
#[cfg(unix)]
fn shell(folder: &std::path::Path, command: &str) -> Run {
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_nowela")).parent().expect("it lies in a folder");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    run(assert_cmd::Command::new("sh").args(["-euc", command]).current_dir(folder).env("PATH", path))
}

#[test]
#[cfg(unix)]
fn under_xargs_the_answers_are_the_same() {
    let project = prepared();
    let requests: Vec<Value> =
        (0..24).map(|at| json!({"id": at, "before": {"text": ONE.repeat(at + 1)}, "after": {"text": TWO}})).collect();
    project.write("pary.jsonl", lines(&requests));
    // As docs/scale.md shows it.
    let scale = crate::tidy::read("docs/scale.md");
    let shown = scale.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let xargs = shown.clone().find(|block| block.contains("xargs")).expect("it is shown");
    let once = shell(&project.root(), "nowela batch < pary.jsonl > razem.jsonl");
    assert_eq!(once.code, 0, "{}", once.err);
    let done = shell(&project.root(), &xargs.replace("pairs.jsonl", "pary.jsonl"));
    assert_eq!(done.code, 0, "{}", done.err);
    // The pieces count their lines on their own.
    let read = |name: &str| -> Vec<Value> {
        let number = |line: &str| -> Value {
            let mut answer: Value = serde_json::from_str(line).expect("it is JSON");
            answer["line"] = Value::Null;
            answer
        };
        project.read(name).lines().map(number).collect()
    };
    assert_eq!(read("answers.jsonl"), read("razem.jsonl"));
}
