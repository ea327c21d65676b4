//! Sorting of numbers, all in one place: the standard library's sort is compiled anew for each
//! comparison, at several kilobytes a time.

/// Indices of the numbers in ascending order; the sort is stable.
pub fn order(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    places
}

/// Indices of the numbers in descending order; the sort is stable.
pub fn descending(numbers: &[f64]) -> Vec<usize> {
    let negative: Vec<f64> = numbers.iter().map(|x| -x).collect();
    order(&negative)
}

/// The numbers in ascending order.
pub fn sorted(numbers: &[f64]) -> Vec<f64> {
    order(numbers)
        .into_iter()
        .map(|place| numbers[place])
        .collect()
}
