//! The theme of a file: the colours and fonts that Word offers besides those of the styles.

use super::package::DECLARATION;
use crate::render::brand::Colour;

/// The colours by their names in a theme; `@` stands for that of the office.
const COLOURS: [(&str, &str); 12] = [
    ("dk1", "000000"),
    ("lt1", "FFFFFF"),
    ("dk2", "404040"),
    ("lt2", "F2F2F2"),
    ("accent1", "@"),
    ("accent2", "0B5394"),
    ("accent3", "38761D"),
    ("accent4", "B45F06"),
    ("accent5", "741B47"),
    ("accent6", "595959"),
    ("hlink", "0B5394"),
    ("folHlink", "741B47"),
];

/// The part `word/theme.xml`.
pub(super) fn theme(face: &str, colour: Colour) -> String {
    let own = colour.digits().to_uppercase();
    let colours = COLOURS.map(|(name, value)| {
        let value = if value == "@" { &own } else { value };
        format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>")
    });
    let fonts = ["majorFont", "minorFont"].map(|name| {
        format!("<a:{name}><a:latin typeface=\"{face}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:{name}>")
    });
    // A theme has three of each; what they look like matters to shapes only, and there are none.
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = format!("<a:ln w=\"6350\">{fill}</a:ln>").repeat(3);
    let effects = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    let fills = fill.repeat(3);
    format!(
        "{DECLARATION}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"nowela\"><a:themeElements>\
         <a:clrScheme name=\"nowela\">{}</a:clrScheme><a:fontScheme name=\"nowela\">{}</a:fontScheme><a:fmtScheme name=\"nowela\">\
         <a:fillStyleLst>{fills}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
        colours.concat(),
        fonts.concat()
    )
}
