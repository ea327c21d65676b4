//! Positions and forces on the page: a file takes the place of an energy, and gives the numbers of the
//! command.

use std::time::Duration;

use columns::Table;
use stepsieve::experiment::Link;
use stepsieve_page::{Page, Result, first_difference, json, on_page};
use trajectory::{LearnedRows, Settings, fit};

use crate::opened_files::{drop_files, said};

const LONG: Duration = Duration::from_secs(120);
const LINK: &str = "v=3&preset=test1&step=0.5&steps=1e6";
const STATE: &str = "document.documentElement.dataset.run";

/// An overdamped walk over two wells under a fine ripple: the lines of a file after its header.
fn walk(rows: usize, line: impl Fn(usize, f64, f64) -> String) -> String {
    let mut state = 1_u64;
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    };
    let mut q: f64 = -1.0;
    let lines = (0..rows).map(|row| {
        let slope = 4.0 * q * (q * q - 1.0);
        let text = line(row, q, slope + (q * 16.0).rem_euclid(1.0) - 0.5);
        let noise: f64 = (0..12).map(|_| uniform()).sum();
        q += -0.01 * slope + 0.08 * noise;
        text
    });
    lines.collect::<Vec<_>>().join("\\n")
}

fn csv(rows: usize) -> String {
    format!("q,g\\n{}", walk(rows, |_, q, g| format!("{q},{g}")))
}

async fn drop(page: &Page, text: &str, name: &str) -> Result<()> {
    drop_files(page, &[&format!("new File(['{text}'], '{name}')")]).await
}

/// Waits for the result of the file with this name.
async fn learned(page: &Page, name: &str) -> Result<()> {
    let shown =
        format!("document.getElementById('preset').selectedOptions[0].textContent === '{name}'");
    page.wait_until(&format!("{shown} && {STATE} === 'finished'"), LONG)
        .await
}

