//! Every order: a random walk over all actions of a user, with a check of the page's invariants
//! after each.
//!
//! `STEPSIEVE_WALK_SEED` chooses another walk and `STEPSIEVE_WALK_ACTIONS` its length;
//! `STEPSIEVE_WALK_ONLY=3,17` takes only these of its actions, and `STEPSIEVE_WALK_SHRINK=1`
//! shrinks a failed walk to a short part that still fails.

mod embed;
mod plan;
mod random;
mod shrink;
mod walker;
mod words;

use std::time::Duration;

use stepsieve_page::{Page, Result, bail, on_page_within};
use walker::{Tally, Walk};

/// Longest time of a walk, plus a second for each action.
const LONGEST: Duration = Duration::from_secs(300);

/// A number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    let given = std::env::var(name).ok();
    given
        .and_then(|text| text.parse().ok())
        .unwrap_or(otherwise)
}

/// Performs a walk with the environment's settings, and returns its counts.
async fn walk(walk: Walk, actions: usize) -> Result<Tally> {
    let walk = Walk {
        seed: number("STEPSIEVE_WALK_SEED", walk.seed),
        ..walk
    };
    let actions = number("STEPSIEVE_WALK_ACTIONS", actions as u64) as usize;
    let only = std::env::var("STEPSIEVE_WALK_ONLY").ok();
    let numbers: Vec<usize> = match &only {
        Some(only) => only
            .split(',')
            .filter_map(|n| n.trim().parse().ok())
            .collect(),
        None => (1..=actions).collect(),
    };
    let mut tally = Tally::default();
    let longest = LONGEST + Duration::from_secs(numbers.len() as u64);
    on_page_within(longest, "preset=test1&steps=2e4", async |page: &Page| {
        walker::prepare(page).await?;
        match walk.over(page, numbers.iter().copied()).await? {
            Ok(counted) => tally = counted,
            Err(fall) => {
                eprintln!("{}", fall.report);
                if number("STEPSIEVE_WALK_SHRINK", 0) > 0 {
                    shrink::shrink(walk, &numbers, &fall).await?;
                }
                bail!("{}", fall.report)
            }
        }
        Ok(())
    })
    .await?;
    eprintln!("seed {}: {tally:?}", walk.seed);
    Ok(tally)
}

/// Asserts that a long walk has performed enough actions and seen enough complete runs.
fn saw_enough(tally: &Tally) {
    if tally.actions < 200 {
        return;
    }
    assert!(2 * tally.done > tally.actions, "{tally:?}");
    assert!(4 * tally.counted > tally.actions, "{tally:?}");
    assert!(20 * tally.complete > tally.actions, "{tally:?}");
}

#[tokio::test]
async fn every_order_of_actions_leaves_the_page_whole() -> Result<()> {
    let tally = walk(
        Walk {
            seed: 1,
            plan: plan::on_page,
            page: "index.html",
            start: "v=3&preset=test1&steps=2e4",
        },
        2_000,
    )
    .await?;
    saw_enough(&tally);
    Ok(())
}

#[tokio::test]
async fn every_order_of_actions_leaves_an_embed_whole() -> Result<()> {
    let tally = walk(
        Walk {
            seed: 1,
            plan: embed::on_embed,
            page: "embed.html",
            start: "show=potential,findings&controls=potential,step&v=3&preset=test1&steps=2e4",
        },
        250,
    )
    .await?;
    saw_enough(&tally);
    Ok(())
}

/// A walk is reproducible, as a whole or in part.
#[test]
fn a_walk_is_a_function_of_its_seed() {
    let all = |seed: u64| -> Vec<_> { (1..500).map(|n| plan::on_page(seed, n).act).collect() };
    assert_eq!(all(7), all(7));
    assert_ne!(all(7), all(8));
    assert_eq!(plan::on_page(7, 300).act, all(7)[299]);
}
