//! The styles of an ODT file: headings, lists, tables, the page with its number.

use std::collections::BTreeSet;

use crate::render::brand::Brand;
use crate::render::layout::{List, Marks};

/// The style of code within a line: the one that other programs know.
const CODE: &str = "Source_20_Text";

/// How code looks.
const MONO: &str = "style:font-name=\"Liberation Mono\" fo:font-family=\"'Liberation Mono'\"";

/// The style of quotations of a depth from 1: the one that other programs know, and those that rest on it.
pub(super) fn quotation(depth: usize) -> String {
    if depth <= 1 { "Quotations".to_owned() } else { format!("Quotations{}", depth.min(4)) }
}

/// The styles that the text itself needs: of its lists, of stretches that are not plain, of its tables.
pub(super) fn automatic(lists: &[List], faces: &BTreeSet<u8>) -> String {
    let looks = [
        "fo:font-weight=\"bold\"",
        "fo:font-style=\"italic\"",
        MONO,
        "style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"",
        "style:text-position=\"super 58%\"",
        "style:text-position=\"sub 58%\"",
    ];
    let mut xml = String::new();
    for face in faces {
        // A stretch stands above or below the line, not both.
        let set = |at: &usize| face >> at & 1 == 1 && (*at != 5 || face >> 4 & 1 == 0);
        let looks: Vec<&str> = (0..6).filter(set).map(|at| looks[at]).collect();
        // What code is other programs see by the style that it rests on.
        let parent = if face >> 2 & 1 == 1 { format!(" style:parent-style-name=\"{CODE}\"") } else { String::new() };
        xml.push_str(&format!(
            "<style:style style:name=\"T{face}\" style:family=\"text\"{parent}><style:text-properties {}/></style:style>",
            looks.join(" ")
        ));
    }
    xml.push_str(
        "<style:style style:name=\"Table\" style:family=\"table\"><style:table-properties style:width=\"164mm\" \
         table:align=\"margins\" fo:margin-bottom=\"4mm\"/></style:style><style:style style:name=\"Cell\" \
         style:family=\"table-cell\"><style:table-cell-properties fo:padding=\"1.2mm\" \
         fo:border=\"0.5pt solid #808080\"/></style:style>",
    );
    for (at, list) in lists.iter().enumerate() {
        xml.push_str(&format!("<text:list-style style:name=\"L{at}\">"));
        for level in 1..=10 {
            let (name, mark) = match list.marks {
                Marks::Bullets => ("bullet", "text:bullet-char=\"•\"".to_owned()),
                Marks::Numbers(start) => ("number", numbers(".", start)),
                Marks::Parentheses(start) => ("number", numbers(")", start)),
            };
            xml.push_str(&format!(
                "<text:list-level-style-{name} text:level=\"{level}\" {mark}><style:list-level-properties \
                 text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment \
                 text:label-followed-by=\"listtab\" fo:text-indent=\"-7mm\" fo:margin-left=\"{}mm\"/>\
                 </style:list-level-properties></text:list-level-style-{name}>",
                7 * level
            ));
        }
        xml.push_str("</text:list-style>");
    }
    xml
}

fn numbers(suffix: &str, start: u64) -> String {
    // ODF counts from 1; a list from 0 has no number of its own there.
    format!("style:num-format=\"1\" style:num-suffix=\"{suffix}\" text:start-value=\"{}\"", start.max(1))
}

