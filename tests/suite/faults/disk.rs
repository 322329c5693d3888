//! A disk as a power cut leaves it: a model that knows of every file and folder what is durable and what is not yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::place::{Contents, Item};
use super::trace::Call;

/// Files, folders and open files, as a recorded run changes them.
#[derive(Clone)]
pub(crate) struct Disk {
    /// The folder that everything lies in.
    top: PathBuf,
    nodes: Vec<Node>,
    /// Open files by number.
    open: HashMap<i64, Open>,
}

#[derive(Clone)]
enum Node {
    /// Names now, and those that are durable.
    Folder {
        now: BTreeMap<String, usize>,
        durable: BTreeMap<String, usize>,
    },
    /// Bytes now, and those that are durable; whether it was cut since.
    File {
        now: Arc<Vec<u8>>,
        durable: Arc<Vec<u8>>,
        cut: bool,
    },
    Link(PathBuf),
}

#[derive(Clone)]
struct Open {
    node: usize,
    at: usize,
    append: bool,
}

/// What a power cut makes of data that is not durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// It had reached the disk.
    Kept,
    /// It is gone.
    Lost,
    /// Half of it is there.
    Half,
    /// Its place is there, filled with zeros.
    Zeros,
}

/// What a power cut makes of names that are not durable: those of these folders are as they were.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// All had reached the disk.
    Kept,
    /// None had.
    Undone,
    /// Those of one folder had not.
    UndoneIn(usize),
    /// Only those of one folder had.
    KeptIn(usize),
}

/// One way in which a power cut may strike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) names: Names,
    pub(crate) data: Data,
    /// Only this file, or all.
    pub(crate) file: Option<usize>,
}

impl Disk {
    /// A disk on which all of this is durable.
    pub(crate) fn new(top: &Path, contents: &Contents) -> Self {
        let folder = |names: &BTreeMap<String, usize>| Node::Folder { now: names.clone(), durable: names.clone() };
        let mut disk = Self { top: top.to_owned(), nodes: vec![folder(&BTreeMap::new())], open: HashMap::new() };
        for (name, item) in contents {
            let node = match item {
                Item::Folder => folder(&BTreeMap::new()),
                Item::File(bytes) => {
                    let bytes = Arc::new(bytes.clone());
                    Node::File { now: bytes.clone(), durable: bytes, cut: false }
                }
                Item::Link(target) => Node::Link(target.clone()),
            };
            let (folder, last) = disk.place(&top.join(name)).expect("folders come first");
            let at = disk.add(node);
            let Node::Folder { now, durable } = &mut disk.nodes[folder] else { panic!("{name} lies in a file") };
            now.insert(last.clone(), at);
            durable.insert(last, at);
        }
        disk
    }

    fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The folder that a path lies in, and its last name; `None` outside of the top.
    fn place(&self, path: &Path) -> Option<(usize, String)> {
        let below = path.strip_prefix(&self.top).ok()?;
        // There are no links among the folders, so what goes up leads where it seems to.
        let mut names: Vec<String> = Vec::new();
        for name in below.iter().map(|name| name.to_string_lossy().into_owned()) {
            if name == ".." { names.pop().map(drop)? } else { names.push(name) }
        }
        let (last, folders) = names.split_last()?;
        let mut at = 0;
        for name in folders {
            match &self.nodes[at] {
                Node::Folder { now, .. } => at = *now.get(name)?,
                _ => return None,
            }
        }
        matches!(self.nodes[at], Node::Folder { .. }).then(|| (at, last.clone()))
    }

    fn find(&self, path: &Path) -> Option<usize> {
        if path == self.top {
            return Some(0);
        }
        let (folder, last) = self.place(path)?;
        match &self.nodes[folder] {
            Node::Folder { now, .. } => now.get(&last).copied(),
            _ => None,
        }
    }

    fn names(&mut self, folder: usize) -> &mut BTreeMap<String, usize> {
        match &mut self.nodes[folder] {
            Node::Folder { now, .. } => now,
            _ => panic!("a file holds no names"),
        }
    }

