//! Three orders of the same things merged into one.

/// A place in a merged order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// One thing.
    One(usize),
    /// Both sides put something of their own at this place, and which comes first nobody knows.
    Both([Vec<usize>; 2]),
}

/// Merges the orders `ours` and `theirs` of things that stood as in `base`; `None` where both reordered them, each in its way.
///
/// What stands in one of the two only follows what stood before it there.
pub(super) fn order(base: &[usize], ours: &[usize], theirs: &[usize]) -> Option<Vec<Slot>> {
    let shared = |of: &[usize]| -> Vec<usize> {
        of.iter().copied().filter(|id| ours.contains(id) && theirs.contains(id)).collect()
    };
    let in_all = |of: &[usize]| -> Vec<usize> { shared(of).into_iter().filter(|id| base.contains(id)).collect() };
    let (x, y, before) = (shared(ours), shared(theirs), in_all(base));
    let skeleton = if x == y || in_all(theirs) == before {
        x
    } else if in_all(ours) == before {
        y
    } else {
        return None;
    };
    // What both have, but not the base, must stand alike in both; otherwise nothing says where.
    if skeleton.iter().any(|id| !base.contains(id)) && shared(ours) != shared(theirs) {
        return None;
    }
    let extras = |side: &[usize], anchor: Option<usize>| -> Vec<usize> {
        let from = match anchor {
            Some(id) => side.iter().position(|it| *it == id).map_or(side.len(), |at| at + 1),
            None => 0,
        };
        side[from..].iter().copied().take_while(|id| !skeleton.contains(id)).collect()
    };
    let mut slots = Vec::new();
    for anchor in std::iter::once(None).chain(skeleton.iter().copied().map(Some)) {
        slots.extend(anchor.map(Slot::One));
        match [extras(ours, anchor), extras(theirs, anchor)] {
            [one, none] | [none, one] if none.is_empty() => slots.extend(one.into_iter().map(Slot::One)),
            both => slots.push(Slot::Both(both)),
        }
    }
    Some(slots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ones(ids: &[usize]) -> Option<Vec<Slot>> {
        Some(ids.iter().copied().map(Slot::One).collect())
    }

    #[test]
    fn one_side_reorders_while_the_other_inserts_and_removes() {
        assert_eq!(
            order(&[1, 2, 3, 4], &[3, 1, 2, 4], &[1, 9, 2, 3]),
            ones(&[3, 1, 9, 2]).map(|mut slots| {
                slots.push(Slot::One(4));
                slots
            })
        );
        assert_eq!(order(&[1, 2, 3], &[1, 3, 2], &[1, 3, 2]), ones(&[1, 3, 2]));
    }

    #[test]
    fn two_orders_and_two_things_at_one_place_are_not_guessed() {
        assert_eq!(order(&[1, 2, 3], &[2, 1, 3], &[1, 3, 2]), None);
        assert_eq!(order(&[1], &[1, 8], &[1, 9]), Some(vec![Slot::One(1), Slot::Both([vec![8], vec![9]])]));
    }
}
