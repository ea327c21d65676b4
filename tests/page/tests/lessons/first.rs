//! Lessons 1 to 3: noise, scales, temperature.

use stepsieve_page::{Result, on_page};

use super::driving::{Question, answer, came, check, nothing_is_judged_yet, open, run, set};

#[tokio::test]
async fn lesson_1_noise() -> Result<()> {
    let questions = [
        Question {
            name: "power",
            right: &[
                "0.2 * runs.ripple[0].momentum.symmetric_covariance[0][0] / 0.5",
                "(0.4 * runs.ripple[0].momentum.symmetric_covariance[0][0]).toFixed(2).replace('.', ',')",
            ],
            wrong: &[
                (
                    "0.1 * runs.ripple[0].momentum.symmetric_covariance[0][0] / 0.5",
                    "factor 2",
                ),
                (
                    "0.5 / (0.2 * runs.ripple[0].momentum.symmetric_covariance[0][0])",
                    "reciprocal",
                ),
                (
                    "runs.ripple[0].momentum.symmetric_covariance[0][0]",
                    "σ² itself",
                ),
                ("1", "mean"),
                ("7", "Take σ²"),
            ],
        },
        Question {
            name: "finer",
            right: &[
                "1",
                "runs.finer[0].momentum.symmetric_covariance[0][0] / runs.ripple[0].momentum.symmetric_covariance[0][0]",
            ],
            wrong: &[("0.1", "steeper"), ("10", "lower"), ("3", "Divide")],
        },
        Question {
            name: "halved",
            right: &[
                "runs.finer[1].momentum.symmetric_covariance[0][0] / runs.finer[0].momentum.symmetric_covariance[0][0]",
                "'1/2'",
            ],
            wrong: &[
                ("2", "from 0.5 to 0.25"),
                ("0.25", "twice as many"),
                ("1", "does change"),
            ],
        },
        Question {
            name: "motion",
            right: &["newest('ripple').trust.regime.motion"],
            wrong: &[("'chaotic'", "lie still"), ("'diverging'", "left the bowl")],
        },
    ];
    on_page("", async |page| {
        open(page, "noise").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=large] [value=rest]")
            .await?;
        run(page, "ripple").await?;
        let said = came(page, "large").await?;
        assert!(
            said.contains("”. Not this time: the run shows: “go on moving")
                && said.contains("chaotic"),
            "{said}"
        );
        set(page, "ripple", "step", "0.001").await?;
        let said = came(page, "small").await?;
        assert!(
            said.contains("no prediction. The run shows: “are all but at rest”")
                && said.contains("resolved"),
            "{said}"
        );
        run(page, "finer").await?;
        set(page, "finer", "step", "0.25").await?;
        check(page, &questions).await?;
        let (_, said) = answer(page, "power", "half").await?;
        assert!(said.contains("not a number"), "{said}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn lesson_2_staircase() -> Result<()> {
    let questions = [
        Question {
            name: "plateaus",
            right: &["newest('scan').scales.scales.length"],
            wrong: &[("3", "One too many"), ("1", "one more"), ("9", "Count")],
        },
        Question {
            name: "lower",
            right: &["newest('scan').scales.scales[0].noise_power"],
            wrong: &[
                (
                    "newest('scan').scales.scales[1].noise_power",
                    "both ripples",
                ),
                ("newest('scan').scales.scales[0].step", "other axis"),
            ],
        },
        Question {
            name: "amplitude",
            right: &[
                "newest('scan').scales.scales[1].amplitude",
                "Math.sqrt(2 * (newest('scan').scales.scales[1].noise_power - newest('scan').scales.scales[0].noise_power)).toFixed(2)",
            ],
            wrong: &[
                (
                    "newest('scan').scales.scales[1].noise_power - newest('scan').scales.scales[0].noise_power",
                    "A²/2",
                ),
                (
                    "2 * (newest('scan').scales.scales[1].noise_power - newest('scan').scales.scales[0].noise_power)",
                    "root",
                ),
                ("0.3", "double it"),
            ],
        },
        Question {
            name: "kurtosis",
            right: &["runs.single.find(({ momentum }) => !momentum.normal).experiment.step"],
            wrong: &[("0.06", "were normal"), ("0.5", "not run")],
        },
    ];
    on_page("", async |page| {
        open(page, "staircase").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=shape] [value=stairs]")
            .await?;
        run(page, "scan").await?;
        let said = came(page, "shape").await?;
        assert!(
            said.contains("level again”. So it was.") && said.contains("2 plateaus"),
            "{said}"
        );
        run(page, "single").await?;
        set(page, "single", "step", "0.1").await?;
        let said = came(page, "between").await?;
        assert!(said.contains("κ = "), "{said}");
        check(page, &questions).await
    })
    .await
}

#[tokio::test]
async fn lesson_3_temperature() -> Result<()> {
    let questions = [
        Question {
            name: "beta",
            right: &[
                "runs.bowl[0].inverse_temperature.corrected.toFixed(3)",
                "runs.bowl[0].inverse_temperature.symmetric.toFixed(3)",
            ],
            wrong: &[
                ("runs.bowl[0].inverse_temperature.naive.toFixed(3)", "naive"),
                (
                    "(1 / runs.bowl[0].inverse_temperature.corrected).toFixed(2)",
                    "reciprocal",
                ),
                ("0.1", "Look for"),
            ],
        },
        Question {
            name: "factor",
            right: &[
                "2",
                "runs.bowl[0].inverse_temperature.symmetric / runs.bowl[1].inverse_temperature.symmetric",
            ],
            wrong: &[
                ("0.5", "opposite"),
                ("4", "square"),
                ("1", "less is taken out"),
            ],
        },
        Question {
            name: "logarithm",
            right: &["(2 * runs.bowl[0].inverse_temperature.corrected).toFixed(2)"],
            wrong: &[
                ("2", "depends on β"),
                ("2 / runs.bowl[0].inverse_temperature.corrected", "divided"),
                ("4 * runs.bowl[0].inverse_temperature.corrected", "too many"),
                (
                    "-2 * runs.bowl[0].inverse_temperature.symmetric",
                    "positive",
                ),
                ("2 * runs.bowl[0].inverse_temperature.naive", "naive"),
            ],
        },
        Question {
            name: "one",
            right: &["newest('bowl').experiment.friction"],
            wrong: &[("0.1", "too hot"), ("0.5", "too cold"), ("0.9", "not run")],
        },
    ];
    on_page("", async |page| {
        open(page, "temperature").await?;
        nothing_is_judged_yet(page, &questions).await?;
        page.click(".prediction[data-name=halved] [value=double]")
            .await?;
        run(page, "bowl").await?;
        set(page, "bowl", "friction", "0.05").await?;
        let said = came(page, "halved").await?;
        assert!(
            said.contains("doubles”. So it was.") && said.contains("variance"),
            "{said}"
        );
        let said = came(page, "learned").await?;
        assert!(
            said.contains("shows: “stays the same bowl”") && said.contains("q^2/2"),
            "{said}"
        );
        set(page, "bowl", "friction", "0.5").await?;
        set(page, "bowl", "friction", "0.28").await?;
        check(page, &questions).await
    })
    .await
}
