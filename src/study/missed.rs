//! Places of low energy where no walker went.

use crate::forces::flight;
use crate::run::Run;
use estimate::EnergySamples;
use statistics::order;

/// Most evaluations of `V`: those of a fine grid in any dimension.
const EVALUATIONS: u64 = 1 << 18;

/// The part of the region where no walker was.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Missed {
    /// Its share of `exp(−βV)` over the region, for a `V` averaged over a walker's flight in one
    /// step.
    pub share: f64,
    /// Where that `V` is lowest in it; empty if the walkers were everywhere.
    pub lowest: Vec<f64>,
}

/// The part of the region without `counts`; `None` where the averaged `V` is undefined.
pub(super) fn missed(run: &Run, counts: &[u64], beta: f64) -> Option<Missed> {
    let (bins, potential) = (&run.plan.positions, run.plan.integrator.potential());
    let samples = EnergySamples::new(potential, bins, &flight(run), EVALUATIONS);
    let energy = samples.blurred(bins, 1.0);
    let known: Vec<usize> = (0..bins.len())
        .filter(|bin| energy[*bin].is_some())
        .collect();
    let energy: Vec<f64> = known.iter().filter_map(|bin| energy[*bin]).collect();
    let ascending = order(&energy);
    let least = energy[*ascending.first()?];
    let (mut all, mut unseen, mut lowest) = (0.0, 0.0, None);
    for place in ascending {
        let (bin, weight) = (known[place], libm::exp(beta * (least - energy[place])));
        all += weight;
        if counts.get(bin).is_none_or(|n| *n == 0) {
            unseen += weight;
            lowest.get_or_insert(bin);
        }
    }
    let lowest = lowest.map_or(Vec::new(), |bin| bins.points()[bin].to_vec());
    Some(Missed {
        share: unseen / all,
        lowest,
    })
    .filter(|missed| missed.share.is_finite())
}