/// The styles of the file and its page.
pub(super) fn styles(lang: &str, brand: &Brand) -> String {
    let (language, country) = match lang.split(['-', '_']).next().unwrap_or_default() {
        "en" => ("en", "GB"),
        "" | "pl" => ("pl", "PL"),
        other if other.bytes().all(|it| it.is_ascii_lowercase()) => (other, "none"),
        _ => ("pl", "PL"),
    };
    let colour = brand.colour.digits();
    let mut xml = format!(
        "<office:styles><style:default-style style:family=\"paragraph\"><style:paragraph-properties \
         fo:orphans=\"2\" fo:widows=\"2\"/><style:text-properties fo:font-family=\"'Liberation Sans', Arial\" \
         fo:font-size=\"11pt\" fo:language=\"{language}\" fo:country=\"{country}\" fo:hyphenate=\"true\"/>\
         </style:default-style>"
    );
    let mut style = |name: &str, shown: &str, parent: &str, paragraph: &str, text: &str| {
        let parent = if parent.is_empty() { String::new() } else { format!(" style:parent-style-name=\"{parent}\"") };
        xml.push_str(&format!(
            "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" style:family=\"paragraph\"{parent}>\
             <style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
        ));
    };
    style("Standard", "Standard", "", "", "");
    style("Text_20_body", "Text body", "Standard", "fo:margin-bottom=\"2.5mm\" fo:line-height=\"125%\"", "");
    style("List_20_Contents", "List Contents", "Standard", "fo:margin-bottom=\"1mm\" fo:line-height=\"125%\"", "");
    style("Preformatted_20_Text", "Preformatted Text", "Standard", "", "fo:font-family=\"'Liberation Mono'\"");
    style("Term", "Term", "Standard", "fo:keep-with-next=\"always\"", "fo:font-weight=\"bold\"");
    style("Definition", "Definition", "Text_20_body", "fo:margin-left=\"8mm\"", "");
    style("Footnote", "Footnote", "Standard", "", "fo:font-size=\"9pt\"");
    style("Footer", "Footer", "Standard", "fo:text-align=\"center\"", "fo:font-size=\"9pt\"");
    style("Table_20_Contents", "Table Contents", "Standard", "", "fo:font-size=\"10pt\"");
    style("Table_20_Heading", "Table Heading", "Table_20_Contents", "", "fo:font-weight=\"bold\"");
    style("Table_20_Centre", "Table Centre", "Table_20_Contents", "fo:text-align=\"center\"", "");
    style("Table_20_End", "Table End", "Table_20_Contents", "fo:text-align=\"end\"", "");
    style("Horizontal_20_Line", "Horizontal Line", "Standard", "fo:border-bottom=\"0.5pt solid #808080\"", "");
    for depth in 1..=4 {
        let indent = format!("fo:margin-left=\"{}mm\" fo:margin-bottom=\"2.5mm\"", 8 * depth);
        let (name, parent) = (quotation(depth), if depth == 1 { "Standard" } else { "Quotations" });
        style(&name, &name, parent, &indent, "fo:font-style=\"italic\"");
    }
    for (level, size) in (1..).zip([20, 16, 14, 12, 11, 11]) {
        style(
            &format!("Heading_20_{level}"),
            &format!("Heading {level}"),
            "Standard",
            "fo:margin-top=\"5mm\" fo:margin-bottom=\"2.5mm\" fo:keep-with-next=\"always\"",
            &format!("fo:font-size=\"{size}pt\" fo:font-weight=\"bold\" fo:color=\"#{colour}\" fo:hyphenate=\"false\""),
        );
    }
    xml.push_str(&format!(
        "<style:style style:name=\"{CODE}\" style:display-name=\"Source Text\" style:family=\"text\">\
         <style:text-properties {MONO}/></style:style>"
    ));
    xml.push_str(
        "<style:style style:name=\"Graphics\" style:family=\"graphic\"/></office:styles><office:automatic-styles>\
         <style:page-layout style:name=\"A4\"><style:page-layout-properties fo:page-width=\"210mm\" \
         fo:page-height=\"297mm\" fo:margin=\"23mm\"/><style:footer-style><style:header-footer-properties \
         fo:min-height=\"8mm\"/></style:footer-style></style:page-layout></office:automatic-styles>\
         <office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"A4\">\
         <style:footer><text:p text:style-name=\"Footer\"><text:page-number text:select-page=\"current\"/> / \
         <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>",
    );
    xml
}
