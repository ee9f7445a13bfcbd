import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Confinable,
  LoadHandle,
  LoadShare,
  Pausable,
  ResultWindow,
  Retargetable,
} from '../../../core/loadDriver.ts';
import type { Runner, RunnerProcess } from '../../../core/runnerPool.ts';
import type { ResultReceiver } from '../../resultReceiver.ts';
import { createWindowQueue } from '../../windowQueue.ts';
import { k6Command } from './k6Command.ts';
import { k6Exit, refusedAddresses } from './ending/k6Exit.ts';
import { createK6Steering } from './k6Steering.ts';
import type { PreparedRun } from './script/prepareRun.ts';

/** A running k6. `notices` are worth telling whoever looks at the run; the last come with its end. */
export type K6Handle = LoadHandle & Retargetable & Pausable & Confinable & { readonly notices: readonly string[] };

/** Time between the closing of the gate and SIGINT: VUs ask the gate every half second, and finish what they do. */
const DRAIN_MS = 1000;
/** Time for teardown and summary after SIGINT. */
const GRACE_SECONDS = 7;

/** Closes the gate, lets running iterations end, then ends the process; once, however often it is called. */
function stopper(process: RunnerProcess, halt: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await halt();
    await Promise.race([sleep(DRAIN_MS), process.exited]);
    await process.terminate(GRACE_SECONDS);
  };
  return () => (stopping ??= stop());
}

/** Starts k6 on a runner for one share, steered to the share's rate. Whatever was prepared is cleared when k6 has ended. */
export async function startK6(
  prepared: PreparedRun,
  share: LoadShare,
  runner: Runner,
  options: { readonly receiver: ResultReceiver; readonly searchPath: string },
): Promise<K6Handle> {
  const queue = createWindowQueue();
  let follow: (window: ResultWindow) => void = () => undefined;
  const channel = options.receiver.open((window) => {
    follow(window);
    queue.push(window);
  }, share.watched);
  const end = (): Promise<void> => {
    channel.close();
    queue.end();
    return prepared.clear();
  };
  const cwd = dirname(share.test.script);
  const command = k6Command({ ...prepared, share, cwd, channel, searchPath: options.searchPath });
  const process: RunnerProcess & { readonly notices?: readonly string[] } = await runner
    .launch(command)
    .catch(async (error: unknown) => {
      await end();
      throw error;
    });
  const steering = createK6Steering(share, process.setTarget);
  follow = steering.take;
  const notices = [...(process.notices ?? [])];
  let isStopWanted = false;
  const ended = process.exited.then(async (exit) => {
    const outcome = await k6Exit(exit, isStopWanted, prepared.summaryFile);
    const refused = refusedAddresses(exit);
    if (refused.length > 0) notices.push(`the script tried addresses that are not allowed: ${refused.join(', ')}`);
    await end();
    return outcome;
  });
  const stop = stopper(process, steering.halt);
  await steering.retarget(share.requestsPerSecond);
  return {
    results: queue,
    ended,
    notices,
    stop: () => {
      isStopWanted = true;
      return stop();
    },
    retarget: steering.retarget,
    pause: steering.pause,
    resume: steering.resume,
    confinedTo: share.allowedAddresses,
  };
}
