//! Nearest candidates of a name that is unknown.

/// How many candidates a person can take in.
const SHOWN: usize = 5;

/// The names nearest to `wanted`: those within a third of its length in edits (two at least), or holding it, or held
/// by it; nearest first, then by name.
pub(crate) fn nearest(wanted: &str, names: impl IntoIterator<Item = String>) -> Vec<String> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().take(128).collect();
    let reach = (wanted.len() / 3).max(2);
    let mut found: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|name| {
            let lower: Vec<char> = name.to_lowercase().chars().take(128).collect();
            let edits = distance(&wanted, &lower);
            let near = edits <= reach || holds(&lower, &wanted) || holds(&wanted, &lower);
            near.then_some((edits, name))
        })
        .collect();
    found.sort();
    found.dedup();
    found.into_iter().take(SHOWN).map(|(_, name)| name).collect()
}

fn holds(long: &[char], short: &[char]) -> bool {
    short.len() >= 3 && long.windows(short.len()).any(|window| window == short)
}

/// Edits between two words: insertions, deletions, substitutions and swaps of neighbours.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        rows[i][0] = i;
        for j in 1..=b.len() {
            let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_neighbours_are_one_edit() {
        let word = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&word("projekt"), &word("porjekt")), 1);
        assert_eq!(distance(&word("ósma"), &word("osma")), 1);
        assert_eq!(distance(&word(""), &word("abc")), 3);
    }

    #[test]
    fn nearest_comes_first_and_strangers_are_left_out() {
        let names = ["projekt-1", "projekt-2", "uchwalona", "projket-12"].map(str::to_owned);
        assert_eq!(nearest("projekt-12", names.clone()), ["projekt-1", "projekt-2", "projket-12"]);
        assert_eq!(nearest("zupełnie-inna", names), Vec::<String>::new());
    }
}
