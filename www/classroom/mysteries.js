/**
 * Ready-made exercises: find the structure of an energy by simulation. Their titles and questions
 * are among the texts. The expected answers were measured with these links.
 *
 * @type {Record<string, Omit<import("../../wasm/stepsieve.js").Exercise, "title" | "question">>}
 */
export const mysteries = {
  // A double well, tilted, under two ripples: its deeper valley is where 4q(q² − 1) = −0.3.
  valley: {
    version: 1,
    link: "v=3&formula=(q%5E2-1)%5E2+0.3*q+a*sin(q/a)+b*cos(q/b);a=0.02;b=0.004&reference=(q%5E2-1)%5E2+0.3*q&step=0.05&friction=0.4&steps=4e6&lower=-2.5&upper=2.5",
    hide: ["formula", "energy", "reference"],
    show: ["potential", "findings"],
    controls: ["step", "friction"],
    seeds: "same",
    answer: "number",
    expected: -1.036,
    tolerance: "0.05",
    told: true,
  },
  // The temperature follows from the momenta alone; every student has another number.
  temperature: {
    version: 1,
    link: "v=3&formula=q%5E4/4+1.5*a*sin(q/a);a=0.004&reference=q%5E4/4&step=0.2&friction=0.2&steps=1e6&lower=-3&upper=3",
    hide: ["formula", "energy", "reference"],
    show: ["momenta", "potential"],
    controls: [],
    seeds: "name",
    answer: "inverse-temperature",
    tolerance: "4 %",
    told: false,
  },
  // Two ripples of very different lengths: two plateaus, near ½ and 1.
  staircase: {
    version: 1,
    link: "v=3&kind=scan&formula=q%5E2/2+a*sin(q/a)+b*cos(q/b);a=0.08;b=0.0005&scan_steps=5e5&steps=4e6",
    hide: ["formula", "energy", "reference"],
    show: ["staircase"],
    controls: [],
    seeds: "same",
    answer: "scales",
    tolerance: "0",
    told: false,
  },
};
