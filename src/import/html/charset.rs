//! In which encoding a page says that it is written.

use encoding_rs::{Encoding, UTF_8};

/// No declaration stands further down, in bytes.
const FURTHEST: usize = 4 << 10;

/// The encoding that a page declares: in its XML declaration, or in a `meta` element; `None` where it declares none that
/// exists.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(FURTHEST).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(xml, _)| xml);
    let told = xml.and_then(|xml| value(xml, "encoding"));
    let metas = head.split("<meta").skip(1).filter_map(|rest| rest.split_once('>')).map(|(meta, _)| meta);
    let label = told.or_else(|| metas.into_iter().find_map(|meta| value(meta, "charset")))?;
    // A page whose declaration can be read is not written in units of two bytes, whatever it says.
    Encoding::for_label(label.as_bytes()).map(|encoding| if encoding.is_ascii_compatible() { encoding } else { UTF_8 })
}

/// What stands behind `name=` in a tag.
fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let rest = tag.split(name).skip(1).find_map(|rest| rest.trim_start().strip_prefix('='))?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c))).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_of_offices_are_found() {
        for (source, expected) in [
            ("<meta charset=\"utf-8\">", Some("UTF-8")),
            (
                "<html><head><META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset=windows-1250\">",
                Some("windows-1250"),
            ),
            ("<meta http-equiv='content-type' content='text/html; charset = iso-8859-2'/>", Some("ISO-8859-2")),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><html>", Some("ISO-8859-2")),
            ("<meta name=author content=x><meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=\"ćwierć\"><p>charset=utf-8</p>", None),
            ("<p>charset=windows-1250</p>", None),
            ("", None),
        ] {
            assert_eq!(declared(source.as_bytes()).map(Encoding::name), expected, "{source}");
        }
    }
}
