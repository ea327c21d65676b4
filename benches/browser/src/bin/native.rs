//! Both kernels natively, in turn: a line for each with its nanoseconds per walker-step, the
//! best and the median.

use std::time::Instant;
use stepsieve_bench::Kernels;

const ROUNDS: usize = 40;
const WINDOWS: u32 = 64;

fn main() {
    let mut kernels = Kernels::new();
    let steps = f64::from(Kernels::window() * WINDOWS);
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (kernel, times) in [Kernels::tape, Kernels::fused].into_iter().zip(&mut times) {
            let start = Instant::now();
            kernel(&mut kernels, WINDOWS);
            times.push(start.elapsed().as_secs_f64() * 1e9 / steps);
        }
    }
    for times in &mut times {
        times.sort_by(f64::total_cmp);
        println!("{} {}", times[0], times[times.len() / 2]);
    }
}
