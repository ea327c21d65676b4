//! The figures of an outcome, by the names used in links, exercises and the page.

/// A figure of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Walkers of the run on `V`, step by step.
    Walkers,
    /// `V`, the reference and the learned `U`: curves, or maps in several dimensions.
    Potential,
    /// The same over a small interval, or along a line through several dimensions.
    Zoom,
    /// Histograms of the positions with the density of the fit.
    Positions,
    /// Histograms of the momenta over their Gaussians.
    Momenta,
    /// Covariances of the noise and of the momenta.
    Noise,
    /// Inverse temperature and error against the number of steps.
    Convergence,
    /// Hamiltonian trajectories under the surrogate and the original.
    Portrait,
    /// Mean paths of the Langevin ensembles.
    Mean,
    /// Their autocorrelations.
    Correlation,
    /// Their equilibrium distributions.
    Equilibrium,
    /// The learned potential beside the baselines, in one dimension.
    Baselines,
    /// The potential learned from the positions, less that learned from the forces.
    Agreement,
    /// The noise power as a function of the step.
    Staircase,
    /// The potentials of the scales found by a scan, and their differences.
    Scales,
}

impl Figure {
    /// Every figure, in the order of the page.
    pub const ALL: [Figure; 15] = [
        Figure::Walkers,
        Figure::Staircase,
        Figure::Scales,
        Figure::Potential,
        Figure::Zoom,
        Figure::Positions,
        Figure::Momenta,
        Figure::Noise,
        Figure::Convergence,
        Figure::Agreement,
        Figure::Baselines,
        Figure::Portrait,
        Figure::Mean,
        Figure::Correlation,
        Figure::Equilibrium,
    ];

    /// The figure's name.
    pub fn name(self) -> &'static str {
        match self {
            Figure::Walkers => "walkers",
            Figure::Potential => "potential",
            Figure::Zoom => "zoom",
            Figure::Positions => "positions",
            Figure::Momenta => "momenta",
            Figure::Noise => "noise",
            Figure::Convergence => "convergence",
            Figure::Portrait => "portrait",
            Figure::Mean => "mean",
            Figure::Correlation => "correlation",
            Figure::Equilibrium => "equilibrium",
            Figure::Agreement => "agreement",
            Figure::Baselines => "beside",
            Figure::Staircase => "staircase",
            Figure::Scales => "scales",
        }
    }

    /// The figure with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }
}
