//! The pairs of variables whose functions are learned, in more than three dimensions.

use crate::{Experiment, Problem};
use additive::{Basis, MOST_COEFFICIENTS};
use expression::Potential;
use message::{cut, exact, say};
use statistics::MOST_GRIDDED;

/// Most dimensions in which runs with different masses calibrate.
const MOST_MASSES: usize = 8;

/// The pairs of variables that occur together in a term of the formula; and every pair.
pub(crate) const NEIGHBOURS: &str = "neighbours";
const ALL: &str = "all";

impl Experiment {
    /// True in more than three dimensions, where a sum of terms is learned instead of values on a grid.
    pub fn learns_terms(&self) -> bool {
        self.dimension() > MOST_GRIDDED
    }

    /// True where the noise is that of the forces of one run, not of runs with different masses, whose
    /// number grows as the square of the dimension.
    pub fn calibrates_by_forces(&self) -> bool {
        self.dimension() > MOST_MASSES
    }

    /// The pairs of variables whose functions are learned, the lower variable first.
    pub fn pairs(&self, potential: &Potential) -> Vec<[usize; 2]> {
        let d = self.dimension();
        let all = (0..d).flat_map(|i| (i + 1..d).map(move |j| [i, j]));
        match self.interactions.as_deref().unwrap_or(NEIGHBOURS) {
            ALL => all.collect(),
            NEIGHBOURS => {
                let together = |[i, j]: &[usize; 2]| {
                    let both = 1_u32 << i | 1 << j;
                    potential.supports().iter().any(|s| s & both == both)
                };
                all.filter(together).collect()
            }
            list => listed(list, d).unwrap_or_default(),
        }
    }

    /// The problem of a list that is none, and of more pairs than can be learned.
    pub(crate) fn interactions_problem(&self) -> Option<Problem> {
        let field = "interactions";
        let given = self.interactions.as_deref();
        if !self.learns_terms() {
            let said = || {
                say!(
                    "interactions-of-many",
                    "Interactions (interactions) are chosen in more than three dimensions only; up to there the potential is learned as a whole."
                )
            };
            return given.map(|_| Problem::new(field, said()));
        }
        let d = self.dimension();
        if let Some(text) = given.filter(|text| ![ALL, NEIGHBOURS].contains(text))
            && listed(text, d).is_none()
        {
            return Some(Problem::new(
                field,
                say!(
                    "interactions-form",
                    "Interactions (interactions) must be neighbours, all, or pairs of different numbers from 1 to {dimension} such as 1-2, 2-3, not “{given}”.",
                    dimension = exact(d as f64),
                    given = cut(text)
                ),
            ));
        }
        let potential = self.formula().ok()?.compile().ok()?;
        let pairs = self.pairs(&potential).len();
        (!Basis::is_possible(d, pairs)).then(|| {
            Problem::new(
                field,
                say!(
                    "many-interactions",
                    "{pairs} pairs of {dimension} variables have more than the {most} coefficients that can be learned: list the important pairs only, as in interactions=1-2, 2-3.",
                    pairs = exact(pairs as f64),
                    dimension = exact(d as f64),
                    most = exact(MOST_COEFFICIENTS as f64)
                ),
            )
        })
    }

    /// The problem of a circle, which more than three dimensions do not have yet.
    pub(crate) fn gridless_problem(&self) -> Option<Problem> {
        let is_wrong = self.learns_terms() && self.has_period();
        is_wrong.then(|| {
            Problem::new(
                "periodic",
                say!(
                    "many-variables-periodic",
                    "In more than three dimensions no coordinate can be periodic yet."
                ),
            )
        })
    }
}

/// Pairs such as `1-2, 2-3`, each once and in order; `None` if that is not a list of them.
fn listed(text: &str, dimension: usize) -> Option<Vec<[usize; 2]>> {
    let number = |word: &str| {
        let n: usize = word.trim().parse().ok()?;
        (1..=dimension).contains(&n).then(|| n - 1)
    };
    let pair = |word: &str| {
        let (i, j) = word.split_once('-')?;
        let (i, j) = (number(i)?, number(j)?);
        (i != j).then(|| [i.min(j), i.max(j)])
    };
    let words = text.split(',').filter(|word| !word.trim().is_empty());
    let mut pairs: Vec<[usize; 2]> = words.map(pair).collect::<Option<_>>()?;
    pairs.sort_unstable();
    pairs.dedup();
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn a_list_of_pairs_has_each_once_and_in_order() {
        assert_eq!(listed("3-2, 1-2,2-1", 3), Some(vec![[0, 1], [1, 2]]));
        assert_eq!(listed("", 3), Some(Vec::new()));
        for wrong in ["1-1", "0-2", "1-4", "1", "a-b", "1-2-3"] {
            assert_eq!(listed(wrong, 3), None, "{wrong}");
        }
    }
}
