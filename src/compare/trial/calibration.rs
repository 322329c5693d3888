//! What a score is worth: how often matches with such a score are right.

/// A match that was made without knowing the truth.
pub(super) struct Point {
    /// Number of the source.
    pub(super) source: usize,
    /// Its score; none where the sections were equal in place.
    pub(super) score: Option<i64>,
    pub(super) right: bool,
}

/// Confidence by score, in ten-thousandths, never falling.
pub(super) struct Table {
    pub(super) steps: Vec<(i32, u16)>,
    pub(super) equal: u16,
}

/// Steps of the table, at most; none stands for fewer matches than this share of all.
const STEPS: usize = 40;

impl Table {
    /// Isotonic regression: neighbours are pooled until the shares of right matches rise with the score.
    pub(super) fn of<'p>(points: impl Iterator<Item = &'p Point>) -> Table {
        let mut scored: Vec<(i32, bool)> = Vec::new();
        let (mut equal, mut right_equal) = (0usize, 0usize);
        for point in points {
            match point.score {
                Some(score) => scored.push((score.clamp(-1 << 24, 1 << 24) as i32, point.right)),
                None => {
                    equal += 1;
                    right_equal += usize::from(point.right);
                }
            }
        }
        scored.sort_unstable();
        let least = (scored.len() / STEPS).max(1);
        // (least score, right, all)
        let mut pools: Vec<(i32, usize, usize)> = Vec::new();
        for chunk in scored.chunks(least) {
            pools.push((chunk[0].0, chunk.iter().filter(|(_, right)| *right).count(), chunk.len()));
            while let [.., lower, upper] = pools.as_slice()
                && lower.1 * upper.2 >= upper.1 * lower.2
            {
                let merged = (lower.0, lower.1 + upper.1, lower.2 + upper.2);
                pools.truncate(pools.len() - 2);
                pools.push(merged);
            }
        }
        let steps = pools.iter().map(|(score, right, all)| (*score, share(*right, *all))).collect();
        Table { steps, equal: share(right_equal, equal) }
    }

    pub(super) fn confidence(&self, score: Option<i64>) -> u16 {
        let Some(score) = score else { return self.equal };
        let step = self.steps.partition_point(|(least, _)| i64::from(*least) <= score);
        self.steps.get(step.saturating_sub(1)).map_or(0, |(_, share)| *share)
    }

    pub(super) fn error(&self, points: &[&Point]) -> f64 {
        let told: Vec<(u16, bool)> = points.iter().map(|point| (self.confidence(point.score), point.right)).collect();
        calibration_error(&told)
    }
}

/// In ten-thousandths, as if half a match more had been right and half a match wrong.
fn share(right: usize, all: usize) -> u16 {
    (10_000 * (2 * right + 1) / (2 * all + 2)) as u16
}

/// The expected calibration error over ten bins: how far the mean confidence is from the share that is right.
pub(super) fn calibration_error(told: &[(u16, bool)]) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    for (confidence, right) in told {
        let bin = &mut bins[usize::from(*confidence / 1000).min(9)];
        bin.0 += f64::from(*confidence) / 10_000.0;
        bin.1 += f64::from(u8::from(*right));
    }
    bins.iter().map(|(told, right)| (told - right).abs()).sum::<f64>() / told.len().max(1) as f64
}

#[test]
fn confidence_rises_with_the_score() {
    let point = |score, right| Point { source: 0, score: Some(score), right };
    let points: Vec<Point> = (0..400).map(|at| point(at * 100, at % 4 > 0 && at % 100 < 20 + at / 5)).collect();
    let table = Table::of(points.iter());
    assert!(table.steps.len() > 2, "{:?}", table.steps);
    assert!(table.steps.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{:?}", table.steps);
    let told: Vec<(u16, bool)> = points.iter().map(|point| (table.confidence(point.score), point.right)).collect();
    assert!(calibration_error(&told) < 0.02);
    assert!(calibration_error(&[(9000, false), (9000, true)]) > 0.39);
}
