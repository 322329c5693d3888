//! A comparison built by hand, with every kind of change in it.

use nowela::compare::{
    BlockChange, BlockOp, BlockPlace, CellChange, Comparison, Entry, Ground, Link, LinkKind, MetadataChange, Movement,
    Pairing, Passage, Profile, Quantity, QuantityChange, Reason, ReferenceChange, ReferenceState, RowChange, Rule, Run,
    RunOp, Structure, Summary, TableChange, Weight, Words, amounts,
};
use nowela::document::{Document, Remark, RemarkKind, Side, Span, label, markdown};
use nowela::render::view::{ComparisonView, StateDescription, view};

/// Two texts and what changed between them.
pub(crate) struct Case {
    pub(crate) before: Document,
    pub(crate) after: Document,
    pub(crate) comparison: Comparison,
}

impl Case {
    pub(crate) fn view(&self) -> ComparisonView {
        let state = |version: &str, revision: Option<&str>, date: &str| StateDescription {
            document: Some("ris".to_owned()),
            version: Some(version.to_owned()),
            revision: revision.map(str::to_owned),
            date: Some(date.to_owned()),
        };
        let before = state("projekt-1", Some("0123456789abcdef0123456789abcdef01234567"), "2020-07-07");
        let after = state("projekt-2", None, "2020-09-16");
        view(&self.before, &self.after, &self.comparison, &before, &after)
    }

    fn text(&self, side: Side, place: BlockPlace) -> String {
        let document = if side == Side::Before { &self.before } else { &self.after };
        document.block_text(&document.sections[place.section].blocks[place.block]).into_owned()
    }

    /// A block with a redline in which `‹-…›` was deleted and `‹+…›` inserted; it must spell both texts.
    fn change(&self, op: BlockOp, before: &[(usize, usize)], after: &[(usize, usize)], redline: &str) -> BlockChange {
        let places = |places: &[(usize, usize)]| -> Vec<BlockPlace> {
            places.iter().map(|(section, block)| BlockPlace { section: *section, block: *block }).collect()
        };
        let (before, after, runs) = (places(before), places(after), runs(redline));
        let spelled = |side, places: &[BlockPlace]| {
            places.iter().map(|place| self.text(side, *place)).collect::<Vec<_>>().join("\n\n")
        };
        let without = |gone| runs.iter().filter(|run| run.op != gone).map(|run| run.text.as_str()).collect::<String>();
        if !before.is_empty() {
            assert_eq!(without(RunOp::Insert), spelled(Side::Before, &before));
        }
        if !after.is_empty() {
            assert_eq!(without(RunOp::Delete), spelled(Side::After, &after));
        }
        BlockChange { op, before, after, runs, ..BlockChange::default() }
    }

    /// Blocks that are equal, or added or removed as a whole.
    fn whole(&self, before: Option<usize>, after: Option<usize>, blocks: std::ops::Range<usize>) -> Vec<BlockChange> {
        let whole = |block| {
            let place = |section: Option<usize>| section.map(|section| (section, block));
            let (before, after): (Vec<_>, Vec<_>) =
                (place(before).into_iter().collect(), place(after).into_iter().collect());
            let text = |side, (section, block)| self.text(side, BlockPlace { section, block });
            match (before.first(), after.first()) {
                (Some(_), Some(at)) => self.change(BlockOp::Equal, &before, &after, &text(Side::After, *at)),
                (None, Some(at)) => {
                    self.change(BlockOp::Added, &before, &after, &format!("‹+{}›", text(Side::After, *at)))
                }
                (Some(at), None) => {
                    self.change(BlockOp::Removed, &before, &after, &format!("‹-{}›", text(Side::Before, *at)))
                }
                (None, None) => unreachable!("a block stands somewhere"),
            }
        };
        blocks.map(whole).collect()
    }
}

/// The runs of a redline in which `‹-…›` was deleted and `‹+…›` inserted.
pub(crate) fn runs(redline: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut push = |op, text: &str| {
        if !text.is_empty() {
            runs.push(Run { op, text: text.to_owned() });
        }
    };
    let mut rest = redline;
    while let Some((equal, changed)) = rest.split_once('‹') {
        push(RunOp::Equal, equal);
        let (changed, after) = changed.split_once('›').expect("a mark that opens also closes");
        push(if changed.starts_with('-') { RunOp::Delete } else { RunOp::Insert }, &changed[1..]);
        rest = after;
    }
    push(RunOp::Equal, rest);
    runs
}