#[tokio::test]
async fn a_dropped_file_gives_the_numbers_of_the_command() -> Result<()> {
    on_page(LINK, async |page| {
        let text = csv(20_000);
        drop(page, &text, "walk.csv").await?;
        learned(page, "walk.csv").await?;
        let bytes = text.replace("\\n", "\n").into_bytes();
        let open = || Table::new(bytes.as_slice());
        let of_command = fit(open, None, &Settings::default(), |_| Ok(None), |_, _| {});
        let of_command = serde_json::to_value(of_command.unwrap_or_else(|e| panic!("{e:?}")))?;
        let outcome = page.exact_outcome().await?;
        for field in ["energy", "standard_error", "chance_error", "axes"] {
            let difference = first_difference(&outcome["potential"][field], &of_command[field]);
            assert_eq!(difference, None, "{field}");
        }
        let noise = &outcome["forces"]["noise"];
        assert_eq!(
            first_difference(&noise["covariance"], &of_command["residual"]["covariance"]),
            None
        );
        assert_eq!(
            outcome["trust"]["rows"].as_array().map(Vec::len),
            of_command["checks"].as_array().map(Vec::len)
        );
        // The whole outcome is that of the library.
        let address = page.eval("location.hash.slice(1)").await?;
        let link = Link::read(address.as_str().unwrap_or_default());
        assert_eq!(link.1, []);
        let native = LearnedRows::new(link.0.experiment, open, |_, _| {});
        let native = serde_json::to_value(native.unwrap_or_else(|e| panic!("{e:?}")).outcome())?;
        assert_eq!(
            first_difference(&outcome["experiment"], &native["experiment"]),
            None
        );
        assert_eq!(outcome["hash"], native["hash"]);
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_shown_belongs_to_the_file() -> Result<()> {
    on_page(LINK, async |page| {
        drop(page, &csv(5000), "walk.csv").await?;
        learned(page, "walk.csv").await?;
        let first = page.exact_outcome().await?;
        assert_eq!(
            page.eval("document.getElementById('step').disabled")
                .await?,
            json!(true)
        );
        assert_eq!(
            page.eval("document.getElementById('set-step').checkVisibility()")
                .await?,
            json!(false)
        );
        page.enter("#set-trajectory-mesh", "0.4").await?;
        page.wait_until("location.hash.includes('&mesh=0.4')", LONG)
            .await?;
        learned(page, "walk.csv").await?;
        page.wait_until(
            "window.stepsieve.outcome()?.experiment.trajectory.mesh[0] === 0.4",
            LONG,
        )
        .await?;
        // Another potential, and back.
        page.choose("#preset", "test1").await?;
        page.wait_until("location.hash.includes('preset=test1')", LONG)
            .await?;
        page.wait_until(
            "window.stepsieve.outcome()?.experiment.trajectory === null",
            LONG,
        )
        .await?;
        assert_eq!(
            page.eval("document.getElementById('rows').checkVisibility()")
                .await?,
            json!(false)
        );
        page.travel(-2).await?;
        learned(page, "walk.csv").await?;
        page.wait_until("window.stepsieve.outcome()", LONG).await?;
        assert_eq!(page.exact_outcome().await?, first);
        // The browser keeps the file, if not for ever.
        page.reload("window.stepsieve").await?;
        learned(page, "walk.csv").await?;
        assert_eq!(page.exact_outcome().await?, first);
        page.eval("void indexedDB.deleteDatabase('stepsieve')")
            .await?;
        page.reload("window.stepsieve").await?;
        let (heading, text) = said(page).await?;
        assert_eq!(heading, "A file is missing");
        assert!(text.contains("in the file “walk.csv”"), "{text}");
        page.wait_for_state("failed", LONG).await?;
        drop(page, &csv(5000), "other-name.csv").await?;
        learned(page, "walk.csv").await?;
        assert_eq!(page.exact_outcome().await?, first);
        assert_eq!(
            page.eval("document.querySelector('#link-problems')")
                .await?,
            json!(null)
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn files_of_every_program_are_read_or_told() -> Result<()> {
    on_page(LINK, async |page| {
        // As a spreadsheet in German writes it, with forces.
        let german = walk(3000, |row, q, g| {
            format!("{row};{q:.6};{:.6}", -g).replace('.', ",")
        });
        drop(page, &format!("t;q;F\\n{german}"), "deutsch.csv").await?;
        learned(page, "deutsch.csv").await?;
        let summary = page.text("#summary").await?;
        assert!(summary.contains("forces −∇V from F"), "{summary}");
        // Columns without names, which their control names.
        drop(
            page,
            &walk(3000, |row, q, g| format!("{row} {q} {} 0 1", -g)),
            "bare.txt",
        )
        .await?;
        page.wait_for_state("failed", LONG).await?;
        let told = page.text("#set-trajectory-columns-problem").await?;
        assert!(told.contains("5 columns without names"), "{told}");
        page.enter("#set-trajectory-columns", "t, q, f, a, b")
            .await?;
        page.wait_until("location.hash.includes('&columns=')", LONG)
            .await?;
        learned(page, "bare.txt").await?;
        for (text, name, words) in [
            (
                "q,g\\n1,2\\n3,x\\n",
                "word.csv",
                "Line 3, column 2 (g): “x” is not a finite number.",
            ),
            (
                "q,g\\n1,2\\n,3\\n",
                "gap.csv",
                "Line 3, column 1 (q): a number is missing.",
            ),
            (
                "q,g\\n1,2\\n",
                "one.csv",
                "The file has 1 row; 100 are needed at least.",
            ),
        ] {
            drop(page, text, name).await?;
            page.wait_until(
                &format!("document.getElementById('status').textContent.includes('{words}')"),
                LONG,
            )
            .await?;
            assert_eq!(page.state().await?, "failed");
        }
        // What is no file of numbers changes nothing.
        let address = page.eval("location.hash").await?;
        drop(page, "Dear all,\\nsee you.\\n", "letter.csv").await?;
        assert!(
            said(page).await?.1.contains("no row of numbers")
                || said(page).await?.1.contains("not a finite number")
        );
        assert_eq!(page.eval("location.hash").await?, address);
        assert_eq!(page.console_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_long_file_can_be_cancelled() -> Result<()> {
    on_page(LINK, async |page| {
        // A worker that reads for ever.
        page.eval(
            "void (window.long = new File(Array(400).fill(['q,g\\n' + Array.from({ length: 2e4 }, (_, k) => `${Math.sin(k)},${k % 7}`).join('\\n') + '\\n'].join('').replace('q,g\\n', '')), 'long.csv'))",
        )
        .await?;
        drop_files(page, &["window.long"]).await?;
        page.wait_until(&format!("{STATE} === 'running'"), LONG).await?;
        page.wait_until("document.getElementById('run').textContent === 'Cancel'", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("idle", LONG).await?;
        assert_eq!(page.eval("window.stepsieve.outcome()").await?, json!(null));
        page.wait_until("!location.hash.includes('&run')", LONG).await?;
        page.click("#run").await?;
        page.wait_for_state("running", LONG).await?;
        page.choose("#preset", "test2").await?;
        page.wait_until("window.stepsieve.outcome()?.experiment.potential.preset === 'test2'", LONG).await?;
        Ok(())
    })
    .await
}
