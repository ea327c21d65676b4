from math import floor


def energy(q):
    """U at a point, which is a sequence of DIMENSION coordinates."""
    return energy_and_gradient(q)[0]


def gradient(q):
    """The gradient of U at a point, as a list; the force is its negative."""
    return energy_and_gradient(q)[1]


def energy_and_gradient(q):
    """Both at once, at the cost of one."""
    if len(q) != DIMENSION:
        raise ValueError(f"a point has {DIMENSION} coordinates, not {len(q)}")
    places = [_place(axis, x) for axis, x in enumerate(q)]
    energy = 0.0
    gradient = [0.0] * DIMENSION
    # Along each axis four basis functions do not vanish: 4^d products of them. The digits of
    # `term` to the base four say which functions are its factors.
    for term in range(4**DIMENSION):
        flat = 0
        value = 1.0
        slopes = [1.0] * DIMENSION
        for axis, (first, at_values, at_slopes, _) in enumerate(places):
            k = (term >> (2 * (DIMENSION - 1 - axis))) & 3
            flat = flat * (INTERVALS[axis] + 3) + first + k
            value *= at_values[k]
            for along in range(DIMENSION):
                slopes[along] *= at_slopes[k] if along == axis else at_values[k]
        energy += COEFFICIENTS[flat] * value
        for axis in range(DIMENSION):
            gradient[axis] += COEFFICIENTS[flat] * slopes[axis]
    for axis, (_, _, _, beyond) in enumerate(places):
        if beyond != 0.0:
            energy += 0.5 * STIFFNESS[axis] * beyond * beyond
            gradient[axis] = STIFFNESS[axis] * beyond
    for axis, slope in enumerate(TILT):
        if slope != 0.0:
            energy += slope * q[axis]
            gradient[axis] += slope
    return energy, gradient


def _place(axis, x):
    """Where a coordinate stands among the knots: the number of the first basis function that
    does not vanish, values and slopes of that one and the next three, and how far outside
    the box it is."""
    if PERIODIC[axis] == 1:
        period = UPPER[axis] - LOWER[axis]
        x -= period * floor((x - LOWER[axis]) / period)
        x = min(max(LOWER[axis], x), UPPER[axis])
    inside = min(max(LOWER[axis], x), UPPER[axis])
    scale = INTERVALS[axis] / (UPPER[axis] - LOWER[axis])
    t = (inside - LOWER[axis]) * scale
    first = min(int(t), INTERVALS[axis] - 1)
    s = t - first
    r = 1.0 - s
    values = (
        r * r * r / 6.0,
        (4.0 - 6.0 * s * s + 3.0 * s * s * s) / 6.0,
        (4.0 - 6.0 * r * r + 3.0 * r * r * r) / 6.0,
        s * s * s / 6.0,
    )
    slopes = (
        -0.5 * r * r * scale,
        (1.5 * s * s - 2.0 * s) * scale,
        (2.0 * r - 1.5 * r * r) * scale,
        0.5 * s * s * scale,
    )
    return first, values, slopes, x - inside