/// Reads a text; numbers are set here, so that the case does not depend on how labels are found.
pub(crate) fn read(text: &str) -> Document {
    let mut document = markdown::read(text.to_owned());
    for section in &mut document.sections {
        let (number, title) = section.heading.split_once(". ").unwrap_or(("", &section.heading));
        if number.starts_with(|first: char| first.is_ascii_digit()) {
            let label = label::Label { text: number.to_owned(), word: String::new(), path: Vec::new() };
            (section.labels, section.title) = (vec![label], title.to_owned());
        }
    }
    document
}

fn words(kept: u64, deleted: u64, inserted: u64, moved: u64) -> Words {
    Words { kept, deleted, inserted, moved }
}

fn link(before: usize, after: usize, kind: LinkKind, share: f64) -> Link {
    Link { before, after, kind, share }
}

fn same(before: usize, after: usize, structure: &[Structure], words: Words, blocks: Vec<BlockChange>) -> Entry {
    let (total, gone) =
        ((2 * (words.kept + words.moved) + words.deleted + words.inserted) as f64, words.deleted + words.inserted);
    let similarity = if total == 0.0 { 1.0 } else { 1.0 - gone as f64 / total };
    Entry {
        before: vec![before],
        after: vec![after],
        links: vec![link(before, after, LinkKind::Identity, similarity)],
        structure: structure.to_vec(),
        matched_by: Some(if structure.is_empty() { Ground::Exact } else { Ground::Content }),
        similarity: Some(similarity),
        confidence: None,
        explanation: None,
        continuity: similarity,
        words,
        blocks,
        ..Entry::default()
    }
}

/// Gives every block that changed a weight, by what happened to it; returns how many weigh how much.
fn weigh(entries: &mut [Entry]) -> [u64; 4] {
    let mut counts = [0; 4];
    for entry in entries {
        for block in &mut entry.blocks {
            let rules: &[(Rule, &str, &str)] = match block.op {
                BlockOp::Added => &[(Rule::Added, "", "Nowy tekst")],
                BlockOp::Removed => &[(Rule::Removed, "Dawny tekst", "")],
                BlockOp::Split | BlockOp::Joined => &[(Rule::Layout, "", "")],
                BlockOp::MovedIn => &[(Rule::WordsRemoved, "badawczych", "")],
                BlockOp::Edited if block.table.is_some() => {
                    &[(Rule::Percentage, "3,0%", "3,1%"), (Rule::Added, "", "Liczba start-upów | 40 | 80")]
                }
                BlockOp::Edited => &[(Rule::Percentage, "2,5%", "3,1%"), (Rule::Inflection, "=rozwój", "rozwoju")],
                _ => &[],
            };
            let reason = |(rule, before, after): &(Rule, &str, &str)| Reason {
                rule: *rule,
                before: (*before).to_owned(),
                after: (*after).to_owned(),
            };
            block.reasons = rules.iter().map(reason).collect();
            block.weight = block.reasons.iter().map(Reason::weight).max();
            if let Some(weight) = block.weight {
                counts[weight as usize] += 1;
            }
        }
        if entry.structure.contains(&Structure::Retitled) {
            let (before, after) = ("Zarząd".to_owned(), "Sejmik".to_owned());
            entry.reasons = vec![Reason { rule: Rule::Name, before, after }];
        }
        let weights = entry.blocks.iter().filter_map(|block| block.weight);
        entry.weight = weights.chain(entry.reasons.iter().map(Reason::weight)).max();
        if entry.before.is_empty() || entry.after.is_empty() {
            entry.weight = Some(Weight::Substantive);
        }
    }
    counts
}

fn cell(before: Option<usize>, after: Option<usize>, op: BlockOp, redline: &str) -> CellChange {
    CellChange { before, after, op, runs: runs(redline) }
}

fn row(before: Option<usize>, after: Option<usize>, moved: bool, cells: [&str; 3]) -> RowChange {
    let cells = cells.into_iter().enumerate().map(|(column, redline)| {
        let op = match (before, after) {
            (None, _) => BlockOp::Added,
            (_, None) => BlockOp::Removed,
            _ if redline.contains('‹') => BlockOp::Edited,
            _ => BlockOp::Equal,
        };
        cell(before.map(|_| column), after.map(|_| column), op, redline)
    });
    RowChange { before, after, moved, cells: cells.collect() }
}

