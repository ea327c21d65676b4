"""Test 1 in Python compiled by Numba: the loop of benches/browser/www/plain.js, same records.

Prints the best and the median nanoseconds per walker-step.
"""

import math
import time

import numpy as np
from numba import njit

WALKERS, WINDOW, STRIDE, COUNTED = 64, 512, 4, 2
LOWER, UPPER, BINS, MOMENTUM_BINS = -4.0, 4.0, 400, 120
ORBIT, PERIODS = 48, 16
STEP, FRICTION = 0.065, 0.1
# One step's unresolved kick and the edge of the histogram of momenta, from the engine.
KICK, EDGE = 0.06883793, 3.62249135
ROUNDS, WINDOWS = 20, 64


@njit
def repeats(orbit_q, orbit_p, i, period):
    for n in range(PERIODS, ORBIT):
        if not abs(orbit_p[n, i] - orbit_p[n - period, i]) <= 0.25 * KICK:
            return False
        if not abs(orbit_q[n, i] - orbit_q[n - period, i]) <= KICK * STEP:
            return False
    return True


@njit
def lost(q, orbit_q, orbit_p, i):
    if not abs(q[i]) <= 1000:
        return True
    for period in range(1, PERIODS + 1):
        if repeats(orbit_q, orbit_p, i, period):
            return True
    return False


@njit
def window(q, p, positions, momenta, orbit_q, orbit_p, position_counts, momentum_counts, totals):
    half = STEP / 2
    decay = math.exp(-FRICTION * STEP)
    early, late = math.exp(-FRICTION * STEP / 2) / 2, math.exp(FRICTION * STEP / 2) / 2
    per_bin, per_momentum_bin = BINS / (UPPER - LOWER), MOMENTUM_BINS / (2 * EDGE)
    sums = np.zeros((8, WALKERS))
    for n in range(WINDOW):
        for i in range(WALKERS):
            before = p[i]
            x = q[i] + half * before
            after = decay * before - STEP * (x + math.cos(x / 0.05) + math.cos(x / 0.001))
            x += half * after
            q[i] = x
            p[i] = after
            if n % COUNTED == 0:
                inside = LOWER <= x < UPPER
                positions[n // COUNTED, i] = int((x - LOWER) * per_bin) if inside else BINS
            if n % STRIDE == 0:
                s = early * before + late * after
                xx, ss = x * x, s * s
                sums[0, i] += x
                sums[1, i] += xx
                sums[2, i] += xx * xx
                sums[3, i] += s
                sums[4, i] += ss
                sums[5, i] += ss * s
                sums[6, i] += ss * ss
                sums[7, i] += after * after
                inside = -EDGE <= s < EDGE
                momenta[n // STRIDE, i] = int((s + EDGE) * per_momentum_bin) if inside else MOMENTUM_BINS
            if n >= WINDOW - ORBIT:
                orbit_q[n - (WINDOW - ORBIT), i] = x
                orbit_p[n - (WINDOW - ORBIT), i] = after
    alive = np.empty(WALKERS, np.int64)
    count = 0
    for i in range(WALKERS):
        if not lost(q, orbit_q, orbit_p, i):
            alive[count] = i
            count += 1
            for m in range(8):
                totals[m] += sums[m, i]
            for n in range(WINDOW // COUNTED):
                position_counts[positions[n, i]] += 1
            for n in range(WINDOW // STRIDE):
                momentum_counts[momenta[n, i]] += 1
    for i in range(WALKERS):
        if count > 0 and lost(q, orbit_q, orbit_p, i):
            source = alive[np.random.randint(count)]
            q[i] = q[source] + 1e-6 * KICK * STEP * np.random.uniform(-1, 1)
            p[i] = p[source]


@njit
def advance(windows, state):
    for _ in range(windows):
        window(*state)


def main():
    state = (
        np.arange(WALKERS) / 32 - 1,
        np.full(WALKERS, 0.4),
        np.zeros((WINDOW // COUNTED, WALKERS), np.int32),
        np.zeros((WINDOW // STRIDE, WALKERS), np.int32),
        np.zeros((ORBIT, WALKERS)),
        np.zeros((ORBIT, WALKERS)),
        np.zeros(BINS + 1, np.int64),
        np.zeros(MOMENTUM_BINS + 1, np.int64),
        np.zeros(8),
    )
    advance(1, state)
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        advance(WINDOWS, state)
        times.append((time.perf_counter() - start) * 1e9 / (WINDOWS * WINDOW * WALKERS))
    times.sort()
    print(times[0], times[len(times) // 2])


main()