    /// Follows a call. Returns whether it changed what is there or what is durable.
    pub(crate) fn follow(&mut self, call: &Call) -> bool {
        let Some(result) = call.result else { return false };
        let named = call.named();
        let ours = |at: usize| named.get(at).filter(|path| path.starts_with(&self.top)).cloned();
        match call.name.as_str() {
            "open" | "openat" => self.open(call, result),
            "close" => {
                if let Some((number, _)) = call.file() {
                    self.open.remove(&number);
                }
                false
            }
            "read" | "lseek" => {
                let count = usize::try_from(result).unwrap_or(0);
                if let Some(open) = self.opened(call) {
                    open.at = if call.name == "read" { open.at + count } else { count };
                }
                false
            }
            "write" | "pwrite64" => self.write(call, result),
            "ftruncate" => {
                let length = usize::try_from(call.number(1).expect("a length")).expect("a length");
                let Some(node) = self.opened(call).map(|open| open.node) else { return false };
                if let Node::File { now, cut, .. } = &mut self.nodes[node] {
                    *cut |= length < now.len();
                    Arc::make_mut(now).resize(length, 0);
                }
                true
            }
            "fsync" | "fdatasync" => match self.opened(call).map(|open| open.node) {
                Some(node) => {
                    self.secure(node);
                    true
                }
                None => false,
            },
            "mkdir" | "mkdirat" => match ours(0).and_then(|path| self.place(&path)) {
                Some((folder, last)) => {
                    let node = self.add(Node::Folder { now: BTreeMap::new(), durable: BTreeMap::new() });
                    self.names(folder).insert(last, node);
                    true
                }
                None => false,
            },
            "unlink" | "unlinkat" | "rmdir" => match ours(0).and_then(|path| self.place(&path)) {
                Some((folder, last)) => self.names(folder).remove(&last).is_some(),
                None => false,
            },
            "link" | "linkat" | "rename" | "renameat" | "renameat2" => {
                let (Some(from), Some(to)) = (ours(0), ours(1)) else { return false };
                let node = self.find(&from).unwrap_or_else(|| panic!("{} is not on the disk", from.display()));
                if call.name.starts_with("rename") {
                    let (folder, last) = self.place(&from).expect("it was found");
                    self.names(folder).remove(&last);
                }
                let (folder, last) = self.place(&to).expect("its folder is there");
                self.names(folder).insert(last, node);
                true
            }
            name => {
                let blind = [
                    "copy_file_range",
                    "fallocate",
                    "sendfile",
                    "symlink",
                    "symlinkat",
                    "truncate",
                    "writev",
                    "pwritev",
                ];
                assert!(!blind.contains(&name) || !call.touches(&self.top), "the model does not know {name}");
                false
            }
        }
    }

    fn open(&mut self, call: &Call, number: i64) -> bool {
        let Some(path) = call.named().first().filter(|path| path.starts_with(&self.top)).cloned() else { return false };
        let (node, changed) = match self.find(&path) {
            Some(node) => {
                let truncated = call.has("O_TRUNC");
                if let (true, Node::File { now, cut, .. }) = (truncated, &mut self.nodes[node]) {
                    *cut |= !now.is_empty();
                    *now = Arc::default();
                }
                (node, truncated)
            }
            None if call.has("O_CREAT") => {
                let (folder, last) = self.place(&path).expect("its folder is there");
                let node = self.add(Node::File { now: Arc::default(), durable: Arc::default(), cut: false });
                self.names(folder).insert(last, node);
                (node, true)
            }
            None => return false,
        };
        self.open.insert(number, Open { node, at: 0, append: call.has("O_APPEND") });
        changed
    }

    fn opened(&mut self, call: &Call) -> Option<&mut Open> {
        let (number, path) = call.file()?;
        if !path.starts_with(&self.top) {
            return None;
        }
        self.open.get_mut(&number)
    }

