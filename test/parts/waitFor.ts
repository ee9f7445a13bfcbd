/** Thrown by what `waitFor` asks when waiting longer is of no use. */
export class GiveUp extends Error {}

/**
 * Asks again until the answer is no longer null or false.
 * @throws Error that names `what` and the last failure when `timeoutSeconds` have passed.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
  timeoutSeconds = 30,
  everyMs = 100,
): Promise<T> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  let last: unknown = 'nothing yet';
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== false) return answer;
    } catch (error) {
      if (error instanceof GiveUp) throw error;
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`waited ${timeoutSeconds} s for ${what}: ${last instanceof Error ? last.message : String(last)}`);
}
