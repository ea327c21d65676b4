//! The first look at the rows: their number, their extent, and how far apart successive ones are.

use expression::Vectors;
use statistics::sorted;

/// Most positions that are kept for quantiles: enough for three digits of each.
const KEPT: usize = 1 << 16;
/// Median and half of the interquartile range of the size of a normal variable, in standard
/// deviations.
const MEDIAN: f64 = 0.674_489_750_196_081_7;
/// Least correlation of successive positions that follow one another in time; a step that moves
/// further than this allows leaves no potential to learn.
const SUCCESSIVE: f64 = 0.25;

/// The extent of the rows of a trajectory, and their moves.
#[derive(Clone, Debug)]
pub struct Survey {
    periods: Vec<Option<f64>>,
    pub rows: u64,
    /// The first position, from which sums of positions count.
    origin: Vec<f64>,
    last: Vec<f64>,
    /// By coordinate: `Σ q`, `Σ g`, `Σ q g`, `Σ g²`.
    sums: Vec<[f64; 4]>,
    /// Every `stride`-th position, and the size of the move that led to it.
    stride: u64,
    positions: Vectors,
    moves: Vectors,
}

impl Survey {
    /// An empty survey of positions with these periods, one for each coordinate.
    pub fn new(periods: &[Option<f64>]) -> Self {
        let d = periods.len();
        Survey {
            periods: periods.to_vec(),
            rows: 0,
            origin: Vec::new(),
            last: Vec::new(),
            sums: vec![[0.0; 4]; d],
            stride: 1,
            positions: Vectors::new(d),
            moves: Vectors::new(d),
        }
    }

    /// Adds the next row, of a position and `∇V` there.
    pub fn add(&mut self, q: &[f64], g: &[f64]) {
        if self.rows == 0 {
            self.origin = q.to_vec();
            self.last = q.to_vec();
        }
        for (i, sums) in self.sums.iter_mut().enumerate() {
            let (q, g) = (q[i] - self.origin[i], g[i]);
            for (sum, x) in sums.iter_mut().zip([q, g, q * g, g * g]) {
                *sum += x;
            }
        }
        if self.rows > 0 && self.rows.is_multiple_of(self.stride) {
            let pairs = q.iter().zip(&self.last).zip(&self.periods);
            let moves: Vec<f64> = pairs
                .map(|((here, before), period)| {
                    let way = here - before;
                    let turns = period.map_or(0.0, |period| period * (way / period).round());
                    (way - turns).abs()
                })
                .collect();
            self.positions.push(q.iter().copied());
            self.moves.push(moves);
            if self.positions.len() == KEPT {
                self.stride *= 2;
                for kept in [&mut self.positions, &mut self.moves] {
                    let mut thinned = Vectors::new(kept.dimension());
                    // The first is of row one stride, and rows of two strides stay.
                    for vector in kept.iter().skip(1).step_by(2) {
                        thinned.push(vector.iter().copied());
                    }
                    *kept = thinned;
                }
            }
        }
        self.last.copy_from_slice(q);
        self.rows += 1;
    }

    /// Number of coordinates.
    pub fn dimension(&self) -> usize {
        self.periods.len()
    }

    /// The position below which this share of the rows is, along an axis.
    pub fn quantile(&self, axis: usize, share: f64) -> f64 {
        quantile(&self.positions, axis, share)
    }

    /// Standard deviation of the displacement from row to row along an axis, by the median of its
    /// size: jumps between walkers that follow one another in the table do not count.
    pub fn flight(&self, axis: usize) -> f64 {
        quantile(&self.moves, axis, 0.5) / MEDIAN
    }

    /// True if the rows follow one another in time: successive positions are correlated.
    pub fn is_successive(&self) -> bool {
        let of = |axis: usize| {
            let width = match self.periods[axis] {
                // Of positions all over the circle.
                Some(period) => period / 12.0_f64.sqrt(),
                None => {
                    let [lower, upper] = [0.25, 0.75].map(|share| self.quantile(axis, share));
                    (upper - lower) / (2.0 * MEDIAN)
                }
            };
            let flight = self.flight(axis);
            0.5 * flight * flight / (width * width)
        };
        let d = self.dimension();
        let mean = (0..d).map(of).sum::<f64>() / d as f64;
        1.0 - mean > SUCCESSIVE
    }

    /// `Cov(q, ∂V/∂q)` along an axis: `kT` by the virial theorem, whatever V is, where walkers do not
    /// get out.
    pub fn virial(&self, axis: usize) -> f64 {
        let [q, g, both, _] = self.sums[axis].map(|sum| sum / self.rows as f64);
        both - q * g
    }

    /// Root mean square of `∂V/∂q` along an axis.
    pub fn force(&self, axis: usize) -> f64 {
        (self.sums[axis][3] / self.rows as f64).sqrt()
    }
}

fn quantile(vectors: &Vectors, axis: usize, share: f64) -> f64 {
    let all: Vec<f64> = vectors.along(axis).collect();
    let all = sorted(&all);
    let last = all.len().saturating_sub(1);
    let place = (share * last as f64).round() as usize;
    all.get(place).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::Survey;
    use dynamics::Random;

    #[test]
    fn the_virial_gives_the_temperature_and_the_median_the_flight() {
        // Overdamped motion in ½ 4 q² at kT = 0.5, whose successive positions are correlated by 0.9.
        let mut random = Random::new(1, 0);
        let (mut survey, mut q) = (Survey::new(&[None]), 0.0);
        let width = (0.5_f64 / 4.0).sqrt();
        for row in 0..200_000 {
            q = 0.9 * q + 0.19_f64.sqrt() * width * random.normal();
            // A new walker now and then.
            if row % 1000 == 0 {
                q = -q;
            }
            survey.add(&[q + 100.0], &[4.0 * q + random.normal()]);
        }
        assert!(
            (survey.virial(0) - 0.5).abs() < 0.02,
            "{}",
            survey.virial(0)
        );
        let flight = (2.0 * 0.1_f64).sqrt() * width;
        assert!((survey.flight(0) / flight - 1.0).abs() < 0.02);
        assert!(survey.is_successive());
        let median = survey.quantile(0, 0.5);
        assert!((median - 100.0).abs() < 0.02 && survey.rows == 200_000);
    }

    #[test]
    fn independent_rows_do_not_follow_one_another() {
        let mut random = Random::new(2, 0);
        let mut survey = Survey::new(&[None, Some(6.0)]);
        for _ in 0..10_000 {
            let q = [random.normal(), 6.0 * random.uniform()];
            survey.add(&q, &[0.0; 2]);
        }
        assert!(!survey.is_successive());
    }
}
