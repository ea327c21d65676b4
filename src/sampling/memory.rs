//! Predicts the memory of a run, to refuse it before its first step if necessary.

use crate::{RunPlan, Setup, resolved};
use experiment::{Compare, Experiment, Problems};
use expression::LANES;
use statistics::{CellForce, Grid, SEGMENTS};

/// Copies of a record: in the runner that makes it, in the study, and in transit between them.
const COPIES: u64 = 3;
/// Bytes of a number, and the most bytes of a block's record apart from its counts.
const NUMBER: u64 = 8;
const REST: u64 = 1 << 16;

/// Upper limit of the bytes that an experiment's records need with this many runners.
///
/// # Errors
/// If the formula is invalid.
pub fn memory(experiment: &Experiment, runners: usize) -> Result<u64, Problems> {
    let experiment = resolved(experiment.clone())?;
    let d = experiment.dimension();
    let setup = Setup::plain(d, experiment.friction(), experiment.steps);
    let learning = learning(&RunPlan::new(&experiment, &setup)?);
    let compared = experiment.compare.as_ref();
    Ok(learning.max(compared.map_or(0, |compare| comparing(compare, d, runners))))
}

/// Bytes of a learning run.
fn learning(plan: &RunPlan) -> u64 {
    let bins = SEGMENTS as u64 * plan.positions.len() as u64;
    let cells = plan.cells.as_ref().map_or(0, Grid::len);
    let forces = (CellForce::width(plan.positions.dimension()) * cells) as u64;
    let terms = plan.basis.as_ref().map_or(0, RunPlan::numbers_of_terms) as u64;
    let places = plan.places.len() as u64;
    let block = NUMBER * (bins + forces + terms) + NUMBER / 2 * places * places + REST;
    COPIES * u64::from(plan.blocks()) * block
}

/// Bytes of the ensembles under three potentials, including unfinished paths.
fn comparing(compare: &Compare, dimension: usize, runners: usize) -> u64 {
    let samples = compare.samples() as u64 + 1;
    let blocks = 3 * u64::from(compare.trajectories.div_ceil(LANES as u32));
    // Sums and squares at every time, products at half as many lags.
    let observables = (dimension + usize::from(compare.cv.is_some())) as u64;
    let block = NUMBER * observables * samples * 5 / 2 + REST;
    let path = NUMBER * (2 * dimension * LANES) as u64 * samples;
    COPIES * blocks * block + blocks.min(runners as u64 + 3) * path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, BlockWorkspace};
    use experiment::Link;
    use serde_json::Value;

    fn numbers(value: &Value) -> u64 {
        match value {
            Value::Array(values) => values.iter().map(numbers).sum(),
            Value::Object(fields) => fields.values().map(numbers).sum(),
            _ => 1,
        }
    }

    /// Bytes of a block's record, and their predicted limit.
    fn recorded(link: &str) -> [u64; 2] {
        let experiment = resolved(Link::read(link).0.experiment).unwrap();
        let setup = Setup::plain(
            experiment.dimension(),
            experiment.friction(),
            experiment.steps,
        );
        let plan = RunPlan::new(&experiment, &setup).unwrap();
        let mut block = Block::new(&plan, 0);
        let mut workspace = BlockWorkspace::new(&plan);
        for _ in 0..20 {
            block.advance(&plan, &mut workspace);
        }
        let record = serde_json::to_value(block.tally()).unwrap();
        // Transitions are counted in numbers of half the size.
        let held =
            NUMBER * numbers(&record) - NUMBER / 2 * numbers(&record["transitions"]["counts"]);
        let blocks = COPIES * u64::from(plan.blocks());
        [held, memory(&experiment, 2).unwrap() / blocks]
    }

    #[test]
    fn a_block_takes_what_it_was_thought_to() {
        for [held, thought] in [
            recorded("v=2&preset=test1&step=0.5&bins=2000&burn_in=0"),
            recorded("v=2&preset=test4&calibration=off&bins=256,256&burn_in=0"),
            recorded("v=2&formula=cos(x)*cos(y)*cos(9*z)&calibration=off&bins=40,40,40&burn_in=0"),
        ] {
            assert!(
                held <= thought && thought < 2 * held + REST,
                "{held} of {thought}"
            );
        }
    }

    #[test]
    fn trajectories_take_memory_as_their_number_and_length() {
        let of = |link: &str| memory(&Link::read(link).0.experiment, 2).unwrap();
        let [short, long] =
            ["time=50", "time=2000"].map(|time| of(&format!("v=2&preset=fig3&{time}")));
        assert!(short < long && long > 100_000_000, "{short} {long}");
        let many = of("v=2&preset=fig3&time=2000&trajectories=65536");
        assert!(many > 2_000_000_000, "{many}");
    }
}
