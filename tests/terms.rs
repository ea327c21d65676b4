//! Sums of terms in many dimensions: a Gaussian chain whose couplings are known, merges, workers, and a
//! term that is left out.

use stepsieve::additive::{Basis, Mesh, TermTally};
use stepsieve::dynamics::Random;
use stepsieve::estimate::TermFit;
use stepsieve::experiment::{Experiment, Link};
use stepsieve::study::{Outcome, Verdict, run};

/// Springs to the origin and to both neighbours.
const ANCHOR: f64 = 1.3;
const SPRING: f64 = 0.6;
const D: usize = 5;

/// A sweep of heat-bath updates: each coordinate is drawn from its law given its neighbours, exactly.
fn sweep(x: &mut [f64; D], random: &mut Random) {
    for i in 0..D {
        let neighbours = [i.checked_sub(1), (i + 1 < D).then_some(i + 1)];
        let [mut stiffness, mut pull] = [ANCHOR, 0.0];
        for j in neighbours.into_iter().flatten() {
            stiffness += SPRING;
            pull += SPRING * x[j];
        }
        x[i] = pull / stiffness + random.normal() / stiffness.sqrt();
    }
}

/// `∇U` of the chain, with noise that is as strong as ripples'.
fn force(x: &[f64; D], random: &mut Random) -> [f64; D] {
    std::array::from_fn(|i| {
        let mut force = ANCHOR * x[i] + 0.7 * random.normal();
        for j in [i.wrapping_sub(1), i + 1] {
            force += x.get(j).map_or(0.0, |other| SPRING * (x[i] - other));
        }
        force
    })
}

fn basis(pairs: Vec<[usize; 2]>) -> Basis {
    cut(2.2, pairs)
}

/// The same over shorter axes.
fn cut(reach: f64, pairs: Vec<[usize; 2]>) -> Basis {
    let mesh = Mesh {
        lower: -reach,
        upper: reach,
        intervals: 3,
    };
    Basis::new(vec![mesh; D], pairs)
}

fn chain() -> Vec<[usize; 2]> {
    (0..D - 1).map(|i| [i, i + 1]).collect()
}

/// Tallies of independent chains of samples.
fn tallies(basis: &Basis, blocks: u32, samples: usize) -> Vec<TermTally> {
    let block = |block| {
        let mut random = Random::new(11, block);
        let (mut tally, mut x) = (TermTally::new(basis), [0.0; D]);
        for n in 0..samples {
            sweep(&mut x, &mut random);
            if n >= 20 {
                let force = force(&x, &mut random);
                tally.add_one(basis, &x, &force);
            }
        }
        tally
    };
    (0..blocks).map(block).collect()
}

fn fit(basis: &Basis, tallies: &[TermTally]) -> TermFit {
    TermFit::new(basis, &tallies.iter().collect::<Vec<_>>(), 1.0, 0.0).unwrap()
}

#[test]
fn a_gaussian_chain_has_its_couplings_by_forces_and_by_density() {
    let basis = basis(chain());
    let fit = fit(&basis, &tallies(&basis, 16, 8000));
    for coupling in fit.couplings() {
        let off = coupling.value + SPRING;
        assert!(
            off.abs() < 4.0 * coupling.standard_error && coupling.standard_error < 0.01,
            "{coupling:?}"
        );
        let off = coupling.from_density + SPRING;
        assert!(
            off.abs() < 4.0 * coupling.from_density_error && coupling.from_density_error < 0.03,
            "{coupling:?}"
        );
    }
    // The centred function of the second variable is that of its own spring and of both neighbours'.
    let terms = fit.terms();
    let (second, variance) = (&terms[1], variance_of_second());
    for (x, (u, error)) in second.axes[0]
        .iter()
        .zip(second.energy.iter().zip(&second.standard_error))
    {
        let exact = 0.5 * (ANCHOR + 2.0 * SPRING) * (x * x - variance);
        // Its constant depends on the positions themselves.
        if x.abs() < 1.5 {
            assert!(
                (u - exact).abs() < 5.0 * error + 0.02,
                "{x}: {u} ± {error}, {exact}"
            );
        }
    }
    assert!(
        (fit.unexplained().sqrt() - 0.7).abs() < 0.01,
        "{}",
        fit.unexplained()
    );
}

