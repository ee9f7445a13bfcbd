import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiProblem } from './apiProblem';
import type { ApiRequest } from './apiRequest';
import { call } from './call';
import { toProblem } from './toProblem';

/** The newest answer to a request that is asked again and again. */
export interface Polled<Answer> {
  /** Last answer; stays while later calls fail, so that a page does not go blank. */
  readonly data: Answer | null;
  /** Why the newest call failed; null after a success. */
  readonly problem: ApiProblem | null;
  /** Ask again now. */
  readonly refresh: () => void;
  /** Take an answer that came another way, such as that to a change. */
  readonly accept: (data: Answer) => void;
}

interface Held<Answer> {
  readonly path: string | null;
  readonly data: Answer | null;
  readonly problem: ApiProblem | null;
}

/**
 * Asks `request` at once and again `intervalSeconds` after each answer; null asks nothing. A request of another path
 * starts anew. An answer that arrives after its request was given up is dropped.
 */
export function usePolled<Answer>(request: ApiRequest<Answer> | null, intervalSeconds: number | null): Polled<Answer> {
  const path = request?.path ?? null;
  const [held, setHeld] = useState<Held<Answer>>({ path, data: null, problem: null });
  const [round, setRound] = useState(0);
  const latest = useRef(request);
  useEffect(() => {
    latest.current = request;
  });

  useEffect(() => {
    if (path === null) {
      return;
    }
    let given = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const current = latest.current;
      if (current === null) {
        return;
      }
      const next = await call(current).then(
        (data) => (): Held<Answer> => ({ path, data, problem: null }),
        (error: unknown) =>
          (before: Held<Answer>): Held<Answer> => ({
            path,
            data: before.path === path ? before.data : null,
            problem: toProblem(error),
          }),
      );
      if (given) {
        return;
      }
      setHeld(next);
      if (intervalSeconds !== null) {
        timer = setTimeout(() => void ask(), intervalSeconds * 1000);
      }
    };
    void ask();
    return () => {
      given = true;
      clearTimeout(timer);
    };
  }, [path, intervalSeconds, round]);

  const refresh = useCallback(() => setRound((count) => count + 1), []);
  const accept = useCallback(
    (data: Answer) => {
      setHeld({ path, data, problem: null });
      setRound((count) => count + 1);
    },
    [path],
  );
  const current = held.path === path;
  return { data: current ? held.data : null, problem: current ? held.problem : null, refresh, accept };
}
