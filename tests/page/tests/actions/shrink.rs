//! Shrinks a failed walk to a short part with the same failure, for debugging.

use stepsieve_page::{Page, Result};

use super::walker::{self, Fall, Walk};

/// Tries of each part: failures that depend on timing do not occur every time.
const TRIES: usize = 2;

/// Prints the numbers of the remaining actions, and the actions.
pub async fn shrink(walk: Walk, numbers: &[usize], fall: &Fall) -> Result<()> {
    let all: Vec<usize> = numbers
        .iter()
        .copied()
        .take_while(|&n| n != fall.number)
        .chain([fall.number])
        .collect();
    // First extends a part backwards from the end until it fails.
    let mut kept = Vec::new();
    let mut length = 4;
    loop {
        let part = &all[all.len().saturating_sub(length)..];
        if ends_alike(walk, part, fall).await? {
            kept.extend_from_slice(part);
            break;
        }
        if part.len() == all.len() {
            eprintln!("The walk does not end so again.");
            return Ok(());
        }
        length *= 3;
    }
    // Then leaves out smaller and smaller parts.
    let mut size = kept.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < kept.len() {
            let without: Vec<usize> = kept[..at]
                .iter()
                .chain(&kept[(at + size).min(kept.len())..])
                .copied()
                .collect();
            if !without.is_empty() && ends_alike(walk, &without, fall).await? {
                kept = without;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    let list: Vec<String> = kept.iter().map(usize::to_string).collect();
    eprintln!(
        "STEPSIEVE_WALK_SEED={} STEPSIEVE_WALK_ONLY={} is enough:",
        walk.seed,
        list.join(",")
    );
    for number in kept {
        eprintln!("{number:6}: {}", (walk.plan)(walk.seed, number).act);
    }
    Ok(())
}

async fn ends_alike(walk: Walk, numbers: &[usize], fall: &Fall) -> Result<bool> {
    for _ in 0..TRIES {
        let page = Page::open("preset=test1&steps=2e4").await?;
        walker::prepare(&page).await?;
        let ended = walk.over(&page, numbers.iter().copied()).await;
        let _ = page.close().await;
        if let Ok(Err(other)) = ended
            && other.kind() == fall.kind()
        {
            return Ok(true);
        }
    }
    Ok(false)
}
