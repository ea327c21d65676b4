//! The race between the ways to an effective potential: its energies, and its numbers of steps.

use crate::{Experiment, Kind, Problem, Problems};
use message::say;
use serde::Serialize;

/// An energy to race on.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Race {
    /// Name of its title among the page's texts.
    pub name: &'static str,
    /// The experiment, as a link; the race sets its steps, and those of its calibration.
    pub link: &'static str,
}

/// One for every kind of energy: a ripple far below the step, one between two others, a step that
/// blurs a well, two dimensions, wells stiff for the step, three dimensions, scales without a gap.
pub const RACES: [Race; 7] = [
    Race {
        name: "parabola",
        link: "v=3&preset=test1&step=0.5&walkers=auto",
    },
    Race {
        name: "ripple",
        link: "v=3&preset=test1&step=0.065&walkers=auto",
    },
    Race {
        name: "wells",
        link: "v=3&preset=test2&step=0.2&walkers=auto",
    },
    Race {
        name: "valley",
        link: "v=3&preset=test4&walkers=auto",
    },
    Race {
        name: "surface",
        link: "v=3&preset=test5&walkers=auto",
    },
    Race {
        name: "space",
        link: "v=3&formula=(x^2 - 1)^2/2 + y^2/2 + (z - x*y/2)^2 + eps*(sin(x/eps) + sin((x + y)/eps) + sin(z/eps)); eps = 1e-4&reference=(x^2 - 1)^2/2 + y^2/2 + (z - x*y/2)^2&step=0.1&walkers=auto",
    },
    Race {
        name: "no_gap",
        link: "v=3&preset=test3&step=0.1309&walkers=auto",
    },
];

/// Steps of the runs of a race, and of their calibration where there is one.
pub const RACE_STEPS: [f64; 6] = [1e4, 6e4, 3e5, 1.5e6, 8e6, 4e7];

impl Experiment {
    /// The same as it runs in a race: it learns with these steps, in its calibration too.
    ///
    /// # Errors
    /// There is no reference.
    pub fn racing(mut self, steps: f64) -> Result<Self, Problems> {
        if self.reference().is_none() {
            let why = say!(
                "race-without-reference",
                "A race needs a reference, from which the errors are measured."
            );
            return Err(Problems(vec![Problem::new("potential.reference", why)]));
        }
        self.kind = Kind::Learn;
        self.steps = steps as u64;
        if let Some(calibration) = &mut self.calibration {
            calibration.steps = self.steps;
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::RACES;
    use crate::Link;

    #[test]
    fn every_race_has_a_reference() {
        for race in RACES {
            let (link, problems) = Link::read(race.link);
            assert!(problems.is_empty(), "{}: {problems:?}", race.name);
            assert!(link.experiment.reference().is_some(), "{}", race.name);
        }
    }
}
