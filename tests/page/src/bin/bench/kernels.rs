//! One thread, one block of walkers: compares the tape with the same formula written by hand, in
//! plain JavaScript, and outside the browser. Also measures a worker in two dimensions.

use crate::figure::{Figure, Peer, heading, line, remark};
use stepsieve_page::{Page, Result};

/// Runs the kernels in a worker, as the page does, with nothing else running.
const RUN: &str = r##"(new Promise((resolve, reject) => {
    const worker = new Worker("bench/www/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
    worker.onerror = (event) => reject(new Error(event.message || "the bench's worker cannot start"));
}))"##;

/// Limits for the engine: nanoseconds per walker-step in a worker.
const LIMITS: [(&str, f64); 3] = [("tape", 8.0), ("test4", 12.0), ("test5", 45.0)];
/// Limits relative to the kernel by hand, and to plain JavaScript.
const BY_HAND: f64 = 1.15;
const PLAIN: f64 = 1.0 / 6.0;

pub async fn measure(page: &Page, peers: &[Peer]) -> Result<()> {
    let measured = page.eval(RUN).await?;
    let figure = |name: &str| Figure::of_list(&measured["times"][name]);
    let tape = figure("tape")?;
    let columns = &["best", "median", "to tape"];
    heading("test 1, one thread: ns per walker-step", columns);
    let row = |name: &str, f: Figure| {
        let columns = [(f.best, 2), (f.median, 2), (f.median / tape.median, 2)];
        line(name, &columns);
    };
    let (fused, plain) = (figure("fused")?, figure("plain")?);
    row("in a worker, the engine (a tape)", tape);
    row("in a worker, the formula by hand", fused);
    row("in a worker, plain JavaScript", plain);
    outside(peers, "test 1", row);
    let squares = &measured["meanSquares"];
    let square = |i: usize| squares[i].as_f64().unwrap_or(f64::NAN);
    println!(
        "  all sample the same: mean square of p is {:.4} (tape), {:.4} (by hand), {:.4} (JavaScript)",
        square(0),
        square(1),
        square(2)
    );
    for (preset, title) in [("test4", "test 4"), ("test5", "test 5")] {
        let columns = &["best", "median", "to worker"];
        heading(&format!("{title}, learning: ns per walker-step"), columns);
        let worker = figure(preset)?;
        let row = |name: &str, f: Figure| {
            let columns = [(f.best, 2), (f.median, 2), (f.median / worker.median, 2)];
            line(name, &columns);
        };
        row("in a worker", worker);
        outside(peers, title, row);
    }
    let columns = &["best", "median", "at most"];
    heading("limits for the engine", columns);
    for (name, limit) in LIMITS {
        let title = name.replace("tape", "test1").replace("test", "test ");
        let f = figure(name)?;
        let columns = [(f.best, 2), (f.median, 2), (limit, 2)];
        line(&format!("{title} in a worker, ns"), &columns);
    }
    for (name, rival, limit) in [
        ("by hand", fused, BY_HAND),
        ("plain JavaScript", plain, PLAIN),
    ] {
        let [best, median] = [tape.best / rival.best, tape.median / rival.median];
        let columns = [(best, 2), (median, 2), (limit, 2)];
        line(&format!("test 1 to {name}"), &columns);
    }
    Ok(())
}

/// The rows of the figures measured outside the browser for this test.
fn outside(peers: &[Peer], test: &str, row: impl Fn(&str, Figure)) {
    for peer in peers.iter().filter(|peer| peer.test == test) {
        match &peer.figure {
            Ok(figure) => row(&peer.name, *figure),
            Err(text) => remark(&peer.name, text),
        }
    }
}
