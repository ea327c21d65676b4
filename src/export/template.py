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
    energy = 0.0
    gradient = [0.0] * DIMENSION
    folded = [_folded(axis, x) for axis, x in enumerate(q)]
    inside = [min(max(LOWER[axis], x), UPPER[axis]) for axis, x in enumerate(folded)]
    for axes, intervals, coefficients in TERMS:
        d = len(axes)
        places = [_place(axis, n, inside[axis]) for axis, n in zip(axes, intervals)]
        # Along each axis four basis functions do not vanish: 4^d products of them. The digits of
        # `product` to the base four say which functions are its factors.
        for product in range(4**d):
            flat = 0
            value = 1.0
            slopes = [1.0] * d
            for at, (first, at_values, at_slopes) in enumerate(places):
                k = (product >> (2 * (d - 1 - at))) & 3
                flat = flat * (intervals[at] + 3) + first + k
                value *= at_values[k]
                for along in range(d):
                    slopes[along] *= at_slopes[k] if along == at else at_values[k]
            energy += coefficients[flat] * value
            for axis, slope in zip(axes, slopes):
                gradient[axis] += coefficients[flat] * slope
    for axis in range(DIMENSION):
        beyond = folded[axis] - inside[axis]
        if beyond != 0.0:
            energy += 0.5 * STIFFNESS[axis] * beyond * beyond
            gradient[axis] = STIFFNESS[axis] * beyond
    for axis, slope in enumerate(TILT):
        if slope != 0.0:
            energy += slope * q[axis]
            gradient[axis] += slope
    return energy, gradient


def _folded(axis, x):
    """A coordinate less whole periods, if it has one."""
    if PERIODIC[axis] == 0:
        return x
    period = UPPER[axis] - LOWER[axis]
    x -= period * floor((x - LOWER[axis]) / period)
    return min(max(LOWER[axis], x), UPPER[axis])


def _place(axis, intervals, inside):
    """Where a coordinate stands among the knots: the number of the first basis function that
    does not vanish, and values and slopes of that one and the next three."""
    scale = intervals / (UPPER[axis] - LOWER[axis])
    t = (inside - LOWER[axis]) * scale
    first = min(int(t), intervals - 1)
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
    return first, values, slopes
