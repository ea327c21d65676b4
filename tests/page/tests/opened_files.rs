//! Opening files: problems of a file have their own heading, and nothing else changes.

use std::time::Duration;

use stepsieve_page::{Page, Result, json, on_page};

const LONG: Duration = Duration::from_secs(60);
const LINK: &str = "v=3&preset=test1&step=0.5&steps=1e6";

/// Drops files onto the page, each given as a JavaScript expression.
pub async fn drop_files(page: &Page, files: &[&str]) -> Result<()> {
    page.eval(&format!(
        "(() => {{ document.getElementById('link-problems')?.remove();
            const held = new DataTransfer(); for (const file of [{}]) held.items.add(file);
            dispatchEvent(new DragEvent('drop', {{ dataTransfer: held, cancelable: true }})); }})()",
        files.join(",")
    ))
    .await?;
    Ok(())
}

/// The heading and the text of a file's problems.
pub async fn said(page: &Page) -> Result<(String, String)> {
    page.wait_until("document.querySelector('#link-problems li')", LONG)
        .await?;
    Ok((
        page.text("#link-problems strong").await?,
        page.text("#link-problems ul").await?,
    ))
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_refused_and_nothing_else_changes() -> Result<()> {
    on_page(LINK, async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        let last = page.exact_outcome().await?;
        let address = page.eval("location.hash").await?;
        for (file, sentence) in [
            ("new File(['no'], 'letter.txt')", "“letter.txt” holds no experiment"),
            ("new File([''], 'empty.json')", "“empty.json” holds no experiment"),
            ("new File(['null'], 'null.json')", "“null.json” holds no experiment"),
            ("new File(['[5]'], 'five.json')", "“five.json” holds no experiment"),
            ("new File(['{\"a\": 1}'], 'other.json')", "“other.json” holds no experiment"),
            ("new File([new Uint8Array([137, 80, 78, 71])], 'figure.png')", "“figure.png” holds no experiment"),
            ("new File(['{\"experiment\": 5}'], 'wrong.json')", "“wrong.json” holds no experiment"),
            ("new File(['{\"experiment\": {}}'], 'hollow.json')", "“hollow.json” holds no experiment"),
            ("new File(['{\"experiment\": \"preset=test1\"}'], 'potential.json')", "not a potential file"),
            ("new File(['{\"potential\": {\"formula\": \"q^\"}, \"step\": 0.5}'], 'formula.json')", "The formula ends"),
            ("new File([new Uint8Array(2e8)], 'large.json')", "“large.json” is longer than 100 MB"),
        ] {
            drop_files(page, &[file]).await?;
            let (heading, text) = said(page).await?;
            assert_eq!(heading, "The file cannot be opened", "{file}");
            assert!(text.contains(sentence), "{file}: {text}");
            assert!(text.len() < 300, "{text}");
        }
        drop_files(page, &["new File([], 'a.json')", "new File([], 'b.json')"]).await?;
        assert!(said(page).await?.1.contains("Several files were dropped"));
        // The same for a folder.
        page.eval("void (Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('', 'NotFoundError')))")
            .await?;
        drop_files(page, &["new File([], 'folder')"]).await?;
        assert!(said(page).await?.1.contains("“folder” cannot be read"));

        assert_eq!(page.state().await?, "finished");
        assert_eq!(page.exact_outcome().await?, last);
        assert_eq!(page.eval("location.hash").await?, address);
        Ok(())
    })
    .await
}

/// As an editor or a shell may have written it.
#[tokio::test]
async fn an_outcome_with_a_mark_before_it_is_opened() -> Result<()> {
    on_page(LINK, async |page| {
        page.click("#run").await?;
        page.wait_for_state("finished", LONG).await?;
        page.eval("void (window.kept = '\\ufeff' + JSON.stringify(window.stepsieve.outcome()))")
            .await?;
        for file in [
            "new File([window.kept], 'out.json')",
            "new File([new Uint16Array([...window.kept].map((c) => c.charCodeAt(0)))], 'out.json')",
        ] {
            page.enter("#set-step", "0.4").await?;
            page.wait_until("location.hash.includes('step=0.4')", LONG)
                .await?;
            drop_files(page, &[file]).await?;
            page.wait_until("location.hash.includes('step=0.5')", LONG)
                .await?;
            assert_eq!(
                page.eval("document.querySelector('#link-problems')")
                    .await?,
                json!(null)
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_of_which_a_part_cannot_be_used_is_opened_without_it() -> Result<()> {
    on_page(LINK, async |page| {
        for hash in ["5", "'soup'", "{ a: 1 }"] {
            let file = format!(
                "new File([JSON.stringify({{ hash: {hash}, experiment: {{ potential: {{ preset: 'test2' }}, steps: 1e6, step: 'x' }} }})], 'run.json')"
            );
            drop_files(page, &[&file]).await?;
            let (heading, text) = said(page).await?;
            assert_eq!(heading, "Part of the file is invalid");
            assert!(text.contains("hash (outcome) must be") && text.contains("Step size δ"), "{text}");
            page.wait_for_state("finished", LONG).await?;
            // The address still follows.
            page.enter("#set-step", "0.15").await?;
            page.wait_until("location.hash.includes('step=0.15')", LONG).await?;
            page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.15", LONG).await?;
        }
        // Problems of an address have another heading.
        page.eval("void (location.hash = 'preset=test1&nonsense=1')").await?;
        page.wait_until("document.querySelector('#link-problems[data-cause=address]')", LONG).await
    })
    .await
}

#[tokio::test]
async fn an_address_that_cannot_be_written_does_not_stop_later_ones() -> Result<()> {
    on_page(LINK, async |page| {
        page.eval(
            "void (history.pushState = ((write) => (...given) => {
                if (given[2].includes('step=0.4')) throw new DOMException('too many', 'SecurityError');
                write.call(history, ...given);
            })(history.pushState))",
        )
        .await?;
        let entries = page.eval("history.length").await?;
        page.enter("#set-step", "0.4").await?;
        page.enter("#set-friction", "0.2").await?;
        page.wait_until("document.getElementById('set-friction').value === '0.2'", LONG).await?;
        page.enter("#set-step", "0.3").await?;
        page.wait_until("location.hash.includes('step=0.3') && location.hash.includes('friction=0.2')", LONG)
            .await?;
        assert_ne!(page.eval("history.length").await?, entries);
        Ok(())
    })
    .await?;
    // Nor does such an address keep an embed from reporting the problems of a message.
    let embed = "embed.html#show=potential&controls=step&preset=test1&steps=1e5";
    on_page(embed, async |page| {
        page.eval("postMessage({ stepsieve: 'open', link: 'preset=test1&step=-5' }, '*')")
            .await?;
        page.wait_until("document.querySelector('#link-problems')", LONG)
            .await?;
        assert_eq!(
            page.text("#link-problems strong").await?,
            "Part of a message from the surrounding page is invalid"
        );
        assert_eq!(
            page.eval("document.querySelectorAll('#link-problems li').length")
                .await?,
            json!(1)
        );
        Ok(())
    })
    .await
}
