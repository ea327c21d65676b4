//! The figures: they are drawn and sharp, and have tooltips.

use std::time::Duration;

use stepsieve_page::{Options, Page, Result, Value, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "preset=test1&step=0.5&steps=1e6&run";

/// Each figure with words of its alternative text.
const FIGURES: [(&str, &str); 5] = [
    ("potential", "learned potential"),
    ("zoom", "enlarged"),
    ("positions", "Histogram of positions"),
    ("momenta", "Gaussian of variance"),
    ("convergence", "inverse temperature went from"),
];

#[tokio::test]
async fn every_figure_shows_something_and_says_what() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("finished", LONG).await?;
        drawn(page).await?;
        for (name, word) in FIGURES {
            let colours = colours(page, name).await?;
            assert!(colours > 8, "{name} has {colours} colours");
            let label = canvas(page, name, "getAttribute('aria-label')").await?;
            let label = label.as_str().unwrap_or_default();
            assert!(label.contains(word), "{name}: {label}");
        }
        page.click("#reset").await?;
        page.wait_for_state("idle", LONG).await?;
        let forgotten = "document.getElementById('figure-potential').ariaLabel\
            .includes('nothing has been learned yet')";
        page.wait_until(forgotten, LONG).await?;
        let label = canvas(page, "momenta", "ariaLabel").await?;
        assert_eq!(label, "Empty chart: nothing has been recorded yet.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn figures_are_as_sharp_as_the_screen_and_follow_its_size() -> Result<()> {
    let options = Options {
        scale: 2.0,
        ..Options::from(LINK)
    };
    on_page(options, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for (width, scale) in [(1280, 2.0), (500, 2.0), (800, 1.0), (700, 1.5)] {
            page.set_viewport(width, 800, scale).await?;
            for (name, _) in FIGURES {
                // Whole device pixels: the drawing is not stretched.
                let sharp = format!(
                    "(({{width, height, clientWidth, clientHeight}}) => \
                     devicePixelRatio === {scale} && clientWidth > 100 && \
                     width === Math.round(clientWidth * {scale}) && \
                     height === Math.round(clientHeight * {scale}))\
                     (document.getElementById('figure-{name}'))"
                );
                page.wait_until(&sharp, LONG).await?;
            }
        }
        assert!(colours(page, "potential").await? > 8);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn figures_follow_the_theme() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("finished", LONG).await?;
        drawn(page).await?;
        let light = picture(page, "potential").await?;
        page.set_dark(true).await?;
        page.wait_until(&format!("({PICTURE})('potential') !== {light}"), LONG)
            .await?;
        // The button overrides the system's theme, and back.
        let dark = picture(page, "potential").await?;
        page.click("#theme").await?;
        page.wait_until(&format!("({PICTURE})('potential') === {light}"), LONG)
            .await?;
        page.click("#theme").await?;
        page.wait_until(&format!("({PICTURE})('potential') === {dark}"), LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn the_pointer_and_the_arrow_keys_read_a_figure() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("finished", LONG).await?;
        for (name, word) in [
            ("potential", "learned U"),
            ("zoom", "learned U"),
            ("positions", "histogram"),
            ("momenta", "Gaussian"),
            ("convergence", "RMSE"),
        ] {
            page.hover(&format!("#figure-{name}"), [0.5, 0.3]).await?;
            let shown = format!(
                "(({{hidden, textContent}}) => !hidden && textContent.includes('{word}'))\
                 (document.querySelector('.figure.{name} .tooltip'))"
            );
            page.wait_until(&shown, LONG).await?;
        }
        // Only under the pointer.
        let readouts = "document.querySelectorAll('.tooltip:not([hidden])').length";
        assert_eq!(page.eval(readouts).await?, json!(1));

        page.eval("document.getElementById('figure-potential').focus()")
            .await?;
        page.press("ArrowRight").await?;
        let said = "document.getElementById('live').textContent";
        page.wait_until(&format!("{said}.includes('learned U')"), LONG)
            .await?;
        let first = page.eval(said).await?;
        page.press("ArrowRight").await?;
        page.wait_until(&format!("{said} !== {first}"), LONG).await
    })
    .await
}

#[tokio::test]
async fn the_window_of_the_closer_look_moves_and_is_in_the_link() -> Result<()> {
    on_page(LINK, async |page| {
        page.wait_for_state("finished", LONG).await?;
        drawn(page).await?;
        let before = picture(page, "zoom").await?;
        page.eval("document.getElementById('zoom-centre').focus()")
            .await?;
        page.press("PageUp").await?;
        page.wait_until("/&zoom=[-.0-9e]+,[-.0-9e]+/.test(location.hash)", LONG)
            .await?;
        page.wait_until(&format!("({PICTURE})('zoom') !== {before}"), LONG)
            .await?;
        page.click("#zoom-reset").await?;
        page.wait_until("!location.hash.includes('zoom')", LONG)
            .await?;
        page.wait_until(&format!("({PICTURE})('zoom') === {before}"), LONG)
            .await
    })
    .await
}

#[tokio::test]
async fn the_contest_breaks_no_number_and_says_which_u_it_is_of() -> Result<()> {
    let link = "v=3&formula=q^2/2%2B0.001*sin(q/0.001)&step=0.5&steps=1e6&run";
    let phone = Options {
        width: 390,
        ..Options::from(format!("index.html?lang=de#{link}").as_str())
    };
    on_page(phone, async |page| {
        page.wait_for_state("finished", LONG).await?;
        let broken = "[...document.querySelectorAll('#contest td')].filter((cell) => {
                const range = document.createRange();
                range.selectNodeContents(cell);
                return range.getClientRects().length !== 1;
            }).map((cell) => cell.textContent)";
        assert_eq!(page.eval(broken).await?, json!([]));
        let cut = "document.getElementById('contest').scrollWidth - document.getElementById('contest').clientWidth";
        assert_eq!(page.eval(cut).await?, json!(0));
        let of_u = "[...document.querySelectorAll('#contest tbody tr')].map((row) => row.cells[1].textContent).filter((cell) => !/\\d/.test(cell))";
        assert_eq!(page.eval(of_u).await?, json!(["U selbst"]));
        let wide = "import('./www/texts/de.js').then(({ texts }) => ['1', '1,4'].map(texts.flights))";
        assert_eq!(page.eval(wide).await?, json!([" (1 Flug breit)", " (1,4 Flüge breit)"]));
        Ok(())
    })
    .await?;
    on_page(
        "kind=scan&preset=test1&scan_steps=1e6&steps=1e6&run",
        async |page| {
            page.wait_for_state("finished", LONG).await?;
            let caption = page.text("#contest caption").await?;
            assert!(
                caption.starts_with("Every way to the U of the step δ = 0."),
                "{caption}"
            );
            Ok(())
        },
    )
    .await
}

/// A function that returns the picture of a figure as text.
const PICTURE: &str = "(name) => document.getElementById(`figure-${name}`).toDataURL()";

async fn picture(page: &Page, name: &str) -> Result<Value> {
    page.eval(&format!("({PICTURE})('{name}')")).await
}

/// Waits until the figures are drawn, which takes several frames with a few figures each.
async fn drawn(page: &Page) -> Result<()> {
    let frames = "new Promise((resolve) => { let left = 12; \
        const next = () => left-- ? requestAnimationFrame(next) : resolve(true); next(); })";
    page.eval(frames).await?;
    Ok(())
}

/// The number of colours of a figure.
async fn colours(page: &Page, name: &str) -> Result<u64> {
    let count = format!(
        "((canvas) => new Set(new Uint32Array(canvas.getContext('2d')\
         .getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size)\
         (document.getElementById('figure-{name}'))"
    );
    Ok(page.eval(&count).await?.as_u64().unwrap_or_default())
}

async fn canvas(page: &Page, name: &str, member: &str) -> Result<Value> {
    page.eval(&format!(
        "document.getElementById('figure-{name}').{member}"
    ))
    .await
}
