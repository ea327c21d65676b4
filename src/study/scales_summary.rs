//! The scales of a scan in words.

use crate::{Scale, Scales, Verdict};
use estimate::Resampled;
use message::{Message, as_written, count, list, measured, say};

/// Why a scan recorded nothing, and the remedy.
pub(super) fn nothing_recorded(lost: Resampled) -> Message {
    if lost.absorbed > lost.diverged {
        say!(
            "scan-came-to-rest",
            "At every step of the scan the walkers came to rest before anything could be recorded: nothing in the energy acts as noise there. Move the scan to larger steps, or choose an energy with finer ripples."
        )
    } else {
        say!(
            "scan-blew-up",
            "At every step of the scan the walkers blew up before anything could be recorded: these steps exceed the stability limit of the energy, or it is unbounded below. Move the scan to smaller steps, or choose an energy that rises on every side."
        )
    }
}

impl Scales {
    /// The scales in a few sentences, naming those whose checks do not pass.
    pub(super) fn summary(&self) -> Message {
        let each = |of: &dyn Fn(&Scale) -> f64, scales: &[&Scale]| {
            list(scales.iter().map(|s| measured(of(s))))
        };
        let all: Vec<&Scale> = self.scales.iter().collect();
        let mut said = match self.scales.as_slice() {
            [] => say!(
                "no-scale",
                "No small scale was found: no range of these steps has constant noise power and Gaussian momentum."
            ),
            [one] if as_written(one.from) == as_written(one.to) => say!(
                "one-scale-at-a-step",
                "One scale was found: at a step of {step} it acts as noise of power {power}.",
                step = measured(one.step),
                power = measured(one.noise_power)
            ),
            [one] if one.verdict == Some(Verdict::Fail) => say!(
                "one-scale-unlearned",
                "One scale was found: for steps from {from} to {to} it acts as noise of power {power}.",
                from = measured(one.from),
                to = measured(one.to),
                power = measured(one.noise_power)
            ),
            [one] => say!(
                "one-scale",
                "One scale was found: for steps from {from} to {to} it acts as noise of power {power}. A step of {step} learns the potential that remains.",
                from = measured(one.from),
                to = measured(one.to),
                power = measured(one.noise_power),
                step = measured(one.step)
            ),
            many => say!(
                "several-scales",
                "{scales} scales were found. On each plateau of the noise power, at {powers|, }, one more scale acts as noise. Steps of {steps|, } learn the potentials that remain.",
                scales = count(many.len() as f64),
                powers = each(&|s| s.noise_power, &all),
                steps = each(&|s| s.step, &all)
            ),
        };
        let such = |verdict| -> Vec<&Scale> {
            let such = all.iter().filter(|s| s.verdict == Some(verdict));
            such.copied().collect()
        };
        let (failed, doubted) = (such(Verdict::Fail), such(Verdict::Warn));
        let steps = |scales: &[&Scale]| each(&|s| s.step, scales);
        said = said.and(match failed.len() {
            0 => Message::default(),
            1 => say!(
                "scale-fails",
                "The potential learned at a step of {steps} fails its checks: do not trust it.",
                steps = measured(failed[0].step)
            ),
            _ => say!(
                "scales-fail",
                "The potentials learned at steps of {steps|, } fail their checks: do not trust them.",
                steps = steps(&failed)
            ),
        });
        said = said.and(match doubted.len() {
            0 => Message::default(),
            1 => say!(
                "scale-in-doubt",
                "The potential learned at a step of {steps} is in doubt.",
                steps = measured(doubted[0].step)
            ),
            _ => say!(
                "scales-in-doubt",
                "The potentials learned at steps of {steps|, } are in doubt.",
                steps = steps(&doubted)
            ),
        });
        said
    }
}
