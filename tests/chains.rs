//! Dynamics under a learned sum of terms beside dynamics under the original, in more than three
//! dimensions.

use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Comparison, Ensemble, Outcome, run};

/// Five oscillators in a chain of springs, under ripples along each and along each spring.
const SPRINGS: &str = "sum(i,1,5,x[i]^2/2)+sum(i,1,4,(x[i]-x[i+1])^2/2)";
const RIPPLES: &str = "eps*(sum(i,1,5,sin(x[i]/eps))+sum(i,1,4,sin((x[i]+x[i+1])/eps)));eps=1e-5";
/// Its second normal mode; the first is the mean of all coordinates.
const MODE: &str = "sum(i,1,5,cos(pi*(i-0.5)/5)*x[i])";

fn link(more: &str) -> String {
    format!("v=3&kind=compare&formula={SPRINGS}+{RIPPLES}&step=0.1&{more}").replace('+', "%2B")
}

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(link);
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn outcome(link: &str, threads: usize) -> Outcome {
    run(experiment(link), threads, |_| {}).unwrap_or_else(|problems| panic!("{problems}"))
}

/// `E[q(t)]/q(0)` of an oscillator with this square of its frequency under a friction of one, started
/// at rest; also its autocorrelation in equilibrium.
fn fading(square: f64, time: f64) -> f64 {
    let omega = (square - 0.25).sqrt();
    let (sine, cosine) = libm::sincos(omega * time);
    libm::exp(-0.5 * time) * (cosine + 0.5 / omega * sine)
}

/// The square of the frequency of a mode of the chain, counted from zero.
fn square(mode: f64) -> f64 {
    let sine = libm::sin(std::f64::consts::PI * mode / 10.0);
    1.0 + 4.0 * sine * sine
}

/// Largest deviation of a curve beyond an allowance, in standard errors.
fn worst(values: &[f64], errors: &[f64], allowed: f64, truth: impl Fn(usize) -> f64) -> f64 {
    let pairs = values.iter().zip(errors).enumerate();
    pairs
        .filter(|(_, (_, error))| **error > 0.0)
        .map(|(n, (value, error))| ((value - truth(n)).abs() - allowed) / error)
        .fold(0.0, f64::max)
}

/// Deviations of the mean path of the first coordinate and of the correlation of the mode from those of
/// modes with these squares of frequencies.
fn deviations(ensemble: &Ensemble, squares: [f64; 2], allowed: f64) -> [f64; 2] {
    let exact =
        |mode: usize, scale: f64| move |n: usize| scale * fading(squares[mode], 0.1 * n as f64);
    [
        worst(
            &ensemble.mean[0],
            &ensemble.mean_error[0],
            allowed,
            exact(0, 1.5),
        ),
        worst(
            &ensemble.correlation[5],
            &ensemble.correlation_error[5],
            allowed,
            exact(1, 1.0),
        ),
    ]
}

/// Every coordinate starts about 1.5, so the first mode relaxes; the second has its equilibrium from
/// the start on.
fn of_springs() -> Comparison {
    let spread = square(1.0).sqrt().recip();
    let each = |x: f64| [x.to_string().as_str(); 5].join(",");
    let (mean, spread) = (each(1.5), each(spread));
    let of = format!(
        "steps=2e6&calibration_steps=2e6&third={SPRINGS}&fine_step=0.02&time=8&trajectories=2048\
         &compare_q_mean={mean}&compare_q_spread={spread}&cv={MODE}"
    );
    outcome(&link(&of), 2).comparison.unwrap()
}

