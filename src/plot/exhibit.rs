//! An exhibit: an experiment with its own outcome.

use crate::scene::{Ground, ground, scene};
use crate::{Content, Scene};
use experiment::{Experiment, Figure, Region};
use std::rc::Rc;
use study::{EnergySampler, Hidden, Snapshot};

/// An experiment, its energies, and the outcome of its run: the source of all figures. It accepts
/// only the experiment's own outcome, so no figure shows one experiment with the outcome of
/// another. Copies are cheap.
#[derive(Clone)]
pub struct Exhibit {
    frame: Rc<Frame>,
    snapshot: Option<Rc<Snapshot>>,
}

/// The part that depends on no run.
struct Frame {
    experiment: Experiment,
    /// `None` if the formula does not compile.
    sampler: Option<EnergySampler>,
    /// `V` over the grid, in several dimensions.
    ground: Option<Ground>,
    hidden: Hidden,
}

impl Frame {
    fn new(experiment: Experiment, mut sampler: Option<EnergySampler>, hidden: Hidden) -> Self {
        if let Some(sampler) = &mut sampler {
            sampler.hide(hidden);
        }
        Frame {
            ground: sampler.as_ref().and_then(ground),
            experiment,
            sampler,
            hidden,
        }
    }
}

impl Exhibit {
    /// An experiment without an outcome; hidden parts are left out from the start.
    pub fn new(experiment: Experiment, hidden: Hidden) -> Self {
        // The region of a file's rows is known with their outcome.
        let known = experiment.trajectory.is_none();
        let sampler = known.then(|| EnergySampler::new(&experiment).ok());
        Exhibit {
            frame: Rc::new(Frame::new(experiment, sampler.flatten(), hidden)),
            snapshot: None,
        }
    }

    /// A copy with this outcome in place of an earlier one; `None` if it belongs to another
    /// experiment.
    pub fn with(&self, mut snapshot: Snapshot) -> Option<Self> {
        if snapshot.asked != self.frame.experiment {
            return None;
        }
        let (asked, hidden) = (&self.frame.experiment, self.frame.hidden);
        let found = &snapshot.outcome.experiment;
        let frame = match asked.trajectory {
            Some(_) => {
                let sampler = EnergySampler::new(found).ok();
                Rc::new(Frame::new(asked.clone(), sampler, hidden))
            }
            None => Rc::clone(&self.frame),
        };
        snapshot.hide(hidden);
        Some(Exhibit {
            frame,
            snapshot: Some(Rc::new(snapshot)),
        })
    }

    /// The experiment as requested.
    pub fn experiment(&self) -> &Experiment {
        &self.frame.experiment
    }

    /// The energies of the experiment; `None` if the formula does not compile.
    pub fn sampler(&self) -> Option<&EnergySampler> {
        self.frame.sampler.as_ref()
    }

    /// The region of the figures: of a file's rows, the one that was found.
    pub fn region(&self) -> &Region {
        let found = self.snapshot().map(|s| &s.outcome.experiment);
        let rows = found.filter(|found| found.trajectory.is_some());
        &rows.unwrap_or(self.experiment()).region
    }

    /// The outcome, once there is one.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_deref()
    }

    /// True if both have the same energy with the same parameters.
    pub fn shares_potential(&self, other: &Exhibit) -> bool {
        let [a, b] = [self.experiment(), other.experiment()];
        a.potential == b.potential
            && rows_of(a) == rows_of(b)
            && self.experiment().dimension() == other.experiment().dimension()
    }

    /// True if both have the same kind and formula. They may differ in the formula's parameters and
    /// in settings, such as the step.
    pub fn resembles(&self, other: &Exhibit) -> bool {
        let [a, b] = [self.experiment(), other.experiment()];
        a.kind == b.kind
            && a.dimension() == b.dimension()
            && a.potential.preset == b.potential.preset
            && a.potential.formula == b.potential.formula
            && rows_of(a) == rows_of(b)
    }

    /// The scene of a figure, see [`super::scene::scene`].
    pub fn scene(
        &self,
        figure: Figure,
        zoom: Option<[f64; 2]>,
        slice: Option<&[f64]>,
    ) -> Option<Scene> {
        let sampler = self.sampler()?;
        Some(scene(sampler, self.snapshot(), figure, zoom, slice))
    }

    /// The content of a figure in a scene of this exhibit, with the outcome of another run if that
    /// shares the potential.
    pub fn content<'a>(&'a self, scene: &'a Scene, other: Option<&'a Exhibit>) -> Content<'a> {
        let other = other.filter(|other| self.shares_potential(other));
        Content {
            scene,
            ground: self.frame.ground.as_ref(),
            snapshot: self.snapshot(),
            other: other.and_then(Exhibit::snapshot),
            region: self.region(),
            replay: None,
        }
    }
}

/// Hash of the file whose rows stand in place of an energy.
fn rows_of(experiment: &Experiment) -> Option<&str> {
    Some(&experiment.trajectory.as_ref()?.hash)
}
