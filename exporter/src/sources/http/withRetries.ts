import { setTimeout as sleep } from 'node:timers/promises';
import { TransientProblem } from './transientProblem.ts';

const FIRST_DELAY_SECONDS = 0.25;
const LONGEST_DELAY_SECONDS = 10;
/** A server that asks for more than this is not waited for. */
const LONGEST_RETRY_AFTER_SECONDS = 30;

/**
 * Tries again what failed with a {@link TransientProblem}, at most `retries` times, waiting 0.25 s, 0.5 s, 1 s, … up to
 * 10 s, each shortened by up to a half at random, so that many clients of a server that comes back do not ask at once
 * ("equal jitter", M. Brooker, Exponential Backoff And Jitter, 2015). A server's Retry-After is kept to.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  options: { readonly retries: number; readonly signal: AbortSignal },
): Promise<T> {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientProblem) || tried >= options.retries) throw error;
      const asked = error.retryAfterSeconds ?? 0;
      if (asked > LONGEST_RETRY_AFTER_SECONDS) throw error;
      const backOff = Math.min(LONGEST_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** tried);
      const delaySeconds = Math.max(asked, backOff * (0.5 + Math.random() / 2));
      await sleep(delaySeconds * 1000, undefined, { signal: options.signal });
    }
  }
}
