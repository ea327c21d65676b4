//! Bad addresses and messages: an embed uses the valid parts and reports the others.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);

/// Fragments, and the fields with problems.
const FRAGMENTS: [(&str, &str); 22] = [
    ("", ""),
    ("&&&=&==&=a", ""),
    ("show", ""),
    ("show=&controls=&hide=", ""),
    ("show=%zz", "show"),
    ("show=%", "show"),
    ("show=%E4%A", "show"),
    ("%=show&%zz=%zz&preset=f%g3", ""),
    ("sh%6Fw=smell&controls=%73tep", "show"),
    ("show=potential%2Czoom,potential", ""),
    ("show=__proto__,constructor,toString", "show"),
    ("__proto__=1&constructor=2&hasOwnProperty=3", ""),
    ("hide=%80,formula", "hide"),
    ("hide=formula,formula,all", "hide"),
    ("theme=pink", "theme"),
    ("theme=dark,light", ""),
    ("height=400", "height"),
    ("height=auto&height=", ""),
    ("autorun=%zz&autorun", "autorun"),
    ("controls=taste,step,smell", "controls"),
    ("show=<script>,\"',\u{1F600},\u{202E}", "show"),
    (
        "show=%zz&controls=%zz&hide=%zz&theme=%zz&height=%zz&show=smell",
        "show controls hide theme height",
    ),
];

#[tokio::test]
async fn no_address_is_too_bad_to_be_read() -> Result<()> {
    on_page("", async |page| {
        let read = "import('./www/embed/embed-protocol.js').then(({ readEmbed }) => (fragment) => {
            const { options, problems } = readEmbed(fragment, ['step', 'friction']);
            if (problems.some(({ message }) => message.length > 300)) throw new Error(JSON.stringify(problems));
            return [options, problems.map(({ field }) => field).join(' ')];
        })";
        let fragments = FRAGMENTS.map(|(fragment, _)| fragment);
        let found = page
            .eval(&format!("{read}.then((read) => {}.map((fragment) => read(fragment)[1]))", json!(fragments)))
            .await?;
        assert_eq!(found, json!(FRAGMENTS.map(|(_, fields)| fields)));

        // Random combinations of their pieces, reproducible by the seed.
        let all = fragments.join("&").repeat(2);
        let random = format!(
            "{read}.then((read) => {{
                let seed = 17;
                const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
                const text = {};
                let problems = 0;
                for (let i = 0; i < 3000; i++) {{
                    const pieces = Array.from({{ length: 1 + random(9) }}, () => {{
                        const start = random(text.length);
                        return text.slice(start, start + random(30));
                    }});
                    problems += read(pieces.join(['&', '=', '%', ','][random(4)]))[1].length > 0;
                }}
                // Very long ones.
                for (const long of ['show=', 'show=,', 'show=a,', '&', 'hide=%zz&', '%', 'controls=step,b&']) read(long.repeat(1e5));
                return problems;
            }})",
            json!(all)
        );
        let problems = page.eval(&random).await?;
        assert!(problems.as_u64() > Some(300), "{problems}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_embed_of_a_bad_address_runs_what_is_left_of_it() -> Result<()> {
    let link = "embed.html#show=%zz&controls=%&theme=dark&hide=%80&v=3&preset=test1&step=0.5&steps=1e6&friction=%g1&autorun";
    on_page(link, async |page| {
        page.wait_for_state("finished", LONG).await?;
        let figures = page.visible("[data-figure]", "data-figure").await?;
        assert_eq!(figures, json!(["potential"]));
        assert_eq!(
            page.eval("document.documentElement.dataset.theme").await?,
            "dark"
        );
        let fields = page.visible("#link-problems li", "data-field").await?;
        assert_eq!(fields, json!(["show", "controls", "hide", "friction"]));
        Ok(())
    })
    .await
}

