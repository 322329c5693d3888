//! Merging by sections: against git's own merge on generated edits, and as git's driver in a repository.

use std::collections::{BTreeMap, BTreeSet};

use nowela::document::markdown;
use nowela::merge::{MergeOptions, merge};
use nowela::store::merge_lines;

use crate::project::{Project, run};

/// Pairs of edits that are tried; more by `NOWELA_MERGE_TRIALS`.
const TRIALS: u64 = 300;

/// A row of numbers that a seed decides (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) as u128 * bound as u128) >> 64) as usize
    }
}

/// A section as the generator edits it.
#[derive(Clone)]
struct Part {
    level: usize,
    number: bool,
    title: String,
    blocks: Vec<String>,
}

/// A text without front matter as sections.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for chunk in text.split("\n\n").map(|chunk| chunk.trim_matches('\n')).filter(|chunk| !chunk.is_empty()) {
        if chunk.starts_with('#') && !chunk.contains('\n') {
            let level = chunk.find(|c| c != '#').unwrap_or(chunk.len());
            let heading = chunk[level..].trim();
            let title = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim();
            let number = title.len() < heading.len();
            parts.push(Part { level, number, title: title.to_owned(), blocks: Vec::new() });
        } else if let Some(part) = parts.last_mut() {
            part.blocks.push(chunk.to_owned());
        }
    }
    parts
}

/// The text, its sections numbered from `first`.
fn written(parts: &[Part], first: usize) -> String {
    let mut counts = [0; 7];
    counts[2] = first;
    let mut text = String::new();
    for part in parts {
        let number = match part.number {
            true => {
                counts[part.level] += 1;
                counts[part.level + 1..].fill(0);
                let levels: Vec<String> = counts[2..=part.level.max(2)].iter().map(ToString::to_string).collect();
                format!("{}. ", levels.join("."))
            }
            false => String::new(),
        };
        text.push_str(&format!("{} {number}{}\n\n", "#".repeat(part.level), part.title));
        part.blocks.iter().for_each(|block| text.push_str(&format!("{block}\n\n")));
    }
    text.trim_end().to_owned() + "\n"
}

/// One past the last section of a branch.
fn end(parts: &[Part], at: usize) -> usize {
    (at + 1..parts.len()).find(|next| parts[*next].level <= parts[at].level).unwrap_or(parts.len())
}

/// Edits a text on one side; every word that is new there is told by its prefix.
fn edited(base: &[Part], side: &str, dice: &mut Dice) -> String {
    let mut parts = base.to_vec();
    let mut fresh = 0;
    let mut word = || {
        fresh += 1;
        format!(
            "{side}{}",
            ["alfa", "beta", "gamma", "delta", "zeta", "eta", "theta", "jota", "kappa"][fresh % 9]
                .repeat(1 + fresh / 9)
        )
    };
    let mut first = 0;
    for _ in 0..1 + dice.below(4) {
        let at = dice.below(parts.len());
        let new = |words: usize, word: &mut dyn FnMut() -> String| {
            (0..words).map(|_| word()).collect::<Vec<_>>().join(" ") + "."
        };
        match dice.below(12) {
            0..=4 => {
                let holding: Vec<usize> = (0..parts.len()).filter(|at| !parts[*at].blocks.is_empty()).collect();
                let Some(at) = holding.get(dice.below(holding.len().max(1))) else { continue };
                let nth = dice.below(parts[*at].blocks.len());
                let block = &mut parts[*at].blocks[nth];
                let places: Vec<usize> = block.match_indices(' ').map(|(place, _)| place).collect();
                let Some(place) = places.get(dice.below(places.len().max(1))).copied() else { continue };
                match dice.below(3) {
                    // A word after another one, one in place of another one, and one less.
                    0 => block.insert_str(place, &format!(" {}", word())),
                    kind => {
                        let rest = &block[place + 1..];
                        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                        let new = if kind == 1 { word() } else { String::new() };
                        block.replace_range(place + 1..place + 1 + length, &new);
                    }
                }
            }
            5 => {
                let place = dice.below(parts[at].blocks.len() + 1);
                let text = new(12, &mut word);
                parts[at].blocks.insert(place, text);
            }
            6 if !parts[at].blocks.is_empty() => {
                let place = dice.below(parts[at].blocks.len());
                parts[at].blocks.remove(place);
            }
            7 => {
                let at = end(&parts, at);
                let level = parts[at - 1].level;
                let (title, text) = (new(2, &mut word), new(15, &mut word));
                let title = title.trim_end_matches('.').to_owned();
                parts.insert(at, Part { level, number: true, title, blocks: vec![text] });
            }
            8 if at > 0 && end(&parts, at) - at < 4 => {
                let to = end(&parts, at);
                parts.drain(at..to);
            }
            9 | 10 => {
                // To another place among those of its level.
                let to = end(&parts, at);
                let branch: Vec<Part> = parts.drain(at..to).collect();
                let places: Vec<usize> = (0..=parts.len())
                    .filter(|at| parts.get(*at).is_none_or(|part| part.level == branch[0].level))
                    .collect();
                let place = places[dice.below(places.len())];
                parts.splice(place..place, branch);
            }
            11 => match dice.below(2) {
                0 => parts[at].title.push_str(&format!(" {}", word())),
                _ => first += 1,
            },
            _ => {}
        }
        if parts.is_empty() {
            return written(base, 0);
        }
    }
    written(&parts, first)
}

fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic)) {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The words that a merge lost, doubled or brought back. In a text with conflicts, what stands between markers is not doubled and
/// not brought back.
fn lost(base: &str, ours: &str, theirs: &str, merged: &str, clean: bool) -> Vec<String> {
    let mut open = "";
    let mut outside = String::new();
    for line in merged.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") if !clean => open = "<",
            Some(">>>>>>>") if !clean => open = "",
            _ if open.is_empty() => outside.push_str(line),
            _ => {}
        }
    }
    let [b, o, t, all, free] = [base, ours, theirs, merged, &outside].map(words);
    let every: BTreeSet<&str> = b.keys().chain(o.keys()).chain(t.keys()).copied().collect();
    let wrong = |word: &&str| {
        let count = |words: &BTreeMap<&str, usize>| words.get(*word).copied().unwrap_or(0);
        let (was, x, y) = (count(&b), count(&o), count(&t));
        // Words that stand at one place at most tell beyond doubt what became of them.
        if was > 1 || x > 1 || y > 1 {
            return false;
        }
        let wanted = if was == 1 { x == 1 && y == 1 } else { x == 1 || y == 1 };
        match clean {
            true => count(&all) != usize::from(wanted),
            false if wanted => count(&all) == 0 || count(&free) > 1,
            // Who removed it may meet somebody who changed what it stood in.
            false => count(&free) > 0,
        }
    };
    every.iter().filter(|word| wrong(word)).map(|word| (*word).to_owned()).collect()
}

#[derive(Debug, Default)]
struct Score {
    tried: usize,
    git_clean: usize,
    ours_clean: usize,
    only_ours: usize,
    only_git: usize,
    only_git_and_sound: usize,
    alike: usize,
    git_lost: usize,
    by_lines: BTreeMap<&'static str, usize>,
}

/// Sections of a sample text that follow one another, so that a trial is quick.
fn sample(texts: &[String], dice: &mut Dice) -> Vec<Part> {
    let all = parts(&texts[dice.below(texts.len())]);
    let from = dice.below(all.len().saturating_sub(12).max(1));
    let mut some: Vec<Part> = all[from..(from + 8 + dice.below(6)).min(all.len())].to_vec();
    for at in 0..some.len() {
        // No section stands two levels below the one above it, and none above the first.
        let highest = if at == 0 { 2 } else { some[at - 1].level + 1 };
        some[at].level = if at == 0 { 2 } else { some[at].level.clamp(2, highest) };
        some[at].blocks.truncate(3);
    }
    some
}

fn sample_texts() -> Vec<String> {
    let mut texts = Vec::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("strategy");
    let mut folders: Vec<_> =
        folder.read_dir().expect("samples").map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|path| path.is_dir()) {
        let mut files: Vec<_> =
            folder.read_dir().expect("samples").map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md")) {
            let text = std::fs::read_to_string(file).expect("a sample is UTF-8");
            texts.push(text.splitn(3, "---\n").last().unwrap_or_default().to_owned());
        }
    }
    texts
}

