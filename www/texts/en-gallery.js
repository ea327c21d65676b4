/**
 * The gallery's texts in English. A translation is one more file like this one. What is said to have
 * been measured was measured with the links of `experiments.json` as they stand there.
 */

export const texts = {
  page_title: "Stepsieve: a gallery of experiments",
  heading: "A gallery of experiments",
  skip: "Skip to the experiments",
  intro:
    "Beyond the paper: other landscapes, other ripples, two and three dimensions, and cases in which the method fails. " +
    "Each picture is the energy V with the potential that is to be learned; “Run here” draws what was learned into it, “Open” leads to the experiment with all its settings. " +
    "Errors are root mean squares over the bins with enough data, in units of energy, after the steps that the link asks for.",
  run_here: "Run here",
  open: "Open",
  trusted: "Everything that the method assumes holds.",
  doubted: "What the method assumes and does not hold here:",
  more_doubts: (/** @type {number} */ more) => (more === 1 ? "And one more" : `And ${more} more`),

  sections: /** @type {Record<string, { title: string, about: string }>} */ ({
    wells: {
      title: "Other landscapes",
      about: "One dimension and one fine ripple, whose force is about as strong as that of the landscape itself. Open one and make its ripple longer: sooner or later the step follows it, and the report says so.",
    },
    ripples: {
      title: "Other ripples",
      about: "A ripple need not be a sine. All that counts is that its force changes sign often along one step, and is as strong everywhere.",
    },
    several: {
      title: "Two and three dimensions",
      about: "Noise is stronger in some directions than in others. So the noise covariance Z is estimated first, and the friction is made to match it.",
    },
    fails: {
      title: "Where it fails, and why",
      about: "Each of these goes wrong on purpose. Run one: the curve misses its reference, and the validity checks name the assumption that does not hold.",
    },
  }),

  experiments: /** @type {Record<string, { title: string, about: string }>} */ ({
    washboard: {
      title: "A tilted washboard in a well",
      about: "Four dents on a slope, held together by steep walls. All of them are kept, as are the passes between them; off by 0.004.",
    },
    asymmetric: {
      title: "A double well, one side deeper",
      about: "How much deeper the left well is comes from how often walkers cross. Off by 0.005; the slider a tilts it further, until the right well is gone.",
    },
    triple: {
      title: "Three wells",
      about: "Two barriers to cross, and the walls are stiff for this step: a dozen walkers blow up and are restarted, and nothing of it is seen. Off by 0.010.",
    },
    quartic: {
      title: "A quartic well",
      about: "Flat at its bottom, with walls that stiffen: the step’s own bias grows with the height, and is taken off. Off by 0.011, by 0.043 at most.",
    },
    box: {
      title: "Nearly a box",
      about: "An eighth power: hardly any force inside, then a wall. Off by 0.012, by 0.05 on the walls.",
    },
    morse: {
      title: "A bond that stretches",
      about: "A Morse well, steep on one side and open on the other, with a weak spring so that nobody leaves for good. Off by 0.006.",
    },
    cusp: {
      title: "A sharp bottom",
      about: "Nearly the absolute value of q. The tip is rounded over a fifth of a unit, and that is how it is learned; off by 0.004.",
    },
    tail: {
      title: "A logarithmic well",
      about: "Its walls become less and less steep, so positions follow Student’s law and not a normal one, while the momenta stay normal. Off by 0.004.",
    },
    quasi: {
      title: "A quasi-periodic ripple",
      about: "Two sines whose lengths have the ratio √2: the sum never repeats. To the step it is noise like any other; off by 0.020.",
    },
    incommensurate: {
      title: "Eight lengths that do not fit",
      about: "Sines of lengths 1, 1/√2, 1/√3 … without a common period, on a hyperbolic cosine. Off by 0.008.",
    },
    chirp: {
      title: "A ripple that becomes finer",
      about: "Outwards it is shorter and lower, so that its force stays as strong. Not periodic at all, and off by 0.003.",
    },
    comb: {
      title: "Keep one scale, sieve the other",
      about: "Waves of length 0.8 stay, a ripple of length 0.006 goes. Off by 0.010 from the parabola with its waves; the slider a makes them higher.",
    },
    channel: {
      title: "A winding channel",
      about: "A valley that snakes through the plane, with noise that is oblique to it. Off by 0.013, up the banks too.",
    },
    ring: {
      title: "A ring",
      about: "A circular valley, tilted to one side. Equal noise in both directions; Z comes out within 1 % of it. Off by 0.014.",
    },
    four: {
      title: "Four wells",
      about: "Two are deeper, along the diagonal. The walkers go round through four passes; off by 0.016.",
    },
    pass: {
      title: "A bent pass",
      about: "Two wells that are not alike, and a way between them that is no straight line. Off by 0.014.",
    },
    rotated: {
      title: "Noise along a diagonal",
      about: "Noise sixteen times as strong along one diagonal as along the other, turned against the well’s axes. Z has the entries 0.212 and 0.186, exactly 0.2125 and 0.1875; U is off by 0.010.",
    },
    hexagon: {
      title: "A hexagonal lattice in a bowl",
      about: "Three waves at 60° make dents like those of a honeycomb. They are longer than a step, so they stay; off by 0.016.",
    },
    space: {
      title: "Two wells in space",
      about: "Three variables, and six runs that estimate Z. The pictures are cuts through the middle. Off by 0.03 after 8 million steps.",
    },
    no_gap: {
      title: "Scales without a gap",
      about: "Four ripples within a factor of ten: any step follows some of them halfway. Momenta are not normal, walkers are swallowed, and what is learned is off the parabola by 0.21.",
    },
    resolved: {
      title: "A step that sees the ripple",
      about: "With so small a step the ripple’s dents are wells like any others: neighbours stay together, nothing acts as noise, and walkers come to rest. The report proposes a step of 0.57.",
    },
    smooth: {
      title: "No ripple at all",
      about: "A smooth double well. There is nothing that could turn into noise, so friction wins: two windows in three are lost to walkers at rest.",
    },
    blow_up: {
      title: "Past the stability limit",
      about: "The quartic well from above, with a step of 0.5. Where δ² times the curvature exceeds 4 walkers fly off: two windows in three are lost, and U is off by 0.11 instead of 0.011.",
    },
    rare: {
      title: "A barrier that nobody crosses",
      about: "Both wells have the right shape, each by itself. But over some fifteen kT hardly one walker crosses, so how deep one lies beside the other is a memory of the start: off by 0.24.",
    },
    uneven: {
      title: "Noise on one side only",
      about: "The ripple fades out to the left. There it is cold, to the right it is warm, and no single temperature makes U right: off by 0.08, by 0.26 at most.",
    },
    zigzag: {
      title: "A zigzag",
      about: "Its force is +1 or −1, and neighbours never part: the motion is not chaotic, and many teeth are followed. Off by 0.6; finer teeth help, though the report goes on doubting.",
    },
    swallowed: {
      title: "Nobody is restarted",
      about: "The paper’s test 1 with resampling off. Tiny islands swallow 364 of 512 walkers, whose standstill counts as data: off by 0.09 instead of 0.0013.",
    },
    uncalibrated: {
      title: "One friction for two directions",
      about: "Calibration is off. The momenta are warmer in one direction than in the other, the law is not Gibbs’s, and U is off by 0.4. Switch calibration on and it is mended.",
    },
  }),
};
