//! A page as a tree of elements, read as browsers read it, under limits: no endless depth, number or tag.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

use crate::import::xml::{Element, Node};

/// Elements may be nested this deep.
const DEEPEST: usize = 256;

/// A page may have this many elements and texts.
const MOST: usize = 1_000_000;

/// A tag may have this many attributes: the parser compares each with all before it.
const ATTRIBUTES: usize = 300;

/// How much is read before the limits are looked at again, in bytes.
const STEP: usize = 16 << 10;

/// That a page passes a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct TooMuch;

/// Reads a page; what comes back is its outermost element.
///
/// Elements of HTML have their plain names, those of drawings `svg:` and those of formulas `math:` in front.
///
/// # Errors
/// Pages that are nested too deep, or have too many elements, or attributes in one tag.
pub(super) fn read(source: &str) -> Result<Element, TooMuch> {
    if has_endless_tag(source) {
        return Err(TooMuch);
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Sink::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    let mut rest = source;
    while !rest.is_empty() {
        let mut end = rest.len().min(STEP);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        parser.process(StrTendril::from(&rest[..end]));
        rest = &rest[end..];
        if parser.tokenizer.sink.sink.passed.get() {
            return Err(TooMuch);
        }
    }
    let sink = parser.finish();
    let mut nodes = sink.nodes.into_inner();
    let is_page = |at: &usize| nodes[*at].name.as_ref().is_some_and(|name| &*name.local == "html");
    let root = nodes[0].children.iter().copied().find(is_page);
    root.map_or(Ok(Element::default()), |root| element(&mut nodes, root, 0))
}

/// Whether a tag outside of scripts and styles has more attributes than any writer would give it.
fn has_endless_tag(source: &str) -> bool {
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'<').map(|found| at + found) {
        at = open + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let is = |name: &[u8]| bytes.get(at..at + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        let raw = [b"script".as_slice(), b"style"].into_iter().find(|name| is(name));
        let (mut attributes, mut before, mut quote) = (0, b' ', None);
        while let Some(&byte) = bytes.get(at) {
            match quote {
                Some(sign) if byte == sign => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
                None if byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'') => {
                    attributes += 1;
                    if attributes > ATTRIBUTES {
                        return true;
                    }
                    // A row of blanks counts once.
                    while bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace) {
                        at += 1;
                    }
                }
                None => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            at += 1;
        }
        if let Some(name) = raw {
            let end = |from: usize| {
                let name_ends = from + 2 + name.len();
                bytes[from..].starts_with(b"</")
                    && bytes.get(from + 2..name_ends).is_some_and(|own| own.eq_ignore_ascii_case(name))
            };
            at = (at..bytes.len()).find(|from| bytes[*from] == b'<' && end(*from)).unwrap_or(bytes.len());
        }
    }
    false
}

/// An element, or a text where it has no name.
struct Own {
    name: Option<QualName>,
    attributes: Vec<Attribute>,
    text: String,
    children: Vec<usize>,
    parent: Option<usize>,
    depth: usize,
}

/// What the parser builds; the first node is the page as a whole.
struct Sink {
    nodes: RefCell<Vec<Own>>,
    passed: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Sink { nodes: RefCell::default(), passed: Cell::default() };
        sink.add(None, Vec::new(), String::new());
        sink
    }
}

