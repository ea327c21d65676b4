/**
 * The table of the findings: the numbers of an outcome and their format.
 *
 * @typedef {keyof typeof texts.rows} Row
 * @typedef {string | HTMLElement} Cell
 * @typedef {{ other?: import("../../wasm/stepsieve.js").Outcome | null, cost?: { seconds: number[], saving: number } | null }} Beside
 *   an outcome to compare with, and the cost of a comparison of dynamics
 */

import { element } from "../app/dom.js";
import { alike, count, list, measured, withError } from "../app/format.js";
import { texts } from "../app/texts.js";

/** Rows of the largest matrix that the table holds. */
const LARGEST_MATRIX = 3;

/**
 * @param {import("../../wasm/stepsieve.js").Outcome} outcome
 * @param {Beside} beside
 * @returns {[Row, Cell][]}
 */
export function rows(outcome, { other = null, cost = null }) {
  const { inverse_temperature: beta, sampling, resampled, burn_in } = outcome;
  // So strong a friction leaves the momenta no temperature.
  const damped = outcome.trust?.rows.some(({ code, verdict }) => code === "friction" && verdict === "fail");
  /** @param {Row} name @param {number} value @returns {[Row, Cell]} */
  const temperature = (name, value) => [name, damped ? texts.unknown : withError(value, beta.standard_error)];
  // The runs of a scan are too short for the other numbers.
  if (outcome.experiment.kind === "scan") return instead(outcome);
  if (outcome.experiment.trajectory) return ofRows(outcome);
  return [
    ...noise(outcome),
    ...(beta.corrected == null ? [] : [temperature("corrected", beta.corrected)]),
    temperature("symmetric", beta.symmetric),
    temperature("naive", beta.naive),
    ...distance(outcome, other),
    ...(outcome.positions?.rmse == null ? [] : [/** @type {[Row, Cell]} */ (["positions_rmse", measured(outcome.positions.rmse)])]),
    ...forces(outcome.forces),
    ...terms(outcome),
    ...instead(outcome),
    ...dynamics(outcome.comparison, cost),
    ["band", measured(outcome.potential.band)],
    ["size", count(sampling?.size ?? NaN)],
    ...law(outcome.momentum),
    ...wells(outcome.wells ?? []),
    ["lost", lost(resampled)],
    ["burn_in", `${texts.steps(burn_in.steps)}, ${burn_in.detected == null ? texts.unknown : texts.steps(burn_in.detected)}`],
  ];
}

/** What the rows of a file tell. @param {import("../../wasm/stepsieve.js").Outcome} outcome @returns {[Row, Cell][]} */
function ofRows({ experiment, forces: found, potential, inverse_temperature: beta, reference, steps }) {
  const inside = potential.density.reduce((sum, p) => sum + p, 0);
  const widths = experiment.region.upper.map((upper, axis) => (upper - experiment.region.lower[axis]) / experiment.bins[axis]);
  const share = widths.reduce((product, width) => product * width, inside);
  const mesh = (experiment.trajectory?.mesh ?? []).map((least, axis) => `${measured(least, 2)}, ${measured(found?.knots[axis], 2)}`);
  /** @type {[Row, Cell][]} */
  const made = [["read", `${count(steps)}, ${measured(100 * share)} %`], ["mesh", lines(mesh)]];
  if (Number.isFinite(beta.used)) made.push(["temperature", measured(experiment.trajectory?.temperature)]);
  if (reference) made.push(["rmse", measured(reference.rmse)], ["max_error", measured(reference.max_error)]);
  const covariance = (/** @type {number[][]} */ value, /** @type {number[][]} */ error) => (value.length > 1 ? matrix(value, error) : withError(value[0][0], error[0][0]));
  if (found?.noise) made.push(["residual", covariance(found.noise.covariance, found.noise.covariance_error)]);
  if (found?.noise?.summed.length) made.push(["noise_summed", covariance(found.noise.summed, found.noise.summed_error)]);
  return [...made, ["band", measured(potential.band)]];
}

