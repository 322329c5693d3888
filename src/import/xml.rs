//! A part of an office file as a tree of elements, under limits: no document type, no entity, no endless depth.

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Elements may be nested this deep.
const DEEPEST: usize = 256;

/// A part may have this many elements.
const MOST: usize = 2_000_000;

/// The prefixes by which this room calls the namespaces, transitional and strict.
const NAMESPACES: [(&str, &str); 30] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w:"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w:"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r:"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp:"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a:"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a:"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic:"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic:"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m:"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m:"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc:"),
    ("http://schemas.microsoft.com/office/drawing/2016/SVG/main", "asvg:"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps:"),
    ("urn:schemas-microsoft-com:vml", "v:"),
    ("urn:schemas-microsoft-com:office:office", "o:"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("http://www.w3.org/XML/1998/namespace", "xml:"),
    ("http://www.w3.org/1999/xlink", "xlink:"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office:"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style:"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text:"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table:"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw:"),
    ("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", "fo:"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg:"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:"),
    ("http://www.w3.org/1998/Math/MathML", "math:"),
    ("http://purl.org/dc/elements/1.1/", "dc:"),
];

/// An element: its name and those of its attributes with the prefixes of this room (`w:p`), whatever the file's are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    pub(super) attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
}

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element(Element),
    Text(Box<str>),
}

/// Why a part is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum XmlError {
    /// It is not well formed: the byte, and what stood in the way.
    Broken(u64, String),
    /// It has a document type.
    DocumentType,
    /// It is nested too deep, or has too many elements.
    TooMuch,
}

impl Element {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// What a path of names leads to.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// The value `w:val` of its child of a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("w:val")
    }

    /// Whether the child of a name switches something on, or off; `None` where there is none.
    pub(super) fn switch(&self, name: &str) -> Option<bool> {
        let value = self.child(name)?.attribute("w:val");
        Some(!matches!(value, Some("0" | "false" | "off" | "none")))
    }

    /// All elements below it, in order.
    pub(super) fn descendants(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = vec![self];
        while let Some(element) = open.pop() {
            found.push(element);
            let children: Vec<&Element> = element.elements().collect();
            open.extend(children.into_iter().rev());
        }
        found.remove(0);
        found
    }

    /// The first element of a name below it.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.descendants().into_iter().find(|element| &*element.name == name)
    }

    /// The text in it, without that of its children.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// Reads a part.
///
/// Of what is there in several ways (`mc:AlternateContent`) the first one is taken, so that nothing is read twice.
///
/// # Errors
/// What is not well formed, and all that passes the limits.
pub(super) fn read(source: &str) -> Result<Element, XmlError> {
    let mut reader = NsReader::from_str(source);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let position = reader.buffer_position();
        let broken = |message: &dyn std::fmt::Display| XmlError::Broken(position, message.to_string());
        let event = reader.read_event().map_err(|error| broken(&error))?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(XmlError::TooMuch);
                }
                open.push(element(&reader, &start).map_err(|message| broken(&message))?);
            }
            Event::Empty(start) => {
                count += 1;
                if count > MOST {
                    return Err(XmlError::TooMuch);
                }
                let element = element(&reader, &start).map_err(|message| broken(&message))?;
                open.last_mut().expect("the root is open").children.push(Node::Element(element));
            }
            Event::End(_) => {
                let element = open.pop().expect("the end was opened");
                let parent = open.last_mut().ok_or_else(|| broken(&"an end without its beginning"))?;
                if &*element.name == "mc:AlternateContent" {
                    parent.children.extend(chosen(element));
                } else {
                    parent.children.push(Node::Element(element));
                }
            }
            Event::Text(text) => push(&mut open, &text),
            Event::CData(text) => push(&mut open, &text),
            Event::GeneralRef(name) => {
                let character = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => name
                        .resolve_char_ref()
                        .map_err(|error| broken(&error))?
                        .ok_or_else(|| broken(&format!("&{};", &*name)))?,
                };
                push(&mut open, character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(XmlError::DocumentType),
            Event::Eof => break,
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
    }
    let position = reader.buffer_position();
    if open.len() != 1 {
        return Err(XmlError::Broken(position, "the end is missing".to_owned()));
    }
    let root = open.pop().expect("it is there").children.into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or(XmlError::Broken(position, "there is no element".to_owned()))
}

/// The first way in which something is there that holds anything.
fn chosen(element: Element) -> Vec<Node> {
    let mut ways = element.children.into_iter().filter_map(|node| match node {
        Node::Element(element) => Some(element.children),
        Node::Text(_) => None,
    });
    ways.find(|children| !children.is_empty()).unwrap_or_default()
}

fn push(open: &mut [Element], text: &str) {
    let element = open.last_mut().expect("the root is open");
    match element.children.last_mut() {
        Some(Node::Text(last)) => *last = format!("{last}{text}").into(),
        _ => element.children.push(Node::Text(text.into())),
    }
}

fn element(reader: &NsReader<&[u8]>, start: &quick_xml::events::BytesStart<'_>) -> Result<Element, String> {
    let prefix = |found: &ResolveResult<'_>| -> &'static str {
        match found {
            ResolveResult::Bound(space) => {
                NAMESPACES.iter().find(|(address, _)| *address == space.0).map_or("?:", |(_, prefix)| prefix)
            }
            ResolveResult::Unbound => "",
            ResolveResult::Unknown(_) => "?:",
        }
    };
    let resolver = reader.resolver();
    let (space, local) = resolver.resolve_element(start.name());
    let name = format!("{}{}", prefix(&space), local.into_inner()).into();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let (space, local) = resolver.resolve_attribute(attribute.key);
        let key = format!("{}{}", prefix(&space), local.into_inner());
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.push((key.into(), value.into_owned().into()));
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_namespace_and_alternatives_are_read_once() {
        let source = "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" \
            xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><x:t x:val=\"a&#261;\">1 &lt; &#50;</x:t>\
            <mc:AlternateContent><mc:Choice Requires=\"z\"><x:p/></mc:Choice><mc:Fallback><x:q/></mc:Fallback></mc:AlternateContent></x:document>";
        let root = read(source).expect("it is well formed");
        assert_eq!(&*root.name, "w:document");
        let names: Vec<&str> = root.elements().map(|element| &*element.name).collect();
        assert_eq!(names, ["w:t", "w:p"]);
        assert_eq!((root.value("w:t"), root.child("w:t").map(Element::text).as_deref()), (Some("aą"), Some("1 < 2")));
    }

    #[test]
    fn hostile_parts_are_refused() {
        assert_eq!(read("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), Err(XmlError::DocumentType));
        assert_eq!(read(&"<a>".repeat(100_000)), Err(XmlError::TooMuch));
        for broken in ["", "<a>", "<a></b>", "</a>", "<a>&nbsp;</a>", "<a b></a>", "text", "<a"] {
            assert!(matches!(read(broken), Err(XmlError::Broken(..))), "{broken:?}");
        }
    }
}
