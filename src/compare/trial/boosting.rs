//! Growing a forest: gradient boosting of logistic loss, with trees that ask one question per level.

use crate::compare::forest::Forest;

/// Examples to learn from: features, whether it is so, and how much each counts.
#[derive(Default)]
pub(super) struct Examples {
    pub(super) width: usize,
    pub(super) features: Vec<i32>,
    pub(super) truth: Vec<bool>,
    pub(super) weight: Vec<f64>,
}

impl Examples {
    pub(super) fn push(&mut self, features: &[i64], truth: bool, weight: f64) {
        self.width = features.len();
        let fits = |value: &i64| i32::try_from(*value).expect("features are fixed point numbers of 32 bits");
        self.features.extend(features.iter().map(fits));
        self.truth.push(truth);
        self.weight.push(weight);
    }

    pub(super) fn extend(&mut self, other: &Examples, weight: f64) {
        self.width = other.width.max(self.width);
        self.features.extend(&other.features);
        self.truth.extend(&other.truth);
        self.weight.extend(other.weight.iter().map(|own| own * weight));
    }

    pub(super) fn len(&self) -> usize {
        self.truth.len()
    }
}

/// How a forest grows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) trees: usize,
    pub(super) depth: usize,
    pub(super) rate: f64,
    /// Added to the second derivative of every leaf.
    pub(super) calm: f64,
}

/// A forest of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Grown {
    pub(super) bias: i32,
    pub(super) depth: usize,
    pub(super) questions: Vec<(u8, i32)>,
    pub(super) answers: Vec<i32>,
}

impl Grown {
    pub(super) fn forest(&self) -> Forest<'_> {
        Forest { bias: self.bias, depth: self.depth, questions: &self.questions, answers: &self.answers }
    }
}

const ONE: f64 = 65536.0;

/// Thresholds per feature, at most.
const BINS: usize = 64;

