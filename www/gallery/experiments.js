/**
 * The experiments of the gallery, by the key of their texts: each is a link, as it stands after
 * the `#` of an address, written so that it can be read. Those of the last section fail on purpose,
 * and `shows` names the rows of the validity report, or the warnings, that say so.
 *
 * `tests/gallery.rs` reads this file line by line and runs every link.
 *
 * @typedef {{ key: string, link: string, shows?: string[] }} Experiment
 */

/** @type {{ key: "wells" | "ripples" | "several" | "fails", experiments: Experiment[] }[]} */
export const sections = [
  {
    key: "wells",
    experiments: [
      {
        key: "washboard",
        link: "v=2&formula=0.3*q + cos(3*q)/2 + (q/4)^4 + eps*sin(q/eps); eps = 0.001 in [0.0005, 0.01]&reference=0.3*q + cos(3*q)/2 + (q/4)^4&step=0.15&friction=0.06&lower=-5.5&upper=4.5",
      },
      {
        key: "asymmetric",
        link: "v=2&formula=(q^2 - 1)^2/2 + a*q + eps*sin(q/eps); a = 0.25 in [0, 0.8]; eps = 0.002 in [0.0005, 0.02]&reference=(q^2 - 1)^2/2 + a*q&step=0.15&friction=0.06&lower=-2.5&upper=2.2",
      },
      {
        key: "triple",
        link: "v=2&formula=0.4*q^2*(q^2 - 2)^2 + eps*sin(q/eps); eps = 0.001 in [0.0005, 0.01]&reference=0.4*q^2*(q^2 - 2)^2&step=0.1&friction=0.06&lower=-2.2&upper=2.2",
      },
      {
        key: "quartic",
        link: "v=2&formula=q^4/4 + eps*sin(q/eps); eps = 0.002 in [0.0005, 0.02]&reference=q^4/4&step=0.2&lower=-2.5&upper=2.5",
      },
      {
        key: "box",
        link: "v=2&formula=(q/2)^8 + eps*sin(q/eps); eps = 0.001 in [0.0005, 0.01]&reference=(q/2)^8&step=0.15&lower=-2.8&upper=2.8",
      },
      {
        key: "morse",
        link: "v=2&formula=2*(1 - exp(-q))^2 + 0.02*q^2 + eps*sin(q/eps); eps = 0.002 in [0.0005, 0.02]&reference=2*(1 - exp(-q))^2 + 0.02*q^2&step=0.15&friction=0.08&lower=-1.2&upper=8",
      },
      {
        key: "cusp",
        link: "v=2&formula=2*sqrt(0.05 + q^2) + eps*sin(q/eps); eps = 0.002 in [0.0005, 0.02]&reference=2*sqrt(0.05 + q^2)&step=0.15&lower=-2.5&upper=2.5",
      },
      {
        key: "tail",
        link: "v=2&formula=2*log(1 + q^2) + eps*sin(q/eps); eps = 0.003 in [0.0005, 0.03]&reference=2*log(1 + q^2)&step=0.2&lower=-6&upper=6",
      },
    ],
  },
  {
    key: "ripples",
    experiments: [
      {
        key: "quasi",
        link: "v=2&formula=q^2/2 + eps*(sin(q/eps) + sin(sqrt(2)*q/eps)); eps = 0.01 in [0.001, 0.05]&reference=q^2/2&step=0.3&friction=0.15&lower=-4&upper=4",
      },
      {
        key: "incommensurate",
        link: "v=2&formula=cosh(q) + eps*sum(k, 1, 8, sin(sqrt(k)*q/eps)/k); eps = 0.005 in [0.001, 0.05]&reference=cosh(q)&step=0.2&steps=2e7&lower=-3&upper=3",
      },
      {
        key: "chirp",
        link: "v=2&formula=q^2/2 + eps*sin((q + q^3/9)/eps)/(1 + q^2/3); eps = 0.005 in [0.001, 0.05]&reference=q^2/2&step=0.25&lower=-4&upper=4",
      },
      {
        key: "comb",
        link: "v=2&formula=q^2/2 + a*cos(8*q) + eps*sin(q/eps); a = 0.1 in [0, 0.2]; eps = 0.001 in [0.0005, 0.01]&reference=q^2/2 + a*cos(8*q)&step=0.1&friction=0.05&lower=-3&upper=3",
      },
    ],
  },
  {
    key: "several",
    experiments: [
      {
        key: "channel",
        link: "v=2&formula=x^2/4 + 2*(y - sin(2*x)/2)^2 + eps*(sin(x/eps) + sin((x + y)/eps)); eps = 1e-5&reference=x^2/4 + 2*(y - sin(2*x)/2)^2&step=0.08&lower=-3.5,-2.2&upper=3.5,2.2",
      },
      {
        key: "ring",
        link: "v=2&formula=(x^2 + y^2 - 2)^2/2 + x/2 + eps*(sin(x/eps) + sin(y/eps)); eps = 1e-5&reference=(x^2 + y^2 - 2)^2/2 + x/2&step=0.05&lower=-2.5,-2.5&upper=2.5,2.5",
      },
      {
        key: "four",
        link: "v=2&formula=(x^2 - 1)^2 + (y^2 - 1)^2 + 0.3*x*y + eps*(sin(x/eps) + sin((x - y)/eps)); eps = 1e-5&reference=(x^2 - 1)^2 + (y^2 - 1)^2 + 0.3*x*y&step=0.05&lower=-2.2,-2.2&upper=2.2,2.2",
      },
      {
        key: "pass",
        link: "v=2&formula=(x^2 - 1)^2 + y^2 - x*y/2 + x^2*y/4 + eps*(sin(x/eps) + sin(y/eps)); eps = 1e-5&reference=(x^2 - 1)^2 + y^2 - x*y/2 + x^2*y/4&step=0.06&lower=-2,-2.5&upper=2,2.5",
      },
      {
        key: "rotated",
        link: "v=2&formula=x^2/4 + y^2/2 + eps*(2*sin((x + y)/eps) + sin((x - y)/(2*eps))); eps = 1e-4 in [1e-5, 1e-3]&reference=x^2/4 + y^2/2&step=0.1&lower=-5,-4&upper=5,4",
      },
      {
        key: "hexagon",
        link: "v=2&formula=(x^2 + y^2)/8 + 0.4*(cos(2*x) + cos(x + sqrt(3)*y) + cos(x - sqrt(3)*y)) + eps*(sin(x/eps) + sin(y/eps)); eps = 1e-5&reference=(x^2 + y^2)/8 + 0.4*(cos(2*x) + cos(x + sqrt(3)*y) + cos(x - sqrt(3)*y))&step=0.1&lower=-5.5,-5.5&upper=5.5,5.5",
      },
      {
        key: "space",
        link: "v=2&formula=(x^2 - 1)^2/2 + y^2/2 + (z - x*y/2)^2 + eps*(sin(x/eps) + sin((x + y)/eps) + sin(z/eps)); eps = 1e-4&reference=(x^2 - 1)^2/2 + y^2/2 + (z - x*y/2)^2&step=0.08&steps=8e6&lower=-2.5,-3,-3&upper=2.5,3,3&calibration_steps=6e6&estimator=symmetric",
      },
    ],
  },
  {
    key: "fails",
    experiments: [
      {
        key: "no_gap",
        shows: ["normal", "absorption"],
        link: "v=2&formula=q^2/2 + 0.1*sin(q/0.1) + 0.05*sin(q/0.05) + 0.02*sin(q/0.02) + 0.01*sin(q/0.01)&reference=q^2/2&step=0.15&lower=-4&upper=4",
      },
      {
        key: "resolved",
        shows: ["chaos", "absorption", "white"],
        link: "v=2&formula=q^2/2 + eps*sin(q/eps); eps = 0.05 in [0.001, 0.1]&reference=q^2/2&step=0.05&lower=-2.5&upper=2.5",
      },
      {
        key: "smooth",
        shows: ["chaos", "absorption"],
        link: "v=2&formula=(q^2 - 1)^2/4&reference=(q^2 - 1)^2/4&step=0.1&lower=-2&upper=2",
      },
      {
        key: "blow_up",
        shows: ["divergence", "chaos"],
        link: "v=2&formula=q^4/4 + eps*sin(q/eps); eps = 0.002 in [0.0005, 0.02]&reference=q^4/4&step=0.5&lower=-2.5&upper=2.5",
      },
      {
        key: "rare",
        shows: ["visits"],
        link: "v=2&formula=h*(q^2 - 1)^2 - q/4 + eps*sin(q/eps); h = 2.5 in [0.2, 6]; eps = 0.001 in [0.0005, 0.01]&reference=h*(q^2 - 1)^2 - q/4&step=0.07&lower=-2&upper=2",
      },
      {
        key: "uneven",
        shows: ["even", "white-square"],
        link: "v=2&formula=q^2/2 + eps*(1 + tanh(2*q))*sin(q/eps); eps = 0.005 in [0.001, 0.02]&reference=q^2/2&step=0.3&friction=0.5&steps=2e7&lower=-3&upper=3",
      },
      {
        key: "zigzag",
        shows: ["chaos", "visits"],
        link: "v=2&formula=q^2/2 + eps*asin(sin(q/eps)); eps = 0.02 in [0.001, 0.05]&reference=q^2/2&step=0.3&lower=-4&upper=4",
      },
      {
        key: "swallowed",
        shows: ["absorption", "white"],
        link: "v=2&preset=test1&step=0.065&resample=false",
      },
      {
        key: "uncalibrated",
        shows: ["calibration"],
        link: "v=2&formula=x^2/2 + x*y/2 + y^2/2 + eps*(sin(x/eps) + sin((x + y)/eps)); eps = 1e-5&reference=x^2/2 + x*y/2 + y^2/2&step=0.1&calibration=off&lower=-4,-4&upper=4,4",
      },
    ],
  },
];
