//! The pieces of the region that forces leave unconnected, and what tells their depths.

use crate::wells::{homes, transitions};
use sampling::WINDOW;
use statistics::{Grid, TransitionCounts, descending};

/// Windows' worth of samples below which nothing contradicts that walkers only pass through a piece.
const PASSING: u64 = 4;

/// The connected pieces of a potential learned from the forces, in each of which it has a constant
/// of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces {
    /// Number of the piece of each bin.
    of: Vec<Option<usize>>,
    /// Bins' counts in each piece.
    counts: Vec<u64>,
    /// Arrivals that tell the depth of each piece relative to the fullest; zero where nothing does.
    told_by: Vec<u64>,
    fullest: usize,
}

/// Counts the arrivals in each piece from another.
///
/// They are counted from the walkers' places at the ends of windows. A piece with few samples in
/// which no walker was at such a time was entered and left within a window.
pub fn pieces<'a>(
    of: &[Option<usize>],
    counts: &[u64],
    transition_counts: impl Iterator<Item = &'a TransitionCounts>,
    grid: &Grid,
    places: &Grid,
) -> Pieces {
    let number = of.iter().flatten().max().map_or(0, |last| last + 1);
    let mut inside = vec![0; number];
    for (piece, n) in of.iter().zip(counts) {
        piece.iter().for_each(|piece| inside[*piece] += n);
    }
    let shares: Vec<f64> = inside.iter().map(|n| *n as f64).collect();
    let fullest = descending(&shares).first().copied().unwrap_or(0);
    let home = homes(counts, of, grid, places, number);
    let (mut between, mut seen) = (vec![vec![0; number]; number], vec![false; number]);
    for (from, to, count) in transition_counts.flat_map(|each| transitions(each, &home)) {
        for piece in [from, to].into_iter().flatten() {
            seen[piece] = true;
        }
        if let (Some(from), Some(to)) = (from, to) {
            between[from][to] += count;
        }
    }
    // Walkers tell depths where they go both ways: those who drift one way tell none.
    let mut told = vec![false; number];
    let mut open = vec![fullest];
    while let Some(piece) = open.pop() {
        if number > 0 && !std::mem::replace(&mut told[piece], true) {
            let exchanged = |p: &usize| between[*p][piece] > 0 && between[piece][*p] > 0;
            open.extend((0..number).filter(exchanged));
        }
    }
    let arrivals = |to: usize| {
        let from = (0..number).filter(|from| *from != to);
        from.map(|from| between[from][to]).sum::<u64>()
    };
    let passing = |piece: usize| !seen[piece] && inside[piece] < PASSING * WINDOW as u64;
    let settled = (0..number).all(|piece| told[piece] || passing(piece));
    let told_by = |piece: usize| match told[piece] {
        true => arrivals(piece),
        false => u64::from(settled && passing(piece)),
    };
    Pieces {
        told_by: (0..number).map(told_by).collect(),
        of: of.to_vec(),
        counts: inside,
        fullest,
    }
}

impl Pieces {
    /// False for the bins of a piece whose depth relative to the fullest piece nothing determines.
    pub fn known(&self, bin: usize) -> bool {
        let piece = self.of.get(bin).copied().flatten();
        piece.is_none_or(|piece| piece == self.fullest || self.told_by[piece] > 0)
    }

    /// Variance of a bin's energy, in units of `kT`, by what is unknown of its piece's depth
    /// relative to the fullest piece: `1/(n + ½)` for `n` arrivals, and that of the standard error
    /// `unknown` if nothing determines it.
    pub fn variance(&self, bin: usize, unknown: f64) -> f64 {
        match self.of.get(bin).copied().flatten() {
            Some(piece) if piece != self.fullest => match self.told_by[piece] {
                0 => unknown * unknown,
                n => 1.0 / (n as f64 + 0.5),
            },
            _ => 0.0,
        }
    }

    /// Share of the positions in pieces whose depth nothing determines.
    pub fn undetermined(&self) -> f64 {
        let all: u64 = self.counts.iter().sum();
        let pieces = self.counts.iter().zip(&self.told_by).enumerate();
        let adrift = pieces.filter(|(piece, (_, n))| *piece != self.fullest && **n == 0);
        let adrift: u64 = adrift.map(|(_, (count, _))| count).sum();
        adrift as f64 / all.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three pieces on eight bins with these transitions between four places of two bins each.
    fn found(observed: &[(usize, usize)], last: u64) -> Pieces {
        let (grid, places) = (
            Grid::new(&[0.0], &[8.0], &[8]),
            Grid::new(&[0.0], &[8.0], &[4]),
        );
        let of = [0, 0, 9, 9, 1, 1, 2, 2].map(|piece| (piece < 9).then_some(piece));
        let counts = [9000, 9000, 0, 0, 5000, 5000, last, last];
        let mut counted = TransitionCounts::new(4);
        observed
            .iter()
            .for_each(|(from, to)| counted.add(*from, *to));
        pieces(&of, &counts, [&counted].into_iter(), &grid, &places)
    }

    #[test]
    fn arrivals_and_returns_tell_a_depth() {
        let told = found(&[(0, 2), (2, 0), (0, 2), (2, 3), (3, 2), (3, 3)], 5000);
        assert_eq!([0, 4, 6].map(|bin| told.known(bin)), [true; 3]);
        assert_eq!(
            [0, 4, 6].map(|bin| told.variance(bin, 9.0)),
            [0.0, 1.0 / 3.5, 1.0 / 1.5]
        );
        assert_eq!(told.undetermined(), 0.0);
    }

    #[test]
    fn the_depth_of_a_whole_piece_is_unknown_without_arrivals_or_without_returns() {
        for observed in [vec![(0, 0), (2, 2), (3, 3)], vec![(0, 2), (0, 3)]] {
            let lost = found(&observed, 5000);
            assert_eq!([0, 1, 2].map(|bin| lost.variance(bin, 9.0)), [0.0; 3]);
            assert_eq!([4, 5, 6, 7].map(|bin| lost.variance(bin, 9.0)), [81.0; 4]);
            assert_eq!([0, 4, 7].map(|bin| lost.known(bin)), [true, false, false]);
            assert!((lost.undetermined() - 20.0 / 38.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_piece_that_walkers_only_pass_through_is_no_piece_of_unknown_depth() {
        let puddle = found(&[(0, 2), (2, 0)], 50);
        assert_eq!(puddle.variance(6, 9.0), 1.0 / 1.5);
        let stays = found(&[(0, 2), (2, 0), (3, 3)], 50);
        assert_eq!(stays.variance(6, 9.0), 81.0);
        // Between pieces of which one is left for ever.
        let drifting = found(&[(2, 2), (2, 0)], 50);
        assert_eq!(drifting.variance(6, 9.0), 81.0);
    }
}
