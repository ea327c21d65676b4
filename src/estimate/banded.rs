//! Cholesky factorisation of a symmetric positive definite band matrix.

/// The factor `L` of `A = L Lᵀ`, with as many diagonals below the main one as `A` has.
#[derive(Clone, Debug)]
pub struct Banded {
    width: usize,
    /// Row `i` holds `L[i][i − width ..= i]`.
    rows: Vec<Vec<f64>>,
}

impl Banded {
    /// Factorises the matrix whose row `i` is `rows[i] = A[i][i − width ..= i]`; entries that
    /// would stand left of the first column are ignored. `None` where `A` is not positive
    /// definite.
    pub fn factorise(mut rows: Vec<Vec<f64>>) -> Option<Self> {
        let width = rows.first()?.len() - 1;
        for i in 0..rows.len() {
            for j in i.saturating_sub(width)..=i {
                let from = i.saturating_sub(width).max(j.saturating_sub(width));
                let inner: f64 = (from..j)
                    .map(|k| rows[i][k + width - i] * rows[j][k + width - j])
                    .sum();
                let rest = rows[i][j + width - i] - inner;
                rows[i][j + width - i] = if i == j {
                    if !(rest > 0.0 && rest.is_finite()) {
                        return None;
                    }
                    rest.sqrt()
                } else {
                    rest / rows[j][width]
                };
            }
        }
        Some(Banded { width, rows })
    }

    /// Solves `A x = b`.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let (n, width) = (b.len(), self.width);
        let mut x = b.to_vec();
        for i in 0..n {
            let inner: f64 = (i.saturating_sub(width)..i)
                .map(|k| self.rows[i][k + width - i] * x[k])
                .sum();
            x[i] = (x[i] - inner) / self.rows[i][width];
        }
        for i in (0..n).rev() {
            let inner: f64 = (i + 1..(i + width + 1).min(n))
                .map(|k| self.rows[k][i + width - k] * x[k])
                .sum();
            x[i] = (x[i] - inner) / self.rows[i][width];
        }
        x
    }

    /// The entries of `A⁻¹` within the band, in the form `A` was given in: row `i` holds
    /// `A⁻¹[i][i − width ..= i]` (Takahashi, Fagan & Chen 1973).
    pub fn inverse_band(&self) -> Vec<Vec<f64>> {
        let (n, width) = (self.rows.len(), self.width);
        let mut inverse = vec![vec![0.0; width + 1]; n];
        for j in (0..n).rev() {
            let last = (j + width).min(n - 1);
            let diagonal = self.rows[j][width];
            for i in (j..=last).rev() {
                let mut inner = 0.0;
                for k in j + 1..=last {
                    let (row, column) = if k > i { (k, i) } else { (i, k) };
                    inner += self.rows[k][j + width - k] * inverse[row][column + width - row];
                }
                let unit = if i == j { 1.0 / diagonal } else { 0.0 };
                inverse[i][j + width - i] = (unit - inner) / diagonal;
            }
        }
        inverse
    }
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
