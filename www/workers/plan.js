/**
 * Plans the jobs of an experiment, and hands out its table for the workers.
 *
 * @param {Pick<typeof import("./engine.js"), "Study" | "table_text">} engine
 * @returns {import("./pool.js").Planning}
 */
export function planned({ Study, table_text }) {
  return {
    plan(experiment) {
      const study = new Study(experiment);
      const jobs = study.jobs();
      study.free();
      return jobs;
    },
    table(experiment) {
      const held = /** @type {{ potential?: { table?: string | null } }} */ (experiment).potential?.table;
      return held ? { held, text: () => table_text(held) } : null;
    },
  };
}
