import { describe, expect, it } from 'vitest';
import { Problem } from '../core/problem.ts';
import type { SeriesPoints, Window } from '../core/series.ts';
import { SourceReader } from './sourceReader.ts';

const POINT: SeriesPoints = {
  id: { service: 's', instance: null, signal: 'cpu_ratio' },
  timestampsSeconds: Float64Array.of(1),
  values: Float64Array.of(1),
};
const PAST: Window = { startSeconds: 0, endSeconds: 900, stepSeconds: 300 };
const RECENT: Window = { startSeconds: 910, endSeconds: 1000, stepSeconds: 10 };

/** A reader on a clock that the test moves, over a source that fails when told to. */
function reader(once = false) {
  const asked: Window[] = [];
  const taken: SeriesPoints[] = [];
  const state = { nowSeconds: 1000, failing: null as Error | null };
  const made = new SourceReader({
    source: {
      name: 'made-up',
      read: (window) => {
        asked.push(window);
        return state.failing === null ? Promise.resolve([POINT]) : Promise.reject(state.failing);
      },
      close: () => Promise.resolve(),
    },
    clock: { nowSeconds: () => state.nowSeconds, secondsPerDay: 86_400, scale: 1 },
    intervalSeconds: 10,
    backfill: () => [PAST, RECENT],
    once,
    take: (points) => taken.push(...points),
  });
  return { made, asked, taken, state, cycle: () => made.cycle(new AbortController().signal) };
}

describe('SourceReader', () => {
  it('fills the past first, then reads what is new', async () => {
    const { asked, taken, state, cycle } = reader();
    await cycle();
    expect(asked).toEqual([PAST, RECENT]);
    state.nowSeconds = 1010;
    await cycle();
    expect(asked.at(-1)).toEqual({ startSeconds: 1010, endSeconds: 1010, stepSeconds: 10 });
    expect(taken).toHaveLength(3);
  });

  it('fills the gap when a source comes back', async () => {
    const { asked, state, cycle, made } = reader();
    await cycle();
    state.failing = new Problem('unavailable', 'Down', 'connection refused');
    state.nowSeconds = 1010;
    await cycle();
    state.nowSeconds = 1020;
    await cycle();
    expect(made.snapshot()).toMatchObject({ readsTotal: 3, readFailuresTotal: 2, problem: 'Down: connection refused' });
    state.failing = null;
    state.nowSeconds = 1030;
    await cycle();
    expect(asked.at(-1)).toEqual({ startSeconds: 1010, endSeconds: 1030, stepSeconds: 10 });
    expect(made.snapshot().problem).toBeNull();
  });

  it('keeps nothing of a back-fill that broke off, and tries it again whole', async () => {
    const { asked, taken, state, cycle } = reader();
    state.failing = new Error('cut off');
    await cycle();
    expect(taken).toEqual([]);
    state.failing = null;
    await cycle();
    expect(asked).toEqual([PAST, PAST, RECENT]);
    expect(taken).toHaveLength(2);
  });

  it('reads a past that is given once only once', async () => {
    const { asked, cycle } = reader(true);
    await cycle();
    await cycle();
    expect(asked).toEqual([PAST, RECENT]);
  });
});
