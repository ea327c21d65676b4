//! The display: the experiment on the screen with its outcomes.

use crate::{Content, Exhibit, Geometry, Scene};
use experiment::{Experiment, Figure};
use std::collections::HashMap;
use study::{Hidden, Outcome, Replay, Snapshot};

/// The current experiment with its outcome, and the outcomes shown in its place or beside it.
#[derive(Default)]
pub struct Display {
    current: Option<Exhibit>,
    /// The last outcome of a similar experiment, until the current one has its own.
    previous: Option<Exhibit>,
    /// The outcome kept for comparison.
    other: Option<Exhibit>,
    /// The last scan of the same energy, for outcomes of its steps.
    scan: Option<Exhibit>,
    /// The last drawing of each figure.
    drawn: HashMap<Figure, Drawing>,
    /// Walkers of the current experiment, once they walk, and true if they have calibrated friction;
    /// `None` within if they cannot walk.
    replay: Option<(bool, Option<Replay>)>,
    hidden: Hidden,
}

/// A drawn figure: its content, and the geometry of its data.
pub struct Drawing {
    pub exhibit: Exhibit,
    pub other: Option<Exhibit>,
    pub scene: Scene,
    pub geometry: Geometry,
}

impl Drawing {
    /// The content of the figure.
    pub fn content(&self) -> Content<'_> {
        self.exhibit.content(&self.scene, self.other.as_ref())
    }
}

impl Display {
    /// An empty display that never shows the hidden parts.
    pub fn new(hidden: Hidden) -> Self {
        Display {
            hidden,
            ..Display::default()
        }
    }

    /// Changes the current experiment. The previous outcome remains visible if the experiments
    /// resemble each other, until [`Display::settle`]; otherwise it is dropped.
    pub fn show(&mut self, experiment: Experiment) {
        let same = |exhibit: &Exhibit| *exhibit.experiment() == experiment;
        if self.current.as_ref().is_some_and(same) {
            return;
        }
        self.replay = None;
        let next = Exhibit::new(experiment, self.hidden);
        self.scan = self
            .staircase()
            .filter(|scan| scan.shares_potential(&next))
            .cloned();
        let last = self.current.take().filter(|last| last.snapshot().is_some());
        self.previous = last
            .or(self.previous.take())
            .filter(|previous| previous.resembles(&next));
        self.current = Some(next);
    }

    /// Adds an outcome. A late outcome of an earlier experiment becomes the previous outcome if the
    /// experiments resemble each other. Returns true if the outcome is the current experiment's.
    pub fn load(&mut self, snapshot: Snapshot) -> bool {
        let asked = |exhibit: &&Exhibit| *exhibit.experiment() == snapshot.asked;
        let known = [&self.current, &self.previous];
        let own = known.into_iter().flatten().find(asked).cloned();
        let own = own.unwrap_or_else(|| Exhibit::new(snapshot.asked.clone(), self.hidden));
        let is_current = self.current.as_ref().is_none_or(|c| asked(&c));
        let Some(found) = own.with(snapshot) else {
            return false;
        };
        self.scan = self.staircase().cloned();
        if is_current {
            self.current = Some(found);
            self.previous = None;
        } else {
            let in_force = self.current.as_ref();
            let resembles = in_force.is_some_and(|c| found.resembles(c));
            self.previous = Some(found).filter(|_| resembles);
        }
        is_current
    }

    /// Drops the previous outcome, as the current experiment will have none.
    pub fn settle(&mut self) {
        self.previous = None;
    }

    /// Drops the outcome of the current experiment, whose run starts again. Outcomes that do not
    /// come from that run stay.
    pub fn restart(&mut self) {
        let scanned = self.staircase().cloned();
        self.scan = scanned.filter(|scan| Some(scan.experiment()) != self.experiment());
        self.previous = None;
        self.current = self.current.take().map(|current| self.empty(&current));
    }

    /// Drops every outcome but the one kept for comparison.
    pub fn clear(&mut self) {
        self.previous = None;
        self.scan = None;
        self.current = self.current.take().map(|current| self.empty(&current));
    }

