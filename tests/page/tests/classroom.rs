//! Exercises for a class: a teacher makes one, students solve it, and their codes are checked.

mod driving;

use stepsieve_page::{Result, json, on_page};

use driving::{DEMO, LONG, SHORT, check, code, expect, link, links, run, sit, table, teach};

/// A short experiment with a formula, a preset's name and a reference to hide.
const EXPERIMENT: &str = "v=3&preset=test2&step=0.25&steps=1e6";
/// Parts of the hidden formula, preset and reference.
const SECRETS: [&str; 5] = ["sin(", "cos(", "test2", "test 2", "U0"];

/// From an experiment of the page to codes that are checked and run again.
#[tokio::test]
async fn an_experiment_becomes_an_exercise_whose_codes_are_checked() -> Result<()> {
    on_page(EXPERIMENT, async |page| {
        page.press("Control+k").await?;
        page.enter("#palette-field", "exercise").await?;
        page.wait_until(
            "location.pathname.endsWith('teach.html') && window.stepsieve",
            LONG,
        )
        .await?;
        page.type_into("#question-field", "Where is the left valley?")
            .await?;
        expect(page, "number", Some("-1"), "0.1").await?;
        let (student, teacher) = (link(page, "student").await?, link(page, "teacher").await?);
        assert!(student.starts_with("exercise.html#x=") && teacher.starts_with("teach.html#x="));

        let mut lines = Vec::new();
        for (name, answer) in [("Ada Lovelace", "-1,02"), ("Emmy", "3")] {
            sit(page, &student, name).await?;
            assert_eq!(page.text("#question").await?, "Where is the left valley?");
            run(page).await?;
            let code = code(page, answer).await?;
            assert!(
                code.len() <= 24 && code.split('-').all(|group| group.len() <= 4),
                "{code}"
            );
            lines.push((name, code));
        }
        let [(ada, first), (emmy, second)] = lines.as_slice() else {
            unreachable!()
        };
        // A wrong character, another name, and lower case without dashes before the name.
        let wrong = format!(
            "{}{}",
            &first[..3],
            if &first[3..4] == "7" { "8" } else { "7" }
        ) + &first[4..];
        let plain = second.replace('-', "").to_lowercase();
        page.go(&teacher, "window.stepsieve").await?;
        let found = check(
            page,
            &format!("{ada}; {first}\n{plain} {emmy}\nada lovelace {wrong}\nEmmy {first}\nNobody"),
        )
        .await?;
        let column = |place: usize| {
            found
                .iter()
                .map(|row| row[place].as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            column(0),
            ["Ada Lovelace", "Emmy", "ada lovelace", "Emmy", "Nobody"]
        );
        assert_eq!(column(1)[..2], ["valid", "valid"]);
        assert!(
            column(1)[2].contains("character is wrong")
                && column(1)[4].contains("there is no code"),
            "{found:?}"
        );
        assert_eq!(column(1)[3], "Made under another name.");
        // The last valid line of a name counts.
        assert_eq!(column(2)[0], "yes, the last of this name");
        assert_eq!(
            column(2)[2..],
            [
                "no, another line of this name counts",
                "no, another line of this name counts",
                "no"
            ]
        );
        assert_eq!(column(3)[..2], ["-1.02", "3"]);
        assert!(
            column(4)[0].starts_with("right") && column(4)[1].starts_with("wrong"),
            "{found:?}"
        );

        page.click("#rerun").await?;
        page.wait_for_state("finished", LONG).await?;
        let found = table(page).await?;
        assert_eq!([&found[0][7], &found[1][7]], ["gives the same outcome"; 2]);

        // A code of one exercise is invalid for another.
        page.type_into("#question-field", "Where is the right valley?")
            .await?;
        links(page).await?;
        let found = check(page, &format!("{ada} {first}")).await?;
        assert!(found[0][1].starts_with("Of another exercise"), "{found:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_hidden_is_nowhere_to_be_read() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "What is it?").await?;
        for part in ["findings", "numbers", "zoom", "convergence", "beside"] {
            page.click(&format!("[name=show][value={part}]")).await?;
        }
        page.click("[name=controls][value=friction]").await?;
        links(page).await?;
        // The teacher sees the hidden parts.
        assert!(page.text("#revealed").await?.contains("sin("));
        let student = link(page, "student").await?;
        sit(page, &student, "Ada").await?;
        let everything = format!("(() => {{
            const all = [document, {DEMO}.document].flatMap((page) => [page.documentElement.outerHTML, page.defaultView.location.href]);
            return all.join(' ').toLowerCase();
        }})()");
        let hidden = async |when: &str| -> Result<()> {
            let all = page.eval(&everything).await?;
            let all = all.as_str().unwrap_or_default();
            assert!(all.len() > 10_000);
            for secret in SECRETS {
                assert!(!all.contains(&secret.to_lowercase()), "{when}: {secret} is to be read");
            }
            Ok(())
        };
        let demo = "document.querySelector('stepsieve-demo')";
        page.wait_in_view(demo, &format!("{DEMO}.stepsieve"), LONG).await?;
        hidden("before").await?;
        run(page).await?;
        page.wait_until(&format!("{DEMO}.document.querySelector('#summary').textContent.includes('β̂')"), SHORT).await?;
        hidden("after").await?;
        // The figures are drawn, and neither they nor their alternative texts contain a secret.
        let said = page.eval(&format!("[...{DEMO}.document.querySelectorAll('canvas')].filter((c) => c.checkVisibility()).map((c) => c.ariaLabel).join(' ')")).await?;
        let said = said.as_str().unwrap_or_default();
        assert!(said.contains("learned potential") && !said.contains("reference") && !said.contains("energy V"), "{said}");
        let outcome = page.outcome().await?;
        assert_eq!([&outcome["reference"], &outcome["baselines"], &outcome["experiment"]["potential"]["formula"], &outcome["experiment"]["potential"]["preset"]], [&json!(null); 4]);
        assert!(outcome["potential"]["original"].as_array().is_some_and(|v| v.iter().all(|v| v.is_null())));
        assert!(page.eval(&format!("{DEMO}.document.querySelector('#open-page, [data-row=rmse]')")).await?.is_null());
        // The address still hides it after a change.
        page.eval(&format!("{DEMO}.postMessage({{ stepsieve: 'set', settings: {{ step: 0.2 }} }}, '*')")).await?;
        page.wait_until(&format!("{DEMO}.stepsieve.outcome()?.experiment.step === 0.2"), LONG).await?;
        hidden("after a change").await
    })
    .await
}

