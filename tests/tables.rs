//! Energies given as tables: files, links, splines and their speed.

use experiment::{Experiment, GridTable, Link, is_fingerprint, keep_table, table_text};
use expression::{Formula, LANES, Lanes};
use std::time::Instant;
use stepsieve::{experiment, expression};

fn csv(points: usize) -> String {
    let line = |k: usize| {
        let q = -2.0 + 4.0 * k as f64 / (points - 1) as f64;
        format!("{q:.9},{:.8}", (q * q - 1.0) * (q * q - 1.0))
    };
    let lines: Vec<String> = (0..points).map(line).collect();
    format!("q,V\n{}\n", lines.join("\n"))
}

fn plane(separator: &str, x_first: bool) -> String {
    let mut text = format!("x{separator}y{separator}V\n");
    for k in 0..6 * 5 {
        let (i, j) = if x_first {
            (k % 6, k / 6)
        } else {
            (k / 5, k % 5)
        };
        let (x, y) = (f64::from(i) * 0.5, f64::from(j) - 2.0);
        text += &format!("{x}{separator}{y}{separator}{}\n", x * x + x * y + y * y);
    }
    text
}

fn read(text: &str) -> GridTable {
    GridTable::read(text.as_bytes(), "").unwrap()
}

fn refused(text: &str) -> String {
    GridTable::read(text.as_bytes(), "")
        .unwrap_err()
        .message
        .text
        .clone()
}

#[test]
fn every_format_gives_the_same_table() {
    let expected = read("q,V\n1,1\n2,4\n3,9\n4,16\n5,25\n");
    assert_eq!(expected.text(), "1:5:5;1,4,9,16,25");
    let npy = |header: &str, numbers: &[u8]| {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(numbers);
        bytes
    };
    let numbers: Vec<u8> = (1..=5)
        .flat_map(|q: u8| [f64::from(q), f64::from(q * q)])
        .flat_map(f64::to_le_bytes)
        .collect();
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (5, 2), }\n";
    let small: Vec<u8> = (1..=5)
        .flat_map(|q: u8| [f32::from(q), f32::from(q * q)])
        .flat_map(f32::to_le_bytes)
        .collect();
    for bytes in [
        npy(header, &numbers),
        npy(&header.replace("f8", "f4"), &small),
    ] {
        assert_eq!(GridTable::read(&bytes, "").unwrap(), expected);
    }
    let short = GridTable::read(&npy(header, &numbers[..70]), "").unwrap_err();
    assert!(short.message.contains("after 4 of its 5 rows"));
    for text in [
        "q;V\r\n1,0;1,0\r\n2,0;4\r\n3;9\r\n4;16\r\n5;2,5e1\r\n",
        "q;V;F\r\n1;1;0\r\n2;4;0\r\n3;9;0\r\n4;16;0\r\n5;25;0\r\n",
        "5 25\n4 16\n3 9\n2 4\n1 1\n",
        "# q V\nq\tV\n1\t1\n2\t4\n\n3\t9\n4\t16\n5\t25",
        "#! FIELDS r file.free der_r\n#! SET min_r 1\n#! SET max_r 5\n#! SET periodic_r false\n 1 1 2\n 2 4 4\n 3 9 6\n 4 16 8\n 5 25 10\n",
        "# made by gmx\n@ title \"PMF\"\n@TYPE xy\n1 1\n2 4\n3 9\n4 16\n5 25\n&\n",
        "# units\n\nPAIR_1\nN 5 R 1.0 5.0\n\n1 1.0 1 -2\n2 2.0 4 -4\n3 3.0 9 -6\n4 4.0 16 -8\n5 5.0 25 -10\n",
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
    let xvg = "@ s0 legend\n1 1 -2\n2 4 -4\n3 9 -6\n4 16 -8\n5 25 -10\n";
    assert_eq!(
        GridTable::read(xvg.as_bytes(), "TABLE.xvg").unwrap(),
        expected
    );
    let pairs = GridTable::read(b"0 0 0 0 0 0 0\n", "table.xvg").unwrap_err();
    assert!(pairs.message.contains("Line 1 has 7 columns"));
    let [rows, columns] = [true, false].map(|x_first| read(&plane(" ", x_first)));
    assert_eq!(rows, columns);
    assert_eq!(rows.axes.points, [6, 5]);
    let circle = "#! FIELDS phi free\n#! SET min_phi -pi\n#! SET max_phi pi\n#! SET nbins_phi 4\n#! SET periodic_phi true\n-3.141593 1\n-1.570796 2\n0 3\n1.570796 4\n";
    let circle = read(circle);
    assert_eq!((circle.axes.points[0], circle.axes.periodic[0]), (4, true));
    let experiment = Experiment::read(&circle.experiment("fes.dat")).unwrap();
    assert!((experiment.period(0).unwrap() - std::f64::consts::TAU).abs() < 1e-12);
}

