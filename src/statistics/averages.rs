//! Block averages: the standard error of a mean over correlated samples, in memory independent of
//! the length of the run (Flyvbjerg & Petersen, J. Chem. Phys. 91, 461, 1989).

use serde::{Deserialize, Serialize};

/// Running sums of means over windows, pairs of windows, pairs of pairs, and so on.
///
/// Level `l` holds the means over `2^l` consecutive windows. Once blocks exceed the correlation
/// time, the error estimated from a level stops rising: the plateau is the error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockAverages {
    levels: Vec<Level>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Level {
    count: u64,
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// The first mean of a pair whose second is still missing.
    pending: Option<Vec<f64>>,
}

/// The standard error of a mean, from the plateau of the block averages.
#[derive(Clone, Debug, PartialEq)]
pub struct Plateau {
    /// Standard error of the mean at the chosen level.
    pub error: f64,
    /// Block size of each level, in windows.
    pub sizes: Vec<f64>,
    /// Standard error of the mean from each level alone.
    pub errors: Vec<f64>,
}

impl BlockAverages {
    /// Adds the means over one window.
    pub fn push(&mut self, means: &[f64]) {
        let mut carried = means.to_vec();
        for at in 0.. {
            if at == self.levels.len() {
                self.levels.push(Level {
                    count: 0,
                    sums: vec![0.0; means.len()],
                    squares: vec![0.0; means.len()],
                    pending: None,
                });
            }
            let level = &mut self.levels[at];
            level.count += 1;
            for ((sum, square), x) in level.sums.iter_mut().zip(&mut level.squares).zip(&carried) {
                *sum += x;
                *square += x * x;
            }
            match level.pending.take() {
                None => {
                    level.pending = Some(carried);
                    return;
                }
                Some(first) => {
                    for (x, y) in carried.iter_mut().zip(first) {
                        *x = 0.5 * (*x + y);
                    }
                }
            }
        }
    }

    /// The error of the mean of quantity `index`, from independent series of windows together.
    ///
    /// The level is the first whose block length `b` (in windows) satisfies
    /// `b³ > 2 n (ε_l/ε_0)⁴`, where bias and noise of the error estimate balance (Lee et al.,
    /// Phys. Rev. E 83, 066706, 2011); if none does, the last level with enough blocks.
    pub fn plateau<'a>(
        series: impl Iterator<Item = &'a BlockAverages> + Clone,
        index: usize,
    ) -> Option<Plateau> {
        const FEWEST_BLOCKS: u64 = 16;
        let mut plateau = Plateau {
            error: f64::NAN,
            sizes: Vec::new(),
            errors: Vec::new(),
        };
        let mut total = 0.0;
        let mut settled = false;
        for level in 0.. {
            let (mut count, mut sum, mut squares) = (0, 0.0, 0.0);
            for l in series.clone().filter_map(|s| s.levels.get(level)) {
                count += l.count;
                sum += l.sums[index];
                squares += l.squares[index];
            }
            if count < FEWEST_BLOCKS {
                break;
            }
            let n = count as f64;
            let variance = (squares - sum * sum / n).max(0.0) / (n - 1.0);
            let error = (variance / n).sqrt();
            let size = (1u64 << level) as f64;
            if level == 0 {
                total = n;
            }
            plateau.sizes.push(size);
            plateau.errors.push(error);
            if !settled {
                plateau.error = error;
                let growth = error / plateau.errors[0];
                settled = size * size * size > 2.0 * total * growth * growth * growth * growth;
            }
        }
        (!plateau.errors.is_empty()).then_some(plateau)
    }
}