    fn write(&mut self, call: &Call, written: i64) -> bool {
        let count = usize::try_from(written).unwrap_or(0);
        let data = call.data()[..count].to_vec();
        let offset = if call.name == "pwrite64" { call.number(3) } else { None };
        let Some(open) = self.opened(call).cloned() else { return false };
        let Node::File { now, .. } = &mut self.nodes[open.node] else { panic!("a folder is not written to") };
        let now = Arc::make_mut(now);
        let at = match offset {
            Some(offset) => usize::try_from(offset).unwrap_or(0),
            None if open.append => now.len(),
            None => open.at,
        };
        if now.len() < at + count {
            now.resize(at + count, 0);
        }
        now[at..at + count].copy_from_slice(&data);
        if offset.is_none()
            && let Some(open) = self.opened(call)
        {
            open.at = at + count;
        }
        true
    }

    fn secure(&mut self, node: usize) {
        match &mut self.nodes[node] {
            Node::Folder { now, durable } => durable.clone_from(now),
            Node::File { now, durable, cut } => {
                durable.clone_from(now);
                *cut = false;
            }
            Node::Link(_) => {}
        }
    }

    /// All ways in which a power cut may strike now.
    pub(crate) fn cuts(&self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for names in [Names::Kept, Names::Undone] {
            for data in [Data::Kept, Data::Lost, Data::Half, Data::Zeros] {
                cuts.push(Cut { names: names.clone(), data, file: None });
            }
        }
        for at in self.unsure_folders() {
            cuts.push(Cut { names: Names::UndoneIn(at), data: Data::Kept, file: None });
            for data in [Data::Kept, Data::Lost] {
                cuts.push(Cut { names: Names::KeptIn(at), data, file: None });
            }
        }
        for at in self.unsure_files() {
            for data in [Data::Lost, Data::Zeros] {
                cuts.push(Cut { names: Names::Kept, data, file: Some(at) });
            }
        }
        cuts
    }

    fn unsure_folders(&self) -> Vec<usize> {
        let unsure = |node: &Node| matches!(node, Node::Folder { now, durable } if now != durable);
        (0..self.nodes.len()).filter(|at| unsure(&self.nodes[*at])).collect()
    }

