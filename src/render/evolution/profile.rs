//! Continuity over time: of the whole text, of its branches, and of what the first edition said.

use schemars::JsonSchema;
use serde::Serialize;

use super::life::Line;
use super::{History, StateView, count_states, count_words, kind_code, say};
use crate::evolve::{Alluvium, KINDS, Lineage, alluvium, periods};
use crate::locale::{Locale, Value};
use crate::render::guard;
use crate::render::view::{Figure, WeightView};

/// A whole evolution as it is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(title = "nowela evolution", extend("$id" = "nowela/evolution/1"))]
pub struct EvolutionView {
    /// Name and number of this shape: `nowela/evolution/1`.
    #[schemars(extend("const" = "nowela/evolution/1"))]
    pub schema: &'static str,
    /// The document.
    pub document: String,
    /// Its title in the newest state.
    pub title: String,
    /// How many sections deep branches begin.
    pub depth: usize,
    /// The states, oldest first.
    pub states: Vec<StateView>,
    /// What became of the text from each state to the next.
    pub periods: Vec<PeriodView>,
    /// By state, the share of the words of the first one that is still there.
    pub survival: Vec<Figure>,
    /// Number of the first state that has less than half of the words of the first one; null where none has.
    pub half_life: Option<usize>,
    /// By state, how many of its words were written for each state up to it.
    pub written: Vec<Vec<u64>>,
    /// Lives of sections, in the order of their births.
    pub sections: Vec<SectionLife>,
    /// What led from one life to another.
    pub edges: Vec<EdgeView>,
    /// By state, its strata in the order of the text.
    pub strata: Vec<Vec<StratumView>>,
    /// Between each state and the next one, which words went where.
    pub bands: Vec<Vec<BandView>>,
}

/// What became of the text from one state to the next.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PeriodView {
    /// Number of the later state.
    pub state: usize,
    /// 2·(kept + moved) / (words before + words after).
    pub continuity: Figure,
    /// Share of the earlier words that live on.
    pub retention: Figure,
    /// Share of the later words that were there before.
    pub heritage: Figure,
    /// Continuity where words in technical and editorial changes count as kept.
    pub substantive: Figure,
    /// Share of the words in sections that kept their parent.
    pub structural: Figure,
    /// Share of the words in sections that changed by 5 % or more.
    pub breadth: Figure,
    /// Share of the words of these sections that are gone or new.
    pub depth: Figure,
    /// Words kept, deleted, inserted and moved.
    pub words: [u64; 4],
    /// Sections by kind of change; kinds that do not occur are left out.
    pub kinds: Vec<(&'static str, u64)>,
    /// The branches, those of the later text first.
    pub branches: Vec<BranchView>,
}

/// What became of a branch.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BranchView {
    /// Id of the section at its root.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// `new`, `gone`, `unchanged`, `evolved` (continuity of 0.8 and more), `rebuilt` (0.5 and more) or `rewritten`.
    pub course: &'static str,
    /// Words before and after.
    pub words: [u64; 2],
    /// Its continuity; null where it was not there before, or is not there now.
    pub continuity: Option<Figure>,
    /// How many words of the earlier branch live on, wherever they are now.
    pub lived: u64,
    /// How many words of the later branch were there before, wherever they stood.
    pub inherited: u64,
    /// Sections that changed.
    pub changed: u64,
    /// The heaviest change.
    pub weight: Option<WeightView>,
}

/// The life of a section in short; `nowela trace` tells it whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SectionLife {
    /// Its id.
    pub id: String,
    /// Its last heading.
    pub heading: String,
    /// State and number of the heading in it (null before the first heading), for each state that has it.
    pub stages: Vec<(usize, Option<usize>)>,
}

/// What led from one life to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EdgeView {
    /// Number of the state in which it shows.
    pub state: usize,
    /// `split`, `merged`, `absorbed`, `extracted` or `reintroduced`.
    pub kind: &'static str,
    /// Id of the life that it came from.
    pub from: String,
    /// Id of the life that it went to.
    pub to: String,
    /// Share of the words that went this way.
    pub share: Figure,
}