/// A weight that did not vanish at the ends of the axes, or a right-hand side without its slope, would bend
/// the terms there.
#[test]
fn axes_that_cut_off_walkers_leave_the_density_right() {
    let basis = cut(0.7, chain());
    let fit = fit(&basis, &tallies(&basis, 16, 8000));
    let curvature = ANCHOR + 2.0 * SPRING;
    let second = &fit.terms()[1];
    let at = |k: usize| {
        [
            second.axes[0][k],
            second.from_density[k],
            second.from_density_error[k],
        ]
    };
    let last = second.energy.len() - 1;
    let middle = at(last / 2);
    // The first and the last are within the intervals over which the weight rises.
    for k in [1, last / 4, 3 * last / 4, last - 1] {
        let [x, u, error] = at(k);
        let exact = 0.5 * curvature * (x * x - middle[0] * middle[0]);
        let off = (u - middle[1] - exact).abs();
        assert!(
            off < 5.0 * (error + middle[2]) && error < 0.06,
            "{x}: {off} ± {error}"
        );
    }
    for coupling in fit.couplings() {
        let off = (coupling.from_density + SPRING).abs();
        assert!(off < 4.0 * coupling.from_density_error, "{coupling:?}");
    }
}

/// Variance of the second coordinate over the axis, by quadrature of the exact law cut to it.
fn variance_of_second() -> f64 {
    // (A⁻¹)₂₂ of the chain's matrix, from its two ends inwards.
    let end = ANCHOR + SPRING;
    let inner = ANCHOR + 2.0 * SPRING;
    let right = inner - SPRING * SPRING / (inner - SPRING * SPRING / end);
    let second = 1.0 / (inner - SPRING * SPRING / end - SPRING * SPRING / right);
    let points = (0..4400).map(|k| -2.2 + 0.001 * (f64::from(k) + 0.5));
    let weight = |x: f64| libm::exp(-0.5 * x * x / second);
    let (top, bottom) = points.fold((0.0, 0.0), |(top, bottom), x| {
        (top + x * x * weight(x), bottom + weight(x))
    });
    top / bottom
}

#[test]
fn errors_are_those_of_the_scatter_between_runs() {
    let basis = basis(chain());
    let all = tallies(&basis, 96, 1500);
    let fits: Vec<TermFit> = all.chunks(12).map(|part| fit(&basis, part)).collect();
    let couplings: Vec<_> = fits.iter().map(TermFit::couplings).collect();
    let n = couplings.len() as f64;
    let (mut squares, mut told) = (0.0, 0.0);
    for pair in 0..D - 1 {
        let values: Vec<f64> = couplings.iter().map(|c| c[pair].value).collect();
        let mean = values.iter().sum::<f64>() / n;
        squares += values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
        told += couplings
            .iter()
            .map(|c| c[pair].standard_error * c[pair].standard_error)
            .sum::<f64>()
            / n;
    }
    let ratio = (squares / told).sqrt();
    assert!((0.6..1.6).contains(&ratio), "{ratio}");
}

#[test]
fn merged_tallies_are_the_whole() {
    let basis = basis(chain());
    let parts = tallies(&basis, 3, 300);
    let mut whole = TermTally::default();
    parts.iter().for_each(|part| whole.combine(part));
    assert_eq!(
        whole.samples(),
        parts.iter().map(TermTally::samples).sum::<u64>()
    );
    // What a part adds does not depend on how the rest was added up.
    let mut others = parts[1].clone();
    others.combine(&parts[2]);
    let mut again = parts[0].clone();
    again.combine(&others);
    let coefficients: Vec<f64> = (0..basis.len())
        .map(|k| libm::sin(0.7 * k as f64))
        .collect();
    let [a, b] = [&whole, &again].map(|tally| tally.square(&basis, &coefficients));
    assert!((a - b).abs() < 1e-12 * a, "{a} {b}");
    let sum: f64 = parts
        .iter()
        .map(|part| part.square(&basis, &coefficients))
        .sum();
    assert!((a - sum).abs() < 1e-12 * a, "{a} {sum}");
}

