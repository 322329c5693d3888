//! The file around the parts: a ZIP archive with content types, relationships and properties, the same bytes every time.

use zip::CompressionMethod;
use zip::result::ZipError;

use super::Properties;
use crate::render::container::Container;
use crate::render::escape::{escaped, shown};

/// How every part begins.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Where the types of relationships live.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// What the content types of the parts begin with.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A relationship of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// What it leads to (`image`, `hyperlink`): the last part of its type.
    pub(super) kind: &'static str,
    /// Where it leads, not yet escaped.
    pub(super) target: String,
    /// Whether that is outside of the file.
    pub(super) place: Place,
}

/// Where the target of a relationship is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the file.
    Inside,
    /// Out on the web.
    Outside,
}

/// The relationships of a part, numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Relations(Vec<Relation>);

impl Relations {
    /// The id of a relationship, the same one for the same target.
    pub(super) fn id(&mut self, kind: &'static str, target: &str, place: Place) -> String {
        let found = self.0.iter().position(|it| it.kind == kind && it.target == target);
        let at = found.unwrap_or_else(|| {
            self.0.push(Relation { kind, target: target.to_owned(), place });
            self.0.len() - 1
        });
        format!("rId{}", at + 1)
    }

    fn xml(&self) -> String {
        let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
        for (at, relation) in self.0.iter().enumerate() {
            let mode = if relation.place == Place::Outside { " TargetMode=\"External\"" } else { "" };
            let target = escaped(&relation.target);
            let kind = relation.kind;
            xml.push_str(&format!(
                "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>",
                at + 1
            ));
        }
        xml.push_str("</Relationships>");
        xml
    }
}

/// A part of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Its path in the file (`word/document.xml`).
    pub(super) path: String,
    /// What part of a Word file it is (`document.main`); empty where the extension of its name tells its type.
    pub(super) kind: &'static str,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
}

/// Extensions whose content type needs no line of its own.
const EXTENSIONS: [(&str, &str); 6] = [
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
    ("svg", "image/svg+xml"),
    ("xml", "application/xml"),
];

/// Puts the parts into a file, with the relationships of the document and of the footnotes.
///
/// # Errors
/// Those of the ZIP writer: a file of more than 4 GiB.
pub(super) fn pack(
    parts: Vec<Part>,
    document: &Relations,
    notes: &Relations,
    properties: &Properties<'_>,
    lang: &str,
) -> Result<Vec<u8>, ZipError> {
    let mut types = format!("{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">");
    for (extension, kind) in EXTENSIONS {
        types.push_str(&format!("<Default Extension=\"{extension}\" ContentType=\"{kind}\"/>"));
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    let app = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
    let told = parts.iter().filter(|part| !part.kind.is_empty()).map(|part| (part.path.as_str(), part.kind));
    let told = told.map(|(path, kind)| match kind {
        "theme" => (path, "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()),
        kind => (path, format!("{WORD}.{kind}+xml")),
    });
    let properties_of_file = [("docProps/core.xml", core.to_owned()), ("docProps/app.xml", app.to_owned())];
    for (path, kind) in properties_of_file.into_iter().chain(told) {
        types.push_str(&format!("<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>"));
    }
    types.push_str("</Types>");
    let roots = format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    );
    let mut file = Container::new();
    let mut add = |path: &str, bytes: &[u8]| {
        // Pictures are compressed already.
        let picture = [".png", ".jpeg", ".gif"].iter().any(|end| path.ends_with(end));
        file.add(path, if picture { CompressionMethod::Stored } else { CompressionMethod::Deflated }, bytes)
    };
    add("[Content_Types].xml", types.as_bytes())?;
    add("_rels/.rels", roots.as_bytes())?;
    add("docProps/core.xml", core_properties(properties, lang).as_bytes())?;
    add("docProps/app.xml", app_properties().as_bytes())?;
    add("word/_rels/document.xml.rels", document.xml().as_bytes())?;
    if !notes.0.is_empty() {
        add("word/_rels/footnotes.xml.rels", notes.xml().as_bytes())?;
    }
    for part in parts {
        add(&part.path, &part.bytes)?;
    }
    file.finish()
}

fn core_properties(properties: &Properties<'_>, lang: &str) -> String {
    let Properties { title, subject, creator, created } = *properties;
    let when = moment(created).map(|when| {
        ["created", "modified"]
            .map(|name| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{when}</dcterms:{name}>"))
            .concat()
    });
    let mut xml = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let texts = [("dc:title", title), ("dc:subject", subject), ("dc:creator", creator), ("cp:lastModifiedBy", creator)];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        xml.push_str(&format!("<{name}>{}</{name}>", shown(text)));
    }
    xml.push_str(&format!("<dc:language>{lang}</dc:language>{}</cp:coreProperties>", when.unwrap_or_default()));
    xml
}

fn app_properties() -> String {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    format!("{DECLARATION}<Properties xmlns=\"{kind}\"><Application>nowela</Application></Properties>")
}

/// A moment as XML Schema writes it, from `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS` with or without `Z`, both in Universal
/// Time; `None` for all else, because Word refuses a file with a wrong one.
pub(super) fn moment(text: &str) -> Option<String> {
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    let numbers = |text: &str, by: char, widths: [usize; 3]| -> Option<[u32; 3]> {
        let mut parts = text.split(by);
        let mut numbers = [0; 3];
        for (number, width) in numbers.iter_mut().zip(widths) {
            let part = parts.next()?;
            let digits = part.len() == width && part.bytes().all(|it| it.is_ascii_digit());
            *number = digits.then(|| part.parse().ok())??;
        }
        parts.next().is_none().then_some(numbers)
    };
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time.strip_suffix('Z').unwrap_or(time), ':', [2, 2, 2])?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let right = year > 0 && (1..=12).contains(&month) && (1..=days).contains(&day);
    (right && hour < 24 && minute < 60 && second < 60)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_that_xml_knows() {
        assert_eq!(moment("2020-12-08").as_deref(), Some("2020-12-08T00:00:00Z"));
        assert_eq!(moment("2020-02-29T12:30:01Z").as_deref(), Some("2020-02-29T12:30:01Z"));
        assert_eq!(moment("2020-02-29T12:30:01").as_deref(), Some("2020-02-29T12:30:01Z"));
        for wrong in ["", "wczoraj", "2021-02-29", "2020-13-01", "2020-1-1", "2020-01-01T24:00:00Z", "2020-01-01T1:2:3"]
        {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