/// A link gives everybody the same numbers, or each name its own.
#[tokio::test]
async fn seeds_are_the_same_for_all_or_of_each_name() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "How hot is it?").await?;
        expect(page, "inverse-temperature", None, "2 %").await?;
        let hashes = async |link: &str, names: [&str; 2]| -> Result<[String; 2]> {
            let mut found = [String::new(), String::new()];
            for (hash, name) in found.iter_mut().zip(names) {
                sit(page, link, name).await?;
                run(page).await?;
                *hash = page.outcome().await?["hash"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned();
            }
            Ok(found)
        };
        let same = link(page, "student").await?;
        let [one, other] = hashes(&same, ["Ada", "Emmy"]).await?;
        assert_eq!(one, other);

        teach(page, EXPERIMENT, "How hot is it?").await?;
        expect(page, "inverse-temperature", None, "2 %").await?;
        page.click("[name=seeds][value=name]").await?;
        links(page).await?;
        let (own, teacher) = (link(page, "student").await?, link(page, "teacher").await?);
        // Without a name there is no experiment.
        page.go(&own, "window.stepsieve").await?;
        assert!(
            page.eval("document.querySelector('stepsieve-demo')")
                .await?
                .is_null()
        );
        let [one, again] = hashes(&own, ["Ada Lovelace", " ADA  lovelace"]).await?;
        let code = code(page, "1").await?;
        let [ada, emmy] = hashes(&own, ["ada lovelace", "Emmy"]).await?;
        assert_eq!((&one, &one), (&again, &ada));
        assert_ne!(one, emmy);

        // The expected quantity is known after a repeat of the student's experiment.
        page.go(&teacher, "window.stepsieve").await?;
        let found = check(page, &format!("Ada Lovelace {code}")).await?;
        assert_eq!(found[0][4], "run again to check");
        page.click("#rerun").await?;
        page.wait_for_state("finished", LONG).await?;
        let found = table(page).await?;
        assert!(
            found[0][4].starts_with("wrong (") && found[0][7] == "gives the same outcome",
            "{found:?}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_student_who_is_told_at_once_hears_what_is_right() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "Where?").await?;
        expect(page, "number", Some("-1"), "5 %").await?;
        let secret = link(page, "student").await?;
        page.click("#told").await?;
        links(page).await?;
        let told = link(page, "student").await?;
        assert!(told.len() > secret.len());
        sit(page, &told, "Ada").await?;
        page.wait_until("document.getElementById('answer').checkVisibility()", LONG)
            .await?;
        page.click("#answer button[type=submit]").await?;
        assert!(page.text("#said").await?.contains("must be a number"));
        page.type_into("#answer-field", "-1").await?;
        page.click("#answer button[type=submit]").await?;
        assert!(page.text("#said").await?.contains("Run the experiment"));
        run(page).await?;
        let wrong = code(page, "0,5").await?;
        assert!(page.text("#said").await?.starts_with("Not yet."));
        let right = code(page, "-1.04").await?;
        assert!(page.text("#said").await?.starts_with("Right."));
        assert_ne!(wrong, right);
        // A change of theme keeps the outcome.
        page.click("#theme").await?;
        page.wait_until(&format!("{DEMO}.document.documentElement.dataset.theme === document.documentElement.dataset.theme"), SHORT)
            .await?;
        assert_eq!(page.outcome().await?["complete"], json!(true));
        assert_eq!(page.eval(&format!("{DEMO}.stepsieve.outcome().hash")).await?, page.outcome().await?["hash"]);
        // A later change hides the code.
        page.type_into("#answer-field", "-2").await?;
        page.wait_until("!document.getElementById('code').checkVisibility()", SHORT)
            .await
    })
    .await
}

