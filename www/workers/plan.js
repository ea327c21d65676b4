/**
 * Plans the jobs of an experiment.
 *
 * @param {Pick<typeof import("./engine.js"), "Study">} engine
 * @returns {import("./pool.js").Plan}
 */
export function planned({ Study }) {
  return (experiment) => {
    const study = new Study(experiment);
    const jobs = study.jobs();
    study.free();
    return jobs;
  };
}
