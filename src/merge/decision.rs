//! Merging `links.toml`: what two people decided, one decision at a time.

/// Merges the decisions of two sides; `None` where both changed the same one, or something else between them.
///
/// A decision is a `[[table]]` with what follows it up to the next. What either side added or removed is carried out; what
/// both added stands there once, ours first.
pub fn merge_links(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(whole) = super::word::merge_whole(base, ours, theirs) {
        return Some(whole.to_owned());
    }
    let [old, x, y] = [base, ours, theirs].map(tables);
    let head = super::word::merge_whole(&old[0], &x[0], &y[0])?;
    let gone = |side: &[String]| old[1..].iter().filter(|table| !side.contains(table)).cloned().collect::<Vec<_>>();
    let new = |side: &[String]| side[1..].iter().filter(|table| !old.contains(table)).cloned().collect::<Vec<_>>();
    // A decision that was changed is one that is gone and one that is new: what became of it where both did that?
    let disputed = |table: &String| gone(&x).contains(table) && gone(&y).contains(table);
    if old[1..].iter().any(disputed) && new(&x) != new(&y) {
        return None;
    }
    let theirs_gone = gone(&y);
    let mut kept: Vec<String> = x[1..].iter().filter(|table| !theirs_gone.contains(table)).cloned().collect();
    let added: Vec<String> = new(&y).into_iter().filter(|table| !kept.contains(table)).collect();
    kept.extend(added);
    let tables = kept.join("\n\n");
    Some(
        [head.trim_end(), tables.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
            + "\n",
    )
}

/// What stands before the first table, then each table without the blanks around it.
fn tables(text: &str) -> Vec<String> {
    let mut tables = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with("[[") && !line.starts_with("[[decision.") {
            tables.push(String::new());
        }
        if let Some(last) = tables.last_mut() {
            last.push_str(line);
        }
    }
    tables.iter_mut().skip(1).for_each(|table| *table = table.trim().to_owned());
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_of_both_are_kept_and_a_decision_changed_by_both_is_not_merged() {
        let base = "schema = 1\n\n[[match]]\na = 1\n\n[[match]]\na = 2\n";
        let ours = format!("{base}\n[[match]]\na = 3\n");
        let theirs = "schema = 1\n\n[[match]]\na = 2\n\n[[weight]]\nb = 1\n";
        let merged = "schema = 1\n\n[[match]]\na = 2\n\n[[match]]\na = 3\n\n[[weight]]\nb = 1\n";
        assert_eq!(merge_links(base, &ours, theirs).as_deref(), Some(merged));
        let changed = |to: &str| base.replace("a = 1", to);
        assert_eq!(merge_links(base, &changed("a = 8"), &changed("a = 9")), None);
    }
}
