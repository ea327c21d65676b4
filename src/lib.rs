//! Stepsieve: effective potentials from a time step that is deliberately too large.
//!
//! An energy `V(q)` hides several scales. A damped mechanical system is simulated with a step `δ`
//! too large for the smallest of them; the scales it cannot resolve act as noise, and the
//! trajectory samples a Gibbs law of the *effective* potential that remains (Li & Tao, *Automated
//! construction of effective potential via algorithmic implicit bias*, arXiv:2401.03511). From
//! that data alone this crate estimates the temperature and learns the effective potential. The
//! step size is the sieve.
//!
//! ```no_run
//! use stepsieve::experiment::Link;
//!
//! let (link, problems) = Link::read("v=3&preset=test1&step=0.5&steps=1e6");
//! assert!(problems.is_empty());
//! let outcome = stepsieve::study::run(link.experiment, 2, |_| {}).unwrap();
//! println!("{}", outcome.summary);
//! ```
//!
//! # Symbols
//!
//! | symbol | meaning | identifier |
//! |---|---|---|
//! | `V` | the energy, all scales together (1.1) | [`expression::Formula`], [`expression::Potential`] |
//! | `q`, `p` | position and momentum of a walker | [`dynamics::Walkers`] |
//! | `δ` | step size of the integrator (3.2) | [`experiment::Experiment::step`] |
//! | `γ`, `Γ` | friction, scalar and matrix | [`experiment::Experiment::friction`] |
//! | `M` | mass matrix | the inverse is what [`dynamics::StormerVerlet`] takes |
//! | `p̄` | symmetric momentum | [`dynamics::StormerVerlet::symmetric_momentum`] |
//! | `β̂` | inverse temperature of the trajectory (3.5) | [`estimate::temperature`] |
//! | `ΣΣᵀ` | noise covariance (3.4) | [`estimate::NoiseCovariance`] |
//! | `U_k` | effective potential (3.9) | [`estimate::learn`], [`estimate::LearnedPotential`] |
//! | `λ` | largest Lyapunov exponent of the map | [`dynamics::LyapunovPairs`], [`study::Regime`] |
//!
//! Equation numbers are the paper's. Where the paper is mistaken the code does what is right and
//! says so: (3.9) is printed with the wrong sign, `1/var(p)` pairs a momentum with a position half
//! a step away, and single trajectories are sooner or later absorbed by tiny attracting islands.
//!
//! # Rooms
//!
//! Each module is a crate of its own. Data flows one way: an [`experiment`] is compiled to an
//! [`expression::Potential`]; a [`study`] hands out jobs; a [`sampling::Runner`] advances blocks of
//! walkers by the steps of [`dynamics`] and leaves a tally ([`statistics`]); [`estimate`] turns the
//! merged tally into numbers, the study's [`study::Outcome`]; [`plot`] draws them, and [`export`]
//! writes a learned potential for other programs. [`experiment::paper`] lists the paper's figures.
//! `docs/ARCHITECTURE.md` says more.
//!
//! Deliberately absent: shared memory between workers (static hosts cannot send the
//! headers it needs), relaxed SIMD, fused multiply-add and the platform's elementary functions
//! (the same experiment gives the same bits everywhere), and any use of a reference potential
//! inside an estimator.

pub use {
    additive, classroom, dynamics, estimate, experiment, export, expression, message, plot,
    sampling, statistics, study,
};
