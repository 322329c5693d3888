//! Changes of the front matter, key by key.

use rustc_hash::FxHashMap;

use super::MetadataChange;
use crate::document::Document;

/// Keys of both texts whose values differ, in the order of the earlier text, new ones behind.
pub(super) fn changes(before: &Document, after: &Document) -> Vec<MetadataChange> {
    let (old, new) = (&before.metadata.entries, &after.metadata.entries);
    let values =
        |entries: &'_ [(String, String)]| -> FxHashMap<String, String> { entries.iter().rev().cloned().collect() };
    let (earlier, later) = (values(old), values(new));
    let added = new.iter().filter(|(key, _)| !earlier.contains_key(key));
    let keys = old.iter().chain(added).map(|(key, _)| key);
    keys.map(|key| MetadataChange {
        key: key.clone(),
        before: earlier.get(key).cloned(),
        after: later.get(key).cloned(),
    })
    .filter(|change| change.before != change.after)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{CompareOptions, compare};
    use crate::document::markdown;

    #[test]
    fn front_matter_is_compared_key_by_key() {
        let text = |fields: &str| markdown::read(format!("---\n{fields}---\n# A\n"));
        let comparison = compare(&text("a: 1\nb: 2\nc: 3\n"), &text("d: 4\nb: 5\nc: 3\n"), &CompareOptions::default());
        let change = |key: &str, before: Option<&str>, after: Option<&str>| MetadataChange {
            key: key.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let expected = [change("a", Some("1"), None), change("b", Some("2"), Some("5")), change("d", None, Some("4"))];
        assert_eq!(comparison.metadata, expected);
    }
}