#[test]
fn a_pair_that_is_left_out_shows_in_what_is_left_over() {
    let whole = basis(chain());
    let parts = tallies(&whole, 8, 3000);
    let all = fit(&whole, &parts).unexplained();
    for dropped in 0..D - 1 {
        let mut pairs = chain();
        pairs.remove(dropped);
        let fewer = basis(pairs);
        let left = fit(&fewer, &tallies(&fewer, 8, 3000)).unexplained();
        assert!(left > 1.05 * all, "{dropped}: {left} {all}");
    }
}

const FOUR: &str = "v=3&formula=sum(i,1,4,(x[i]^2-1)^2/4)+sum(i,1,3,(x[i]-x[i+1])^2/4)%2Beps*(sum(i,1,4,sin(x[i]/eps))%2Bsum(i,1,3,sin((x[i]%2Bx[i+1])/eps)));eps=1e-5&reference=sum(i,1,4,(x[i]^2-1)^2/4)%2Bsum(i,1,3,(x[i]-x[i%2B1])^2/4)";

fn experiment(link: &str) -> Experiment {
    let (link, problems) = Link::read(&link.replace('+', "%2B"));
    assert!(problems.is_empty(), "{problems:?}");
    link.experiment
}

fn outcome(link: &str, workers: usize) -> Outcome {
    run(experiment(link), workers, |_| {}).unwrap()
}

#[test]
fn any_number_of_workers_gives_the_same_bits() {
    let link = format!("{FOUR}&steps=2e5&walkers=256&calibration_steps=1e5");
    let [one, three] = [1, 3].map(|workers| outcome(&link, workers));
    // Errors that are not known yet are no numbers, and equal in text alone.
    let [a, b] = [&one, &three].map(|outcome| serde_json::to_string(outcome).unwrap());
    assert_eq!(a, b);
    assert!(one.complete && one.hash.is_some());
    assert_eq!(one.potential.terms.len(), 7);
    // A link of the experiment gives it again.
    let written = Link {
        experiment: one.experiment.clone(),
        view: Default::default(),
        run: false,
        outcome: None,
    };
    assert_eq!(Link::read(&written.write()).0.experiment, one.experiment);
}

/// The verdict of a validity check.
fn verdict(outcome: &Outcome, code: &str) -> Verdict {
    let validity = outcome.trust.as_ref().unwrap();
    let row = validity.rows.iter().find(|row| row.code == code);
    row.unwrap_or_else(|| panic!("no check {code}")).verdict
}

#[test]
fn a_chain_is_learned_with_its_couplings_and_a_dropped_one_is_noticed() {
    let link = format!("{FOUR}&step=0.1&steps=4e6&calibration_steps=8e6");
    let whole = outcome(&link, 2);
    let reference = whole.reference.as_ref().unwrap();
    let [size, error] = [reference.force_size, reference.force_rmse].map(Option::unwrap);
    assert!(error < 0.01 * size, "{error} of {size}");
    let of_positions = whole.positions.as_ref().unwrap().force_rmse.unwrap();
    assert!(of_positions < 0.04 * size, "{of_positions} of {size}");
    for coupling in &whole.potential.couplings {
        let exact = coupling.reference.unwrap();
        assert!((exact + 0.5).abs() < 1e-6);
        assert!((coupling.value - exact).abs() < 0.01, "{coupling:?}");
    }
    assert_ne!(verdict(&whole, "white"), Verdict::Fail);
    assert_eq!(verdict(&whole, "agreement"), Verdict::Pass);
    let dropped = outcome(&format!("{link}&interactions=1-2,3-4"), 2);
    let error = dropped.reference.as_ref().unwrap().force_rmse.unwrap();
    assert!(error > 0.05 * size, "{error} of {size}");
    let noticed = ["white", "agreement"].map(|code| verdict(&dropped, code));
    assert!(noticed.iter().any(|v| *v > Verdict::Pass), "{noticed:?}");
}

