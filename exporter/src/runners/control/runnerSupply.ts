import { Problem } from '../../core/problem.ts';
import type { Runner, RunnerPool } from '../../core/runnerPool.ts';

/** Lends runners of a pool to runs, each runner to one run at a time. */
export interface RunnerSupply {
  acquire(count: number): Promise<readonly Runner[]>;
  /** How many are lent. */
  readonly taken: number;
  release(runners: readonly Runner[]): Promise<void>;
}

export function createRunnerSupply(pool: RunnerPool): RunnerSupply {
  const lent = new Set<string>();
  return {
    acquire: async (count) => {
      for (;;) {
        const wanted = lent.size + count;
        const all = await pool.provision(wanted);
        if (all.length < wanted) {
          throw new Problem(
            'unavailable',
            'Not enough runners',
            `Pool ${pool.name} gave ${all.length} of ${wanted} runners.`,
          );
        }
        const free = all.filter(({ id }) => !lent.has(id)).slice(0, count);
        // Another run may have taken them while the pool was at work.
        if (free.length < count) continue;
        for (const { id } of free) lent.add(id);
        return free;
      }
    },
    get taken() {
      return lent.size;
    },
    release: async (runners) => {
      await pool.release(runners.map(({ id }) => id));
      for (const { id } of runners) lent.delete(id);
    },
  };
}
