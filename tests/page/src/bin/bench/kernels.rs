//! One thread, one block of walkers: the tape beside the same formula written by hand, in plain
//! JavaScript, and outside of the browser.

use crate::figure::{Figure, Peer, heading, line, remark};
use stepsieve_page::{Page, Result};

/// The kernels run in a worker, as the page's do; nothing else goes on meanwhile.
const RUN: &str = r##"(new Promise((resolve, reject) => {
    const worker = new Worker("bench/www/worker.js", { type: "module" });
    worker.onmessage = ({ data }) => { worker.terminate(); resolve(data); };
    worker.onerror = (event) => reject(new Error(event.message || "the bench's worker cannot start"));
}))"##;

pub async fn measure(page: &Page, peers: &[Peer]) -> Result<()> {
    let measured = page.eval(RUN).await?;
    let figure = |name: &str| Figure::of_list(&measured["times"][name]);
    let tape = figure("tape")?;
    heading(
        "test 1, one thread: ns per walker-step",
        &["best", "median", "to tape"],
    );
    let row = |name: &str, f: Figure| {
        let columns = [(f.best, 2), (f.median, 2), (f.median / tape.median, 2)];
        line(name, &columns);
    };
    row("in a worker, the engine (a tape)", tape);
    row("in a worker, the formula by hand", figure("fused")?);
    row("in a worker, plain JavaScript", figure("plain")?);
    for peer in peers {
        match &peer.figure {
            Ok(figure) => row(&peer.name, *figure),
            Err(text) => remark(&peer.name, text),
        }
    }
    let squares = &measured["meanSquares"];
    let square = |i: usize| squares[i].as_f64().unwrap_or(f64::NAN);
    println!(
        "  all sample the same: mean square of p is {:.4} (tape), {:.4} (by hand), {:.4} (JavaScript)",
        square(0),
        square(1),
        square(2)
    );
    Ok(())
}
