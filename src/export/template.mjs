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
  let energy = 0;
  const gradient = new Array(DIMENSION).fill(0);
  const near = Array.from(q, (x, axis) => folded(axis, x));
  const inside = near.map((x, axis) => Math.min(Math.max(x, LOWER[axis]), UPPER[axis]));
  for (const { axes, intervals, coefficients } of TERMS) {
    const d = axes.length;
    const places = axes.map((axis, at) => place(axis, intervals[at], inside[axis]));
    // Along each axis four basis functions do not vanish: 4^d products of them. The digits of
    // `product` to the base four say which functions are its factors.
    for (let product = 0; product < 4 ** d; product++) {
      let flat = 0;
      let value = 1;
      const slopes = new Array(d).fill(1);
      places.forEach(({ first, values, slopes: rises }, at) => {
        const k = (product >> (2 * (d - 1 - at))) & 3;
        flat = flat * (intervals[at] + 3) + first + k;
        value *= values[k];
        for (let along = 0; along < d; along++) {
          slopes[along] *= along === at ? rises[k] : values[k];
        }
      });
      energy += coefficients[flat] * value;
      axes.forEach((axis, at) => {
        gradient[axis] += coefficients[flat] * slopes[at];
      });
    }
  }
  near.forEach((x, axis) => {
    const beyond = x - inside[axis];
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

/** A coordinate less whole periods, if it has one. */
function folded(axis, x) {
  if (PERIODIC[axis] === 0) return x;
  const period = UPPER[axis] - LOWER[axis];
  x -= period * Math.floor((x - LOWER[axis]) / period);
  return Math.min(Math.max(x, LOWER[axis]), UPPER[axis]);
}

/**
 * Where a coordinate stands among the knots: the number of the first basis function that does
 * not vanish, and values and slopes of that one and the next three.
 */
function place(axis, intervals, inside) {
  const scale = intervals / (UPPER[axis] - LOWER[axis]);
  const t = (inside - LOWER[axis]) * scale;
  const first = Math.min(Math.trunc(t), intervals - 1);
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
  return { first, values, slopes };
}
