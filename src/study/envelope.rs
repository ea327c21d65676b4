//! The envelope of a potential, which shows even ripples finer than a pixel.

/// Samples in each column.
const SAMPLES: usize = 12;

/// The lowest and the highest energy in each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Envelope {
    /// Centres of the columns.
    pub x: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

/// The envelope over an interval of `energies`, a function of many places at once. Leaves out the
/// columns with no finite energy.
pub fn envelope(
    energies: impl Fn(&[f64]) -> Vec<f64>,
    [from, to]: [f64; 2],
    columns: usize,
) -> Envelope {
    let width = (to - from) / columns as f64;
    let places: Vec<f64> = (0..columns * SAMPLES)
        .map(|i| from + (i as f64 + 0.5) * width / SAMPLES as f64)
        .collect();
    let energies = energies(&places);
    let mut envelope = Envelope::default();
    for (column, energies) in energies.chunks(SAMPLES).enumerate() {
        let finite = || energies.iter().copied().filter(|e| e.is_finite());
        let (low, high) = (
            finite().fold(f64::INFINITY, f64::min),
            finite().fold(f64::NEG_INFINITY, f64::max),
        );
        if low <= high {
            envelope.x.push(from + (column as f64 + 0.5) * width);
            envelope.low.push(low);
            envelope.high.push(high);
        }
    }
    envelope
}

#[cfg(test)]
mod tests {
    use super::envelope;

    #[test]
    fn a_fast_wiggle_shows_its_whole_height() {
        let energies = |q: &[f64]| q.iter().map(|q| q + 0.1 * libm::sin(1e4 * q)).collect();
        let envelope = envelope(energies, [-1.0, 1.0], 50);
        assert_eq!(envelope.x.len(), 50);
        for i in 0..50 {
            let height = envelope.high[i] - envelope.low[i];
            assert!((0.1..0.25).contains(&height), "{height}");
        }
    }

    #[test]
    fn undefined_energies_are_left_out() {
        let energies = |q: &[f64]| q.iter().map(|q| libm::log(*q)).collect();
        let envelope = envelope(energies, [-1.0, 1.0], 10);
        assert_eq!(envelope.x.len(), 5);
        assert!(envelope.x.iter().all(|x| *x > 0.0));
    }
}
