//! The labelled edits of `tests/corpus/weight`, and edits that people annotated: how the rules do on them.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::compare::compare;
    use crate::compare::token::{Interner, Words};
    use crate::compare::weight::proposal::{of_span, weigh};
    use crate::compare::weight::vocabulary::Vocabulary;
    use crate::compare::weight::{Reason, Weight};
    use crate::document::{Document, markdown};

    const OPEN: &[(&str, &str)] = &[
        ("typography", include_str!("../../../tests/corpus/weight/typography.md")),
        ("inflection", include_str!("../../../tests/corpus/weight/inflection.md")),
        ("numbers", include_str!("../../../tests/corpus/weight/numbers.md")),
        ("obligation", include_str!("../../../tests/corpus/weight/obligation.md")),
        ("scope", include_str!("../../../tests/corpus/weight/scope.md")),
        ("substance", include_str!("../../../tests/corpus/weight/substance.md")),
    ];

    const KEPT_APART: &[(&str, &str)] = &[("kept-apart", include_str!("../../../tests/corpus/weight/kept-apart.md"))];

    const LATER: &[(&str, &str)] =
        &[("kept-apart-later", include_str!("../../../tests/corpus/weight/kept-apart-later.md"))];

    /// A labelled edit.
    struct Case {
        before: String,
        after: String,
        label: Weight,
    }

    /// The rows of the tables of a file.
    fn cases(text: &str) -> Vec<Case> {
        let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
        let cells = rows.map(|row| row.split(" | ").collect::<Vec<_>>()).filter(|cells| cells[0] != "przed");
        let text = |cell: &str| cell.trim().replace('␣', "\u{a0}");
        cells
            .map(|cells| {
                let [before, after, label, reason] = cells[..] else { panic!("four cells: {cells:?}") };
                assert!(!reason.trim().is_empty(), "{before}: no reason");
                let label = match label.trim() {
                    "techniczna" => Weight::Technical,
                    "redakcyjna" => Weight::Editorial,
                    "do oceny" => Weight::Unassessed,
                    "merytoryczna" => Weight::Substantive,
                    other => panic!("{before}: unknown label {other}"),
                };
                Case { before: text(before), after: text(after), label }
            })
            .collect()
    }

    /// Counts by label and proposal.
    type Matrix = [[u32; 4]; 4];

    /// Weighs all cases of some files; those of one file are one document, as far as its words go.
    fn matrix(files: &[(&str, &str)]) -> (Matrix, Vec<String>) {
        let (mut matrix, mut wrong) = (Matrix::default(), Vec::new());
        for (name, text) in files {
            let cases = cases(text);
            let whole =
                |side: fn(&Case) -> &str| markdown::read(cases.iter().map(side).collect::<Vec<_>>().join("\n\n"));
            let (before, after) = (whole(|case| &case.before), whole(|case| &case.after));
            for case in &cases {
                let (weight, reasons) = weighed(&case.before, &case.after, [&before, &after]);
                // What is no change at all is lighter than a technical one.
                let weight = weight.unwrap_or(Weight::Technical);
                matrix[case.label as usize][weight as usize] += 1;
                if weight != case.label {
                    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
                    wrong.push(format!(
                        "{name}: {:?} as {weight:?}: {} → {} ({})",
                        case.label,
                        case.before,
                        case.after,
                        reasons.join("; ")
                    ));
                }
            }
        }
        (matrix, wrong)
    }

    /// What a change from one text to another weighs, in texts with the words of `vocabulary`.
    fn weighed(before: &str, after: &str, vocabulary: [&Document; 2]) -> (Option<Weight>, Vec<Reason>) {
        let read = |text: &str| {
            let note = if before.contains("[^1]") { "\n\n[^1]: Dane wstępne." } else { "" };
            markdown::read(format!("{text}{note}\n"))
        };
        let (x, y) = (read(before), read(after));
        let mut comparison = compare(&x, &y, &Default::default());
        let mut interner = Interner::default();
        let [old, new] = Words::of_both(vocabulary[0], vocabulary[1], &mut interner);
        weigh(
            [&x, &y],
            &Vocabulary::new(vocabulary, [&old, &new], &interner),
            &mut comparison.entries,
            &comparison.moves,
            &comparison.references,
        );
        let entry = &comparison.entries[0];
        (entry.weight, entry.blocks.iter().flat_map(|block| block.reasons.clone()).collect())
    }

    fn shown(matrix: &Matrix) -> String {
        let mut out = String::from("label \\ proposal  technical editorial unassessed substantive\n");
        for (label, row) in Weight::ALL.iter().zip(matrix) {
            out.push_str(&format!("{:<17}", format!("{label:?}")));
            out.push_str(&row.iter().map(|count| format!(" {count:>9}")).collect::<String>());
            out.push('\n');
        }
        out
    }

    fn print(text: &str) {
        use std::io::Write;
        writeln!(std::io::stdout(), "{text}").expect("standard output is open");
    }

    #[test]
    fn labelled_edits_are_weighed_as_a_lawyer_would() {
        let (matrix, wrong) = matrix(OPEN);
        print(&format!("{}{}", shown(&matrix), wrong.join("\n")));
        let light = |row: [u32; 4]| row[0] + row[1];
        assert_eq!(light(matrix[3]), 0, "a change of substance is called editorial");
        assert_eq!(light(matrix[2]), 0, "what a person has to look at is called editorial");
        let right = [0, 1, 2, 3].map(|at| matrix[at][at]);
        let floors = [13, 76, 101, 117];
        assert!(right.iter().zip(floors).all(|(right, floor)| *right >= floor), "{right:?} of {floors:?} at least");
    }

    /// No rule was written against these; what is wrong here is told, not mended. The floor is what was reached when they
    /// were tried for the first time.
    #[test]
    fn edits_that_were_kept_apart_are_weighed_as_well() {
        let (matrix, wrong) = matrix(KEPT_APART);
        print(&format!("{}{}", shown(&matrix), wrong.join("\n")));
        let right: u32 = (0..4).map(|at| matrix[at][at]).sum();
        assert_eq!(matrix[3][0] + matrix[3][1], 0, "a change of substance is called editorial");
        assert!(right >= 96, "{right} of 104");
    }

    /// Written when the rules were there, by the same hand, without looking at them. The floor is what was reached when they
    /// were tried for the first time.
    #[test]
    fn edits_that_were_kept_apart_later_are_weighed_as_well() {
        let (matrix, wrong) = matrix(LATER);
        print(&format!("{}{}", shown(&matrix), wrong.join("\n")));
        let right: u32 = (0..4).map(|at| matrix[at][at]).sum();
        assert_eq!(matrix[3][0] + matrix[3][1], 0, "a change of substance is called editorial");
        assert!(right >= 45, "{right} of 60");
    }

    /// Files of edits: objects with `sentence-1`, `sentence-2` and `edits-combination-0`, whose edits give a range of tokens
    /// (split at blanks) of each sentence, or null, and an `intention`.
    #[test]
    #[ignore = "needs annotated edits: NOWELA_EDITS"]
    #[expect(clippy::disallowed_methods, reason = "the files are named on the command line")]
    fn annotated_edits_are_weighed_as_people_did() {
        let files = std::env::var("NOWELA_EDITS").expect("NOWELA_EDITS names files");
        let mut matrix = [[0u32; 4]; 3];
        let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files.split(':') {
            let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}"));
            let pairs: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
            for pair in pairs.as_object().expect("pairs by name").values() {
                let (x, y) = (pair["sentence-1"].as_str(), pair["sentence-2"].as_str());
                let (x, y) = (x.expect("a sentence"), y.expect("a sentence"));
                for edit in pair["edits-combination-0"].as_object().expect("edits by name").values() {
                    let gold = match edit["intention"].as_str().expect("an intention") {
                        "Improve-grammar-Typo" | "Format" => 0,
                        "Content" => 2,
                        _ => 1,
                    };
                    let places =
                        [place(edit, "sentence-1-token-indices", x), place(edit, "sentence-2-token-indices", y)];
                    let reason = of_span([x, y], places);
                    matrix[gold][reason.weight() as usize] += 1;
                    let called = reason.weight() as usize;
                    if (gold == 0 && called > 1) || (gold == 2 && called < 2) {
                        wrong.entry(format!("{gold} {}", reason.rule.code())).or_default().push(reason.to_string());
                    }
                }
            }
        }
        print("gold \\ proposal  technical editorial unassessed substantive");
        for (name, row) in ["editorial", "wording", "content"].iter().zip(matrix) {
            print(&format!("{name:<16} {row:?}"));
        }
        for (kind, examples) in &wrong {
            print(&format!("{kind}: {} e.g. {}", examples.len(), examples[..examples.len().min(12)].join(" / ")));
        }
        let light = |row: [u32; 4]| row[0] + row[1];
        let share = |part: u32, whole: u32| 1000 * part / whole.max(1);
        let (right, false_light) = (light(matrix[0]), light(matrix[2]));
        let precision = share(right, right + false_light);
        let recall = share(right, matrix[0].iter().sum());
        let missed = share(false_light, matrix[2].iter().sum());
        let figures =
            format!("editorial precision .{precision:03}, recall .{recall:03}, content called editorial .{missed:03}");
        print(&figures);
        assert!(precision >= 980 && recall > 742 && missed <= 20, "{figures}");
    }

    /// Where an edit stands in a sentence; an empty place behind the word in front of it where it has no words.
    fn place(edit: &serde_json::Value, key: &str, sentence: &str) -> Option<std::ops::Range<usize>> {
        let ends = edit[key].as_array()?;
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let start = |at: usize| words[at].as_ptr() as usize - sentence.as_ptr() as usize;
        let (from, to) = (ends[0].as_u64()? as usize, ends[1].as_u64()? as usize);
        (from < to).then(|| start(from)..start(to - 1) + words[to - 1].len())
    }
}
