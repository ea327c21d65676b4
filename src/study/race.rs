//! The race: the errors of every way to an effective potential against its evaluations.

use crate::{Baseline, Spent};
use serde::{Deserialize, Serialize};

/// A way with its errors after more and more evaluations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Racer {
    /// The name of its [`Baseline`].
    pub name: String,
    pub points: Vec<Spent>,
}

/// Joins the contests of ever longer runs of one experiment. A way that has been tried with fewer
/// evaluations of its own is taken from the last run.
pub fn race(contests: &[Vec<Baseline>]) -> Vec<Racer> {
    let points = |way: &Baseline| {
        let mut points = way.fewer.clone();
        points.push(Spent {
            evaluations: way.evaluations,
            rmse: way.rmse,
            force_rmse: way.force_rmse,
        });
        points
    };
    let racer = |last: &Baseline| {
        let same = contests
            .iter()
            .flatten()
            .filter(|way| way.name == last.name);
        let mut points: Vec<Spent> = match last.fewer.is_empty() {
            true => same.flat_map(points).collect(),
            false => points(last),
        };
        points.dedup_by_key(|point| point.evaluations);
        Racer {
            name: last.name.clone(),
            points,
        }
    };
    contests
        .last()
        .map_or(Vec::new(), |last| last.iter().map(racer).collect())
}

#[cfg(test)]
mod tests {
    use super::race;
    use crate::{Baseline, Spent};

    #[test]
    fn a_way_with_points_of_its_own_comes_from_the_last_run() {
        let spent = |evaluations| Spent {
            evaluations,
            rmse: Some(1.0 / evaluations as f64),
            force_rmse: None,
        };
        let way = |name: &str, evaluations, fewer: &[u64]| Baseline {
            name: name.to_owned(),
            energy: Vec::new(),
            distance: None,
            rmse: spent(evaluations).rmse,
            force_rmse: None,
            evaluations,
            width: None,
            fewer: fewer.iter().copied().map(spent).collect(),
        };
        let run = |steps| {
            vec![
                way("original", 400, &[]),
                way("filter", 64, &[4, 16]),
                way("forces", steps, &[]),
            ]
        };
        let racers = race(&[run(1000), run(2000)]);
        let of =
            |k: usize| -> Vec<u64> { racers[k].points.iter().map(|p| p.evaluations).collect() };
        assert_eq!(
            [of(0), of(1), of(2)],
            [vec![400], vec![4, 16, 64], vec![1000, 2000]]
        );
        assert_eq!(racers[2].points[1], spent(2000));
        assert!(race(&[]).is_empty());
    }
}
