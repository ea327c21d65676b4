/**
 * The values of a logarithmic slider: round numbers, about seventy per decade, so the slider
 * reaches every value that a reader would type.
 */

/** Round numbers of one decade: steps of 0.05 up to 2, of 0.1 up to 5, of 0.25 up to 10. */
const MANTISSAS = [
  ...Array.from({ length: 20 }, (_, i) => (20 + i) / 20),
  ...Array.from({ length: 30 }, (_, i) => (20 + i) / 10),
  ...Array.from({ length: 20 }, (_, i) => (20 + i) / 4),
];

/**
 * @param {number} from positive
 * @param {number} to above `from`
 * @returns {number[]} rising, from `from` to `to`
 */
export function sliderScale(from, to) {
  const stops = [from];
  let decade = 1;
  while (decade > from) decade /= 10;
  while (decade * 10 <= from) decade *= 10;
  for (; decade <= to; decade *= 10) {
    for (const mantissa of MANTISSAS) {
      const value = rounded(mantissa * decade);
      if (value > from && value < to) stops.push(value);
    }
  }
  stops.push(to);
  return stops;
}

/**
 * Equal steps over an interval, for linear sliders.
 * @param {number} from
 * @param {number} to
 * @param {number} count
 */
export function evenly(from, to, count) {
  return Array.from({ length: count + 1 }, (_, i) => rounded(from + ((to - from) * i) / count));
}

/**
 * The stop nearest to a value.
 * @param {number[]} stops
 * @param {number} value
 */
export function nearest(stops, value) {
  const above = stops.findIndex((stop) => stop >= value);
  if (above < 0) return stops.length - 1;
  if (above === 0) return 0;
  return stops[above] - value < value - stops[above - 1] ? above : above - 1;
}

/**
 * A computed number without the digits of its rounding error.
 * @param {number} value
 * @param {number} [digits]
 */
export function rounded(value, digits = 3) {
  return Number(value.toPrecision(digits));
}
