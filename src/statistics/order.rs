//! Putting numbers in order. All of it is done here: each comparison that the standard library's
//! sort is given has it compiled anew, several kilobytes a time.

/// Places of the numbers from the least to the greatest; equal ones stay as they stand.
pub fn order(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..numbers.len()).collect();
    places.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    places
}

/// Places of the numbers from the greatest to the least; equal ones stay as they stand.
pub fn descending(numbers: &[f64]) -> Vec<usize> {
    let negative: Vec<f64> = numbers.iter().map(|x| -x).collect();
    order(&negative)
}

/// The numbers from the least to the greatest.
pub fn sorted(numbers: &[f64]) -> Vec<f64> {
    order(numbers)
        .into_iter()
        .map(|place| numbers[place])
        .collect()
}
