//! Work that two cores share.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer pieces than this are done sooner than a thread begins, where a piece is small.
const FEW: usize = 256;

/// In so many parts the pieces are taken: pieces differ in size, and who is done first takes the next part.
const PARTS: usize = 32;

/// What `work` makes of each number below `count`, in their order; two threads share the work, unless it is little.
pub(crate) fn each<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if count < FEW {
        return (0..count).map(work).collect();
    }
    let (all, _) = each_with(count, || (), |(), at| work(at));
    all
}

/// Like [`each`], of pieces that are large, with something that each of the two threads has of its own; this is returned too.
pub(crate) fn each_with<S: Send, T: Send>(
    count: usize,
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> T + Sync,
) -> (Vec<T>, Vec<S>) {
    let part = count.div_ceil(PARTS).max(1);
    let next = AtomicUsize::new(0);
    let run = || {
        let mut own = own();
        let mut done: Vec<(usize, Vec<T>)> = Vec::new();
        loop {
            let start = next.fetch_add(part, Ordering::Relaxed);
            if start >= count {
                return (done, own);
            }
            done.push((start, (start..count.min(start + part)).map(|at| work(&mut own, at)).collect()));
        }
    };
    let [first, second] = std::thread::scope(|scope| {
        let other = (count > part).then(|| scope.spawn(run));
        [Some(run()), other.map(|other| other.join().expect("work on a piece never panics"))]
    });
    let mut parts = Vec::with_capacity(PARTS);
    let mut owned = Vec::with_capacity(2);
    for (done, own) in [first, second].into_iter().flatten() {
        parts.extend(done);
        owned.push(own);
    }
    parts.sort_unstable_by_key(|(start, _)| *start);
    let mut all = Vec::with_capacity(count);
    all.extend(parts.into_iter().flat_map(|(_, part)| part));
    (all, owned)
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

    #[test]
    fn all_that_the_threads_have_comes_back() {
        for count in [0, 1, 2, PARTS, PARTS + 1, 1000] {
            let (all, owned) = each_with(count, || 0, |sum, at| *sum += at);
            assert_eq!(all.len(), count);
            assert_eq!(owned.iter().sum::<usize>(), (0..count).sum::<usize>());
        }
    }
}
