import { randomUUID } from 'node:crypto';
import { Problem } from '../../core/problem.ts';
import type { Runner, RunnerPool, RunnerProcess } from '../../core/runnerPool.ts';
import { launchSupervised } from './launchSupervised.ts';

/** How many runners this host may carry, unless told otherwise: each has a generator that can fill a core. */
const MAX_RUNNERS = 4;

/** Grace for programs that are ended because their runner goes. */
const RELEASE_GRACE_SECONDS = 5;

function localRunner(processes: Set<RunnerProcess>): Runner {
  return {
    id: `local-${randomUUID().slice(0, 8)}`,
    pool: 'local',
    launch: async (command) => {
      const launched = await launchSupervised(command);
      processes.add(launched);
      void launched.exited.then(() => processes.delete(launched));
      return launched;
    },
  };
}

/**
 * Runners that are processes of this host, each generator under a supervisor of its own (see launchSupervised).
 *
 * @param maxRunners more are refused with a Problem
 */
export function createLocalPool({ maxRunners = MAX_RUNNERS }: { readonly maxRunners?: number } = {}): RunnerPool {
  const held = new Map<string, { runner: Runner; processes: Set<RunnerProcess> }>();
  const release = async (ids: readonly string[]): Promise<void> => {
    const ended = ids.flatMap((id) => [...(held.get(id)?.processes ?? [])]);
    for (const id of ids) held.delete(id);
    await Promise.all(ended.map((one) => one.terminate(RELEASE_GRACE_SECONDS)));
  };
  return {
    name: 'local',
    costPerHour: 0,
    startSeconds: 0,
    maxRunners,
    provision: async (count) => {
      if (count > maxRunners) {
        throw new Problem(
          'unavailable',
          'Not enough runners',
          `The local pool has ${maxRunners} runners; ${count} are wanted.`,
        );
      }
      while (held.size < count) {
        const processes = new Set<RunnerProcess>();
        const runner = localRunner(processes);
        held.set(runner.id, { runner, processes });
      }
      return [...held.values()].map(({ runner }) => runner);
    },
    runners: () => [...held.values()].map(({ runner }) => runner),
    release,
    close: () => release([...held.keys()]),
  };
}