#[test]
#[expect(clippy::print_stdout, reason = "figures for whoever asks with --nocapture")]
fn nothing_is_lost_on_generated_edits() {
    let trials = std::env::var("NOWELA_MERGE_TRIALS").ok().and_then(|trials| trials.parse().ok()).unwrap_or(TRIALS);
    let texts = sample_texts();
    let mut score = Score::default();
    let mut failures = Vec::new();
    for seed in 0..trials {
        let mut dice = Dice(seed);
        let base = sample(&texts, &mut dice);
        let (ours, theirs) = (edited(&base, "nasza", &mut dice), edited(&base, "obca", &mut dice));
        let base = written(&base, 0);
        let git = merge_lines([base.as_bytes(), ours.as_bytes(), theirs.as_bytes()], 7).expect("git merges text");
        let git_text = String::from_utf8(git.bytes).expect("texts stay texts");
        let git_wrong = git.clean && !lost(&base, &ours, &theirs, &git_text, true).is_empty();
        let [b, o, t] = [&base, &ours, &theirs].map(|text| markdown::read(text.clone()));
        let (text, clean) = match merge(&b, &o, &t, &MergeOptions::default()) {
            Ok(merged) => (merged.text, merged.conflicts.is_empty()),
            Err(doubt) => {
                *score.by_lines.entry(doubt.code()).or_default() += 1;
                score.tried += 1;
                score.git_clean += usize::from(git.clean);
                score.ours_clean += usize::from(git.clean);
                continue;
            }
        };
        score.tried += 1;
        score.git_clean += usize::from(git.clean);
        score.git_lost += usize::from(git_wrong);
        score.ours_clean += usize::from(clean);
        score.only_ours += usize::from(clean && !git.clean);
        score.only_git += usize::from(!clean && git.clean);
        score.only_git_and_sound += usize::from(!clean && git.clean && !git_wrong);
        score.alike += usize::from(clean && git.clean && git_text == text);
        let lost = lost(&base, &ours, &theirs, &text, clean);
        if !lost.is_empty() {
            failures.push((seed, clean, lost));
        }
        if let Ok(folder) = std::env::var("NOWELA_MERGE_KEEP")
            && ((!clean && git.clean && !git_wrong) || failures.last().is_some_and(|(failed, ..)| *failed == seed))
        {
            for (name, text) in
                [("base", &base), ("ours", &ours), ("theirs", &theirs), ("merged", &text), ("git", &git_text)]
            {
                std::fs::write(format!("{folder}/{seed}.{name}.md"), text).expect("the folder is there");
            }
        }
    }
    // Shown with --nocapture.
    println!("{score:#?}");
    assert!(failures.is_empty(), "lost in {} of {}: {failures:?}", failures.len(), score.tried);
    assert!(score.ours_clean > score.git_clean, "{score:?}");
    assert!(score.only_git_and_sound * 50 <= score.tried, "{score:?}");
    assert!(score.by_lines.values().sum::<usize>() * 5 <= score.tried, "{score:?}");
}

const TEXT: &str = "---\ntitle: Strategia\nversion: projekt-1\n---\n\n# Strategia\n\n## 1. Wstęp\n\nPierwszy akapit wstępu jest tutaj.\n\n\
                    ## 2. Diagnoza\n\nNakłady na badania wynoszą 2,5% wydatków.[^1]\n\nDrugi akapit diagnozy opisuje uczelnie.\n\n[^1]: Źródło: GUS.\n\n\
                    ## 3. Cele\n\nCelem jest wzrost innowacyjności przedsiębiorstw.\n";

fn merged(base: &str, ours: &str, theirs: &str) -> (String, Vec<String>) {
    let [b, o, t] = [base, ours, theirs].map(|text| markdown::read(text.to_owned()));
    let merged = merge(&b, &o, &t, &MergeOptions::default()).expect("there is no doubt");
    (merged.text, merged.conflicts)
}

#[test]
fn a_section_that_one_renumbers_moves_and_renames_takes_the_other_ones_edit() {
    let diagnosis = TEXT.find("## 2.").expect("it has a diagnosis")..TEXT.find("## 3.").expect("it has aims");
    let moved = format!(
        "{}\n{}",
        TEXT.replace(&TEXT[diagnosis.clone()], "").replace("3. Cele", "2. Cele"),
        TEXT[diagnosis.clone()].replace("2. Diagnoza", "3. Diagnoza regionu").trim_end().to_owned() + "\n"
    );
    let theirs = TEXT.replace("opisuje uczelnie", "opisuje uczelnie i szpitale").replace("projekt-1", "projekt-2");
    let expected = moved.replace("opisuje uczelnie", "opisuje uczelnie i szpitale").replace("projekt-1", "projekt-2");
    assert_eq!(merged(TEXT, &moved, &theirs), (expected.clone(), vec![]));
    assert_eq!(merged(TEXT, &theirs, &moved), (expected, vec![]));
}