impl Sink {
    fn add(&self, name: Option<QualName>, attributes: Vec<Attribute>, text: String) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() > MOST {
            self.passed.set(true);
        }
        nodes.push(Own { name, attributes, text, children: Vec::new(), parent: None, depth: 0 });
        nodes.len() - 1
    }

    /// Puts something into an element: at its end, or in front of one of its children.
    fn put(&self, parent: usize, before: Option<usize>, child: NodeOrText<usize>) {
        let place = |nodes: &[Own]| match before {
            // What is looked for stands near the end, wherever the parser puts something in front of something.
            Some(before) => nodes[parent].children.iter().rposition(|at| *at == before).unwrap_or(0),
            None => nodes[parent].children.len(),
        };
        let child = match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                child
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let last = place(&nodes).checked_sub(1).and_then(|at| nodes[parent].children.get(at).copied());
                if let Some(last) = last.filter(|last| nodes[*last].name.is_none()) {
                    return nodes[last].text.push_str(&text);
                }
                drop(nodes);
                self.add(None, Vec::new(), text.to_string())
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let at = place(&nodes);
        nodes[parent].children.insert(at, child);
        nodes[child].parent = Some(parent);
        nodes[child].depth = nodes[parent].depth + 1;
        if nodes[child].depth > DEEPEST {
            self.passed.set(true);
        }
    }

    fn detach(&self, child: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[child].parent.take()
            && let Some(at) = nodes[parent].children.iter().rposition(|at| *at == child)
        {
            nodes[parent].children.remove(at);
        }
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name(&self, target: &usize) -> Ref<'_, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| nodes[*target].name.as_ref().expect("the parser asks elements only"))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Some(name), attributes, String::new())
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        // An element that nobody asks for: its place is kept, what it says is not.
        let name = QualName::new(None, Namespace::default(), LocalName::from("comment"));
        self.add(Some(name), Vec::new(), String::new())
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> usize {
        self.create_comment(data)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.put(*parent, None, child);
    }

    fn append_based_on_parent_node(&self, element: &usize, before: &usize, child: NodeOrText<usize>) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        self.put(parent.unwrap_or(0), Some(*sibling), child);
    }

    fn add_attrs_if_missing(&self, target: &usize, attributes: Vec<Attribute>) {
        let own = &mut self.nodes.borrow_mut()[*target].attributes;
        for attribute in attributes {
            if own.len() < ATTRIBUTES && own.iter().all(|other| other.name != attribute.name) {
                own.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        let depth = nodes[*parent].depth + 1;
        for child in &children {
            (nodes[*child].parent, nodes[*child].depth) = (Some(*parent), depth);
        }
        nodes[*parent].children.extend(children);
    }
}

/// An element with all below it.
fn element(nodes: &mut [Own], at: usize, depth: usize) -> Result<Element, TooMuch> {
    if depth > DEEPEST {
        return Err(TooMuch);
    }
    let own = std::mem::take(&mut nodes[at].children);
    let name = nodes[at].name.take().expect("a text has no children");
    let prefix = match &*name.ns {
        "http://www.w3.org/2000/svg" => "svg:",
        "http://www.w3.org/1998/Math/MathML" => "math:",
        _ => "",
    };
    let attributes = std::mem::take(&mut nodes[at].attributes);
    let attributes = attributes.into_iter().map(|it| ((*it.name.local).into(), (*it.value).into())).collect();
    let mut children = Vec::with_capacity(own.len());
    for child in own {
        if nodes[child].name.is_none() {
            children.push(Node::Text(std::mem::take(&mut nodes[child].text).into()));
        } else {
            children.push(Node::Element(element(nodes, child, depth + 1)?));
        }
    }
    Ok(Element { name: format!("{prefix}{}", &*name.local).into(), attributes, children })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(element: &Element, out: &mut String) {
        for node in &element.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(child) => {
                    out.push_str(&format!("<{}>", child.name));
                    words(child, out);
                    out.push_str("</>");
                }
            }
        }
    }

    fn shown(source: &str) -> String {
        let mut out = String::new();
        words(read(source).expect("it is within limits").child("body").expect("every page has a body"), &mut out);
        out
    }

    #[test]
    fn pages_are_read_as_browsers_read_them() {
        for (source, expected) in [
            ("<p>a<p>b", "<p>a</><p>b</>"),
            ("<b>a<p>b</b>c", "<b>a</><p><b>b</>c</>"),
            ("<table>x<tr><td>1<td>2</table>y", "x<table><tbody><tr><td>1</><td>2</></></></>y"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</><li>b</></>"),
            ("a &oacute;&#261; &lt;b&gt; <![if !x]>c<![endif]>", "a óą <b> <comment></>c<comment></>"),
            ("<svg><title>t</title></svg>", "<svg:svg><svg:title>t</></>"),
            ("", ""),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }

    #[test]
    fn what_has_no_end_is_refused_in_no_time() {
        let tag = |count: usize| {
            format!("<p {}>", (0..count).map(|at| format!("a{at}=\"x y z\"")).collect::<Vec<_>>().join(" "))
        };
        for hostile in [
            "<div>".repeat(200_000),
            "<b><i>".repeat(100_000),
            (0..50_000).map(|at| format!("<font size={at}>")).collect(),
            "<p></p>".repeat(1_500_000),
            tag(100_000),
            format!("<p>{}{}", (0..200).map(|at| format!("<b id={at}>")).collect::<String>(), "<p>a".repeat(100_000)),
        ] {
            assert!(read(&hostile).is_err(), "{hostile:.30}");
        }
        assert!(read(&tag(200)).is_ok());
        assert!(read(&format!("<script>{}</script><p>a", "if (a<b ) x ".repeat(5_000))).is_ok());
        assert!(read(&format!("<table>{}", "a<b>b</b>".repeat(100_000))).is_ok());
        assert!(read(&"</p>".repeat(100_000)).is_ok());
    }
}
