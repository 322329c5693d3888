//! The life of a text over many states: which section continues which, who wrote each word, and what lived on.

mod alluvium;
mod lineage;
mod origin;
mod shelf;
mod step;
mod timeline;

pub use alluvium::{Alluvium, Band, Column, Stratum, alluvium};
pub use lineage::{Edge, EdgeKind, Life, Lineage, Stage, lineage};
pub use origin::Origin;
pub use shelf::{Shelf, key};
pub use step::{Fate, Figures, KINDS, Link, Place, Reason, Run, Step};
pub use timeline::{Branch, Period, branches, depth_of, periods, roots};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{CompareOptions, Structure, compare};
    use crate::document::markdown;

    /// The steps of a history of texts.
    pub(super) fn steps(texts: &[&str]) -> Vec<Step> {
        let documents: Vec<_> = texts.iter().map(|text| markdown::read((*text).to_owned())).collect();
        let empty = markdown::read(String::new());
        let pair = |at: usize| {
            let before = at.checked_sub(1).map_or(&empty, |at| &documents[at]);
            let comparison = compare(before, &documents[at], &CompareOptions::default());
            Step::of(before, &documents[at], &comparison)
        };
        (0..documents.len()).map(pair).collect()
    }

    const DIAGNOSIS: &str = "Region ma silny przemysł spożywczy, ale zbyt mało firm prowadzi własne badania. W latach \
        2010–2015 nakłady na badania wzrosły o jedną trzecią, nadal jednak są niższe niż średnio w kraju.";
    const GOALS: &str = "Celem jest wzrost liczby firm, które wdrażają wyniki badań, oraz poprawa współpracy uczelni \
        z otoczeniem. Zarząd województwa co roku ogłasza listę zadań i sprawdza ich wykonanie.";
    const MONITORING: &str = "Postępy mierzy się dwunastoma wskaźnikami. Wartości podaje się raz w roku, a komitet \
        sterujący omawia je na otwartym posiedzeniu z udziałem przedsiębiorców i uczelni.";

    #[test]
    fn a_section_keeps_its_life_when_renamed_moved_and_renumbered() {
        let first = format!("# Strategia\n\n## 1. Diagnoza\n\n{DIAGNOSIS}\n\n## 2. Cele\n\n{GOALS}\n");
        let second = format!("# Strategia\n\n## 1. Cele\n\n{GOALS}\n\n## 2. Stan wyjściowy\n\n{DIAGNOSIS}\n");
        let third = format!(
            "# Strategia\n\n## 1. Część ogólna\n\n### 1.1. Stan wyjściowy\n\n{DIAGNOSIS}\n\n## 2. Cele\n\n{GOALS}\n"
        );
        let steps = steps(&[&first, &second, &third]);
        let lineage = lineage(&steps).expect("each step follows the one before");
        assert_eq!(lineage.of, [vec![0, 1, 2, 3], vec![0, 1, 3, 2], vec![0, 1, 4, 2, 3]]);
        let stage = |state, section| Stage { state, section };
        assert_eq!(lineage.lives[2].stages, [stage(0, 2), stage(1, 3), stage(2, 3)]);
        assert_eq!(lineage.lives[4].born(), 2);
        assert!(lineage.is_alive(2) && lineage.edges.is_empty());
        assert_eq!((Lineage::id(2), lineage.named("L2"), lineage.named("L5")), ("L2".to_owned(), Some(2), None));
    }

    #[test]
    fn a_section_that_was_removed_and_comes_back_goes_on_with_its_life_and_its_words() {
        let whole = format!("# Cele\n\n{GOALS}\n\n# Monitorowanie\n\n{MONITORING}\n");
        let without = format!("# Cele\n\n{GOALS}\n");
        let back = format!("# Cele\n\n{GOALS}\n\n# Sprawozdawczość\n\n{MONITORING} To zdanie jest nowe.\n");
        let steps = steps(&[&whole, &without, &back]);
        let lineage = lineage(&steps).expect("each step follows the one before");
        assert_eq!(lineage.of[2], [0, 1, 2]);
        let edge = Edge { state: 2, kind: EdgeKind::Reintroduced, from: 2, to: 2, share: 1.0 };
        assert_eq!(lineage.edges, [edge]);
        assert_eq!(lineage.lives[2].in_state(1), None);
        let words = steps[0].places[2].words;
        let returned = Origin { words, state: 0, back: Some(2) };
        assert_eq!(lineage.origins[2], [returned, Origin { words: 4, state: 2, back: None }]);
        let first: u64 = steps[0].places.iter().map(|place| u64::from(place.words)).sum();
        assert_eq!(lineage.alive[2], [first, 0, 4]);
        assert_eq!(lineage.alive[1], [first - u64::from(words), 0]);
    }

    #[test]
    fn words_that_stand_in_two_texts_that_are_gone_are_nobodys() {
        let repeated = "Wniosek składa się na formularzu, którego wzór ogłasza instytucja, razem z opisem zadania i \
            jego kosztów.";
        let whole = format!("# Cele\n\n{GOALS}\n\n# Bony\n\n{repeated}\n\n# Granty\n\n{repeated}\n");
        let without = format!("# Cele\n\n{GOALS}\n");
        let back = format!("# Cele\n\n{GOALS}\n\n{repeated}\n");
        let steps = steps(&[&whole, &without, &back]);
        let found = lineage(&steps).expect("each step follows the one before");
        // Both were written for the first state, so that is no doubt; which section they come from is not told.
        assert!(found.origins[1].iter().all(|origin| origin.state == 0), "{:?}", found.origins[1]);
        let later = format!("# Cele\n\n{GOALS}\n\n# Bony\n\n{repeated}\n");
        let both = format!("# Cele\n\n{GOALS}\n\n# Bony\n\n{repeated}\n\n# Granty\n\n{repeated}\n");
        let steps = self::steps(&[&later, &both, &without, &back]);
        let found = lineage(&steps).expect("each step follows the one before");
        assert!(found.origins[1].iter().any(|origin| origin.state == 3), "{:?}", found.origins[1]);
    }

    #[test]
    fn text_that_repeats_itself_can_be_removed_and_come_back() {
        let repeated = "jeden dwa trzy cztery pięć sześć siedem ".repeat(4);
        let whole = format!("# Cele\n\n{GOALS}\n\n# Litania\n\n{repeated}\n");
        let without = format!("# Cele\n\n{GOALS}\n");
        let steps = steps(&[&whole, &without, &whole]);
        let found = lineage(&steps).expect("each step follows the one before");
        assert_eq!(found.of[2], found.of[0]);
        assert_eq!(found.alive[2][0], found.alive[0][0]);
    }

    #[test]
    fn splits_and_merges_are_edges() {
        let one =
            format!("# Wstęp\n\nKrótki wstęp do strategii.\n\n# Cele i monitorowanie\n\n{GOALS}\n\n{MONITORING}\n");
        let two =
            format!("# Wstęp\n\nKrótki wstęp do strategii.\n\n# Cele\n\n{GOALS}\n\n# Monitorowanie\n\n{MONITORING}\n");
        let steps = steps(&[&one, &two, &one]);
        let lineage = lineage(&steps).expect("each step follows the one before");
        let kinds: Vec<(usize, EdgeKind)> = lineage.edges.iter().map(|edge| (edge.state, edge.kind)).collect();
        assert_eq!(kinds, [(1, EdgeKind::Split), (2, EdgeKind::Merged)]);
        assert_eq!((lineage.edges[0].to, lineage.edges[1].from), (3, 3));
        assert!(!lineage.is_alive(3));
    }

    #[test]
    fn sums_close_and_steps_come_back_as_they_were() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/strategy");
        #[expect(clippy::disallowed_methods, reason = "a test reads the sample")]
        let texts = |document: &str| {
            let entries = std::fs::read_dir(format!("{folder}/{document}")).expect("the sample is there");
            let mut texts: Vec<(String, String)> = entries
                .map(|entry| entry.expect("it can be read").path())
                .filter(|path| path.extension().is_some_and(|it| it == "md"))
                .map(|path| std::fs::read_to_string(path).expect("it is a text"))
                .map(|text| (text.lines().find(|line| line.starts_with("date:")).unwrap_or_default().to_owned(), text))
                .collect();
            texts.sort();
            texts.into_iter().map(|it| it.1).collect::<Vec<_>>()
        };
        for document in ["ris", "pkb"] {
            let texts = texts(document);
            let steps = steps(&texts.iter().map(String::as_str).collect::<Vec<_>>());
            let keys: Vec<String> = texts.iter().map(|text| key(None, text.as_bytes(), &[])).collect();
            let mut shelf = Shelf::read(&Shelf::of(keys.iter().zip(&steps)).write());
            assert!(keys.iter().zip(&steps).all(|(key, step)| shelf.take(key).as_ref() == Some(step)));
            let lineage = lineage(&steps).expect("each step follows the one before");
            let depth = depth_of(&steps);
            let picture = alluvium(&steps, &lineage, depth);
            for (state, step) in steps.iter().enumerate() {
                let words = step.figures.words;
                let column = &picture.columns[state];
                assert_eq!(column.strata.iter().map(|it| it.words).sum::<u64>(), words[1]);
                assert_eq!(lineage.alive[state].iter().sum::<u64>(), words[1]);
                if state == 0 {
                    continue;
                }
                let bands = &picture.bands[state - 1];
                for (at, stratum) in picture.columns[state - 1].strata.iter().enumerate() {
                    let leaving = bands.iter().filter(|band| band.from == Some(at));
                    assert_eq!(leaving.map(|band| band.words).sum::<u64>(), stratum.words);
                }
                for (at, stratum) in column.strata.iter().enumerate() {
                    let arriving = bands.iter().filter(|band| band.to == Some(at));
                    assert_eq!(arriving.map(|band| band.words).sum::<u64>(), stratum.words);
                }
                let [kept, deleted, inserted, moved] = step.figures.changed;
                let sum = |chosen: &dyn Fn(&&Band) -> bool| bands.iter().filter(chosen).map(|it| it.words).sum::<u64>();
                assert_eq!(sum(&|band| band.from.is_none()), inserted);
                assert_eq!(sum(&|band| band.to.is_none()), deleted);
                assert_eq!(sum(&|band| band.from.is_some() && band.to.is_some()), kept + moved);
                let branches = branches(&steps, &lineage, state, depth);
                let added = |of: &dyn Fn(&Branch) -> u64| branches.iter().map(of).sum::<u64>();
                assert_eq!(added(&|it| it.lived), kept + moved);
                assert_eq!(added(&|it| it.inherited), kept + moved);
                let parts = added(&|it| it.lived + it.inherited) as f64 / added(&|it| it.words[0] + it.words[1]) as f64;
                assert!((parts - step.figures.continuity()).abs() < 1e-12);
                let changed = step.fates.iter().filter(|fate| fate.is_changed()).count() as u64;
                assert_eq!(added(&|it| it.changed), changed);
                assert!(step.fates.iter().any(|fate| fate.kinds().any(|kind| kind == Structure::Edited)));
            }
        }
    }

    #[test]
    fn a_step_that_does_not_fit_is_refused() {
        let steps = steps(&["# A\n\nJeden dwa trzy.\n", "# A\n\nJeden dwa trzy cztery.\n"]);
        assert_eq!(lineage(&steps[1..]), None);
        assert!(lineage(&steps).is_some());
        let name = "a".to_owned();
        let bytes = Shelf::of(std::iter::once((&name, &steps[1]))).write();
        assert_eq!(Shelf::read(&bytes).take("a").as_ref(), Some(&steps[1]));
        let text = String::from_utf8(bytes.clone()).expect("it is a text");
        assert_eq!(Shelf::read(text.replacen("\"words\":4", "\"words\":5", 1).as_bytes()).take("a"), None);
        assert_eq!(Shelf::read(&bytes[..bytes.len() / 2]).take("a"), None);
        assert_eq!(Shelf::read(&bytes).take("b"), None);
    }

    #[test]
    fn keys_differ_where_anything_does() {
        let keys =
            [key(None, b"a", &[]), key(Some(b""), b"a", &[]), key(Some(b"a"), b"", &[]), key(Some(b"a"), b"a", &[])];
        let all: std::collections::BTreeSet<&String> = keys.iter().collect();
        assert_eq!(all.len(), keys.len());
        assert_eq!(key(Some(b"a"), b"a", &[]), keys[3]);
    }
}