/** The matrices in several dimensions. @param {import("../../wasm/stepsieve.js").Outcome} outcome @returns {[Row, Cell][]} */
function noise({ noise_covariance: noise, friction, momentum }) {
  // Larger ones are colours in a figure, whose table has their numbers.
  if (friction.length < 2 || friction.length > LARGEST_MATRIX) return [];
  /** @type {[Row, Cell][]} */
  const made = [];
  if (noise) {
    made.push(["noise", matrix(noise.estimate, noise.standard_error)]);
    if (noise.exact) made.push(["noise_exact", matrix(noise.exact)]);
    if (noise.residual) made.push(["noise_residual", matrix(noise.residual, noise.residual_error ?? undefined)]);
  }
  made.push(["friction", matrix(friction)]);
  if (momentum.uncalibrated) made.push(["before", matrix(momentum.uncalibrated)]);
  made.push([noise ? "after" : "spread", matrix(momentum.symmetric_covariance)]);
  return made;
}

/** @param {import("../../wasm/stepsieve.js").Outcome} outcome @param {import("../../wasm/stepsieve.js").Outcome | null} other @returns {[Row, Cell][]} */
function distance({ experiment, reference, friction }, other) {
  if (!reference) return [];
  /** @type {[Row, Cell][]} */
  const made = [
    ["rmse", reference.name === "reference" ? measured(reference.rmse) : `${measured(reference.rmse)} (${reference.name})`],
    ["naive_rmse", measured(reference.naive_rmse)],
  ];
  if (friction.length > 1) made.push(["rescaled_rmse", measured(reference.rescaled_rmse)]);
  // At another step the reference differs.
  if (other?.reference && other.experiment.step === experiment.step) {
    const row = other.experiment.calibration ? "calibrated_rmse" : "uncalibrated_rmse";
    made.push([row, measured(other.reference.rescaled_rmse)]);
  }
  made.push(["max_error", measured(reference.max_error)]);
  return made;
}

/** The potential learned from the forces. @param {import("../../wasm/stepsieve.js").ForceEstimate | null} forces @returns {[Row, Cell][]} */
function forces(forces) {
  if (!forces) return [];
  const { noise, rmse, force_rmse, knots } = forces;
  /** @type {[Row, Cell][]} */
  const made = [];
  if (rmse != null) made.push(["forces_rmse", `${measured(rmse)} (${measured(force_rmse)})`]);
  made.push(["forces_knots", list(knots.map((x) => measured(x, 2)))]);
  if (!noise) return made;
  if (knots.length > LARGEST_MATRIX) return made;
  if (knots.length > 1) return [...made, ["noise_summed", matrix(noise.summed, noise.summed_error)]];
  const only = (/** @type {number[][]} */ value, /** @type {number[][]} */ error) => withError(value[0][0], error[0][0]);
  return [...made, ["noise_residual", only(noise.covariance, noise.covariance_error)], ["noise_summed", only(noise.summed, noise.summed_error)]];
}

/** The terms of a sum, in more than three dimensions. @param {import("../../wasm/stepsieve.js").Outcome} outcome @returns {[Row, Cell][]} */
function terms({ potential, reference, positions }) {
  const couplings = potential.couplings ?? [];
  if (!potential.terms?.length) return [];
  /** @type {[Row, Cell][]} */
  const made = [];
  if (couplings.length) {
    const each = couplings.map(({ variables: [i, j], value, standard_error }) => `x${i}, x${j}: ${withError(value, standard_error)}`);
    made.push(["couplings", lines(each)]);
  }
  const size = reference?.force_size;
  if (size && reference.force_rmse != null) {
    const share = (/** @type {number | null | undefined} */ error) => (error == null ? texts.unknown : `${measured((100 * error) / size, 2)} %`);
    made.push(["force_error", `${measured(reference.force_rmse)}, ${share(reference.force_rmse)}; ${share(positions?.force_rmse)}`]);
  }
  made.push(["unexplained", measured(potential.unexplained_force)]);
  return made;
}

/**
 * The scales of a scan, and the errors against a sum's first terms.
 * @param {import("../../wasm/stepsieve.js").Outcome} outcome
 * @returns {[Row, Cell][]}
 */
