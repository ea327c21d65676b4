//! The meaning of a table's columns.

use message::{Message, cut, exact, list, say};

/// Most coordinates, as the cells of the forces have.
const MOST: usize = 3;

/// Names of the coordinates, from which the names of their forces are made.
const FAMILIES: [[&str; MOST]; 4] = [
    ["q", "", ""],
    ["x", "y", "z"],
    ["x1", "x2", "x3"],
    ["q1", "q2", "q3"],
];
/// Beginnings of the names of derivatives of V, and of forces, before the name of a coordinate or its
/// number.
const GRADIENTS: [&str; 6] = ["dvd", "dv", "dud", "gradient", "grad", "g"];
const FORCES: [&str; 2] = ["force", "f"];

/// The columns that hold positions and forces.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Those of the positions, then those of `∇V` or of the forces, in the same order.
    pub columns: Vec<usize>,
    /// `1` if the latter are `∇V`, `−1` if they are forces `−∇V`.
    pub sign: f64,
    /// Which columns were read as what.
    pub said: Message,
}

impl Layout {
    /// The layout of `width` columns with these names, or without names.
    ///
    /// Positions are `q`, or `x`, `y`, `z`, or numbered; a derivative of V is `g`, `gx`, `dV/dx` or
    /// `grad_x`, a force `−∂V/∂x` is `f`, `fx` or `force_x`. Neither capitals nor brackets matter.
    /// Other columns are ignored. Without names the first half are positions, and the rest `∇V`.
    ///
    /// # Errors
    /// If a position or its force is missing.
    pub fn new(names: &[String], width: usize) -> Result<Self, Message> {
        if names.is_empty() {
            return unnamed(width);
        }
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let find = |name: &str| {
            plain
                .iter()
                .position(|known| known == name && !name.is_empty())
        };
        let along = |family: &[&str; MOST]| -> Vec<usize> {
            family.iter().map_while(|name| find(name)).collect()
        };
        let found = FAMILIES.iter().map(|family| (family, along(family)));
        let (family, positions) = found
            .filter(|(_, columns)| !columns.is_empty())
            .max_by_key(|(_, columns)| columns.len())
            .ok_or_else(|| {
                say!(
                    "columns-no-position",
                    "No column is a position: q, or x, y, z are expected, but the columns are {names|, }.",
                    names = list(names.iter().map(|name| cut(name)))
                )
            })?;
        let d = positions.len();
        let derivative = |axis: usize, prefixes: &[&str]| {
            let number = (axis + 1).to_string();
            let ends = [family[axis], number.as_str()];
            let alone = if d == 1 { &[""][..] } else { &[] };
            let ends = || ends.iter().chain(alone);
            let mut names = prefixes
                .iter()
                .flat_map(|p| ends().map(move |e| format!("{p}{e}")));
            names.find_map(|name| find(&name))
        };
        let all = |prefixes: &[&str]| (0..d).map(|axis| derivative(axis, prefixes)).collect();
        let of_gradient: Option<Vec<usize>> = all(&GRADIENTS);
        let (derivatives, sign) = match of_gradient {
            Some(columns) => (columns, 1.0),
            None => {
                let columns: Option<Vec<usize>> = all(&FORCES);
                let columns = columns.ok_or_else(|| {
                    let axis = (0..d).find(|axis| derivative(*axis, &FORCES).is_none());
                    let axis = family[axis.unwrap_or_default()];
                    say!(
                        "columns-no-force",
                        "No column holds the force along {axis}: g{axis} for ∂V/∂{axis}, or f{axis} for the force −∂V/∂{axis}, is expected, but the columns are {names|, }.",
                        axis = axis,
                        names = list(names.iter().map(|name| cut(name)))
                    )
                })?;
                (columns, -1.0)
            }
        };
        let told = |columns: &[usize]| list(columns.iter().map(|column| cut(&names[*column])));
        let said = if sign > 0.0 {
            say!(
                "columns-gradients",
                "Positions are read from {positions|, }, and ∇V from {derivatives|, }.",
                positions = told(&positions),
                derivatives = told(&derivatives)
            )
        } else {
            say!(
                "columns-forces",
                "Positions are read from {positions|, }, and the forces −∇V from {derivatives|, }.",
                positions = told(&positions),
                derivatives = told(&derivatives)
            )
        };
        let columns = [positions, derivatives].concat();
        let others = (0..names.len()).filter(|column| !columns.contains(column));
        let others: Vec<usize> = others.collect();
        let ignored = say!(
            "columns-ignored",
            "Ignored: {others|, }.",
            others = told(&others)
        );
        Ok(Layout {
            columns,
            sign,
            said: match others.is_empty() {
                true => said,
                false => said.and(ignored),
            },
        })
    }

    /// Number of coordinates.
    pub fn dimension(&self) -> usize {
        self.columns.len() / 2
    }
}

/// The layout of columns without names.
fn unnamed(width: usize) -> Result<Layout, Message> {
    let d = width / 2;
    if !width.is_multiple_of(2) || !(1..=MOST).contains(&d) {
        return Err(say!(
            "columns-unnamed",
            "The file has {width} {width|column|columns} without names: only two, four or six can be positions and then ∇V. Name the columns.",
            width = exact(width as f64)
        ));
    }
    Ok(Layout {
        columns: (0..width).collect(),
        sign: 1.0,
        said: say!(
            "columns-assumed",
            "The columns have no names: the first {number|column is|columns are} read as positions, and as many that follow as ∇V.",
            number = exact(d as f64)
        ),
    })
}

/// A name in lower-case letters and digits alone.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric() && *c != '∂');
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Layout;

    fn of(names: &str) -> Result<(Vec<usize>, f64), String> {
        let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
        let layout = Layout::new(&names, names.len()).map_err(|m| m.text)?;
        Ok((layout.columns, layout.sign))
    }

    #[test]
    fn the_usual_names_are_known() {
        for (names, columns, sign) in [
            ("q g", vec![0, 1], 1.0),
            ("t q dV/dq V", vec![1, 2], 1.0),
            ("F Q", vec![1, 0], -1.0),
            ("x y fx fy", vec![0, 1, 2, 3], -1.0),
            ("x f", vec![0, 1], -1.0),
            (
                "x y z force_x force_y force_z",
                vec![0, 1, 2, 3, 4, 5],
                -1.0,
            ),
            ("x[1] x[2] g[1] g[2]", vec![0, 1, 2, 3], 1.0),
            ("step x1 x2 dV/dx1 dV/dx2", vec![1, 2, 3, 4], 1.0),
            ("x y fx fy gx gy", vec![0, 1, 4, 5], 1.0),
        ] {
            assert_eq!(of(names), Ok((columns, sign)), "{names}");
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let why = of("x y fx").unwrap_err();
        assert!(
            why.starts_with("No column holds the force along y: gy for"),
            "{why}"
        );
        let why = of("time energy").unwrap_err();
        assert!(why.ends_with("but the columns are time, energy."), "{why}");
        assert!(Layout::new(&[], 3).is_err() && Layout::new(&[], 8).is_err());
        assert_eq!(Layout::new(&[], 4).unwrap().columns, [0, 1, 2, 3]);
    }
}