#[test]
fn a_conflict_names_its_section_and_shows_all_three() {
    let (text, conflicts) = merged(TEXT, &TEXT.replace("2,5%", "3,1%"), &TEXT.replace("2,5%", "2,9%"));
    assert_eq!(conflicts, ["2. Diagnoza"]);
    let said = |number: &str| format!("Nakłady na badania wynoszą {number} wydatków.[^1]\n");
    let expected = format!(
        "<<<<<<< ours: 2. Diagnoza\n{}||||||| base: 2. Diagnoza\n{}=======\n{}>>>>>>> theirs: 2. Diagnoza\n\n",
        said("3,1%"),
        said("2,5%"),
        said("2,9%")
    );
    assert!(text.contains(&expected), "{text}");
    assert_eq!(text.replace(&expected, &format!("{}\n", said("2,5%"))), TEXT);
}

#[test]
fn a_section_that_one_removed_and_the_other_edited_is_a_conflict() {
    let aims = TEXT.find("## 3.").expect("it has aims");
    let removed = format!("{}\n", TEXT[..aims].trim_end());
    let theirs = TEXT.replace("wzrost", "szybki wzrost");
    let (text, conflicts) = merged(TEXT, &removed, &theirs);
    assert_eq!(conflicts, ["3. Cele"]);
    assert!(text.contains("=======\n## 3. Cele\n\nCelem jest szybki wzrost"), "{text}");
    // Nobody touched it: it goes.
    let other = TEXT.replace("jest tutaj", "stoi tutaj");
    assert_eq!(merged(TEXT, &removed, &other), (removed.replace("jest tutaj", "stoi tutaj"), vec![]));
}

#[test]
fn a_footnote_that_both_add_under_one_name_is_not_merged() {
    let ours = TEXT
        .replace("wstępu jest", "wstępu[^2] jest")
        .replace("[^1]: Źródło: GUS.", "[^1]: Źródło: GUS.\n\n[^2]: Nasz.");
    let theirs = TEXT.replace("przedsiębiorstw.\n", "przedsiębiorstw.[^2]\n\n[^2]: Obcy.\n");
    let [b, o, t] = [TEXT, &ours, &theirs].map(|text| markdown::read(text.to_owned()));
    let doubt = merge(&b, &o, &t, &MergeOptions::default()).expect_err("two notes have one name");
    assert_eq!((doubt.code(), doubt.detail()), ("footnote", "2"));
}

/// Two branches of an archive that git merges.
fn branches(ours: &[(&str, String)], theirs: &[(&str, String)]) -> Project {
    let project = Project::with(&[("ris", "2020-01-02", TEXT)]);
    let done = run(&mut project.nowela(&["git-setup"]));
    assert_eq!(done.code, 0, "{}", done.err);
    project.git(&["add", ".gitattributes"]);
    project.git(&["commit", "--quiet", "-m", "Ustawienia"]);
    project.git(&["switch", "--quiet", "-c", "theirs"]);
    for (name, files) in [("theirs", theirs), ("main", ours)] {
        project.git(&["switch", "--quiet", name]);
        for (path, text) in files {
            project.write(path, text);
        }
        project.git(&["add", "."]);
        project.git(&["commit", "--quiet", "-m", name]);
    }
    project
}

const PATH: &str = "strategy/ris/text.md";

#[test]
fn git_merges_by_sections_where_its_own_merge_has_conflicts() {
    let ours =
        TEXT.replace("3. Cele", "4. Cele").replace("## 2. Diagnoza", "## 2. Wizja\n\nWizja regionu.\n\n## 3. Diagnoza");
    let theirs = TEXT.replace("2. Diagnoza", "2. Diagnoza regionu").replace("jest wzrost", "jest trwały wzrost");
    let project = branches(&[(PATH, ours.clone())], &[(PATH, theirs.clone())]);
    project.git(&["merge", "--quiet", "theirs"]);
    let expected = ours.replace("3. Diagnoza", "3. Diagnoza regionu").replace("jest wzrost", "jest trwały wzrost");
    assert_eq!(project.read(PATH), expected);
    assert_eq!(project.git(&["status", "--porcelain"]), "");
    // Its own merge can't.
    let lines = merge_lines([TEXT, &ours, &theirs].map(str::as_bytes), 7).expect("git merges text");
    assert!(!lines.clean);
}

