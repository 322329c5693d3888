//! Small boosted trees with integer thresholds and values: the same on every machine.

/// Trees of one depth that ask the same question at each level, and add up what they answer.
#[derive(Clone, Copy)]
pub(super) struct Forest<'a> {
    /// What all answers are added to, in fixed point.
    pub(super) bias: i32,
    /// Questions per tree.
    pub(super) depth: usize,
    /// The questions of one tree after the other: whether a feature is larger than a threshold.
    pub(super) questions: &'a [(u8, i32)],
    /// The answers of one tree after the other; the first question is the lowest bit of their index.
    pub(super) answers: &'a [i32],
}

/// As many features as a question can name.
const PLACES: usize = 256;

impl Forest<'_> {
    /// The sum of the answers for these features: a logarithm of odds in fixed point.
    pub(super) fn score(&self, features: &[i64]) -> i64 {
        // In the range of the thresholds, and in a place that every question finds without a check.
        let mut narrow = [0_i32; PLACES];
        for (place, feature) in narrow.iter_mut().zip(features) {
            *place = (*feature).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        }
        let trees = self.questions.chunks_exact(self.depth).zip(self.answers.chunks_exact(1 << self.depth));
        let answer = |(questions, answers): (&[(u8, i32)], &[i32])| {
            let larger = |(feature, threshold): &(u8, i32)| usize::from(narrow[usize::from(*feature)] > *threshold);
            let leaf = questions.iter().enumerate().fold(0, |leaf, (level, it)| leaf | larger(it) << level);
            i64::from(answers[leaf])
        };
        i64::from(self.bias) + trees.map(answer).sum::<i64>()
    }
}