#[test]
fn what_is_malformed_is_told_by_line_and_column() {
    for (text, said) in [
        (
            "q,V\n0,1\n1,x2\n",
            "Line 3, column 2 (V): “x2” is not a finite number.",
        ),
        ("q,V\n0,1\n1,inf\n", "Line 3, column 2 (V): “inf”"),
        (
            "q,V\n0,1\n1\n",
            "Line 3 has 1 column, but the first one has 2",
        ),
        (
            "q,V\n0,1\n1,1\n2,1\n3.5,1\n4.5,1\n",
            "Line 5: the points of q must be equally spaced",
        ),
        ("q,V\n0,1\n1,1\n2,1\n", "at least 4 points"),
        (
            "q,V\n0,1\n1,1\n2,1\n3,1\n2,5\n",
            "Line 6 gives another value at q = 2",
        ),
        ("a,b,c,d,e\n1,2,3,4,5\n", "Line 1: a table has a header"),
        ("q,V\n", "no row of numbers"),
        ("", "no row of numbers"),
        (
            "K\nN 3 RSQ 1 2\n\n1 1 1 1\n",
            "Line 2, column 3: the distances of a table with RSQ",
        ),
        (
            "K\nN 1 R 1 2\n\n1 1 1 1\nL\n",
            "Line 5 begins a second table, “L”.",
        ),
        (
            "#! FIELDS a b c d.free\n#! SET min_a 0\n#! SET min_b 0\n#! SET min_c 0\n1 2 3 4\n",
            "Line 5: a table has one or two variables",
        ),
        (
            &plane(",", true).replace("1,0,1\n", ""),
            "no value at x = 1, y = 0",
        ),
    ] {
        let told = refused(text);
        assert!(told.contains(said), "{text}: {told}");
    }
    let many = "1,1\n".repeat(1_000_001);
    assert!(
        refused(&many).contains("at most 1000000 values"),
        "{}",
        refused(&many)
    );
    let array = GridTable::read(b"\x93NUMPY\x01\x00\x10\x00{'descr': '>f8'}", "").unwrap_err();
    assert!(
        array
            .message
            .contains("header of the NumPy array is damaged")
    );
}

#[test]
fn a_small_table_is_in_the_link_and_a_larger_one_by_its_hash() {
    let given = read(&csv(81)).experiment("a.csv");
    let experiment = Experiment::read(&given).unwrap();
    assert_eq!(
        (&experiment.region.lower, &experiment.region.upper),
        (&vec![-2.0], &vec![2.0])
    );
    let link = |experiment: &Experiment| {
        let (experiment, view) = (experiment.clone(), Default::default());
        Link {
            experiment,
            view,
            run: false,
            outcome: None,
        }
        .write()
    };
    let text = link(&experiment);
    assert!(
        text.starts_with("v=3&kind=auto&formula=table(q)&table=-2:2:81;9,"),
        "{text}"
    );
    let (read_again, problems) = Link::read(&text);
    assert!(problems.is_empty() && read_again.experiment == experiment);

    let large = read(&csv(1001));
    let held = keep_table(large.clone());
    assert!(is_fingerprint(&held) && table_text(&held).unwrap() == large.text());
    let experiment = Experiment::read(&large.experiment("large.csv")).unwrap();
    let text = link(&experiment);
    assert!(
        text.contains(&format!("&table={held}")) && text.len() < 200,
        "{text}"
    );
    assert_eq!(Link::read(&text).0.experiment, experiment);

    let unknown = "v=3&formula=table(q)&table=000000-111111-222222-333333&run";
    let (link, problems) = Link::read(unknown);
    assert!(
        !link.run && problems[0].message.contains("--table"),
        "{problems:?}"
    );
    let (_, problems) = Link::read("v=3&formula=table(q)");
    assert!(problems[0].message.contains("There is no table yet"));
    let (_, problems) = Link::read("v=3&formula=table(x,y)%2Bx^2&table=0:3:4;0,1,4,9");
    assert!(
        problems[0]
            .message
            .contains("function of 1 variable, but it is called with 2")
    );
    // Another formula leaves the table behind.
    let (link, problems) = Link::read("v=3&formula=q^2&table=0:3:4;0,1,4,9");
    assert!(problems.is_empty() && link.experiment.potential.table.is_none());
}

#[test]
fn slopes_follow_from_the_chain_rule() {
    let with = |text: &str, table: &str| {
        let link = format!("v=3&formula={}&table={table}", text.replace('+', "%2B"));
        let (link, problems) = Link::read(&link);
        assert!(problems.is_empty(), "{problems:?}");
        link.experiment.formula().unwrap().compile().unwrap()
    };
    let square = "-3:3:7;9,4,1,0,1,4,9";
    // Of a parabola the spline is exact.
    let slope = |text: &str, q: f64| with(text, square).gradients(&[[q]].into())[0][0];
    assert!((slope("table(2*q) + 0.01*sin(q/0.01)", 0.4) - 3.2 - libm::cos(40.0)).abs() < 1e-12);
    assert!((slope("table(q)^2", 0.5) - 0.5).abs() < 1e-12);
    let both = with("table(x) + table(y - x)", square).gradients(&[[0.5, 2.0]].into());
    assert!((both[0][0] - 1.0 + 3.0).abs() < 1e-12 && (both[0][1] - 3.0).abs() < 1e-12);
    let plane = read(&plane(",", false)).text();
    let both = with("table(x, y) + table(y, x)", &plane).gradients(&[[0.75, 0.5]].into());
    // x² + xy + y² twice.
    assert!((both[0][0] - 4.0).abs() < 1e-12 && (both[0][1] - 3.5).abs() < 1e-12);
}

