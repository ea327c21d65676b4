//! Lines and areas clipped at the edges of their chart.

/// The pieces of a line within an interval of heights, each cut at the edge: plotters would draw
/// the rest along the edge.
pub fn within(points: &[(f64, f64)], [low, high]: [f64; 2]) -> Vec<Vec<(f64, f64)>> {
    let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut goes_on = false;
    for pair in points.windows(2) {
        let [a, b] = [pair[0], pair[1]];
        let rise = b.1 - a.1;
        // The part of the segment within, in units of its length.
        let [mut from, mut to] = [0.0, 1.0];
        if rise != 0.0 {
            let (s, t) = ((low - a.1) / rise, (high - a.1) / rise);
            (from, to) = (s.min(t).max(from), s.max(t).min(to));
        }
        let is_known = [a.0, a.1, b.0, b.1].iter().all(|v| v.is_finite());
        if !is_known || from >= to || rise == 0.0 && !(low..=high).contains(&a.1) {
            goes_on = false;
            continue;
        }
        let at = |share: f64| match share {
            0.0 => a,
            1.0 => b,
            _ => (
                a.0 + share * (b.0 - a.0),
                (a.1 + share * rise).clamp(low, high),
            ),
        };
        match pieces.last_mut().filter(|_| goes_on && from == 0.0) {
            Some(piece) => piece.push(at(to)),
            None => pieces.push(vec![at(from), at(to)]),
        }
        goes_on = to == 1.0;
    }
    pieces
}

/// The outline of an area within an interval of heights (Sutherland and Hodgman).
pub fn area_within(outline: &[(f64, f64)], [low, high]: [f64; 2]) -> Vec<(f64, f64)> {
    cut(&cut(outline, low, 1.0), high, -1.0)
}

/// The part of an area on one side of a height.
fn cut(outline: &[(f64, f64)], edge: f64, side: f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(outline.len());
    for (i, &b) in outline.iter().enumerate() {
        let a = outline[i.checked_sub(1).unwrap_or(outline.len() - 1)];
        let [before, after] = [a, b].map(|p| side * (p.1 - edge));
        if (before < 0.0) != (after < 0.0) {
            kept.push((a.0 + (b.0 - a.0) * before / (before - after), edge));
        }
        if after >= 0.0 {
            kept.push(b);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{area_within, within};

    #[test]
    fn a_line_ends_at_the_edge_of_its_chart() {
        let line = [
            (0.0, 0.5),
            (1.0, 2.5),
            (2.0, -1.5),
            (3.0, f64::NAN),
            (4.0, 0.5),
        ];
        let pieces = within(&line, [0.0, 1.0]);
        let expected = [[(0.0, 0.5), (0.25, 1.0)], [(1.375, 1.0), (1.625, 0.0)]];
        assert_eq!(pieces, expected.map(Vec::from));
        assert!(within(&[(0.0, 2.0), (1.0, 2.0)], [0.0, 1.0]).is_empty());
        assert_eq!(within(&line[..1], [0.0, 1.0]).len(), 0);
    }

    #[test]
    fn an_area_ends_at_the_edge_of_its_chart() {
        let square = [(0.0, -1.0), (2.0, -1.0), (2.0, 3.0), (0.0, 3.0)];
        let mut cut = area_within(&square, [0.0, 1.0]);
        cut.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert_eq!(cut, [(0.0, 0.0), (0.0, 1.0), (2.0, 0.0), (2.0, 1.0)]);
        assert!(area_within(&square, [4.0, 5.0]).is_empty());
        assert!(area_within(&[], [0.0, 1.0]).is_empty());
    }
}
