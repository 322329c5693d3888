//! The heaviest increasing subsequence: what kept its order, and what did not.

/// Indices that are not in the heaviest increasing subsequence of (value, weight).
pub(super) fn out_of_order(items: &[(u32, u64)]) -> Vec<usize> {
    // Fenwick tree of prefix maxima over the ranks of the values.
    let mut ranks: Vec<u32> = items.iter().map(|(value, _)| *value).collect();
    ranks.sort_unstable();
    let mut best: Vec<(u64, usize)> = vec![(0, usize::MAX); items.len() + 1];
    let mut from = vec![usize::MAX; items.len()];
    let mut heaviest = (0, usize::MAX);
    for (at, (value, weight)) in items.iter().enumerate() {
        let rank = ranks.partition_point(|other| other < value) + 1;
        let (mut sum, mut previous) = (0, usize::MAX);
        let mut node = rank - 1;
        while node > 0 {
            if best[node].0 > sum {
                (sum, previous) = best[node];
            }
            node &= node - 1;
        }
        from[at] = previous;
        sum += weight;
        if sum > heaviest.0 {
            heaviest = (sum, at);
        }
        let mut node = rank;
        while node <= items.len() {
            if sum > best[node].0 {
                best[node] = (sum, at);
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut kept = vec![false; items.len()];
    let mut at = heaviest.1;
    while at != usize::MAX {
        kept[at] = true;
        at = from[at];
    }
    (0..items.len()).filter(|at| !kept[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_that_jumps_does_not_make_all_others_move() {
        let items: Vec<(u32, u64)> = [5, 1, 2, 3, 4].iter().map(|value| (*value, 10)).collect();
        assert_eq!(out_of_order(&items), [0]);
        assert_eq!(out_of_order(&[(2, 100), (1, 10)]), [1]);
        assert_eq!(out_of_order(&[]), [0usize; 0]);
    }

    proptest! {
        #[test]
        fn what_is_kept_increases_and_weighs_most(
            order in Just((0u32..9).collect::<Vec<_>>()).prop_shuffle(),
            weights in proptest::collection::vec(1u64..5, 9),
        ) {
            let items: Vec<(u32, u64)> = order.into_iter().zip(weights).collect();
            let out = out_of_order(&items);
            let kept: Vec<(u32, u64)> =
                items.iter().enumerate().filter(|(at, _)| !out.contains(at)).map(|(_, item)| *item).collect();
            prop_assert!(kept.windows(2).all(|pair| pair[0].0 < pair[1].0));
            let weight: u64 = kept.iter().map(|(_, weight)| weight).sum();
            for mask in 0u32..512 {
                let chosen: Vec<_> = items.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1).map(|(_, item)| *item).collect();
                if chosen.windows(2).all(|pair| pair[0].0 < pair[1].0) {
                    prop_assert!(chosen.iter().map(|(_, weight)| weight).sum::<u64>() <= weight);
                }
            }
        }
    }
}