#[test]
fn without_calibration_the_density_is_wrong_and_said_to_be() {
    let link = format!("{FOUR}&step=0.1&steps=2e6&calibration=off&friction=0.75");
    let outcome = outcome(&link, 2);
    let reference = outcome.reference.as_ref().unwrap();
    let size = reference.force_size.unwrap();
    assert!(outcome.positions.as_ref().unwrap().force_rmse.unwrap() > 0.1 * size);
    assert!(reference.force_rmse.unwrap() < 0.03 * size);
    assert_eq!(verdict(&outcome, "calibration"), Verdict::Fail);
    assert_eq!(verdict(&outcome, "agreement"), Verdict::Fail);
}

#[test]
fn beyond_eight_dimensions_the_forces_of_one_run_calibrate() {
    let ripples = "sum(i,1,9,x[i]^4/4)+sum(i,1,8,(x[i]-x[i+1])^2/4)+eps*(sum(i,1,9,sin(x[i]/eps))+sum(i,1,8,sin((x[i]+x[i+1])/eps)));eps=1e-5";
    let link = format!("v=3&formula={ripples}&steps=1e5&walkers=256&calibration_steps=1e6");
    let outcome = outcome(&link, 2);
    let noise = outcome.noise_covariance.as_ref().unwrap();
    // δ/2 of every ripple.
    for (i, j, exact) in [
        (0, 0, 0.1),
        (4, 4, 0.15),
        (0, 1, 0.05),
        (7, 8, 0.05),
        (0, 5, 0.0),
    ] {
        let (z, error) = (noise.estimate[i][j], noise.standard_error[i][j]);
        assert!(
            (z - exact).abs() < 5.0 * error && error < 0.01,
            "{i} {j}: {z} ± {error}"
        );
    }
    let friction = 0.5 * noise.used[3][4];
    assert_eq!(outcome.friction[3][4], friction);
}

#[test]
fn an_interaction_of_three_variables_is_found_in_what_is_left_over() {
    let with = |factor: f64| {
        let more = format!("{factor}*x[1]*x[2]*x[4]");
        let formula = format!(
            "sum(i,1,4,(x[i]^2-1)^2/4)%2B{more}%2Beps*(sum(i,1,4,sin(x[i]/eps))%2Bsum(i,1,3,sin((x[i]%2Bx[i%2B1])/eps)));eps=1e-5"
        );
        outcome(
            &format!("v=3&formula={formula}&step=0.1&steps=2e6&calibration_steps=2e6"),
            2,
        )
    };
    let row = |outcome: &Outcome| {
        let rows = &outcome.trust.as_ref().unwrap().rows;
        rows.iter()
            .find(|row| row.code == "triples")
            .unwrap()
            .clone()
    };
    let [none, weak, strong] = [0.0, 0.1, 0.3].map(|factor| row(&with(factor)));
    assert_eq!(none.verdict, Verdict::Pass, "{none:?}");
    assert_eq!(
        (weak.verdict, strong.verdict),
        (Verdict::Warn, Verdict::Fail),
        "{weak:?} {strong:?}"
    );
    for row in [weak, strong] {
        assert!(row.reason.contains("x1, x2 and x4"), "{}", row.reason);
    }
}

#[test]
fn what_many_dimensions_do_not_have_is_refused_in_a_sentence() {
    let many = |n: usize| format!("formula=sum(i,1,{n},x[i]^2)");
    for (link, said) in [
        (format!("v=2&{}", many(4)), "from version 3"),
        (
            format!("v=3&{}&periodic=1,1,1,1", many(4)),
            "can be periodic yet",
        ),
        (
            format!("v=3&{}&interactions=1-9", many(4)),
            "pairs of different numbers from 1 to 4",
        ),
        (
            format!("v=3&{}&interactions=all", many(20)),
            "190 pairs of 20 variables",
        ),
        (
            "v=3&preset=test4&interactions=all".to_owned(),
            "in more than three dimensions only",
        ),
    ] {
        let (link, problems) = Link::read(&link);
        let found = problems.iter().any(|p| p.message.contains(said));
        assert!(found, "{said}: {problems:?}");
        // An experiment to show is there all the same.
        assert!(link.experiment.dimension() > 1);
    }
}
