//! Potentials with awkward numbers, with points where a mistake would show.

use additive::{Basis, Mesh, TermSum};
use dynamics::Surface;
use export::Splines;

/// How far a number may be from ours, relative to ours.
const TOLERANCE: f64 = 1e-12;

/// What a potential is about, at its worst: ends of lines and of comments in every language, an
/// encoding for Python, a directive for JavaScript, and letters that reverse the direction.
pub const ABOUT: &str = "coding: none */ \"\"\" ''' ]]> --> # // /* \\\u{2028}throw 1\u{2029}throw 2\rraise 3\u{c}raise 4\u{85}raise 5\u{0}\u{202e}\u{2066}\n# sourceMappingURL=none\r\n{about} {0} ${throw 6}\\";

/// A potential, and points where it is asked for, with energy and gradient by our own hand.
pub struct Sample {
    pub splines: Splines,
    pub points: Vec<Vec<f64>>,
    ours: Vec<Vec<f64>>,
}

/// One in each number of dimensions, and a sum in four.
pub fn samples() -> [Sample; 4] {
    let [one, two, three] = surfaces();
    [
        of_surface(one),
        of_surface(two),
        of_surface(three),
        of_sum(),
    ]
}

/// Potentials on a grid in one, two and three dimensions.
pub fn surfaces() -> [Surface; 3] {
    AXES.map(surface)
}

const AXES: [&[(f64, f64, usize)]; 3] = [
    &[(-1.0 / 3.0, 0.1 + 0.2, 7)],
    &[(-1.7, 2.2, 5), (1e-3, 4e-3, 1)],
    &[(-0.1, 0.7, 2), (100.0, 101.3, 3), (-1e5, 1e5, 4)],
];

fn surface(axes: &[(f64, f64, usize)]) -> Surface {
    let length = axes.iter().map(|axis| axis.2 + 3).product();
    Surface {
        lower: axes.iter().map(|axis| axis.0).collect(),
        upper: axes.iter().map(|axis| axis.1).collect(),
        intervals: axes.iter().map(|axis| axis.2).collect(),
        coefficients: (0..length).map(awkward).collect(),
        stiffness: (0..axes.len()).map(|i| [0.1, 1e7, 3e-7][i]).collect(),
        tilt: if axes.len() == 2 {
            vec![0.3, 0.0]
        } else {
            Vec::new()
        },
        periodic: (0..axes.len()).map(|i| axes.len() == 2 && i == 0).collect(),
    }
}

fn of_surface(surface: Surface) -> Sample {
    let d = surface.dimension();
    let along = |i: usize| along((surface.lower[i], surface.upper[i], surface.intervals[i]));
    let mut points = vec![vec![]];
    for axis in 0..d {
        let longer = |point: &Vec<f64>| {
            let point = point.clone();
            along(axis).map(move |x| [point.clone(), vec![x]].concat())
        };
        points = points.iter().flat_map(longer).collect();
    }
    let at = |q: &Vec<f64>| {
        let mut gradient = vec![0.0; d];
        let energy = surface.at(q, &mut gradient);
        [vec![energy], gradient].concat()
    };
    Sample {
        splines: Splines::from(&surface),
        ours: points.iter().map(at).collect(),
        points,
    }
}

/// A chain of four variables on axes of different lengths.
fn of_sum() -> Sample {
    let axes = [(-1.0, 2.0, 2), (0.3, 0.4, 2), (-1e3, 1e3, 2), (5.0, 7.5, 2)];
    let mesh = |(lower, upper, intervals): (f64, f64, usize)| Mesh {
        lower,
        upper,
        intervals,
    };
    let pairs = vec![[0, 1], [1, 2], [2, 3]];
    let basis = Basis::new(axes.map(mesh).to_vec(), pairs);
    let coefficients = (0..basis.len()).map(|k| libm::sin(1.7 * k as f64));
    let sum = TermSum::new(basis.clone(), coefficients.collect());
    let splines = Splines::from(&sum);
    // One coordinate goes along its axis while the others stand in the middle.
    let middle = axes.map(|(lower, upper, _)| lower + 0.37 * (upper - lower));
    let points: Vec<Vec<f64>> = (0..axes.len())
        .flat_map(|axis| {
            along(axes[axis]).map(move |x| {
                let mut point = middle.to_vec();
                point[axis] = x;
                point
            })
        })
        .collect();
    let at = |q: &Vec<f64>| {
        let ends = axes.iter().zip(q);
        let inside: Vec<f64> = ends.map(|((a, b, _), x)| x.clamp(*a, *b)).collect();
        let mut gradient = vec![0.0; q.len()];
        let mut energy = sum.at(&inside, &mut gradient);
        for axis in 0..q.len() {
            let beyond = q[axis] - inside[axis];
            if beyond != 0.0 {
                energy += 0.5 * splines.stiffness[axis] * beyond * beyond;
                gradient[axis] = splines.stiffness[axis] * beyond;
            }
        }
        [vec![energy], gradient].concat()
    };
    Sample {
        ours: points.iter().map(at).collect(),
        splines,
        points,
    }
}

/// Numbers of every size and sign, with as many digits as there are.
fn awkward(i: usize) -> f64 {
    match i % 11 {
        3 => -0.0,
        5 => 5e-324,
        7 => 1e16,
        9 => -1e-7,
        _ => ((i as f64 * 0.618_033_988).fract() - 0.5) * [1.0, 1e3, 1e-9][i % 3],
    }
}

/// The edges and what lies just beyond them, every knot, points in between, and far outside.
fn along((lower, upper, intervals): (f64, f64, usize)) -> impl Iterator<Item = f64> {
    let knots = (0..=2 * intervals).map(move |k| {
        let share = k as f64 / (2 * intervals) as f64;
        lower + share * (upper - lower)
    });
    let beyond = [lower.next_down(), upper.next_up(), upper + 0.3, -1e6, 1e150];
    knots.chain([upper]).chain(beyond)
}

/// Compares what a program has printed with our own numbers: a line for every point of every
/// sample, with the energy and the gradient.
pub fn assert_ours(printed: &str) {
    let samples = samples();
    let wanted = samples.iter().flat_map(|s| s.points.iter().zip(&s.ours));
    let mut lines = printed.lines();
    for (q, ours) in wanted {
        let line = lines.next().unwrap_or("nothing");
        let numbers = line.split(|c: char| " ,()[]".contains(c));
        let found: Result<Vec<f64>, _> =
            numbers.filter(|w| !w.is_empty()).map(str::parse).collect();
        let found = found.unwrap_or_else(|_| panic!("at {q:?} it said {line}"));
        let close = |(a, b): (&f64, &f64)| b.is_finite() && (a - b).abs() <= TOLERANCE * b.abs();
        assert!(
            found.len() == ours.len() && found.iter().zip(ours).all(close),
            "at {q:?} it gives {found:?} where we give {ours:?}"
        );
    }
    assert_eq!(lines.next(), None, "it said more than it was asked for");
}
