import type { RunRecord, RunSecond } from '../../core/runState.ts';

/** What a run tells its listeners. */
export type RunUpdate =
  { readonly type: 'run'; readonly record: RunRecord } | { readonly type: 'second'; readonly second: RunSecond };

/** Who listens to which run. */
export interface RunListeners {
  /** The answer ends it. */
  subscribe(id: string, listener: (update: RunUpdate) => void): () => void;
  tell(id: string, update: RunUpdate): void;
  /** Nothing more will be told of this run. */
  forget(id: string): void;
}

/** @param onError hears of listeners that throw; the run and the other listeners go on */
export function createRunListeners(onError: (error: unknown) => void): RunListeners {
  const listeners = new Map<string, Set<(update: RunUpdate) => void>>();
  return {
    subscribe: (id, listener) => {
      const own = listeners.get(id) ?? new Set();
      own.add(listener);
      listeners.set(id, own);
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(id) === own) listeners.delete(id);
      };
    },
    tell: (id, update) => {
      for (const listener of [...(listeners.get(id) ?? [])]) {
        try {
          listener(update);
        } catch (error) {
          onError(error);
        }
      }
    },
    forget: (id) => void listeners.delete(id),
  };
}