    fn unsure_files(&self) -> Vec<usize> {
        let named: BTreeSet<usize> = self
            .nodes
            .iter()
            .filter_map(|node| match node {
                Node::Folder { now, .. } => Some(now.values().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let unsure = |node: &Node| matches!(node, Node::File { now, durable, .. } if now != durable);
        named.into_iter().filter(|at| unsure(&self.nodes[*at])).collect()
    }

    /// What is there after such a power cut.
    pub(crate) fn after(&self, cut: &Cut) -> Contents {
        let mut contents = Contents::new();
        self.collect(0, "", cut, &mut contents);
        contents
    }

    /// What is there, all of it.
    pub(crate) fn contents(&self) -> Contents {
        self.after(&Cut { names: Names::Kept, data: Data::Kept, file: None })
    }

    fn collect(&self, folder: usize, path: &str, cut: &Cut, contents: &mut Contents) {
        let Node::Folder { now, durable } = &self.nodes[folder] else { return };
        let kept = match cut.names {
            Names::Kept => true,
            Names::Undone => false,
            Names::UndoneIn(at) => at != folder,
            Names::KeptIn(at) => at == folder,
        };
        for (name, at) in if kept { now } else { durable } {
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            let item = match &self.nodes[*at] {
                Node::Folder { .. } => Item::Folder,
                Node::Link(target) => Item::Link(target.clone()),
                Node::File { now, durable, cut: shortened } => {
                    let data = if cut.file.is_none_or(|file| file == *at) { cut.data } else { Data::Kept };
                    Item::File(cut_data(now, durable, *shortened, data))
                }
            };
            let folder = item == Item::Folder;
            contents.insert(path.clone(), item);
            if folder {
                self.collect(*at, &path, cut, contents);
            }
        }
    }

    /// Whether a file is there, by its path from the top.
    pub(crate) fn is_file(&self, path: &str) -> bool {
        self.find(&self.top.join(path)).is_some_and(|at| matches!(self.nodes[at], Node::File { .. }))
    }

    /// What is not durable yet of what lies below a folder, as paths from the top: names and data, and names that a power
    /// cut would bring back.
    pub(crate) fn unsure_below(&self, folder: &str) -> Vec<String> {
        let mut unsure = Vec::new();
        if let Some(at) = self.find(&self.top.join(folder)) {
            self.collect_unsure(at, folder, false, &mut unsure);
        }
        unsure
    }

    fn collect_unsure(&self, folder: usize, path: &str, lost: bool, unsure: &mut Vec<String>) {
        let Node::Folder { now, durable } = &self.nodes[folder] else { return };
        let below = |name: &String| if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        for (name, at) in now {
            let lost = lost || durable.get(name) != Some(at);
            let torn = matches!(&self.nodes[*at], Node::File { now, durable, .. } if now != durable);
            if lost || torn {
                unsure.push(below(name));
            }
            self.collect_unsure(*at, &below(name), lost, unsure);
        }
        unsure.extend(durable.keys().filter(|name| !now.contains_key(*name)).map(below));
    }
}

/// What a power cut leaves of a file's bytes.
fn cut_data(now: &[u8], durable: &[u8], shortened: bool, data: Data) -> Vec<u8> {
    if data == Data::Kept || now == durable {
        return now.to_vec();
    }
    // What was there before is safe where it was only added to.
    let safe = if !shortened && now.starts_with(durable) { durable.len() } else { 0 };
    match data {
        Data::Kept => now.to_vec(),
        Data::Lost => now[..safe].to_vec(),
        Data::Half => now[..safe + (now.len() - safe) / 2].to_vec(),
        Data::Zeros => [&now[..safe], &vec![0; now.len() - safe]].concat(),
    }
}

#[test]
fn what_is_not_durable_is_lost_and_what_is_stays() {
    let hex = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let (top, old, new, lock) = (hex("/t"), hex("/t/a"), hex("/t/b"), hex("/t/b.lock"));
    let text = format!(
        "7 openat(AT_FDCWD<{top}>, \"{lock}\", O_WRONLY|O_CREAT, 0666) = 3<{lock}>\n\
         7 write(3<{lock}>, \"{}\", 4) = 4\n7 rename(\"{lock}\", \"{new}\") = 0\n\
         7 fsync(3<{new}>) = 0\n\
         7 openat(AT_FDCWD<{top}>, \"{top}\", O_RDONLY) = 4<{top}>\n7 fsync(4<{top}>) = 0\n\
         7 unlink(\"{old}\") = 0\n",
        hex("nowe")
    );
    let file = |bytes: &[u8]| Item::File(bytes.to_vec());
    let contents = Contents::from([("a".to_owned(), file(b"dawne"))]);
    let mut disk = Disk::new(Path::new("/t"), &contents);
    let calls = super::trace::parse(&text);
    let follow = |disk: &mut Disk, count: std::ops::Range<usize>| {
        for call in &calls[count] {
            disk.follow(call);
        }
    };
    let cut = |names, data| Cut { names, data, file: None };
    follow(&mut disk, 0..3);
    assert_eq!(disk.after(&cut(Names::Kept, Data::Lost)).get("b"), Some(&file(b"")));
    assert_eq!(disk.after(&cut(Names::Kept, Data::Half)).get("b"), Some(&file(b"no")));
    assert_eq!(disk.after(&cut(Names::Kept, Data::Zeros)).get("b"), Some(&file(&[0; 4])));
    assert_eq!(disk.after(&cut(Names::Undone, Data::Kept)), contents);
    assert_eq!(disk.unsure_below(""), ["b"]);
    follow(&mut disk, 3..6);
    assert_eq!(disk.after(&cut(Names::Undone, Data::Lost)).get("b"), Some(&file(b"nowe")));
    assert!(disk.unsure_below("").is_empty());
    follow(&mut disk, 6..7);
    assert_eq!(disk.unsure_below(""), ["a"]);
    assert_eq!(disk.after(&cut(Names::Undone, Data::Kept)).len(), 2);
    assert_eq!(disk.contents().len(), 1);
}