#[test]
fn the_modes_of_a_chain_of_springs_relax_and_correlate_as_calculated() {
    let comparison = of_springs();
    assert_eq!(comparison.observables, ["x1", "x2", "x3", "x4", "x5", "cv"]);
    assert_eq!(
        (comparison.binned.as_slice(), comparison.axes.len()),
        (&["cv".to_owned()][..], 1)
    );
    // The original is not resolved by this fine step; the third potential has no ripples.
    let [learned, _, exact] = &comparison.ensembles[..] else {
        panic!("three ensembles");
    };
    let squares = [square(0.0), square(1.0)];
    for (ensemble, allowed) in [(exact, 0.002), (learned, 0.02)] {
        let found = deviations(ensemble, squares, allowed);
        assert!(
            found.iter().all(|z| *z < 5.0),
            "{}: {found:?}",
            ensemble.name
        );
        // Other modes of the chain are told from these.
        let wrong = deviations(ensemble, [square(1.0), square(2.0)], allowed);
        assert!(
            wrong.iter().all(|z| *z > 8.0),
            "{}: {wrong:?}",
            ensemble.name
        );
    }
    // The mode is normal: its sum of squared factors, 5/2, over the square of its frequency.
    let [axis] = &comparison.axes[..] else {
        panic!("one axis");
    };
    let width = axis[1] - axis[0];
    for ensemble in [exact, learned] {
        let moment = |of: fn(f64) -> f64| -> f64 {
            let each = axis.iter().zip(&ensemble.density);
            each.map(|(x, density)| width * density * of(*x)).sum()
        };
        assert!((moment(|_| 1.0) - 1.0).abs() < 1e-3 && moment(|x| x).abs() < 0.05);
        let variance = 2.5 / square(1.0);
        assert!(
            (moment(|x| x * x) / variance - 1.0).abs() < 0.05,
            "{}",
            moment(|x| x * x)
        );
    }
}

#[test]
fn any_number_of_threads_compares_to_the_same_bits() {
    let of = "steps=4e5&calibration_steps=4e5&walkers=128&fine_step=0.05&time=4&trajectories=200";
    let text = |threads| serde_json::to_string(&outcome(&link(of), threads)).unwrap();
    let one = text(1);
    for threads in [2, 5] {
        assert_eq!(text(threads), one);
    }
}

#[test]
fn without_a_collective_variable_the_coordinates_are_compared() {
    let of =
        "steps=4e5&calibration_steps=4e5&walkers=128&fine_step=0.05&time=4&trajectories=128&cv=";
    let comparison = outcome(&link(of), 2).comparison.unwrap();
    assert_eq!(comparison.observables.len(), 5);
    assert!(comparison.axes.is_empty() && comparison.ensembles[0].density.is_empty());
    let distance = comparison.ensembles[0].distance.unwrap();
    assert!(distance.mean.is_finite() && distance.correlation.is_finite());
}

#[test]
fn a_collective_variable_is_checked_and_written_only_if_chosen() {
    let refused = |more: &str| {
        let (_, problems) = Link::read(&link(more));
        let [problem] = &problems[..] else {
            panic!("{more}: {problems:?}");
        };
        assert_eq!(problem.field, "compare.cv", "{problem:?}");
        problem.message.text.clone()
    };
    assert!(refused("cv=sum(i,1,6,x[i])").contains("x[6]"));
    assert!(refused("cv=log(x[1])").contains("finite everywhere"));
    assert!(refused("cv=2*y").contains('y'));
    let (_, problems) = Link::read("v=2&preset=fig3&cv=q^2");
    assert!(problems.len() == 1 && problems[0].message.text.contains("version 3"));
    let read = |text: &str| Link::read(text).0;
    let mean = read(&link(""));
    let text = mean.experiment.compare.as_ref().unwrap().cv.clone();
    assert_eq!(text.as_deref(), Some("sum(i, 1, 5, x[i])/5"));
    assert!(!mean.write().contains("cv="), "{}", mean.write());
    for chosen in [format!("cv={MODE}"), "cv=".to_owned()] {
        let chosen = read(&link(&chosen));
        assert!(chosen.write().contains("cv="));
        assert_eq!(read(&chosen.write()).experiment, chosen.experiment);
    }
}

#[test]
fn trajectories_that_start_beside_what_was_learned_are_warned_of() {
    let warned = |mean: &str| {
        let mean = [mean; 5].join(",");
        let of = format!(
            "steps=4e5&calibration_steps=4e5&walkers=128&fine_step=0.05&time=4&trajectories=128\
             &compare_q_mean={mean}&compare_q_spread=0.1,0.1,0.1,0.1,0.1"
        );
        let warnings = outcome(&link(&of), 2).warnings;
        warnings
            .iter()
            .any(|warning| warning.code == "starts-unlearned")
    };
    assert!(warned("7") && !warned("0.5"));
}