#[test]
fn a_table_is_as_fast_as_ten_terms() {
    let timed = |formula: &Formula| {
        let potential = formula.compile().unwrap();
        let d = formula.dimension();
        let mut scratch = potential.scratch();
        let mut q = vec![Lanes::splat(0.0); d];
        let mut slopes = q.clone();
        for lane in 0..LANES {
            for (axis, q) in q.iter_mut().enumerate() {
                q[lane] = libm::sin(7.3 * lane as f64 + axis as f64);
            }
        }
        let mut best = f64::INFINITY;
        for _ in 0..20 {
            let start = Instant::now();
            for _ in 0..1000 {
                potential.gradient(&q, &mut slopes, &mut scratch);
                q[0][0] += 1e-9 * slopes[0][0];
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        best * 1e9 / (1000.0 * LANES as f64)
    };
    let grid = |d: usize, points: usize| {
        let count = points.pow(d as u32);
        let values: Vec<String> = (0..count)
            .map(|k| format!("{:.3}", libm::sin(k as f64)))
            .collect();
        GridTable::parse(&format!(
            "{}{}",
            format!("-1:1:{points};").repeat(d),
            values.join(",")
        ))
        .unwrap()
    };
    let terms = |of: &str| {
        (1..=10)
            .map(|k| of.replace('k', &k.to_string()))
            .collect::<Vec<_>>()
            .join("+")
    };
    for (d, call, term) in [
        (1, "table(q)", "sin(1.7*q*k)/k"),
        (2, "table(x,y)", "sin(1.7*x*k)*cos(0.9*y*k)/k"),
    ] {
        let sum = timed(&Formula::parse(&terms(term)).unwrap());
        let plain = terms(if d == 1 { "cos(k*q)" } else { "cos(k*x+2*k*y)" });
        let plain = timed(&Formula::parse(&plain).unwrap());
        for points in [40, if d == 1 { 1_000_000 } else { 1000 }] {
            let table = Formula::parse(call)
                .unwrap()
                .with_table(Some(grid(d, points).spline().into()));
            let time = timed(&table);
            println!(
                "{d}D: table of {points} along each axis {time:.1} ns, ten terms {sum:.1} ns, ten waves {plain:.1} ns per walker"
            );
            // Machines differ, and others may be at work on this one.
            assert!(time < 4.0 * sum.max(plain), "{time} {sum}");
        }
    }
}

/// Every change of a few bytes gives a table that can be written and read, or a sentence.
#[test]
fn nothing_in_a_file_stops_the_program() {
    let plumed = "#! FIELDS r file.free\n#! SET min_r 0\n#! SET max_r 2*pi\n#! SET periodic_r true\n0 1\n1.57 4\n3.14 9\n4.71 16\n";
    let lammps = "K\nN 5 R 1.0 5.0\n\n1 1 1 -2\n2 2 4 -4\n3 3 9 -6\n4 4 16 -8\n";
    let mut npy =
        b"\x93NUMPY\x01\x00\x3b\x00{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }"
            .to_vec();
    npy.extend(
        [0_u8, 1, 2, 3]
            .iter()
            .flat_map(|&k| [f32::from(k), 1.0])
            .flat_map(f32::to_le_bytes),
    );
    let bases = [
        csv(9).into_bytes(),
        plane(";", true).into_bytes(),
        plumed.into(),
        lammps.into(),
        npy,
    ];
    let (mut state, mut read) = (1_u64, 0);
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    for turn in 0..20_000 {
        let mut bytes = bases[turn % bases.len()].clone();
        for _ in 0..next(4) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = b"0123456789.,;-+einfp \n#!@\xff"[next(26)],
                1 => bytes.insert(at, b"0123456789.,;-+einfp \n#!@\xff"[next(26)]),
                _ => drop(bytes.remove(at)),
            }
        }
        match GridTable::read(&bytes, "a.dat") {
            Ok(table) => {
                assert_eq!(GridTable::parse(&table.text()).unwrap(), table);
                drop(table.spline());
                read += 1;
            }
            Err(problem) => {
                assert!(problem.message.len() < 500 && problem.field == "potential.table")
            }
        }
    }
    assert!(read > 4000, "{read}");
}

#[test]
fn a_million_values_are_read_and_splined() {
    let table = GridTable::read(csv(1_000_000).as_bytes(), "wells.csv").unwrap();
    assert_eq!(table.values.len(), 1_000_000);
    assert_eq!(table.spline().dimension(), 1);
}
