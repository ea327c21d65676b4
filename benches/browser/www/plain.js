/**
 * Test 1 in plain JavaScript, with the engine's records. It samples the moments and the symmetric
 * momentum every fourth step, the position every second one. A window of 512 steps counts for the
 * walkers that survive it; lost walkers restart from live ones.
 */

const WALKERS = 64;
const WINDOW = 512;
const STRIDE = 4;
const COUNTED = 2;
const [LOWER, UPPER, BINS] = [-4, 4, 400];
const MOMENTUM_BINS = 120;
/** Steps at the end of a window that are searched for cycles, and the longest cycle. */
const ORBIT = 48;
const PERIODS = 16;

/** q, q², q⁴, p̄, p̄², p̄³, p̄⁴ and p² of every walker. */
const MOMENTS = 8;

export class Plain {
  #q = Float64Array.from({ length: WALKERS }, (_, i) => i / 32 - 1);
  #p = new Float64Array(WALKERS).fill(0.4);
  #sums = new Float64Array(MOMENTS * WALKERS);
  #positions = new Uint32Array((WINDOW / COUNTED) * WALKERS);
  #momenta = new Uint32Array((WINDOW / STRIDE) * WALKERS);
  #orbitQ = new Float64Array(ORBIT * WALKERS);
  #orbitP = new Float64Array(ORBIT * WALKERS);
  /** The last bin counts values outside. */
  #positionCounts = new Float64Array(BINS + 1);
  #momentumCounts = new Float64Array(MOMENTUM_BINS + 1);
  #totals = new Float64Array(MOMENTS);
  #samples = 0;

  /** @param {Float64Array} parameters step, friction, kick, edge of the histogram of momenta */
  constructor([step, friction, kick, edge]) {
    Object.assign(this, { step, friction, kick, edge });
  }

  /** Mean squared symmetric momentum so far. */
  get meanSquare() {
    return this.#totals[4] / this.#samples;
  }

  /** @param {number} windows */
  advance(windows) {
    for (let window = 0; window < windows; window++) this.#window();
  }

  #window() {
    const { step, friction, edge } = this;
    const half = step / 2;
    const decay = Math.exp(-friction * step);
    const [early, late] = [Math.exp((-friction * step) / 2) / 2, Math.exp((friction * step) / 2) / 2];
    const [perBin, perMomentumBin] = [BINS / (UPPER - LOWER), MOMENTUM_BINS / (2 * edge)];
    const [q, p, sums, positions, momenta] = [this.#q, this.#p, this.#sums, this.#positions, this.#momenta];
    sums.fill(0);
    for (let n = 0; n < WINDOW; n++) {
      const sampled = n % STRIDE === 0;
      const counted = n % COUNTED === 0;
      const kept = (n - (WINDOW - ORBIT)) * WALKERS;
      for (let i = 0; i < WALKERS; i++) {
        const before = p[i];
        let x = q[i] + half * before;
        const after = decay * before - step * (x + Math.cos(x / 0.05) + Math.cos(x / 0.001));
        x += half * after;
        q[i] = x;
        p[i] = after;
        if (counted) positions[(n / COUNTED) * WALKERS + i] = x >= LOWER && x < UPPER ? (x - LOWER) * perBin : BINS;
        if (sampled) {
          const s = early * before + late * after;
          const [xx, ss] = [x * x, s * s];
          sums[i] += x;
          sums[WALKERS + i] += xx;
          sums[2 * WALKERS + i] += xx * xx;
          sums[3 * WALKERS + i] += s;
          sums[4 * WALKERS + i] += ss;
          sums[5 * WALKERS + i] += ss * s;
          sums[6 * WALKERS + i] += ss * ss;
          sums[7 * WALKERS + i] += after * after;
          momenta[(n / STRIDE) * WALKERS + i] = s >= -edge && s < edge ? (s + edge) * perMomentumBin : MOMENTUM_BINS;
        }
        if (kept >= 0) {
          this.#orbitQ[kept + i] = x;
          this.#orbitP[kept + i] = after;
        }
      }
    }
    const live = [];
    for (let i = 0; i < WALKERS; i++) if (!this.#lost(i)) live.push(i);
    for (const i of live) this.#count(i);
    if (live.length < WALKERS) this.#resample(live);
  }

  /** True if a walker has diverged, or cycles. @param {number} i */
  #lost(i) {
    if (!(Math.abs(this.#q[i]) <= 1000)) return true;
    for (let period = 1; period <= PERIODS; period++) if (this.#repeats(i, period)) return true;
    return false;
  }

  #repeats(i, period) {
    const { kick, step } = this;
    for (let n = PERIODS; n < ORBIT; n++) {
      const [now, then] = [n * WALKERS + i, (n - period) * WALKERS + i];
      if (!(Math.abs(this.#orbitP[now] - this.#orbitP[then]) <= 0.25 * kick)) return false;
      if (!(Math.abs(this.#orbitQ[now] - this.#orbitQ[then]) <= kick * step)) return false;
    }
    return true;
  }

  /** Adds a walker's window to the record. @param {number} i */
  #count(i) {
    for (let m = 0; m < MOMENTS; m++) this.#totals[m] += this.#sums[m * WALKERS + i];
    for (let n = i; n < this.#positions.length; n += WALKERS) this.#positionCounts[this.#positions[n]]++;
    for (let n = i; n < this.#momenta.length; n += WALKERS) this.#momentumCounts[this.#momenta[n]]++;
    this.#samples += WINDOW / STRIDE;
  }

  /** Restarts lost walkers from live ones. @param {number[]} live */
  #resample(live) {
    for (let i = 0; i < WALKERS; i++) {
      if (live.includes(i) || live.length === 0) continue;
      const from = live[Math.floor(Math.random() * live.length)];
      this.#q[i] = this.#q[from] + 1e-6 * this.kick * this.step * (2 * Math.random() - 1);
      this.#p[i] = this.#p[from];
    }
  }
}
