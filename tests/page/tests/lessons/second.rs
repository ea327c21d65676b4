//! Lessons 4 to 6: directions, surrogates, failures.

use stepsieve_page::{Result, on_page};

use super::driving::{Question, came, check, nothing_is_judged_yet, open, press, run, set};

#[tokio::test]
async fn lesson_4_anisotropic() -> Result<()> {
    let questions = [
        Question {
            name: "strength",
            right: &["runs.plane[0].noise_covariance.estimate[0][0]"],
            wrong: &[
                (
                    "runs.plane[0].noise_covariance.estimate[1][1]",
                    "another entry",
                ),
                ("1", "first entry"),
            ],
        },
        Question {
            name: "ratio",
            right: &[
                "2",
                "runs.plane[0].noise_covariance.estimate[0][0] / runs.plane[0].noise_covariance.estimate[1][1]",
            ],
            wrong: &[("0.5", "reciprocal"), ("1", "no circle"), ("4", "square")],
        },
        Question {
            name: "friction",
            right: &["runs.plane[0].friction[0][0]"],
            wrong: &[
                ("runs.plane[0].noise_covariance.estimate[0][0]", "Z itself"),
                (
                    "2 * runs.plane[0].noise_covariance.estimate[0][0]",
                    "twice Z",
                ),
                ("runs.plane[0].friction[1][1]", "along y"),
            ],
        },
        Question {
            name: "error",
            right: &["(runs.plane[1].reference.rmse / runs.plane[0].reference.rmse).toFixed(1)"],
            wrong: &[
                (
                    "runs.plane[0].reference.rmse / runs.plane[1].reference.rmse",
                    "reciprocal",
                ),
                (
                    "runs.plane[1].reference.rmse - runs.plane[0].reference.rmse",
                    "difference",
                ),
                ("runs.plane[1].reference.rmse", "Divide it"),
            ],
        },
    ];
    on_page("", async |page| {
        open(page, "anisotropic").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=without] [value=same]")
            .await?;
        run(page, "plane").await?;
        let said = came(page, "direction").await?;
        assert!(said.contains("shows: “along x, since"), "{said}");
        press(page, "plane", "#set-calibration", " ").await?;
        let said = came(page, "without").await?;
        assert!(
            said.contains("as good")
                && said.contains("Not this time: the run shows: “of the wrong"),
            "{said}"
        );
        check(page, &questions).await
    })
    .await
}

#[tokio::test]
async fn lesson_5_surrogates() -> Result<()> {
    let questions = [
        Question {
            name: "saving",
            right: &["newest('learned').comparison.saving"],
            wrong: &[
                ("0.005", "share"),
                ("512", "number of walkers"),
                ("2", "Divide"),
            ],
        },
        Question {
            name: "floor",
            right: &[
                "newest('learned').comparison.ensembles[0].distance.mean / newest('learned').comparison.floor.mean",
            ],
            wrong: &[
                (
                    "newest('learned').comparison.floor.mean / newest('learned').comparison.ensembles[0].distance.mean",
                    "in units of the difference",
                ),
                (
                    "newest('learned').comparison.ensembles[0].distance.mean",
                    "difference itself",
                ),
                ("newest('learned').comparison.floor.mean", "the floor"),
            ],
        },
        Question {
            name: "evidence",
            right: &["'no'"],
            wrong: &[("'yes'", "more than 2")],
        },
        Question {
            name: "caught",
            right: &["'correlation'"],
            wrong: &[("'mean'", "larger"), ("'distribution'", "larger")],
        },
    ];
    on_page("", async |page| {
        open(page, "surrogates").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=saving] [value='20']")
            .await?;
        page.click(".prediction[data-name=paths] [value=same]")
            .await?;
        run(page, "learned").await?;
        let said = came(page, "saving").await?;
        assert!(
            said.contains("about 20 times")
                && said.contains("Not this time: the run shows: “about 200"),
            "{said}"
        );
        let said = came(page, "paths").await?;
        assert!(said.contains("up to chance”. So it was."), "{said}");
        run(page, "guessed").await?;
        check(page, &questions).await
    })
    .await
}

#[tokio::test]
async fn lesson_6_failure() -> Result<()> {
    let questions = [
        Question {
            name: "mixed",
            right: &["newest('mixed').trust.rows.find(({ verdict }) => verdict === 'fail').code"],
            wrong: &[("'chaos'", "further down"), ("'divergence'", "No walker")],
        },
        Question {
            name: "proposed",
            right: &["runs.resolved[0].trust.regime.proposed_step"],
            wrong: &[("0.004", "your own step"), ("1", "first sentence")],
        },
        Question {
            name: "stable",
            right: &[
                "runs.blowup.find(({ resampled }) => resampled.diverged < 10).experiment.step",
            ],
            wrong: &[("0.45", "more walkers"), ("0.1", "not run")],
        },
        Question {
            name: "visits",
            right: &["Math.min(...runs.rare[0].wells.map(({ visits }) => visits))"],
            wrong: &[
                (
                    "Math.max(...runs.rare[0].wells.map(({ visits }) => visits))",
                    "another well",
                ),
                ("1000", "row on wells"),
            ],
        },
        Question {
            name: "warmer",
            right: &["0.5"],
            wrong: &[("2", "too seldom"), ("0.1", "so warm"), ("5", "not run")],
        },
    ];
    on_page("", async |page| {
        open(page, "failure").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=blown] [value=few]")
            .await?;
        run(page, "mixed").await?;
        let said = came(page, "sight").await?;
        assert!(
            said.contains("shows: “smooth and plausible”") && said.contains("off by"),
            "{said}"
        );
        run(page, "resolved").await?;
        // The report is open in the demo, with a button that applies its proposal.
        press(page, "resolved", "#try-step", "Enter").await?;
        run(page, "blowup").await?;
        let said = came(page, "blown").await?;
        assert!(
            said.contains("a few are lost")
                && said.contains("Not this time: the run shows: “walkers are lost by the thousand"),
            "{said}"
        );
        set(page, "blowup", "step", "0.3").await?;
        run(page, "rare").await?;
        set(page, "rare", "friction", "0.5").await?;
        set(page, "rare", "friction", "0.1").await?;
        for demo in ["mixed", "resolved", "blowup", "rare"] {
            let verdict = page
                .eval(&format!("runs['{demo}'][0].trust.verdict"))
                .await?;
            assert_eq!(verdict, "fail", "{demo}");
        }
        check(page, &questions).await
    })
    .await
}