/// A quantity that changed in the first block of an entry.
fn figure(entry: usize, label: &str, (lead, tail): (&str, &str), texts: [Option<&str>; 2]) -> QuantityChange {
    let quantity = |text: &str| Quantity {
        text: text.to_owned(),
        amount: amounts(&format!("i {text}")).pop().expect("it is an amount").1,
        lead: lead.to_owned(),
        tail: tail.to_owned(),
    };
    let [before, after] = texts.map(|text| text.map(quantity));
    let difference = before.as_ref().zip(after.as_ref()).and_then(|(old, new)| old.amount.difference(&new.amount));
    let pairing = if difference.is_some() { Pairing::Replaced } else { Pairing::Alone };
    QuantityChange { entry, block: Some(0), label: label.to_owned(), before, after, difference, pairing }
}

fn reference(entry: usize, before: &str, after: &str, state: ReferenceState, target: Option<usize>) -> ReferenceChange {
    let span = Span::new(0, after.len());
    ReferenceChange {
        entry,
        block: 0,
        before: Some(before.to_owned()),
        after: after.to_owned(),
        before_span: Some(span),
        after_span: span,
        state,
        line: 14,
        target,
    }
}

/// Every kind of change, in Polish.
pub(crate) fn every_kind() -> Case {
    use Structure::{
        Absorbed, Added, Edited, Extracted, Merged, Moved, Relabelled, Releveled, Removed, Renumbered, Reordered,
        Retitled, Split,
    };
    let mut case = Case {
        before: read(include_str!("../../corpus/render/before.md")),
        after: read(include_str!("../../corpus/render/after.md")),
        comparison: Comparison::default(),
    };
    let mut left = case.change(
        BlockOp::MovedOut,
        &[(2, 2)],
        &[],
        "‹-Dane zebrano w przedsiębiorstwach, uczelniach i instytutach badawczych całego województwa metodą wywiadów.›",
    );
    let mut arrived = case.change(
        BlockOp::MovedIn,
        &[],
        &[(9, 1)],
        "‹+Dane zebrano w przedsiębiorstwach, uczelniach i instytutach całego województwa metodą wywiadów.›",
    );
    (left.movement, arrived.movement) = (Some(0), Some(0));
    let tables = ((2, 6), (3, 6));
    let mut table = case.change(
        BlockOp::Edited,
        &[tables.0],
        &[tables.1],
        "| Wskaźnik | Wartość bazowa | Wartość docelowa |\n|---|---|---|\n| Nakłady na B+R | 2,5% | ‹-3,0›‹+3,1›% |\n| \
         ‹+Liczba start-upów | 40 | 80 |\n| ›Liczba patentów | 120 | 200 |‹-\n| Liczba klastrów | 7 | 9 |›",
    );
    table.table = Some(TableChange {
        rows: vec![
            row(Some(0), Some(0), false, ["Wskaźnik", "Wartość bazowa", "Wartość docelowa"]),
            row(Some(1), Some(1), false, ["Nakłady na B+R", "2,5%", "‹-3,0%›‹+3,1%›"]),
            row(None, Some(2), false, ["‹+Liczba start-upów›", "‹+40›", "‹+80›"]),
            row(Some(2), Some(3), true, ["Liczba patentów", "120", "200"]),
            row(Some(3), None, false, ["‹-Liczba klastrów›", "‹-7›", "‹-9›"]),
        ],
    });
    let mut diagnosis = vec![
        case.change(
            BlockOp::Edited,
            &[(2, 0)],
            &[(3, 0)],
            "Nakłady na B+R wyniosły **‹-2,5%›‹+3,1%›** PKB w 2018 r., co odpowiada średniej dla kraju i pozwala mówić \
             o umiarkowanym potencjale regionu w dziedzinie badań i rozwoju, zob. \
             [raport](https://example.org/raport-‹-1›‹+2›).",
        ),
        case.change(
            BlockOp::Split,
            &[(2, 1)],
            &[(3, 1), (3, 2)],
            "Region ma silne uczelnie.‹- ›‹+\n\n›Brakuje jednak współpracy z firmami.",
        ),
        left,
    ];
    diagnosis.push(case.change(BlockOp::Equal, &[(2, 3)], &[(3, 3)], "- potencjał nauki"));
    diagnosis.push(case.change(BlockOp::Edited, &[(2, 4)], &[(3, 4)], "- potencjał ‹+małych ›przedsiębiorstw[^1]"));
    diagnosis.push(case.change(BlockOp::Equal, &[(2, 5)], &[(3, 5)], "[^1]: Dane urzędu statystycznego."));
    diagnosis.push(table);
    let implementation = vec![
        case.change(
            BlockOp::Edited,
            &[(8, 0)],
            &[(8, 0)],
            "Wdrażanie prowadzi urząd. ‹-Monitorowanie odbywa się co rok na podstawie wskaźników.›‹+Uwagi końcowe \
             zebrano w toku prac.›",
        ),
        case.change(BlockOp::Removed, &[(11, 0)], &[], "‹-Uwagi końcowe zebrano w toku prac.›"),
        case.change(BlockOp::Added, &[], &[(10, 0)], "‹+Monitorowanie odbywa się co rok na podstawie wskaźników.›"),
    ];
    let council = vec![
        case.change(
            BlockOp::Joined,
            &[(9, 0), (10, 0)],
            &[(9, 0)],
            "Zespół tworzą przedstawiciele urzędu.‹-\n\n›‹+ ›Rada opiniuje programy.",
        ),
        arrived,
    ];
    let mut entries = vec![
        same(0, 0, &[], words(5, 0, 0, 0), case.whole(Some(0), Some(0), 0..1)),
        same(1, 1, &[], words(6, 0, 0, 0), case.whole(Some(1), Some(1), 0..1)),
        Entry {
            after: vec![2],
            structure: vec![Added],
            words: words(0, 0, 8, 0),
            blocks: case.whole(None, Some(2), 0..1),
            ..Entry::default()
        },
        same(2, 3, &[Edited, Renumbered], words(58, 5, 6, 13), diagnosis),
        Entry {
            before: vec![3],
            structure: vec![Removed],
            words: words(0, 3, 0, 0),
            blocks: case.whole(Some(3), None, 0..1),
            ..Entry::default()
        },
        same(5, 4, &[Renumbered], words(0, 0, 0, 0), Vec::new()),
        same(7, 5, &[Reordered, Relabelled], words(6, 0, 0, 0), case.whole(Some(7), Some(5), 0..1)),
        Entry {
            before: vec![6],
            after: vec![6, 7],
            links: vec![link(6, 6, LinkKind::Identity, 0.625), link(6, 7, LinkKind::Split, 1.0)],
            structure: vec![Retitled, Relabelled, Split],
            matched_by: Some(Ground::Content),
            similarity: Some(0.625),
            confidence: None,
            explanation: None,
            continuity: 1.0,
            words: words(13, 0, 0, 0),
            blocks: [
                case.whole(Some(6), Some(6), 0..1),
                vec![case.change(BlockOp::Equal, &[(6, 1)], &[(7, 0)], "Rolnictwo ekologiczne rośnie z roku na rok.")],
            ]
            .concat(),
            ..Entry::default()
        },
        Entry {
            before: vec![8, 11],
            after: vec![8, 10],
            links: vec![
                link(8, 8, LinkKind::Identity, 0.33333),
                link(8, 10, LinkKind::Extracted, 0.99999),
                link(11, 8, LinkKind::Absorbed, 1.0),
            ],
            structure: vec![Edited, Renumbered, Absorbed, Extracted],
            matched_by: Some(Ground::Label),
            similarity: Some(0.33333),
            confidence: None,
            explanation: None,
            continuity: 0.9,
            words: words(3, 14, 14, 0),
            blocks: implementation,
            ..Entry::default()
        },
        Entry {
            before: vec![9, 10],
            after: vec![9],
            links: vec![link(9, 9, LinkKind::Identity, 0.5), link(10, 9, LinkKind::Merged, 1.0)],
            structure: vec![Edited, Retitled, Renumbered, Merged],
            matched_by: Some(Ground::Title),
            similarity: Some(0.5),
            confidence: None,
            explanation: None,
            continuity: 0.96,
            words: words(7, 0, 0, 12),
            blocks: council,
            ..Entry::default()
        },
        same(4, 11, &[Moved, Relabelled, Releveled], words(5, 0, 0, 0), case.whole(Some(4), Some(11), 0..1)),
    ];
    let weights = weigh(&mut entries);
    let count = |kind: Structure| entries.iter().filter(|entry| entry.structure.contains(&kind)).count() as u64;
    let kinds = [
        Edited, Added, Removed, Moved, Reordered, Retitled, Renumbered, Relabelled, Split, Merged, Absorbed, Extracted,
        Releveled,
    ];
    case.comparison = Comparison {
        summary: Summary {
            words_before: 12_118,
            words_after: 1124,
            words: words(12_083, 22, 28, 13),
            unchanged: 3,
            structure: kinds.into_iter().map(|kind| (kind, count(kind))).collect(),
            continuity: 0.79996,
            profile: Profile {
                retention: 0.81,
                heritage: 0.78,
                substantive: 0.85,
                structural: 0.9,
                breadth: 0.5,
                depth: 0.4,
            },
            weights,
        },
        entries,
        moves: vec![Movement {
            from: BlockPlace { section: 2, block: 2 },
            to: BlockPlace { section: 9, block: 1 },
            runs: runs(
                "Dane zebrano w przedsiębiorstwach, uczelniach i instytutach ‹-badawczych ›całego województwa metodą \
                 wywiadów.",
            ),
        }],
        flows: vec![Passage { before: 3, after: 2, words: 22, share_before: 0.6, share_after: 0.31 }],
        quantities: vec![
            figure(3, "Nakłady na B+R", ("Nakłady na B+R wyniosły ", " PKB w 2018 r."), [Some("2,5%"), Some("3,1%")]),
            figure(3, "zapisano", ("zapisano ", ""), [Some("12,5 mln zł"), Some("13 mln zł")]),
            figure(3, "Termin", ("Termin: ", ""), [Some("31 grudnia 2027 r."), Some("30 czerwca 2028 r.")]),
            figure(3, "nowych stanowisk", ("Powstanie ", " nowych stanowisk."), [None, Some("120")]),
            QuantityChange {
                block: Some(6),
                pairing: Pairing::Cell,
                ..figure(3, "Nakłady na B+R, Wartość docelowa", ("", ""), [Some("3,0%"), Some("3,1%")])
            },
        ],
        references: vec![
            reference(3, "rozdz. 2.4", "rozdz. 2.2", ReferenceState::Followed, Some(3)),
            reference(3, "rozdz. 2.5", "rozdz. 2.5", ReferenceState::Stale, Some(9)),
        ],
        metadata: vec![MetadataChange {
            key: "version".to_owned(),
            before: Some("projekt-1".to_owned()),
            after: Some("projekt-2".to_owned()),
        }],
        remarks: vec![
            Remark {
                side: Some(Side::Before),
                line: Some(12),
                kind: RemarkKind::Footnote { name: "7".to_owned(), defined: false },
            },
            Remark { side: None, line: None, kind: RemarkKind::Coarse { stage: "table", count: 2 } },
        ],
    };
    case
}

