//! Every language has all texts of the page, and the page uses the chosen one.

use std::time::Duration;

use stepsieve_page::{Result, json, on_page};

const SHORT: Duration = Duration::from_secs(10);
const LONG: Duration = Duration::from_secs(60);

/// The keys of the texts with their shapes: a text, a function with its number of arguments, or a
/// list. The engine's own texts are left out, as only other languages translate them.
const SHAPES: &str = "Promise.all(['en', 'de'].map((code) => Promise.all(
        ['', '-gallery', '-class', '-help', '-tour', '-projector'].map((part) => import(`./www/texts/${code}${part}.js`)))))
    .then((all) => all.map(([{ texts: { settings, presets, ...main } }, { texts: gallery }, { texts: own }, { texts: help }, { texts: tour }, { texts: projector }]) => {
        const shape = (value) => typeof value === 'function' ? `function of ${value.length}`
            : Array.isArray(value) ? value.map(shape)
            : typeof value === 'object' ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, shape(value[key])]))
            : value === '' ? 'nothing' : typeof value;
        return shape({ ...main, gallery_own: gallery, class_own: own, help, tour_own: tour, projector_own: projector });
    }))";

/// Keys used by pages without a text. The gallery and exercises have additional texts.
const ASKED: &str = "Promise.all([
        import('./www/texts/en.js'),
        import('./www/texts/en-gallery.js'),
        import('./www/texts/en-class.js'),
        ...['index.html', 'reproduce.html', 'gallery.html', 'exercise.html', 'teach.html'].map((page) => fetch(page).then((answer) => answer.text())),
    ]).then(([{ texts: main }, { texts: gallery }, { texts: own }, ...pages]) => pages.flatMap((page, at) => {
        const texts = at === 2 ? { ...main, ...gallery } : at > 2 ? { ...main, ...own } : main;
        return [...new DOMParser().parseFromString(page, 'text/html').querySelectorAll('[data-text], [data-label]')]
            .map((place) => place.dataset.text ?? place.dataset.label)
            .filter((key) => typeof texts[key] !== 'string');
    }))";

/// Experiments and sections of the gallery without a text, and texts without a use.
const UNTOLD: &str = "Promise.all([fetch('./www/gallery/experiments.json').then((answer) => answer.json()), import('./www/texts/en-gallery.js')])
    .then(([sections, { texts }]) => {
        const differ = (keys, texts) => [...keys.filter((key) => !(key in texts)), ...Object.keys(texts).filter((key) => !keys.includes(key))];
        return [
            ...differ(sections.map(({ key }) => key), texts.sections),
            ...differ(sections.flatMap(({ experiments }) => experiments.map(({ key }) => key)), texts.experiments),
        ];
    })";

/// Settings and presets of the engine without a German translation, and unused translations.
const ENGINES: &str = "Promise.all([import('./www/texts/de.js'), import('./www/workers/engine.js')])
    .then(([{ texts }, engine]) => {
        const { settings, presets } = engine.describe();
        const filled = (thing, keys) => keys.filter((key) => thing[key]).sort().join();
        const differ = (all, translated, keys) => [
            ...all.filter((each) => filled(each, keys) !== Object.keys(translated[each.name] ?? {}).sort().join()).map(({ name }) => name),
            ...Object.keys(translated).filter((name) => !all.some((each) => each.name === name)),
        ];
        return [...differ(settings, texts.settings, ['label', 'help', 'unit']), ...differ(presets, texts.presets, ['title', 'about'])];
    })";

#[tokio::test]
async fn every_language_says_all_that_english_says() -> Result<()> {
    on_page("", async |page| {
        let shapes = page.eval(SHAPES).await?;
        assert!(shapes[0].as_object().is_some_and(|keys| keys.len() > 100));
        assert_eq!(shapes[0], shapes[1]);
        assert_eq!(page.eval(ASKED).await?, json!([]));
        assert_eq!(page.eval(UNTOLD).await?, json!([]));
        assert_eq!(page.eval(ENGINES).await?, json!([]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_german_page_runs_and_turns_english_when_it_is_asked_to() -> Result<()> {
    let address = "index.html?lang=de#preset=test1&step=0.5&steps=1e6";
    on_page(address, async |page| {
        assert_eq!(
            page.eval("document.documentElement.lang").await?,
            json!("de")
        );
        assert_eq!(page.text("#run").await?, "Start");
        assert_eq!(
            page.text("label[for=set-step]").await?,
            "Schrittweite δ (Zeit)"
        );
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        assert!(page.text("#status").await?.starts_with("Fertig."));
        // Numbers have a decimal comma, and so have the engine's sentences.
        let beta = page.text("[data-row=symmetric] td").await?;
        assert!(beta.starts_with("0,3"), "{beta}");
        let summary = page.text("#summary").await?;
        let german = "Bei dieser Schrittweite wirken die beiden kleinen Terme als Rauschen: β̂ = 0,";
        assert!(summary.starts_with(german), "{summary}");
        for place in ["#summary", "#figure-potential", "#trust th"] {
            let lang = format!("document.querySelector('{place}').lang");
            assert_eq!(page.eval(&lang).await?, json!(""), "{place}");
        }

        page.choose("#language", "en").await?;
        page.wait_until(
            "document.documentElement.lang === 'en' && window.stepsieve",
            SHORT,
        )
        .await?;
        assert_eq!(page.text("label[for=set-step]").await?, "Step size δ (time)");
        let experiment = "document.getElementById('set-step').value === '0.5'";
        page.wait_until(experiment, SHORT).await?;
        // Other pages use the same language.
        page.eval("void location.replace('reproduce.html')").await?;
        page.wait_until("location.pathname.endsWith('reproduce.html') && window.stepsieve && document.documentElement.lang === 'en'", SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn a_number_may_be_written_with_the_comma_of_the_language() -> Result<()> {
    on_page("index.html?lang=de#preset=test1", async |page| {
        let shown = "document.getElementById('set-step').value";
        assert_eq!(page.eval(shown).await?, json!("0,065"));
        for (typed, link) in [("0,3", "step=0.3"), ("0.25", "step=0.25")] {
            page.enter("#set-step", typed).await?;
            page.wait_until(&format!("location.hash.endsWith('&{link}')"), SHORT)
                .await?;
        }
        Ok(())
    })
    .await
}