function instead({ truncations, scales }) {
  /** @type {[Row, Cell][]} */
  const made = [];
  if (scales?.scales.length) made.push(["scale", lines(scales.scales.map(texts.scale))]);
  if (truncations) {
    const each = truncations.all.map(({ terms, rmse }) => texts.terms(terms, measured(rmse)));
    made.push(["truncations", lines([...each, texts.nearest(truncations.nearest, measured(truncations.margin))])]);
  }
  return made;
}

/**
 * The differences between surrogate and original dynamics, beside their noise floors.
 * @param {import("../../wasm/stepsieve.js").Comparison | null} comparison
 * @param {Beside["cost"]} cost
 * @returns {[Row, Cell][]}
 */
function dynamics(comparison, cost) {
  if (!comparison) return [];
  const [surrogate, ...others] = comparison.ensembles;
  const third = others.find(({ name }) => name === "third");
  const beside = (/** @type {"mean" | "correlation" | "distribution"} */ what) =>
    texts.beside(
      measured(surrogate.distance?.[what]),
      measured(comparison.floor?.[what]),
      third ? measured(third.distance?.[what]) : null,
    );
  const worst = (/** @type {import("../../wasm/stepsieve.js").Ensemble} */ { portrait }) => measured(portrait ? Math.max(...portrait.energy_error) : null);
  return [
    ["mean_distance", beside("mean")],
    ["correlation_distance", beside("correlation")],
    ["distribution_distance", beside("distribution")],
    ["energy_error", lines(comparison.ensembles.map((e) => `${texts.dynamics[e.name]}: ${worst(e)}`))],
    ["saving", texts.times(comparison.saving)],
    ["time_saving", cost ? texts.quicker(cost.saving, cost.seconds) : measured(null)],
  ];
}

/** The lost walkers, whose windows do not count. @param {{ absorbed: number, diverged: number }} resampled */
function lost({ absorbed, diverged }) {
  const both = `${count(absorbed)}, ${count(diverged)}`;
  return absorbed + diverged > 0 ? lines([both, texts.dropped]) : both;
}

/** The normality of the momenta. @param {import("../../wasm/stepsieve.js").Momentum} momentum @returns {[Row, Cell][]} */
function law(momentum) {
  const each = (/** @type {number[]} */ values, /** @type {number[]} */ errors) =>
    lines((values ?? []).map((value, axis) => withError(value, errors?.[axis])));
  /** @type {[Row, Cell][]} */
  const made = [
    ["kurtosis", each(momentum.excess_kurtosis, momentum.excess_kurtosis_error)],
    ["skewness", each(momentum.skewness, momentum.skewness_error)],
  ];
  const { mardia } = momentum;
  if (mardia) {
    made.push(
      ["mardia_kurtosis", withError(mardia.excess_kurtosis, mardia.excess_kurtosis_error)],
      ["mardia_skewness", withError(mardia.skewness, mardia.skewness_error)],
    );
  }
  return made;
}

/**
 * Wells, with the arrivals of walkers from another one.
 * @param {{ position: number[], population: number, visits: number }[]} found
 * @returns {[Row, Cell][]}
 */
function wells(found) {
  if (found.length < 2) return [];
  const line = (/** @type {typeof found[number]} */ { position, population, visits }) =>
    texts.well(list(position.map((x) => measured(x, 2))), measured(100 * population), count(visits));
  return [["wells", lines(found.map(line))]];
}

/** @param {string[]} texts */
function lines(texts) {
  return texts.length === 1 ? texts[0] : element("div", {}, ...texts.map((text) => element("div", {}, text)));
}

/**
 * A matrix, with standard errors if there are any; without them all entries have the decimals of
 * the largest.
 * @param {number[][]} values
 * @param {number[][]} [errors]
 */
function matrix(values, errors) {
  const cells = alike(values.flat());
  const cell = (/** @type {number} */ value, /** @type {number} */ i, /** @type {number} */ j) =>
    element("td", {}, errors ? withError(value, errors[i][j]) : cells[i * values.length + j]);
  return element(
    "table",
    { class: "matrix" },
    element("tbody", {}, ...values.map((row, i) => element("tr", {}, ...row.map((value, j) => cell(value, i, j))))),
  );
}
