//! Symmetric band matrices and their Cholesky factorisation. A matrix is given by its lower half:
//! row `i` is `A[i][i − width ..= i]`.

/// The factor `L` of `A = L Lᵀ`, with as many diagonals below the main one as `A`.
#[derive(Clone, Debug)]
pub struct Banded {
    width: usize,
    /// Row `i` holds `L[i][i − width ..= i]`.
    rows: Vec<Vec<f64>>,
}

impl Banded {
    /// Factorises the matrix whose row `i` is `rows[i] = A[i][i − width ..= i]`; ignores entries
    /// left of the first column. `None` if `A` is not positive definite.
    pub fn factorise(mut rows: Vec<Vec<f64>>) -> Option<Self> {
        let width = rows.first()?.len() - 1;
        for i in 0..rows.len() {
            let (above, below) = rows.split_at_mut(i);
            let row = &mut below[0];
            let first = i.saturating_sub(width);
            for j in first..i {
                // The columns that both rows have, as far as they are computed.
                let other = &above[j];
                let inner = dot(
                    &row[first + width - i..j + width - i],
                    &other[first + width - j..width],
                );
                row[j + width - i] = (row[j + width - i] - inner) / other[width];
            }
            let known = &row[first + width - i..width];
            let rest = row[width] - dot(known, known);
            if !(rest > 0.0 && rest.is_finite()) {
                return None;
            }
            row[width] = rest.sqrt();
        }
        Some(Banded { width, rows })
    }

    /// Solves `A x = b`.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let (n, width) = (b.len(), self.width);
        let mut x = b.to_vec();
        for i in 0..n {
            let first = i.saturating_sub(width);
            let row = &self.rows[i];
            x[i] = (x[i] - dot(&row[first + width - i..width], &x[first..i])) / row[width];
        }
        for i in (0..n).rev() {
            let first = i.saturating_sub(width);
            let row = &self.rows[i];
            let (above, below) = x.split_at_mut(i);
            below[0] /= row[width];
            for (x, l) in above[first..].iter_mut().zip(&row[first + width - i..]) {
                *x -= l * below[0];
            }
        }
        x
    }

    /// The entries of `A⁻¹` within the band, in the form of the input: row `i` holds
    /// `A⁻¹[i][i − width ..= i]` (Takahashi, Fagan & Chen 1973).
    pub fn inverse_band(&self) -> Vec<Vec<f64>> {
        let (n, width) = (self.rows.len(), self.width);
        let mut inverse = vec![vec![0.0; width + 1]; n];
        // The same from the diagonal to the right: row `i` holds `A⁻¹[i][i ..= i + width]`.
        let mut right = inverse.clone();
        for j in (0..n).rev() {
            let last = (j + width).min(n - 1);
            let diagonal = self.rows[j][width];
            let column: Vec<f64> = (j + 1..=last)
                .map(|k| self.rows[k][j + width - k])
                .collect();
            for i in (j..=last).rev() {
                let (before, after) = column.split_at(i - j);
                let inner =
                    dot(before, &inverse[i][j + 1 + width - i..]) + dot(after, &right[i][1..]);
                let unit = if i == j { 1.0 / diagonal } else { 0.0 };
                let value = (unit - inner) / diagonal;
                inverse[i][j + width - i] = value;
                right[j][i - j] = value;
            }
        }
        inverse
    }
}

/// Adds `weight · x xᵀ` to a band matrix; `x` is sparse, its indices ascending.
pub fn add_square(matrix: &mut [Vec<f64>], x: &[(usize, f64)], weight: f64) {
    for (i, &(a, x_a)) in x.iter().enumerate() {
        let row = &mut matrix[a];
        let diagonal = row.len() - 1;
        for &(b, x_b) in &x[..=i] {
            row[diagonal - (a - b)] += weight * x_a * x_b;
        }
    }
}

/// Sum of products over the shorter of two slices, in an order that vectorises.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    const WAYS: usize = 8;
    let len = a.len().min(b.len());
    let (a, b) = (a[..len].chunks_exact(WAYS), b[..len].chunks_exact(WAYS));
    let rest = a.remainder().iter().zip(b.remainder());
    let rest: f64 = rest.map(|(x, y)| x * y).sum();
    let mut sums = [0.0; WAYS];
    for (x, y) in a.zip(b) {
        for way in 0..WAYS {
            sums[way] += x[way] * y[way];
        }
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::Banded;
    use nalgebra::{DMatrix, DVector};

    #[test]
    fn solves_as_the_dense_factorisation_does() {
        let (n, width) = (12, 3);
        let entry = |i: usize, j: usize| {
            let gap = i.abs_diff(j);
            if gap == 0 {
                9.0 + i as f64
            } else if gap <= width {
                1.0 / (1.0 + gap as f64 + (i * j) as f64)
            } else {
                0.0
            }
        };
        let rows = (0..n)
            .map(|i| {
                (0..=width)
                    .map(|k| (i + k).checked_sub(width).map_or(0.0, |j| entry(i, j)))
                    .collect()
            })
            .collect();
        let b: Vec<f64> = (0..n).map(|i| (i as f64 - 4.0) * 0.7).collect();
        let banded = Banded::factorise(rows).unwrap();
        let x = banded.solve(&b);
        let dense = DMatrix::from_fn(n, n, entry).cholesky().unwrap();
        for (a, b) in x.iter().zip(&dense.solve(&DVector::from_vec(b))) {
            assert!((a - b).abs() < 1e-14, "{a} against {b}");
        }
        let inverse = dense.inverse();
        for (i, row) in banded.inverse_band().iter().enumerate() {
            for j in i.saturating_sub(width)..=i {
                let (a, b) = (row[j + width - i], inverse[(i, j)]);
                assert!((a - b).abs() < 1e-15, "{a} against {b}");
            }
        }
        assert!(Banded::factorise(vec![vec![0.0, 1.0], vec![2.0, 1.0]]).is_none());
    }
}