#[test]
fn git_is_told_of_conflicts_and_a_person_of_their_sections() {
    let project = branches(&[(PATH, TEXT.replace("2,5%", "3,1%"))], &[(PATH, TEXT.replace("2,5%", "2,9%"))]);
    let merged = run(&mut project.git_command(&["merge", "theirs"]));
    assert_eq!(merged.code, 1);
    assert!(merged.err.contains("2. Diagnoza") && merged.err.contains(PATH), "{}", merged.err);
    assert!(project.read(PATH).contains("<<<<<<< ours: 2. Diagnoza\n"));
    assert!(project.git(&["status", "--porcelain"]).contains("UU strategy/ris/text.md"));
}

#[test]
fn files_that_are_no_text_stay_as_they_are() {
    let project = Project::new();
    for (name, bytes) in [("base.md", b"a\0b"), ("ours.md", b"a\0c"), ("theirs.md", b"a\0d")] {
        project.write(name, bytes);
    }
    let ran = run(&mut project.nowela(&["merge-driver", "base.md", "ours.md", "theirs.md"]));
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(project.read("ours.md"), "a\0c");
    project.write("theirs.md", b"\xff\xfe");
    let ran = run(&mut project.nowela(&["merge-driver", "base.md", "brak.md", "theirs.md"]));
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert!(ran.err.contains("brak.md"));
}

#[test]
fn windows_line_ends_and_decisions_are_merged_too() {
    let project = Project::new();
    let crlf = |text: &str| text.replace('\n', "\r\n");
    project.write("base.md", crlf(TEXT));
    project.write("ours.md", crlf(&TEXT.replace("jest tutaj", "stoi tutaj")));
    project.write("theirs.md", crlf(&TEXT.replace("2. Diagnoza", "3. Diagnoza")));
    let ran = run(&mut project.nowela(&["merge-driver", "base.md", "ours.md", "theirs.md"]));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        project.read("ours.md"),
        crlf(&TEXT.replace("jest tutaj", "stoi tutaj").replace("2. Diagnoza", "3. Diagnoza"))
    );
}

#[test]
fn git_shows_differences_by_sections_and_setting_up_can_be_taken_back() {
    let project = Project::with(&[("ris", "2020-01-02", TEXT)]);
    let before = project.git(&["config", "--local", "--list"]);
    let first = run(&mut project.nowela(&["git-setup"]));
    assert_eq!(first.code, 0, "{}", first.err);
    let settings = project.git(&["config", "--local", "--list"]);
    let attributes = project.read(".gitattributes");
    assert!(attributes.contains("strategy/*/text.md merge=nowela diff=nowela"));
    let again = run(&mut project.nowela(&["git-setup"]));
    assert!(again.out.contains("Nie ma nic do zmiany"), "{}", again.out);
    assert_eq!(project.git(&["config", "--local", "--list"]), settings);
    assert_eq!(project.read(".gitattributes"), attributes);

    project.write(PATH, TEXT.replace("2,5%", "3,1%"));
    let shown = project.git(&["diff"]);
    assert!(shown.contains(PATH) && shown.contains("3,1%") && !shown.contains("@@"), "{shown}");
    let tool = project.git(&["difftool", "--no-prompt", "-t", "nowela"]);
    assert!(tool.contains("3,1%") && !tool.contains("@@"), "{tool}");
    project.git(&["commit", "--quiet", "-am", "Zmiana"]);
    project.git(&["mv", PATH, "strategy/ris/inny.md"]);
    project.git(&["diff", "--cached"]);

    let undone = run(&mut project.nowela(&["git-setup", "--undo"]));
    assert_eq!(undone.code, 0, "{}", undone.err);
    assert_eq!(project.git(&["config", "--local", "--list"]), before);
    assert!(!project.root().join(".gitattributes").exists());
    assert!(!project.root().join(".git/hooks/pre-commit").exists());
}

#[test]
fn what_somebody_else_wrote_is_left_alone() {
    let project = Project::with(&[("ris", "2020-01-02", TEXT)]);
    project.write(".gitattributes", "*.png binary");
    project.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    let done = run(&mut project.nowela(&["git-setup"]));
    assert!(done.code == 0 && done.err.contains("pre-commit"), "{}", done.err);
    assert!(project.read(".gitattributes").starts_with("*.png binary\n# nowela"));
    run(&mut project.nowela(&["git-setup", "--undo"]));
    assert_eq!(project.read(".gitattributes"), "*.png binary\n");
    assert_eq!(project.read(".git/hooks/pre-commit"), "#!/bin/sh\nexit 0\n");
}