/// Words of one branch in one state.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StratumView {
    /// Id of the section at its root; null for all branches that are too small to be shown apart.
    pub id: Option<String>,
    /// Its heading in this state.
    pub heading: String,
    /// Its words.
    pub words: u64,
}

/// Words that went the same way.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BandView {
    /// Number of the earlier stratum; null for words that are new.
    pub from: Option<usize>,
    /// Number of the later stratum; null for words that are gone.
    pub to: Option<usize>,
    /// How many.
    pub words: u64,
}

/// The published shape of an evolution.
pub fn evolution(history: &History<'_>, depth: usize) -> EvolutionView {
    let (steps, lineage) = (history.steps, history.lineage);
    let picture = alluvium(steps, lineage, depth);
    let first = lineage.alive.first().map_or(0, |alive| alive[0]);
    let share = |alive: &Vec<u64>| Figure(if first == 0 { 1.0 } else { alive[0] as f64 / first as f64 });
    let survival: Vec<Figure> = lineage.alive.iter().map(share).collect();
    let code = |kind: crate::evolve::EdgeKind| match kind {
        crate::evolve::EdgeKind::Split => "split",
        crate::evolve::EdgeKind::Merged => "merged",
        crate::evolve::EdgeKind::Absorbed => "absorbed",
        crate::evolve::EdgeKind::Extracted => "extracted",
        crate::evolve::EdgeKind::Reintroduced => "reintroduced",
    };
    let periods = periods(steps, lineage, depth).into_iter().map(|period| {
        let (profile, figures) = (period.profile, &steps[period.state].figures);
        let kinds = KINDS.into_iter().zip(&figures.kinds).filter(|(_, count)| **count > 0);
        PeriodView {
            state: period.state,
            continuity: Figure(period.continuity),
            retention: Figure(profile.retention),
            heritage: Figure(profile.heritage),
            substantive: Figure(profile.substantive),
            structural: Figure(profile.structural),
            breadth: Figure(profile.breadth),
            depth: Figure(profile.depth),
            words: figures.changed,
            kinds: kinds.map(|(kind, count)| (kind_code(kind), *count)).collect(),
            branches: period.branches.iter().map(|branch| branch_view(history, branch)).collect(),
        }
    });
    EvolutionView {
        schema: "nowela/evolution/1",
        document: history.document.to_string(),
        title: guard::one_line(history.text.title()),
        depth,
        states: history.states.to_vec(),
        periods: periods.collect(),
        half_life: survival.iter().position(|share| share.0 < 0.5),
        survival,
        written: lineage.alive.clone(),
        sections: (0..lineage.lives.len() as u32)
            .map(|life| SectionLife {
                id: Lineage::id(life),
                heading: history.heading(life),
                stages: lineage.lives[life as usize]
                    .stages
                    .iter()
                    .map(|stage| (stage.state, stage.section.checked_sub(1)))
                    .collect(),
            })
            .collect(),
        edges: lineage
            .edges
            .iter()
            .map(|edge| EdgeView {
                state: edge.state,
                kind: code(edge.kind),
                from: Lineage::id(edge.from),
                to: Lineage::id(edge.to),
                share: Figure(edge.share),
            })
            .collect(),
        strata: (0..picture.columns.len()).map(|state| strata(history, &picture, state)).collect(),
        bands: picture
            .bands
            .iter()
            .map(|bands| {
                let view = bands.iter().map(|band| BandView { from: band.from, to: band.to, words: band.words });
                view.collect()
            })
            .collect(),
    }
}

fn strata(history: &History<'_>, picture: &Alluvium, state: usize) -> Vec<StratumView> {
    let heading = |stratum: &crate::evolve::Stratum| match (stratum.life, stratum.section) {
        (None, _) => history.locale.text("evolution-others", &[]),
        (_, 0) => history.locale.text("before-first-heading", &[]),
        (_, section) => super::heading(history.locale, &history.steps[state].places[section]),
    };
    let view = picture.columns[state].strata.iter().map(|stratum| StratumView {
        id: stratum.life.map(Lineage::id),
        heading: heading(stratum),
        words: stratum.words,
    });
    view.collect()
}

