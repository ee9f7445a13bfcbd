import type { ResultWindow } from '../core/loadDriver.ts';

/** Results as they come, for one reader. */
export interface WindowQueue extends AsyncIterable<ResultWindow> {
  push(window: ResultWindow): void;
  /** No more will come; the reader gets what is left. */
  end(): void;
}

/** A queue between a generator's pushes and the reader of its results. It holds a few: about one comes each second. */
export function createWindowQueue(): WindowQueue {
  const windows: ResultWindow[] = [];
  let isEnded = false;
  let wake: (() => void) | null = null;
  const wakeReader = (): void => {
    wake?.();
    wake = null;
  };
  return {
    push: (window) => {
      if (isEnded) return;
      windows.push(window);
      wakeReader();
    },
    end: () => {
      isEnded = true;
      wakeReader();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = windows.shift();
        if (next !== undefined) yield next;
        else if (isEnded) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
