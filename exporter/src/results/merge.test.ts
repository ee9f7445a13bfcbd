import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeWindows } from './merge.ts';
import { arbitraryLatencies, arbitraryWindow, windowOf } from './testdata/arbitraryWindow.ts';

test('the order and the grouping of runners make no difference', () => {
  fc.assert(
    fc.property(arbitraryWindow, arbitraryWindow, arbitraryWindow, (a, b, c) => {
      const all = mergeWindows([a, b, c]);
      expect(mergeWindows([c, a, b])).toEqual(all);
      expect(mergeWindows([a, mergeWindows([b, c])])).toEqual(all);
    }),
  );
});

test('latencies of several runners merge as if one had measured them all', () => {
  fc.assert(
    fc.property(arbitraryLatencies, arbitraryLatencies, (a, b) => {
      const merged = mergeWindows([windowOf(1, a), windowOf(1, b)]);
      expect(merged.latency).toEqual(windowOf(1, [...a, ...b]).latency);
      expect(merged.requests).toBe(a.length + b.length);
    }),
  );
});
