import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadDriver, LoadHandle, LoadShare, Pausable, Retargetable } from '../../core/loadDriver.ts';
import type { Runner } from '../../core/runnerPool.ts';

/** A share that runs, with what its driver may add to it. */
export type ShareHandle = LoadHandle & Partial<Retargetable & Pausable> & { readonly notices?: readonly string[] };

/** How long a start that hangs is waited for once the run is to stop. */
const LATE_START_MS = 10_000;

/**
 * Starts one share on each runner: all of them, or none and the first error. When a stop is asked for meanwhile, starts that
 * hang are left alone after 10 s; what they bring later is stopped as soon as it is there.
 */
export async function launchShares(
  driver: LoadDriver,
  runners: readonly Runner[],
  whole: Omit<LoadShare, 'index' | 'count'>,
  stopAsked: Promise<void>,
): Promise<readonly ShareHandle[]> {
  const shares = runners.map((runner, index): Promise<ShareHandle> =>
    driver.start({ ...whole, index, count: runners.length }, runner),
  );
  const all = Promise.allSettled(shares);
  const late = stopAsked.then(() => sleep(LATE_START_MS, undefined, { ref: false }));
  const ready = await Promise.race([all, late]);
  if (ready === undefined) {
    for (const share of shares) share.then((handle) => handle.stop()).catch(() => undefined);
    return [];
  }
  const failed = ready.find((one) => one.status === 'rejected');
  const started = ready.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (failed === undefined) return started;
  await Promise.all(started.map((handle) => handle.stop()));
  throw failed.reason;
}
