//! Front matter: what a text says about itself (title, version, date, status).

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::span::Span;

/// The YAML front matter of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The front matter in the source, fences included; empty where there is none.
    pub span: Span,
    /// Keys and values in the order of the source. A single value stands as written, without quotation marks; a list
    /// or a map stands as its YAML lines.
    pub entries: Vec<(String, String)>,
}

impl Metadata {
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// Finds the front matter at the very beginning of `source` and reads it.
///
/// The second value is the message of the YAML reader where it could not be read: then there are no entries, and the
/// front matter is still no part of the text. A `---` that is never closed opens no front matter.
pub(super) fn read(source: &str) -> (Metadata, Option<String>) {
    let Some((span, yaml)) = fenced(source) else {
        return (Metadata::default(), None);
    };
    if yaml.trim().is_empty() {
        return (Metadata { span, entries: Vec::new() }, None);
    }
    match serde_saphyr::from_str::<BTreeMap<String, IgnoredAny>>(yaml) {
        Err(error) => (Metadata { span, entries: Vec::new() }, Some(first_line(&error.to_string()))),
        Ok(keys) => (Metadata { span, entries: entries(yaml, &keys) }, None),
    }
}

/// The span of the front matter with its fences, and the YAML between them.
fn fenced(source: &str) -> Option<(Span, &str)> {
    let rest = source.strip_prefix("---")?;
    let first = rest.find('\n')?;
    if !rest[..first].trim().is_empty() {
        return None;
    }
    let start = 3 + first + 1;
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((Span::new(0, at + line.len()), &source[start..at]));
        }
        at += line.len();
    }
    None
}

/// Top-level keys with their values as written: numbers such as `1.10` must not pass through a float.
fn entries(yaml: &str, keys: &BTreeMap<String, IgnoredAny>) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
    for line in yaml.lines() {
        let key = line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'']));
        match key.filter(|key| !line.starts_with([' ', '\t', '-', '#']) && keys.contains_key(*key)) {
            Some(key) => lines.push((key.to_owned(), vec![line])),
            None => {
                if let Some((_, group)) = lines.last_mut() {
                    group.push(line);
                }
            }
        }
    }
    for (key, group) in lines {
        let text = group.join("\n");
        let value = serde_saphyr::from_str::<BTreeMap<String, String>>(&text)
            .ok()
            .and_then(|mut map| map.remove(&key))
            .unwrap_or_else(|| text.split_once(':').map_or("", |(_, value)| value).trim().to_owned());
        entries.push((key, value));
    }
    entries
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_as_written() {
        let source = "---\ntitle: \"Strategia: część I\"\nversion: 1.10\ndate: 2020-07-07\nkeys:\n  - a\n  - b\nnote: >\n  dwa\n  wiersze\n---\n# T\n";
        let (metadata, error) = read(source);
        assert_eq!(error, None);
        assert_eq!(metadata.get("title"), Some("Strategia: część I"));
        assert_eq!(metadata.get("version"), Some("1.10"));
        assert_eq!(metadata.get("date"), Some("2020-07-07"));
        assert_eq!(metadata.get("keys"), Some("- a\n  - b"));
        assert_eq!(metadata.get("note").map(str::trim), Some("dwa wiersze"));
        assert_eq!(&source[metadata.span.end as usize..], "# T\n");
    }

    #[test]
    fn what_is_no_front_matter_stays_text() {
        assert!(read("---\nnever closed\n").0.span.is_empty());
        assert!(read("# Title\n\n---\na: b\n---\n").0.span.is_empty());
        assert!(read("--- x\na: b\n---\n").0.span.is_empty());
    }

    #[test]
    fn broken_yaml_is_set_aside_with_its_reason() {
        let (metadata, error) = read("---\ntitle: [a\n---\ntext\n");
        assert!(error.is_some());
        assert!(metadata.entries.is_empty());
        assert!(!metadata.span.is_empty());
    }
}