#[tokio::test]
async fn another_language_keeps_what_was_typed_and_repeats_the_run() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "Where?").await?;
        expect(page, "number", Some("-1"), "5 %").await?;
        let (student, teacher) = (link(page, "student").await?, link(page, "teacher").await?);
        sit(page, &student, "Ada").await?;
        run(page).await?;
        let hash = page.outcome().await?["hash"].clone();
        let code = code(page, "-1.04").await?;
        let german = "document.documentElement.lang === 'de' && window.stepsieve";
        page.choose("#language", "de").await?;
        page.wait_until(german, LONG).await?;
        page.wait_until("window.stepsieve.outcome()?.complete", LONG)
            .await?;
        assert_eq!(page.outcome().await?["hash"], hash);
        let typed = "['name-field', 'answer-field'].map((id) => document.getElementById(id).value)";
        assert_eq!(page.eval(typed).await?, json!(["Ada", "-1.04"]));

        page.go(&teacher, german).await?;
        let line = format!("Ada {code}");
        page.type_into("#codes", &line).await?;
        page.choose("#language", "en").await?;
        page.wait_until(
            "document.documentElement.lang === 'en' && window.stepsieve",
            LONG,
        )
        .await?;
        let kept = page.eval("document.getElementById('codes').value").await?;
        assert_eq!(kept, json!(line));
        // Once: a later visit to the page begins empty.
        page.go(&teacher, "window.stepsieve").await?;
        let kept = page.eval("document.getElementById('codes').value").await?;
        assert_eq!(kept, json!(""));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_change_of_a_control_is_in_the_code() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "Where?").await?;
        page.choose("#answer-kind", "text").await?;
        links(page).await?;
        let (student, teacher) = (link(page, "student").await?, link(page, "teacher").await?);
        sit(page, &student, "Ada").await?;
        run(page).await?;
        page.eval(&format!("({DEMO}.focus(), {DEMO}.document.getElementById('set-step').focus(), {DEMO}.document.getElementById('set-step').select())")).await?;
        for key in ["0", ".", "2", "Enter"] {
            page.press(key).await?;
        }
        page.wait_until("window.stepsieve.outcome()?.experiment.step === 0.2", LONG).await?;
        let code = code(page, "Two valleys").await?;
        page.go(&teacher, "window.stepsieve").await?;
        let found = check(page, &format!("Ada {code} two  valleys\nAda {code} one valley\nAda {code}")).await?;
        let answers: Vec<&str> = found.iter().map(|row| row[3].as_str()).collect();
        assert_eq!(answers, ["the original text", "not the text of the code", "a text"]);
        assert!(found[0][6].ends_with(": 0.2"), "{found:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_damaged_is_said_in_a_sentence() -> Result<()> {
    on_page("", async |page| {
        teach(page, EXPERIMENT, "Where?").await?;
        let student = link(page, "student").await?;
        let cut = &student[..student.len() - 3];
        for (place, target) in [
            ("exercise.html", cut.to_owned()),
            ("teach.html", cut.replace("exercise", "teach")),
            ("exercise.html", student.replacen("#x=e", "#x=f", 1)),
        ] {
            page.go(&target, "window.stepsieve").await?;
            let said = page.text("#messages").await?;
            assert!(said.contains("This link is damaged"), "{place}: {said}");
        }
        for empty in ["exercise.html", "exercise.html#"] {
            page.go(empty, "window.stepsieve").await?;
            let said = page.text("#messages").await?;
            assert!(
                said.contains("This address holds no exercise"),
                "{empty}: {said}"
            );
            let shown = "document.getElementById('exercise').checkVisibility()";
            assert_eq!(page.eval(shown).await?, json!(false), "{empty}");
        }
        page.go(
            &format!("teach.html#{EXPERIMENT}&step=-1"),
            "window.stepsieve",
        )
        .await?;
        assert!(page.text("#messages").await?.contains("Step size"));
        for (given, sentence) in [
            ("hello", "This is not a link"),
            ("https://example.com/", "This is not a link"),
            (" ", "Enter a link"),
        ] {
            page.type_into("#link-field", given).await?;
            page.click("#start button").await?;
            let said = page.text("#messages").await?;
            assert!(said.starts_with(sentence), "{given}: {said}");
        }
        // An invalid field has a message, and the links disappear.
        page.type_into("#question-field", "Where?").await?;
        links(page).await?;
        page.choose("#answer-kind", "number").await?;
        page.type_into("#tolerance", "near").await?;
        page.wait_until(
            "document.getElementById('problems').textContent.includes('tolerance must be')",
            SHORT,
        )
        .await?;
        assert_eq!(
            page.eval("document.getElementById('links').checkVisibility()")
                .await?,
            json!(false)
        );
        Ok(())
    })
    .await
}

/// Every ready-made exercise can be made, opened and solved.
#[tokio::test]
async fn the_ready_made_mysteries_are_exercises() -> Result<()> {
    on_page("", async |page| {
        for (key, answer) in [
            ("valley", "-1.03"),
            ("staircase", "2"),
            ("temperature", "1.66"),
        ] {
            page.go("teach.html", "window.stepsieve").await?;
            page.click(&format!("[data-mystery={key}]")).await?;
            links(page).await?;
            let (student, teacher) = (link(page, "student").await?, link(page, "teacher").await?);
            assert!(student.len() < 1900, "{key}: {}", student.len());
            sit(page, &student, "Ada").await?;
            run(page).await?;
            let code = code(page, answer).await?;
            page.go(&teacher, "window.stepsieve").await?;
            check(page, &format!("Ada {code}")).await?;
            page.click("#rerun").await?;
            page.wait_for_state("finished", 2 * LONG).await?;
            let found = table(page).await?;
            assert!(
                found[0][4].starts_with("right") && found[0][7] == "gives the same outcome",
                "{key}: {found:?}"
            );
        }
        Ok(())
    })
    .await
}
