//! A text in the making: sections whose words know where they came from.

use super::revision::Descent;

#[derive(Clone)]
pub(super) struct Word {
    pub(super) text: String,
    /// The section and the movement that it came by; for those written new, none.
    pub(super) from: Option<usize>,
    pub(super) moved: bool,
}

pub(super) type Paragraph = Vec<Word>;

#[derive(Clone)]
pub(super) struct Node {
    pub(super) title: String,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    pub(super) from: Vec<(usize, Descent)>,
}

/// The sections of a text; 0 is the root.
#[derive(Clone)]
pub(super) struct Outline(pub(super) Vec<Node>);

pub(super) fn node(title: String, paragraphs: Vec<Paragraph>) -> Node {
    Node { title, paragraphs, parent: 0, children: Vec::new(), from: Vec::new() }
}

impl Outline {
    /// Puts a section under another one, at a place among its children.
    pub(super) fn add(&mut self, parent: usize, place: usize, mut node: Node) -> usize {
        node.parent = parent;
        self.0.push(node);
        let at = self.0.len() - 1;
        let place = place.min(self.0[parent].children.len());
        self.0[parent].children.insert(place, at);
        at
    }

    pub(super) fn place(&self, at: usize) -> usize {
        let found = self.0[self.0[at].parent].children.iter().position(|child| *child == at);
        found.expect("a section stands among the children of its parent")
    }

    pub(super) fn detach(&mut self, at: usize) {
        let (parent, place) = (self.0[at].parent, self.place(at));
        self.0[parent].children.remove(place);
    }

    pub(super) fn attach(&mut self, at: usize, parent: usize, place: usize) {
        self.0[at].parent = parent;
        let place = place.min(self.0[parent].children.len());
        self.0[parent].children.insert(place, at);
    }

    /// All sections but the root, in the order of the text.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut pending = vec![0];
        while let Some(at) = pending.pop() {
            order.push(at);
            pending.extend(self.0[at].children.iter().rev());
        }
        order.split_off(1)
    }

    pub(super) fn below(&self, at: usize, top: usize) -> bool {
        at == top || (at != 0 && self.below(self.0[at].parent, top))
    }

    pub(super) fn depth(&self, at: usize) -> usize {
        if at == 0 { 0 } else { 1 + self.depth(self.0[at].parent) }
    }

    pub(super) fn untouched(&self, at: usize) -> bool {
        self.0[at].from.len() == 1 && self.0[at].from[0].1 == Descent::Same
    }

    pub(super) fn words(&self, at: usize) -> usize {
        self.0[at].paragraphs.iter().map(Vec::len).sum()
    }
}
