//! The display: the experiment on the screen, and the outcomes that belong to it.

use crate::{Content, Exhibit, Geometry, Scene};
use experiment::{Experiment, Figure};
use std::collections::HashMap;
use study::{Hidden, Outcome, Snapshot};

/// The experiment in force with its outcome, and the outcomes that may stand beside it.
#[derive(Default)]
pub struct Display {
    current: Option<Exhibit>,
    /// The last outcome, as long as it stands in for one of an experiment that resembles its own.
    previous: Option<Exhibit>,
    /// An outcome of the same energy that those to come are compared with.
    other: Option<Exhibit>,
    /// The last scan of the same energy, beside what was learned on it.
    scan: Option<Exhibit>,
    /// What each figure was last drawn from, and where it stands.
    drawn: HashMap<Figure, Drawing>,
    hidden: Hidden,
}

/// What a figure was drawn from, and where its data stand on it.
pub struct Drawing {
    pub exhibit: Exhibit,
    pub other: Option<Exhibit>,
    pub scene: Scene,
    pub geometry: Geometry,
}

impl Drawing {
    /// What the figure shows.
    pub fn content(&self) -> Content<'_> {
        self.exhibit.content(&self.scene, self.other.as_ref())
    }
}

impl Display {
    /// A display of nothing yet that never gives away what is hidden.
    pub fn new(hidden: Hidden) -> Self {
        Display {
            hidden,
            ..Display::default()
        }
    }

    /// Another experiment is in force. The outcome of the one before stands in for that to come
    /// where both resemble each other, until [`Display::settle`]; otherwise it is gone.
    pub fn show(&mut self, experiment: Experiment) {
        let same = |exhibit: &Exhibit| *exhibit.experiment() == experiment;
        if self.current.as_ref().is_some_and(same) {
            return;
        }
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

    /// Takes in an outcome. One that comes late, of an experiment no longer in force, stands in for
    /// the one to come where both resemble each other. Returns whether it is of the experiment in
    /// force.
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

    /// No outcome is to come: that of the experiment before stands in no longer.
    pub fn settle(&mut self) {
        self.previous = None;
    }

    /// Forgets every outcome but that kept for comparison.
    pub fn clear(&mut self) {
        self.previous = None;
        self.scan = None;
        self.current = self
            .current
            .take()
            .map(|current| Exhibit::new(current.experiment().clone(), self.hidden));
    }

    /// Keeps the last outcome for comparison with those that come, or forgets the one kept.
    pub fn compare(&mut self, keep: bool) {
        let last = self.exhibit().filter(|last| last.snapshot().is_some());
        self.other = last.filter(|_| keep).cloned();
    }

    /// The outcome of the experiment in force.
    pub fn outcome(&self) -> Option<&Outcome> {
        Some(&self.current.as_ref()?.snapshot()?.outcome)
    }

    /// The snapshot of the experiment in force.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.current.as_ref()?.snapshot()
    }

    /// True if figures show the outcome of the experiment before, which stands in for one to come.
    pub fn is_stale(&self) -> bool {
        self.previous.is_some()
    }

    /// The outcome that figures show: that of the experiment in force, or what stands in for it.
    pub fn shown(&self) -> Option<&Outcome> {
        Some(&self.exhibit()?.snapshot()?.outcome)
    }

    /// The experiment in force.
    pub fn current(&self) -> Option<&Exhibit> {
        self.current.as_ref()
    }

    /// The scan of the energy that is shown, be it the last outcome or from before it.
    pub fn staircase(&self) -> Option<&Exhibit> {
        let scans = [&self.previous, &self.current, &self.scan];
        scans.into_iter().flatten().find(|e| is_scan(e))
    }

    /// What a figure is to be drawn from: an experiment with its own outcome, and another outcome
    /// beside it.
    pub fn exhibits(&self, figure: Figure) -> Option<(Exhibit, Option<Exhibit>)> {
        let last = self.exhibit()?;
        Some(match (figure, self.staircase()) {
            // What is learned has its place on the staircase.
            (Figure::Staircase, Some(scan)) => (
                scan.clone(),
                Some(last.clone()).filter(|last| !is_scan(last)),
            ),
            _ => (last.clone(), self.other.clone()),
        })
    }

    /// Says what a figure has been drawn from.
    pub fn keep(&mut self, figure: Figure, drawing: Drawing) {
        self.drawn.insert(figure, drawing);
    }

    /// Says that a figure is empty.
    pub fn forget(&mut self, figure: Figure) {
        self.drawn.remove(&figure);
    }

    /// What a figure was last drawn from: what is on the screen.
    pub fn drawing(&self, figure: Figure) -> Option<&Drawing> {
        self.drawn.get(&figure)
    }

    /// What figures show: the experiment in force, or what stands in for its outcome.
    fn exhibit(&self) -> Option<&Exhibit> {
        self.previous.as_ref().or(self.current.as_ref())
    }
}

fn is_scan(exhibit: &Exhibit) -> bool {
    exhibit.snapshot().is_some_and(|s| s.outcome.scan.is_some())
}
