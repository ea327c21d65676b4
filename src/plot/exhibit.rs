//! An experiment with what a run of it has found.

use crate::scene::{Ground, ground, scene};
use crate::{Content, Scene};
use experiment::{Experiment, Figure};
use std::rc::Rc;
use study::{EnergySampler, Hidden, Snapshot};

/// An experiment, its energies, and the outcome of a run of it: what figures are made from. Only
/// the experiment's own outcome finds its way in, so no figure shows one experiment with the
/// outcome of another. Copies are cheap.
#[derive(Clone)]
pub struct Exhibit {
    frame: Rc<Frame>,
    snapshot: Option<Rc<Snapshot>>,
}

/// What does not depend on any run.
struct Frame {
    experiment: Experiment,
    /// `None` where the formula cannot be compiled.
    sampler: Option<EnergySampler>,
    /// `V` over the grid, where there are several dimensions.
    ground: Option<Ground>,
    hidden: Hidden,
}

impl Exhibit {
    /// An experiment of which nothing is known yet; what is hidden is kept out from the start.
    pub fn new(experiment: Experiment, hidden: Hidden) -> Self {
        let mut sampler = EnergySampler::new(&experiment).ok();
        if let Some(sampler) = &mut sampler {
            sampler.hide(hidden);
        }
        Exhibit {
            frame: Rc::new(Frame {
                ground: sampler.as_ref().and_then(ground),
                experiment,
                sampler,
                hidden,
            }),
            snapshot: None,
        }
    }

    /// The same with an outcome, which takes the place of an earlier one; `None` if it is that of
    /// another experiment.
    pub fn with(&self, mut snapshot: Snapshot) -> Option<Self> {
        if snapshot.asked != self.frame.experiment {
            return None;
        }
        snapshot.hide(self.frame.hidden);
        Some(Exhibit {
            frame: Rc::clone(&self.frame),
            snapshot: Some(Rc::new(snapshot)),
        })
    }

    /// The experiment as it was asked for.
    pub fn experiment(&self) -> &Experiment {
        &self.frame.experiment
    }

    /// Its energies; `None` where the formula cannot be compiled.
    pub fn sampler(&self) -> Option<&EnergySampler> {
        self.frame.sampler.as_ref()
    }

    /// The outcome, once there is one.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_deref()
    }

    /// True if both are of the same energy, with the same parameters.
    pub fn shares_potential(&self, other: &Exhibit) -> bool {
        self.experiment().potential == other.experiment().potential
            && self.experiment().dimension() == other.experiment().dimension()
    }

    /// True if both ask the same question of the same formula: they may differ in its parameters
    /// and in settings, such as the step.
    pub fn resembles(&self, other: &Exhibit) -> bool {
        let [a, b] = [self.experiment(), other.experiment()];
        a.kind == b.kind
            && a.dimension() == b.dimension()
            && a.potential.preset == b.potential.preset
            && a.potential.formula == b.potential.formula
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

    /// What a figure shows in a scene of this exhibit, beside the outcome of another run where that
    /// is one of the same energy.
    pub fn content<'a>(&'a self, scene: &'a Scene, other: Option<&'a Exhibit>) -> Content<'a> {
        let other = other.filter(|other| self.shares_potential(other));
        Content {
            scene,
            ground: self.frame.ground.as_ref(),
            snapshot: self.snapshot(),
            other: other.and_then(Exhibit::snapshot),
        }
    }
}