/// A text against itself.
pub(crate) fn without_changes() -> Case {
    let text = "# Tytuł\n\nTreść.\n";
    let mut case = Case { before: read(text), after: read(text), comparison: Comparison::default() };
    let blocks = case.whole(Some(1), Some(1), 0..1);
    case.comparison.entries =
        vec![same(0, 0, &[], words(0, 0, 0, 0), Vec::new()), same(1, 1, &[], words(1, 0, 0, 0), blocks)];
    case.comparison.summary.unchanged = 2;
    case.comparison.summary.continuity = 1.0;
    case.comparison.summary.words.kept = 1;
    case
}

/// A text with one paragraph that was replaced whole by another one, under one title.
pub(crate) fn replaced(title: &str, old: &str, new: &str) -> Case {
    let text = |own: &str| format!("# {title}\n\n{own}\n");
    let mut case = Case { before: read(&text(old)), after: read(&text(new)), comparison: Comparison::default() };
    let mut blocks: Vec<BlockChange> = Vec::new();
    let sections = case.before.sections.len().min(case.after.sections.len());
    let last = sections - 1;
    let whole = |document: &Document, section: usize| document.sections[section].blocks.len();
    blocks.extend(case.whole(Some(last), None, 0..whole(&case.before, last)));
    blocks.extend(case.whole(None, Some(last), 0..whole(&case.after, last)));
    case.comparison.entries = vec![same(last, last, &[Structure::Edited], words(0, 1, 1, 0), blocks)];
    case.comparison.metadata =
        vec![MetadataChange { key: old.to_owned(), before: Some(title.to_owned()), after: Some(new.to_owned()) }];
    case
}
