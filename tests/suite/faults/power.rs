//! Power cuts: what a disk may hold after any call of a command, and whether the archive stands it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::disk::{Cut, Data, Disk, Names};
use super::oracle::{Finding, Verdict, Wrong};
use super::place::{Contents, Item, Place};
use super::trace::Call;

/// A moment of a run: the disk after a call.
pub(crate) struct Moment {
    pub(crate) disk: Disk,
    /// The call, as a person would write it.
    pub(crate) after: String,
    /// Whether the run is over and told its success.
    pub(crate) over: bool,
}

/// All moments of a recorded run at which the disk differs, and what is out of order in it. The model must end at what
/// really lies there.
pub(crate) fn moments(
    template: &Place,
    before: &Contents,
    after: &Contents,
    calls: &[Call],
) -> (Vec<Moment>, Vec<Finding>) {
    let top = &template.0;
    let mut disk = Disk::new(top, &template.owned(before));
    let mut moments = vec![Moment { disk: disk.clone(), after: "nothing".to_owned(), over: false }];
    let mut findings = Vec::new();
    for call in calls {
        if let Some(below) = published(call, top) {
            // Folders without an object in them may be made again.
            let needed = |path: &String| !path.contains("/logs") && !path.contains("/tmp_") && disk.is_file(path);
            let below = below.strip_prefix(top).expect("it lies below").to_string_lossy().into_owned();
            let mut unsure = disk.unsure_below(&below);
            unsure.retain(|path| needed(path) && (path.contains("/objects/") || below.ends_with(".git")));
            findings.extend(
                unsure.into_iter().map(|path| (Wrong::Corrupt, format!("{} before {path} is durable", call.name))),
            );
        }
        if disk.follow(call) {
            moments.push(Moment { disk: disk.clone(), after: call.spelling(top), over: false });
        }
    }
    assert_eq!(different(&template.neutral(&disk.contents()), after), Vec::<String>::new(), "the model is wrong");
    let last = moments.last_mut().expect("there is one");
    last.over = true;
    // What the lock held and what git notes for itself need not last.
    let passing = |path: &String| path.ends_with("nowela.lock") || path.contains("/logs");
    let unsure = last.disk.unsure_below("").into_iter().filter(|path| !passing(path));
    findings.extend(unsure.map(|path| (Wrong::FalseSuccess, format!("{path} is not durable when success is told"))));
    (moments, findings)
}

/// What has to be durable before a call that lets others see it: everything before a reference moves, and a new
/// repository before it takes its place. What is built aside nobody sees.
fn published(call: &Call, top: &Path) -> Option<PathBuf> {
    if !["rename", "renameat", "renameat2", "link", "linkat"].contains(&call.name.as_str()) || call.result.is_none() {
        return None;
    }
    let named = call.named();
    let (from, to) = (named.first()?, named.get(1).filter(|to| to.starts_with(top))?);
    match to.iter().any(|name| name == ".nowela.new") {
        true => None,
        false if to.ends_with(".git") => Some(from.clone()),
        false => (to.iter().any(|name| name == "refs") || to.ends_with("HEAD")).then(|| top.to_owned()),
    }
}

/// Names of what differs.
fn different(one: &Contents, other: &Contents) -> Vec<String> {
    let mut names: Vec<&String> =
        one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name)).collect();
    names.sort();
    names.dedup();
    names.into_iter().cloned().collect()
}

/// The states that power cuts at these moments may leave, each once, with how it comes about; of at most so many cuts
/// before the end, and all at the end.
pub(crate) fn states(moments: &[Moment], template: &Place, most: usize) -> (usize, Vec<State>) {
    let mut cuts: Vec<(usize, Cut)> = Vec::new();
    for (at, moment) in moments.iter().enumerate() {
        cuts.extend(moment.disk.cuts().into_iter().map(|cut| (at, cut)));
    }
    let (over, under): (Vec<_>, Vec<_>) = cuts.into_iter().partition(|(at, _)| moments[*at].over);
    let cuts: Vec<(usize, Cut)> = super::thin(under, most).chain(over).collect();
    let tried = cuts.len();
    let mut states: HashMap<git2::Oid, State> = HashMap::new();
    for (order, (at, cut)) in cuts.into_iter().enumerate() {
        let id = super::place::digest(&template.neutral(&moments[at].disk.after(&cut)));
        let over = moments[at].over;
        states.entry(id).or_insert_with(|| State { order, at, cut, over }).over |= over;
    }
    let mut states: Vec<State> = states.into_values().collect();
    states.sort_by_key(|state| state.order);
    (tried, states)
}

/// A state, by the moment and the cut that first led to it.
pub(crate) struct State {
    order: usize,
    pub(crate) at: usize,
    pub(crate) cut: Cut,
    /// Whether it may also be there after success was told.
    pub(crate) over: bool,
}

impl State {
    /// How it comes about.
    pub(crate) fn spelling(&self, moments: &[Moment]) -> String {
        let names = match self.cut.names {
            Names::Kept => "all names kept",
            Names::Undone => "all names undone",
            Names::UndoneIn(_) => "names of one folder undone",
            Names::KeptIn(_) => "names of one folder kept",
        };
        let which = if self.cut.file.is_some() { " of one file" } else { "" };
        let data = match self.cut.data {
            Data::Kept => "all data kept".to_owned(),
            Data::Lost => format!("data{which} lost"),
            Data::Half => format!("data{which} halved"),
            Data::Zeros => format!("data{which} zeroed"),
        };
        format!("a cut after call {} {}, {names}, {data}", self.at, moments[self.at].after)
    }

    /// What is wrong with it.
    pub(crate) fn wrong(&self, state: &Verdict) -> Vec<Finding> {
        let mut findings = state.findings.clone();
        findings.extend(state.taken_back.iter().map(|what| (Wrong::TakenBack, what.clone())));
        if self.over && !state.done {
            findings.push((Wrong::FalseSuccess, "a power cut after success takes it away".to_owned()));
        } else if self.over && !state.followed {
            let what = "a power cut after success leaves work tree or index behind";
            findings.push((Wrong::FalseSuccess, what.to_owned()));
        }
        findings
    }
}

impl Place {
    /// Contents with what stands for the path of a place replaced by its own.
    fn owned(&self, contents: &Contents) -> Contents {
        replaced(contents, Path::new(super::place::NOWHERE), &self.0)
    }

    /// Contents with the path of this place replaced by what stands for any.
    pub(crate) fn neutral(&self, contents: &Contents) -> Contents {
        replaced(contents, &self.0, Path::new(super::place::NOWHERE))
    }
}

fn replaced(contents: &Contents, from: &Path, to: &Path) -> Contents {
    let item = |item: &Item| match item {
        Item::File(bytes) => Item::File(super::place::rewritten(bytes.clone(), from, to)),
        other => other.clone(),
    };
    contents.iter().map(|(name, held)| (name.clone(), item(held))).collect()
}
