import type { RunRecord } from '../core/runState.ts';
import type { RunsAccess } from '../http/deps.ts';
import type { Runs } from './createRuns.ts';
import type { Persistence } from './persistence.ts';

/**
 * The runs as the API sees them: those of this life, each of their changes saved, and those of earlier lives.
 *
 * @param earlier newest first, all of them finished
 */
export function runsAccess(
  { controller, receiver }: Runs,
  persistence: Persistence,
  earlier: readonly RunRecord[],
): RunsAccess {
  const save = (id: string): void => {
    const record = controller.get(id);
    if (record !== undefined) persistence.saveRun(record, controller.latency(id));
  };
  const get = (id: string): RunRecord | undefined => controller.get(id) ?? earlier.find((run) => run.id === id);
  return {
    get,
    list: () => [...controller.list(), ...earlier],
    start: async (request) => {
      const record = await controller.start(request);
      // Before anything runs: after a crash the run is known, and ended with its reason.
      save(record.id);
      controller.subscribe(record.id, () => save(record.id));
      return record;
    },
    steer: (id, change, actor) => controller.steer(id, change, actor),
    stop: (id, actor, reason) => controller.stop(id, actor, reason),
    subscribe: (id, listener) => controller.subscribe(id, listener),
    receiveSamples: (secret, body) => receiver.receive(secret, body),
  };
}