fn branch_view(history: &History<'_>, branch: &crate::evolve::Branch) -> BranchView {
    let continuity = branch.continuity().filter(|_| branch.words.iter().all(|words| *words > 0));
    let course = match (branch.words, continuity) {
        ([0, _], _) => "new",
        ([_, 0], _) => "gone",
        (_, Some(share)) if branch.changed == 0 && share >= 1.0 => "unchanged",
        (_, Some(share)) if share >= 0.8 => "evolved",
        (_, Some(share)) if share >= 0.5 => "rebuilt",
        _ => "rewritten",
    };
    BranchView {
        id: Lineage::id(branch.life),
        heading: history.heading(branch.life),
        course,
        words: branch.words,
        continuity: continuity.map(Figure),
        lived: branch.lived,
        inherited: branch.inherited,
        changed: branch.changed,
        weight: branch.weight.map(Into::into),
    }
}

/// The evolution in lines for a terminal.
pub fn lines(view: &EvolutionView, locale: &Locale) -> Vec<Line> {
    let text = |key: &str, values: &[(&str, &str)]| say(locale, key, values);
    let states = count_states(locale, view.states.len());
    let mut lines = vec![
        Line::head(text("evolution-title", &[("title", &view.title)])),
        Line::under(text("evolution-document", &[("document", &view.document), ("states", &states)])),
    ];
    for (at, state) in view.states.iter().enumerate() {
        lines.push(Line { indent: 0, head: false, text: String::new() });
        lines.push(Line::head(state.told(locale)));
        let sections = locale.text("log-count-sections", &[("count", Value::Count(state.sections))]);
        let words = count_words(locale, state.words);
        lines.push(Line::under(text("evolution-size", &[("sections", &sections), ("words", &words)])));
        let Some(period) = at.checked_sub(1).map(|at| &view.periods[at]) else { continue };
        lines.push(Line::under(profile(period, locale)));
        let survival = locale.percent(view.survival[at].0);
        lines.push(Line::under(text("evolution-survival", &[("share", &survival)])));
        for branch in &period.branches {
            let words = branch_words(branch, locale);
            let values = [("heading", branch.heading.as_str()), ("course", &course(branch, locale)), ("words", &words)];
            lines.push(Line { indent: 4, head: false, text: text("evolution-branch", &values) });
        }
    }
    lines.push(Line { indent: 0, head: false, text: String::new() });
    lines.push(Line { indent: 0, head: false, text: locale.text("evolution-definitions", &[]) });
    lines
}

/// What became of a branch, in words: its continuity, or what of it lives on elsewhere or came from there.
pub(super) fn course(branch: &BranchView, locale: &Locale) -> String {
    let of = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let share = match branch.course {
        "new" => of(branch.inherited, branch.words[1]),
        "gone" => of(branch.lived, branch.words[0]),
        _ => branch.continuity.map_or(0.0, |share| share.0),
    };
    say(locale, &format!("course-{}", branch.course), &[("share", &locale.percent(share))])
}

/// How many words a branch had and has.
pub(super) fn branch_words(branch: &BranchView, locale: &Locale) -> String {
    let [before, after] = branch.words.map(|words| locale.count(words));
    say(locale, "evolution-branch-words", &[("before", &before), ("after", &after)])
}

/// The profile of a period in one sentence.
pub(super) fn profile(period: &PeriodView, locale: &Locale) -> String {
    let share = |figure: Figure| locale.percent(figure.0);
    let values = [
        ("continuity", share(period.continuity)),
        ("substantive", share(period.substantive)),
        ("structural", share(period.structural)),
        ("breadth", share(period.breadth)),
        ("depth", share(period.depth)),
    ];
    say(locale, "evolution-profile", &values.each_ref().map(|(name, text)| (*name, text.as_str())))
}
