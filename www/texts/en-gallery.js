/**
 * The English texts of the gallery. A translation is another file with the same keys. The measured
 * errors belong to the links in `experiments.json`.
 */

export const texts = {
  page_title: "Stepsieve: a gallery of experiments",
  heading: "A gallery of experiments",
  skip: "Skip to the experiments",
  intro:
    "Beyond the paper: other landscapes, other ripples, up to sixteen dimensions, and cases in which the method fails. " +
    "Each picture shows the energy V and the reference potential; “Run here” adds the learned potential, “Open” leads to the experiment with all its settings. " +
    "Errors are root mean squares over the bins with enough data, in units of energy, after the number of steps in the link.",
  run_here: "Run here",
  open: "Open",
  trusted: "All assumptions of the method hold.",
  doubted: "Assumptions of the method that do not hold here:",
  more_doubts: (/** @type {number} */ more) => (more === 1 ? "And one more" : `And ${more} more`),

  sections: /** @type {Record<string, { title: string, about: string }>} */ ({
    wells: {
      title: "Other landscapes",
      about: "One dimension and one fine ripple, whose force is about as strong as that of the landscape. Open one and lengthen its ripple: at some point the step follows it, and the validity checks report it.",
    },
    ripples: {
      title: "Other ripples",
      about: "A ripple need not be a sine. It is enough that its force changes sign often within one step and is equally strong everywhere.",
    },
    several: {
      title: "Two and three dimensions",
      about: "The noise is stronger in some directions than in others. The run therefore estimates the noise covariance Z first and matches the friction to it.",
    },
    many: {
      title: "More than three dimensions",
      about: "No grid can follow here. U is learned as a sum of functions of one and of two variables, from the forces and from the positions; the pictures show the functions of one variable.",
    },
    fails: {
      title: "Where it fails, and why",
      about: "Each of these fails on purpose. Run one: the curve misses its reference, and the validity checks name the assumption that does not hold.",
    },
  }),

  experiments: /** @type {Record<string, { title: string, about: string }>} */ ({
    washboard: {
      title: "A tilted washboard in a well",
      about: "Four wells on a slope between steep walls. The learned potential keeps all of them and the barriers between them; error 0.004.",
    },
    asymmetric: {
      title: "A double well, one side deeper",
      about: "The rate of crossings determines the depth difference of the wells. Error 0.005; the slider a tilts the energy further, until the right well vanishes.",
    },
    triple: {
      title: "Three wells",
      about: "Two barriers, and walls that are stiff for this step: a dozen walkers diverge and are restarted, without visible effect. Error 0.010.",
    },
    quartic: {
      title: "A quartic well",
      about: "A flat bottom and walls that stiffen: the bias of the step grows with the height and is corrected. Error 0.011, at most 0.043.",
    },
    box: {
      title: "Nearly a box",
      about: "An eighth power: hardly any force inside, then a wall. Error 0.012, on the walls 0.05.",
    },
    morse: {
      title: "A bond that stretches",
      about: "A Morse well, steep on one side and open on the other, with a weak spring that keeps the walkers in it. Error 0.006.",
    },
    cusp: {
      title: "A sharp minimum",
      about: "Nearly the absolute value of q. The tip is rounded over a fifth of a unit, and the learned potential reproduces it; error 0.004.",
    },
    tail: {
      title: "A logarithmic well",
      about: "Its walls become less and less steep: the positions follow Student’s t distribution, not a normal one, while the momenta stay normal. Error 0.004.",
    },
    quasi: {
      title: "A quasi-periodic ripple",
      about: "Two sines whose lengths have the ratio √2: their sum never repeats. To the step it is ordinary noise; error 0.020.",
    },
    incommensurate: {
      title: "Eight incommensurate lengths",
      about: "Sines of lengths 1, 1/√2, 1/√3 … without a common period, on a hyperbolic cosine. Error 0.008.",
    },
    chirp: {
      title: "A chirped ripple",
      about: "It becomes shorter and lower outwards; its force stays equally strong. It is not periodic; error 0.003.",
    },
    comb: {
      title: "Keep one scale, sieve the other",
      about: "Waves of length 0.8 remain, a ripple of length 0.006 vanishes. Error 0.010 against the parabola with its waves; the slider a raises them.",
    },
    channel: {
      title: "A winding channel",
      about: "A valley that winds through the plane, with noise oblique to it. Error 0.013, also on its slopes.",
    },
    ring: {
      title: "A ring",
      about: "A circular valley, tilted to one side. The noise is equal in both directions; Z is correct within 1 %. Error 0.014.",
    },
    four: {
      title: "Four wells",
      about: "The two on the diagonal are deeper. Four saddle points connect the wells in a ring; error 0.016.",
    },
    pass: {
      title: "A curved path",
      about: "Two different wells, joined by a curved path of lowest energy. Error 0.014.",
    },
    rotated: {
      title: "Noise along a diagonal",
      about: "The noise is sixteen times as strong along one diagonal as along the other, rotated against the axes of the well. Z has the entries 0.212 and 0.186 (exact: 0.2125 and 0.1875); the error of U is 0.010.",
    },
    hexagon: {
      title: "A hexagonal lattice in a bowl",
      about: "Three waves at 60° form a hexagonal lattice of wells. They are longer than a step, so they remain; error 0.016.",
    },
    space: {
      title: "Two wells in space",
      about: "Three variables, and six runs that estimate Z. The pictures are sections through the centre. Error 0.03 after 8 million steps.",
    },
    chain_moves: {
      title: "How a chain of eight beads moves",
      about: "Langevin dynamics under the learned sum beside those under V, with a step a hundred times as large: the mean of all beads and each bead relax and forget their start alike. “Open” shows the paths, the correlations and the trajectories.",
    },
    chain16: {
      title: "A chain of sixteen double wells",
      about: "Sixteen beads and fifteen springs, in a short run. Every spring is correct within 1 %, the force within 1 % of its size.",
    },
    bowl10: {
      title: "A bowl in ten dimensions",
      about: "A bowl two and a half times as steep along its last axis as along its first, tilted by couplings of neighbours, under ripples oblique to its axes. The force is correct within 1 % of its size, every coupling too.",
    },
    no_gap: {
      title: "Scales without a gap",
      about: "Four ripples within a factor of ten: every step half-resolves some of them. The momenta are not normal, walkers are absorbed, and the error against the parabola is 0.21.",
    },
    resolved: {
      title: "A step that resolves the ripple",
      about: "So small a step follows every minimum of the ripple: neighbours stay together, nothing acts as noise, and walkers come to rest. The report proposes a step of 0.57.",
    },
    smooth: {
      title: "No ripple at all",
      about: "A smooth double well. Nothing can act as noise, so friction stops the walkers: two windows in three are lost to walkers at rest.",
    },
    blow_up: {
      title: "Past the stability limit",
      about: "The quartic well from above, with a step of 0.5. Where δ² times the curvature exceeds 4, walkers diverge: two windows in three are lost, and the error is 0.11 instead of 0.011.",
    },
    rare: {
      title: "A barrier that no walker crosses",
      about: "Each well has the right shape. But hardly a walker crosses a barrier of some fifteen kT, so the start determines the depth difference of the wells: error 0.24.",
    },
    uneven: {
      title: "Noise on one side only",
      about: "The ripple fades out to the left. The walkers are cold there and warm on the right, and no single temperature makes U right: error 0.08, at most 0.26.",
    },
    zigzag: {
      title: "A zigzag",
      about: "Its force is +1 or −1, and neighbours never separate: the motion is not chaotic, and the step follows many teeth. Error 0.6; finer teeth help, but the validity checks still object.",
    },
    swallowed: {
      title: "No walker is restarted",
      about: "The paper’s test 1 with resampling off. Tiny attracting islands absorb 364 of 512 walkers, which count as data although they stand still: error 0.09 instead of 0.0013.",
    },
    uncalibrated: {
      title: "One friction for two directions",
      about: "Calibration is off. The momenta are warmer in one direction than in the other, the distribution is not Gibbs’s, and the error of U is 0.4. Calibration corrects it.",
    },
    three_body: {
      title: "An interaction of three",
      about: "A sum of functions of one and of two variables cannot express a x₁x₂x₃, and both ways to U miss it alike. A check finds it in the force that is left over: the product of the three explains a sixth of the force’s size. With a = 0 the same sum suffices.",
    },
  }),
};