    /// Keeps the last outcome for comparison, or drops the one kept.
    pub fn compare(&mut self, keep: bool) {
        let last = self.exhibit().filter(|last| last.snapshot().is_some());
        self.other = last.filter(|_| keep).cloned();
    }

    /// The outcome of the current experiment.
    pub fn outcome(&self) -> Option<&Outcome> {
        Some(&self.current.as_ref()?.snapshot()?.outcome)
    }

    /// The snapshot of the current experiment.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.current.as_ref()?.snapshot()
    }

    /// True if figures show the outcome of a previous experiment.
    pub fn is_stale(&self) -> bool {
        self.previous.is_some()
    }

    /// The outcome in the figures: the current experiment's, or the previous one.
    pub fn shown(&self) -> Option<&Outcome> {
        Some(&self.exhibit()?.snapshot()?.outcome)
    }

    /// The current experiment.
    pub fn current(&self) -> Option<&Exhibit> {
        self.current.as_ref()
    }

    /// The scan of the current energy: the last outcome, or an earlier one.
    pub fn staircase(&self) -> Option<&Exhibit> {
        let scans = [&self.previous, &self.current, &self.scan];
        scans.into_iter().flatten().find(|e| is_scan(e))
    }

    /// The exhibits for drawing a figure: an experiment with its own outcome, and an optional other
    /// one beside it.
    pub fn exhibits(&self, figure: Figure) -> Option<(Exhibit, Option<Exhibit>)> {
        let last = self.exhibit()?;
        Some(match (figure, self.staircase()) {
            // The staircase marks the step of the last outcome.
            (Figure::Staircase, Some(scan)) => (
                scan.clone(),
                Some(last.clone()).filter(|last| !is_scan(last)),
            ),
            // Walkers are never those of another experiment.
            (Figure::Walkers, _) => (self.current.clone()?, None),
            _ => (last.clone(), self.other.clone()),
        })
    }

    /// Records the drawing of a figure.
    pub fn keep(&mut self, figure: Figure, drawing: Drawing) {
        self.drawn.insert(figure, drawing);
    }

    /// Records that a figure is empty.
    pub fn forget(&mut self, figure: Figure) {
        self.drawn.remove(&figure);
    }

    /// The walkers of the current experiment, ready to walk; `None` if it has none.
    pub fn walkers(&mut self) -> Option<&mut Replay> {
        let calibrated = self.calibrated().map(<[_]>::to_vec);
        let has = calibrated.is_some();
        if self.replay.as_ref().is_none_or(|(had, _)| *had != has) {
            let replay = Replay::new(self.experiment()?, calibrated.as_deref());
            self.replay = Some((has, replay.ok()));
        }
        self.replay.as_mut()?.1.as_mut()
    }

    /// The friction that the current run has calibrated.
    fn calibrated(&self) -> Option<&[Vec<f64>]> {
        let outcome = self.outcome()?;
        outcome.noise_covariance.as_ref()?;
        Some(&outcome.friction)
    }

    /// The content of a drawing, with the walkers if they belong to its experiment.
    pub fn content<'a>(&'a self, drawing: &'a Drawing) -> Content<'a> {
        let is_current = Some(drawing.exhibit.experiment()) == self.experiment();
        let replay = self.replay.as_ref().and_then(|(_, replay)| replay.as_ref());
        Content {
            replay: replay.filter(|_| is_current),
            ..drawing.content()
        }
    }

    /// The last drawing of a figure, which is on the screen.
    pub fn drawing(&self, figure: Figure) -> Option<&Drawing> {
        self.drawn.get(&figure)
    }

    /// An exhibit's experiment without an outcome.
    fn empty(&self, exhibit: &Exhibit) -> Exhibit {
        Exhibit::new(exhibit.experiment().clone(), self.hidden)
    }

    fn experiment(&self) -> Option<&Experiment> {
        self.current.as_ref().map(Exhibit::experiment)
    }

    /// The exhibit in the figures: the current one, or the previous one.
    fn exhibit(&self) -> Option<&Exhibit> {
        self.previous.as_ref().or(self.current.as_ref())
    }
}

fn is_scan(exhibit: &Exhibit) -> bool {
    exhibit.snapshot().is_some_and(|s| s.outcome.scan.is_some())
}
