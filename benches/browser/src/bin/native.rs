//! Runs every kernel natively, in turn; prints the best and the median nanoseconds per walker-step.

use std::time::Instant;
use stepsieve_bench::{Kernels, Learning};

const ROUNDS: usize = 40;
/// Windows of one block at a time.
const WINDOWS: u32 = 64;

/// A function that advances a number of windows, and the walker-steps per window.
type Kernel<'a> = (Box<dyn FnMut(u32) + 'a>, u32);

fn main() {
    let (mut tape, mut fused) = (Kernels::new(), Kernels::new());
    let [mut test4, mut test5] = ["test4", "test5"].map(Learning::new);
    let mut kernels: [Kernel; 4] = [
        (Box::new(|n| tape.tape(n)), Kernels::window()),
        (Box::new(|n| fused.fused(n)), Kernels::window()),
        (Box::new(|n| test4.advance(n)), Learning::window()),
        (Box::new(|n| test5.advance(n)), Learning::window()),
    ];
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        for ((advance, window), times) in kernels.iter_mut().zip(&mut times) {
            let windows = WINDOWS * Kernels::window() / *window;
            let start = Instant::now();
            advance(windows);
            let steps = f64::from(*window) * f64::from(windows);
            times.push(start.elapsed().as_secs_f64() * 1e9 / steps);
        }
    }
    for times in &mut times {
        times.sort_by(f64::total_cmp);
        println!("{} {}", times[0], times[times.len() / 2]);
    }
}