/// Messages as JavaScript, each with true if the answer lists problems.
const MESSAGES: [(&str, bool); 36] = [
    ("null", false),
    ("'run'", false),
    ("[]", false),
    ("{}", false),
    ("{ stepsieve: 5 }", false),
    ("{ stepsieve: null }", false),
    ("{ stepsieve: { toString: 1 } }", false),
    ("{ stepsieve: 'dance' }", false),
    ("{ stepsieve: '__proto__' }", false),
    ("{ stepsieve: 'x'.repeat(1e6) }", false),
    ("{ stepsieve: 'theme', theme: { toString: 1 } }", false),
    ("{ stepsieve: 'theme', theme: 'pink' }", false),
    ("{ stepsieve: 'set' }", true),
    ("{ stepsieve: 'set', settings: null }", true),
    ("{ stepsieve: 'set', settings: 'step' }", true),
    ("{ stepsieve: 'set', settings: [['step', 0.5]] }", true),
    (
        "{ stepsieve: 'set', settings: new Map([['step', 0.5]]) }",
        true,
    ),
    ("{ stepsieve: 'set', settings: {} }", false),
    ("{ stepsieve: 'set', settings: { taste: 1 } }", true),
    (
        "{ stepsieve: 'set', settings: JSON.parse('{\"__proto__\": { \"step\": 1 }}') }",
        true,
    ),
    ("{ stepsieve: 'set', settings: { step: -1 } }", true),
    ("{ stepsieve: 'set', settings: { step: null } }", true),
    ("{ stepsieve: 'set', settings: { step: undefined } }", true),
    ("{ stepsieve: 'set', settings: { step: 10n } }", true),
    (
        "{ stepsieve: 'set', settings: { step: { valueOf: 1 } } }",
        true,
    ),
    ("{ stepsieve: 'set', settings: { step: new Date() } }", true),
    (
        "{ stepsieve: 'set', settings: { step: 'x'.repeat(2e6) } }",
        true,
    ),
    (
        "{ stepsieve: 'set', settings: { ['step.'.repeat(1e5)]: 1 } }",
        true,
    ),
    (
        "{ stepsieve: 'set', settings: { ['a'.repeat(90)]: 1, 'step.step': 1 } }",
        true,
    ),
    // A cycle, shared references that expand exponentially, and a long empty array.
    (
        "(() => { const settings = {}; settings.step = settings; return { stepsieve: 'set', settings }; })()",
        true,
    ),
    (
        "(() => { let settings = {}; for (let i = 0; i < 30; i++) settings = { a: settings, b: settings }; return { stepsieve: 'set', settings }; })()",
        true,
    ),
    (
        "(() => { const bins = []; bins.length = 1e6; return { stepsieve: 'set', settings: { bins } }; })()",
        true,
    ),
    ("{ stepsieve: 'open' }", true),
    ("{ stepsieve: 'open', link: {} }", true),
    ("{ stepsieve: 'open', link: 'x'.repeat(2e6) }", true),
    (
        "{ stepsieve: 'open', link: 'preset=f%g3&step=%zz&show=%' }",
        true,
    ),
];

const INSIDE: &str =
    "document.querySelector('stepsieve-demo').shadowRoot.querySelector('iframe').contentWindow";

#[tokio::test]
async fn whatever_the_page_around_it_says_an_embed_goes_on() -> Result<()> {
    on_page("", async |page| {
        page.go("www/examples/embeds.html", "customElements.get('stepsieve-demo')")
            .await?;
        page.eval(
            "(() => {
                const demo = document.createElement('stepsieve-demo');
                demo.setAttribute('link', 'v=3&preset=test1&step=0.5&steps=1e6');
                document.body.replaceChildren(demo);
                window.heard = [];
                addEventListener('message', ({ data }) => heard.push(data));
            })()",
        )
        .await?;
        page.wait_until(&format!("{INSIDE}?.stepsieve"), LONG).await?;
        page.eval(&format!("({INSIDE}.errors = [], {INSIDE}.addEventListener('error', ({{ message }}) => {INSIDE}.errors.push(message)), 0)"))
            .await?;
        for (message, wrong) in MESSAGES {
            page.eval(&format!("(heard.length = 0, {INSIDE}.postMessage({message}, '*'), 0)"))
                .await?;
            // Messages are answered in order.
            page.eval(&format!("void {INSIDE}.postMessage({{ stepsieve: 'outcome' }}, '*')")).await?;
            page.wait_until("heard.some(({ stepsieve }) => stepsieve === 'outcome')", LONG).await?;
            let problems = page.eval("heard.flatMap(({ problems = [] }) => problems)").await?;
            let problems = problems.as_array().cloned().unwrap_or_default();
            assert_eq!(!problems.is_empty(), wrong, "{message}: {problems:?}");
            for problem in problems {
                let said = problem["message"].as_str().unwrap_or_default();
                assert!((10..300).contains(&said.chars().count()), "{message}: {said}");
            }
            let errors = page.eval(&format!("{INSIDE}.errors")).await?;
            assert_eq!(errors, json!([]), "{message}");
        }
        sets_and_runs(page).await
    })
    .await
}

/// After all bad messages the embed obeys valid ones.
async fn sets_and_runs(page: &Page) -> Result<()> {
    let link = "v=3&preset=test1&step=0.5&steps=1e6";
    page.eval(&format!(
        "(heard.length = 0, document.querySelector('stepsieve-demo').open('{link}'), 0)"
    ))
    .await?;
    // Valid settings apply beside an invalid one, and so do two that are valid only together.
    page.eval("void document.querySelector('stepsieve-demo').set({ seed: 7, friction: -1, 'region.lower': [5], 'region.upper': [6] })")
        .await?;
    page.wait_until(
        "heard.some(({ problems }) => problems?.some(({ field }) => field === 'friction'))",
        LONG,
    )
    .await?;
    page.eval("void document.querySelector('stepsieve-demo').set({ 'region.lower': [-5], 'region.upper': [5] })")
        .await?;
    page.eval("void document.querySelector('stepsieve-demo').run()")
        .await?;
    page.wait_until("heard.some(({ complete }) => complete)", LONG)
        .await?;
    let experiment = "heard.findLast(({ complete }) => complete).outcome.experiment";
    let found = page
        .eval(&format!(
            "(({{ seed, friction, region }}) => [seed, friction, region.upper])({experiment})"
        ))
        .await?;
    assert_eq!(found, json!([7, 0.1, [5]]));
    Ok(())
}