/// Thresholds of a feature: between values that occur, so that the parts are about as large.
fn thresholds(examples: &Examples, feature: usize) -> Vec<i32> {
    let mut values: Vec<i32> =
        (0..examples.len()).map(|row| examples.features[row * examples.width + feature]).collect();
    values.sort_unstable();
    let mut distinct = values.clone();
    distinct.dedup();
    let middle = |pair: &[i32]| pair[0] + (pair[1] - pair[0]) / 2;
    if distinct.len() <= BINS {
        return distinct.windows(2).map(middle).collect();
    }
    // Half by rank, half evenly over the values, as most of them are 0.
    let mut chosen: Vec<i32> = (1..BINS / 2).map(|at| values[at * values.len() / (BINS / 2)]).collect();
    chosen.extend((1..BINS / 2).map(|at| distinct[at * distinct.len() / (BINS / 2)]));
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// Grows a forest on examples.
pub(super) fn grow(examples: &Examples, plan: &Plan) -> Grown {
    let (rows, width) = (examples.len(), examples.width);
    let thresholds: Vec<Vec<i32>> = (0..width).map(|feature| thresholds(examples, feature)).collect();
    let bins: Vec<Vec<u8>> = (0..width)
        .map(|feature| {
            let bin = |row: usize| {
                thresholds[feature].partition_point(|it| *it < examples.features[row * width + feature]) as u8
            };
            (0..rows).map(bin).collect()
        })
        .collect();
    let positive: f64 = (0..rows).filter(|row| examples.truth[*row]).map(|row| examples.weight[row]).sum();
    let all: f64 = examples.weight.iter().sum();
    let bias = (positive.max(1e-6) / (all - positive).max(1e-6)).ln();
    let mut grown = Grown { bias: (bias * ONE).round() as i32, depth: plan.depth, ..Grown::default() };
    let mut score: Vec<f64> = vec![f64::from(grown.bias) / ONE; rows];
    let mut slopes: Vec<(f32, f32)> = vec![(0.0, 0.0); rows];
    for _ in 0..plan.trees {
        for row in 0..rows {
            let p = 1.0 / (1.0 + (-score[row]).exp());
            let weight = examples.weight[row];
            let truth = if examples.truth[row] { 1.0 } else { 0.0 };
            slopes[row] = ((weight * (truth - p)) as f32, (weight * p * (1.0 - p)) as f32);
        }
        let mut leaf: Vec<u8> = vec![0; rows];
        for level in 0..plan.depth {
            let leaves = 1 << level;
            let best = std::thread::scope(|scope| {
                let halves: Vec<Vec<usize>> =
                    (0..2).map(|half| (0..width).filter(|it| it % 2 == half).collect()).collect();
                let search = |features: Vec<usize>| {
                    let (bins, leaf, slopes, thresholds) = (&bins, &leaf, &slopes, &thresholds);
                    scope.spawn(move || {
                        features
                            .into_iter()
                            .filter(|feature| !thresholds[*feature].is_empty())
                            .map(|feature| {
                                best_cut(
                                    feature,
                                    &bins[feature],
                                    leaf,
                                    slopes,
                                    leaves,
                                    thresholds[feature].len(),
                                    plan.calm,
                                )
                            })
                            .fold((0.0, 0, usize::MAX), better)
                    })
                };
                let found: Vec<_> = halves.into_iter().map(search).collect();
                found
                    .into_iter()
                    .map(|it| it.join().expect("the search never panics"))
                    .fold((0.0, 0, usize::MAX), better)
            });
            let (_, feature, cut) = best;
            let threshold = if cut == usize::MAX { i32::MAX } else { thresholds[feature][cut] };
            grown.questions.push((feature as u8, threshold));
            if cut != usize::MAX {
                for row in 0..rows {
                    leaf[row] |= u8::from(usize::from(bins[feature][row]) > cut) << level;
                }
            }
        }
        let mut sums = vec![(0.0f64, 0.0f64); 1 << plan.depth];
        for row in 0..rows {
            let sum = &mut sums[usize::from(leaf[row])];
            sum.0 += f64::from(slopes[row].0);
            sum.1 += f64::from(slopes[row].1);
        }
        let answers: Vec<i32> =
            sums.iter().map(|(g, h)| (plan.rate * g / (h + plan.calm) * ONE).round() as i32).collect();
        for row in 0..rows {
            score[row] += f64::from(answers[usize::from(leaf[row])]) / ONE;
        }
        grown.answers.extend(answers);
    }
    grown
}

fn better(x: (f64, usize, usize), y: (f64, usize, usize)) -> (f64, usize, usize) {
    if y.0 > x.0 + 1e-9 || (y.0 > x.0 - 1e-9 && y.2 != usize::MAX && (y.1, y.2) < (x.1, x.2)) { y } else { x }
}

/// The best threshold of a feature over all leaves: (gain, feature, index of the threshold).
fn best_cut(
    feature: usize,
    bins: &[u8],
    leaf: &[u8],
    slopes: &[(f32, f32)],
    leaves: usize,
    cuts: usize,
    calm: f64,
) -> (f64, usize, usize) {
    let mut sums = vec![(0.0f64, 0.0f64); leaves * (cuts + 1)];
    for ((bin, leaf), (g, h)) in bins.iter().zip(leaf).zip(slopes) {
        let sum = &mut sums[usize::from(*leaf) * (cuts + 1) + usize::from(*bin)];
        sum.0 += f64::from(*g);
        sum.1 += f64::from(*h);
    }
    let mut gains = vec![0.0f64; cuts];
    for leaf in sums.chunks(cuts + 1) {
        let (g, h) = leaf.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        let mut left = (0.0, 0.0);
        for (cut, it) in leaf[..cuts].iter().enumerate() {
            left = (left.0 + it.0, left.1 + it.1);
            let right = (g - left.0, h - left.1);
            gains[cut] += left.0 * left.0 / (left.1 + calm) + right.0 * right.0 / (right.1 + calm) - g * g / (h + calm);
        }
    }
    let best = gains
        .iter()
        .enumerate()
        .fold((1e-6, usize::MAX), |best, (cut, gain)| if *gain > best.0 + 1e-9 { (*gain, cut) } else { best });
    (best.0, feature, best.1)
}
