//! How a text looks in Word: the styles by which its parts are known, its fonts and its settings.

use super::NAMESPACES;
use super::package::DECLARATION;
use crate::locale::Locale;
use crate::render::brand::Colour;
use crate::render::escape::shown;

/// The face of the text, and one of the same widths where it is missing.
pub(super) const FACE: (&str, &str) = ("Calibri", "Carlito");
/// The face of code.
const FIXED: (&str, &str) = ("Consolas", "Liberation Mono");
/// Contrast with white that a text needs, times 100.
const LEGIBLE: u32 = 450;

/// A style of paragraphs, runs or tables.
struct Style {
    kind: &'static str,
    id: &'static str,
    /// Its name: one that Word knows and translates, or a message in braces.
    name: &'static str,
    based: &'static str,
    next: &'static str,
    paragraph: &'static str,
    run: &'static str,
}

const fn paragraph(id: &'static str, name: &'static str, paragraph: &'static str, run: &'static str) -> Style {
    Style { kind: "paragraph", id, name, based: "Normal", next: "", paragraph, run }
}

const fn character(id: &'static str, name: &'static str, run: &'static str) -> Style {
    Style { kind: "character", id, name, based: "DefaultParagraphFont", next: "", paragraph: "", run }
}

/// The styles; `@` stands for the colour of the office, in `next` empty for the style itself.
const STYLES: [Style; 31] = [
    Style {
        next: "Normal",
        ..paragraph(
            "Title",
            "Title",
            "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/><w:contextualSpacing/>",
            "<w:b/><w:bCs/><w:color w:val=\"@\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>",
        )
    },
    heading(
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"480\" w:after=\"160\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"@\"/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>",
    ),
    heading(
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"360\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"@\"/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>",
    ),
    heading(
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"300\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"@\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>",
    ),
    heading(
        "Heading4",
        "heading 4",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"3\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"@\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>",
    ),
    heading(
        "Heading5",
        "heading 5",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"4\"/>",
        "<w:b/><w:bCs/><w:color w:val=\"@\"/>",
    ),
    heading(
        "Heading6",
        "heading 6",
        "<w:keepNext/><w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"5\"/>",
        "<w:i/><w:iCs/><w:color w:val=\"@\"/>",
    ),
    paragraph("ListBullet", "List Bullet", "<w:spacing w:after=\"80\"/>", ""),
    paragraph("ListNumber", "List Number", "<w:spacing w:after=\"80\"/>", ""),
    paragraph("ListContinue", "List Continue", "<w:spacing w:after=\"80\"/>", ""),
    paragraph(
        "Quote",
        "Quote",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"BFBFBF\"/></w:pBdr><w:ind w:left=\"425\"/>",
        "<w:i/><w:iCs/>",
    ),
    paragraph(
        "Code",
        "{docx-style-code}",
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F2F2F2\"/><w:suppressAutoHyphens/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    ),
    paragraph(
        "Caption",
        "caption",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:b/><w:bCs/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
    Style {
        next: "Definition",
        ..paragraph("Term", "{docx-style-term}", "<w:keepNext/><w:spacing w:after=\"40\"/>", "<w:b/><w:bCs/>")
    },
    paragraph("Definition", "{docx-style-definition}", "<w:ind w:left=\"425\"/>", ""),
    Style {
        next: "Normal",
        ..paragraph(
            "Rule",
            "{docx-style-rule}",
            "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"808080\"/></w:pBdr><w:spacing w:before=\"120\" w:after=\"240\"/>",
            "",
        )
    },
    paragraph(
        "TableText",
        "{docx-style-table}",
        "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>",
    ),
    table_text("TableTextSmall", "{docx-style-table-small}", "<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>"),
    table_text("TableTextTiny", "{docx-style-table-tiny}", "<w:sz w:val=\"14\"/><w:szCs w:val=\"14\"/>"),
    paragraph(
        "FootnoteText",
        "footnote text",
        "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    ),
    paragraph(
        "Header",
        "header",
        "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"@\"/></w:pBdr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:color w:val=\"404040\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    ),
    paragraph(
        "Footer",
        "footer",
        "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:color w:val=\"404040\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    ),
    character("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>"),
    character("Hyperlink", "Hyperlink", "<w:color w:val=\"0B5394\"/><w:u w:val=\"single\"/>"),
    character("Strong", "Strong", "<w:b/><w:bCs/>"),
    character("Emphasis", "Emphasis", "<w:i/><w:iCs/>"),
    character(
        "CodeText",
        "{docx-style-code-text}",
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/><w:noProof/>",
    ),
    character("PlaceholderText", "Placeholder Text", "<w:color w:val=\"595959\"/>"),
    Style { kind: "table", id: "TableNormal", name: "Normal Table", based: "", next: "", paragraph: "", run: "" },
    Style {
        kind: "table",
        id: "TableGrid",
        name: "Table Grid",
        based: "TableNormal",
        next: "",
        paragraph: "",
        run: "",
    },
    Style { kind: "numbering", id: "NoList", name: "No List", based: "", next: "", paragraph: "", run: "" },
];

const fn heading(id: &'static str, name: &'static str, paragraph: &'static str, run: &'static str) -> Style {
    Style { next: "Normal", ..self::paragraph(id, name, paragraph, run) }
}

const fn table_text(id: &'static str, name: &'static str, run: &'static str) -> Style {
    Style { based: "TableText", ..paragraph(id, name, "", run) }
}

/// Borders and margins of tables.
const TABLE_NORMAL: &str = "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
    <w:left w:w=\"85\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>";

/// The part `word/styles.xml`.
pub(super) fn styles(lang: &str, colour: Colour, locale: &Locale) -> String {
    let colour =
        if colour.contrast_with_white() < LEGIBLE { Colour::default() } else { colour }.digits().to_uppercase();
    let (face, _) = FACE;
    let mut xml = format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{face}\" w:hAnsi=\"{face}\" w:eastAsia=\"{face}\" w:cs=\"{face}\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"271\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">\
         <w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>"
    );
    for style in &STYLES {
        style.push(&mut xml, &colour, locale);
    }
    xml.push_str("</w:styles>");
    xml
}

impl Style {
    fn push(&self, xml: &mut String, colour: &str, locale: &Locale) {
        let Style { kind, id, .. } = self;
        let own = self.name.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
        let name = own.map_or_else(|| self.name.to_owned(), |message| shown(&locale.text(message, &[])));
        let default = if matches!(*id, "TableNormal" | "NoList") { " w:default=\"1\"" } else { "" };
        let custom = if own.is_some() { " w:customStyle=\"1\"" } else { "" };
        xml.push_str(&format!(
            "<w:style w:type=\"{kind}\"{default}{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>"
        ));
        if !self.based.is_empty() {
            xml.push_str(&format!("<w:basedOn w:val=\"{}\"/>", self.based));
        }
        if !self.next.is_empty() {
            xml.push_str(&format!("<w:next w:val=\"{}\"/>", self.next));
        }
        xml.push_str(if default.is_empty() { "<w:qFormat/>" } else { "<w:semiHidden/>" });
        for (element, text) in [("pPr", self.paragraph), ("rPr", self.run)].into_iter().filter(|it| !it.1.is_empty()) {
            xml.push_str(&format!("<w:{element}>{}</w:{element}>", text.replace('@', colour)));
        }
        match *id {
            "TableNormal" => xml.push_str(TABLE_NORMAL),
            "TableGrid" => {
                let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
                let border = |side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"808080\"/>");
                let borders = sides.map(border).concat();
                xml.push_str(&format!(
                    "<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr>\
                     <w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E7ECF2\"/></w:tcPr></w:tblStylePr>"
                ));
            }
            _ => {}
        }
        xml.push_str("</w:style>");
    }
}

/// The part `word/fontTable.xml`: which fonts may stand in for which.
pub(super) fn fonts() -> String {
    let mut xml = format!("{DECLARATION}<w:fonts {NAMESPACES}>");
    for ((name, other), family, pitch) in [(FACE, "swiss", "variable"), (FIXED, "modern", "fixed")] {
        xml.push_str(&format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"EE\"/>\
             <w:family w:val=\"{family}\"/><w:pitch w:val=\"{pitch}\"/></w:font>"
        ));
    }
    xml.push_str("</w:fonts>");
    xml
}

/// The part `word/settings.xml`. Changes are not recorded from here on: who opens the file only sees those that are
/// in it.
pub(super) fn settings(lang: &str) -> String {
    let decimal = if lang.starts_with("en") { (".", ",") } else { (",", ";") };
    format!(
        "{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>\
         <w:autoHyphenation w:val=\"0\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
         <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"{lang}\"/><w:decimalSymbol w:val=\"{}\"/><w:listSeparator w:val=\"{}\"/></w:settings>",
        decimal.0, decimal.1
    )
}

/// The language of a text as Word calls it, with a country: `pl-PL` for `pl`.
pub(super) fn language(tag: &str) -> String {
    let letters =
        tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric()));
    match tag {
        "pl" => "pl-PL".to_owned(),
        "en" => "en-GB".to_owned(),
        "uk" => "uk-UA".to_owned(),
        "cs" => "cs-CZ".to_owned(),
        "de" | "fr" | "it" | "es" | "lt" | "sk" => format!("{tag}-{}", tag.to_ascii_uppercase()),
        other if letters && other.len() >= 2 => other.to_owned(),
        _ => "pl-PL".to_owned(),
    }
}
