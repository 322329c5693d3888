//! Work that two cores share.

/// Fewer pieces than this are done sooner than a thread begins.
const FEW: usize = 256;

/// What `work` makes of each number below `count`, in their order; two threads take half each.
pub(crate) fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let half = if count < FEW { count } else { count / 2 };
    std::thread::scope(|scope| {
        let rest = (half < count).then(|| scope.spawn(|| (half..count).map(&work).collect::<Vec<T>>()));
        let mut all: Vec<T> = Vec::with_capacity(count);
        all.extend((0..half).map(&work));
        all.extend(rest.into_iter().flat_map(|rest| rest.join().expect("work on a piece never panics")));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_in_their_order() {
        for count in [0, 1, FEW - 1, FEW, FEW + 1, 3 * FEW] {
            assert_eq!(each(count, |at| 2 * at), (0..count).map(|at| 2 * at).collect::<Vec<_>>());
        }
    }
}
