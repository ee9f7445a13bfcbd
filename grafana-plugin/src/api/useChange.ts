import { useCallback, useState } from 'react';
import type { ApiProblem } from './apiProblem';
import type { ApiRequest } from './apiRequest';
import { call } from './call';
import { toProblem } from './toProblem';

/** Sends changes (start, steer, stop), one state for all of them. */
export interface Change {
  readonly busy: boolean;
  /** Why the newest change was refused; null when it was taken or dismissed. */
  readonly problem: ApiProblem | null;
  readonly dismiss: () => void;
  /** Resolves with the answer, or null when the change was refused (then `problem` says why). */
  readonly send: <Answer>(request: ApiRequest<Answer>) => Promise<Answer | null>;
}

/** A way to send changes that keeps whether one is under way and why the newest was refused. */
export function useChange(): Change {
  const [pending, setPending] = useState(0);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = useCallback(async <Answer>(request: ApiRequest<Answer>): Promise<Answer | null> => {
    setPending((count) => count + 1);
    try {
      const answer = await call(request);
      setProblem(null);
      return answer;
    } catch (error) {
      setProblem(toProblem(error));
      return null;
    } finally {
      setPending((count) => count - 1);
    }
  }, []);
  const dismiss = useCallback(() => setProblem(null), []);
  return { busy: pending > 0, problem, dismiss, send };
}
