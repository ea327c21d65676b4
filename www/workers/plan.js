import { recalled } from "../app/kept-files.js";

/**
 * Plans the jobs of an experiment, and hands out its table or its file for the workers.
 *
 * @param {Pick<typeof import("./engine.js"), "Study" | "table_bytes">} engine
 * @returns {import("./pool.js").Planning}
 */
export function planned({ Study, table_bytes }) {
  return {
    plan(experiment) {
      const study = new Study(experiment);
      const jobs = study.jobs();
      study.free();
      return jobs;
    },
    table(experiment) {
      const held = /** @type {{ potential?: { table?: string | null } }} */ (experiment).potential?.table;
      return held ? { held, bytes: () => table_bytes(held) } : null;
    },
    async file(hash) {
      const contents = await recalled(hash);
      return contents instanceof Blob ? contents : null;
    },
  };
}
