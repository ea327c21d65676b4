/**
 * U at a point.
 * @param {ArrayLike<number>} q  DIMENSION coordinates
 * @returns {number}
 */
export function energy(q) {
  return energyAndGradient(q).energy;
}

/**
 * The gradient of U at a point; the force is its negative.
 * @param {ArrayLike<number>} q  DIMENSION coordinates
 * @returns {number[]}
 */
export function gradient(q) {
  return energyAndGradient(q).gradient;
}

/**
 * Both at once, at the cost of one.
 * @param {ArrayLike<number>} q  DIMENSION coordinates
 * @returns {{energy: number, gradient: number[]}}
 */
export function energyAndGradient(q) {
  if (q.length !== DIMENSION) {
    throw new RangeError(`a point has ${DIMENSION} coordinates, not ${q.length}`);
  }
  const places = Array.from(q, (x, axis) => place(axis, x));
  let energy = 0;
  const gradient = new Array(DIMENSION).fill(0);
  // Along each axis four basis functions do not vanish: 4^d products of them. The digits of
  // `term` to the base four say which functions are its factors.
  for (let term = 0; term < 4 ** DIMENSION; term++) {
    let flat = 0;
    let value = 1;
    const slopes = new Array(DIMENSION).fill(1);
    places.forEach((at, axis) => {
      const k = (term >> (2 * (DIMENSION - 1 - axis))) & 3;
      flat = flat * (INTERVALS[axis] + 3) + at.first + k;
      value *= at.values[k];
      for (let along = 0; along < DIMENSION; along++) {
        slopes[along] *= along === axis ? at.slopes[k] : at.values[k];
      }
    });
    energy += COEFFICIENTS[flat] * value;
    for (let axis = 0; axis < DIMENSION; axis++) {
      gradient[axis] += COEFFICIENTS[flat] * slopes[axis];
    }
  }
  places.forEach(({ beyond }, axis) => {
    if (beyond !== 0) {
      energy += 0.5 * STIFFNESS[axis] * beyond * beyond;
      gradient[axis] = STIFFNESS[axis] * beyond;
    }
  });
  TILT.forEach((slope, axis) => {
    if (slope !== 0) {
      energy += slope * q[axis];
      gradient[axis] += slope;
    }
  });
  return { energy, gradient };
}

/**
 * Where a coordinate stands among the knots: the number of the first basis function that does
 * not vanish, values and slopes of that one and the next three, and how far outside the box.
 */
function place(axis, x) {
  if (PERIODIC[axis] === 1) {
    const period = UPPER[axis] - LOWER[axis];
    x -= period * Math.floor((x - LOWER[axis]) / period);
    x = Math.min(Math.max(x, LOWER[axis]), UPPER[axis]);
  }
  const inside = Math.min(Math.max(x, LOWER[axis]), UPPER[axis]);
  const scale = INTERVALS[axis] / (UPPER[axis] - LOWER[axis]);
  const t = (inside - LOWER[axis]) * scale;
  const first = Math.min(Math.trunc(t), INTERVALS[axis] - 1);
  const s = t - first;
  const r = 1 - s;
  const values = [
    (r * r * r) / 6,
    (4 - 6 * s * s + 3 * s * s * s) / 6,
    (4 - 6 * r * r + 3 * r * r * r) / 6,
    (s * s * s) / 6,
  ];
  const slopes = [
    -0.5 * r * r * scale,
    (1.5 * s * s - 2 * s) * scale,
    (2 * r - 1.5 * r * r) * scale,
    0.5 * s * s * scale,
  ];
  return { first, values, slopes, beyond: x - inside };
}
