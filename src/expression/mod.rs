//! STUB
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
pub const LANES: usize = 64;
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Lanes(pub [f64; LANES]);
impl Lanes {
    pub fn splat(x: f64) -> Self {
        Lanes([x; LANES])
    }
}
impl Deref for Lanes {
    type Target = [f64; LANES];
    fn deref(&self) -> &[f64; LANES] {
        &self.0
    }
}
impl DerefMut for Lanes {
    fn deref_mut(&mut self) -> &mut [f64; LANES] {
        &mut self.0
    }
}
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub value: f64,
    pub range: Option<[f64; 2]>,
}
#[derive(Clone, Debug)]
pub struct Formula {
    text: String,
}
#[derive(Clone, Debug)]
pub struct FormulaError {
    pub message: String,
    pub start: usize,
    pub end: usize,
    pub fix: Option<String>,
}
impl Formula {
    pub fn parse_with(text: &str, _: &BTreeMap<String, f64>) -> Result<Self, FormulaError> {
        Ok(Formula { text: text.into() })
    }
    pub fn parse_in(text: &str, _: &BTreeMap<String, f64>, _: usize) -> Result<Self, FormulaError> {
        Ok(Formula { text: text.into() })
    }
    pub fn parameters(&self) -> &[Parameter] {
        &[]
    }
    pub fn dimension(&self) -> usize {
        1
    }
    pub fn variables(&self) -> &'static [&'static str] {
        &["q"]
    }
    pub fn compile<const D: usize>(&self) -> Result<Potential<D>, FormulaError> {
        let double = self.text.contains("(q-1)");
        let e1 = if !self.text.contains("eps1") {
            0.0
        } else if double {
            0.025
        } else {
            0.05
        };
        let e2 = if self.text.contains("eps2") {
            0.001
        } else {
            0.0
        };
        Ok(Potential { double, e1, e2 })
    }
}
#[derive(Clone, Debug)]
pub struct Scratch;
#[derive(Clone, Debug)]
pub struct Potential<const D: usize> {
    double: bool,
    e1: f64,
    e2: f64,
}
fn c(x: f64) -> f64 {
    libm::cos(x)
}
impl<const D: usize> Potential<D> {
    pub fn scratch(&self) -> Scratch {
        Scratch
    }
    fn v(&self, q: f64) -> f64 {
        (if self.double {
            (q * q - 1.0) * (q * q - 1.0) / 4.0
        } else {
            q * q / 2.0
        }) + if self.e1 > 0.0 {
            self.e1 * libm::sin(q / self.e1)
        } else {
            0.0
        } + if self.e2 > 0.0 {
            self.e2 * libm::sin(q / self.e2)
        } else {
            0.0
        }
    }
    fn g(&self, q: f64) -> f64 {
        (if self.double { q * (q * q - 1.0) } else { q })
            + if self.e1 > 0.0 { c(q / self.e1) } else { 0.0 }
            + if self.e2 > 0.0 { c(q / self.e2) } else { 0.0 }
    }
    pub fn gradient(&self, q: &[Lanes; D], out: &mut [Lanes; D], _: &mut Scratch) {
        for l in 0..LANES {
            out[0][l] = self.g(q[0][l]);
        }
    }
    pub fn energies(&self, p: &[[f64; D]]) -> Vec<f64> {
        p.iter().map(|q| self.v(q[0])).collect()
    }
    pub fn gradients(&self, p: &[[f64; D]]) -> Vec<[f64; D]> {
        p.iter().map(|q| [self.g(q[0]); D]).collect()
    }
}
