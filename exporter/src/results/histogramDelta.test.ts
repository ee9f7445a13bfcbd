import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atSchema, mergeHistograms } from '../core/histogram.ts';
import { histogramDelta } from './histogramDelta.ts';
import { arbitraryLatencies, histogramOf } from './testdata/arbitraryWindow.ts';

test('what was before and what was gained are together what is now', () => {
  fc.assert(
    fc.property(arbitraryLatencies, arbitraryLatencies, (first, later) => {
      const before = histogramOf(first);
      const now = histogramOf([...first, ...later]);
      const gained = histogramDelta(now, before);
      expect(gained).toEqual(histogramOf(later));
      expect(mergeHistograms([before, gained])).toEqual(now);
    }),
  );
});

test('a process that widened its buckets is compared in the wider ones', () => {
  const before = histogramOf([0.5, 2]);
  const now = atSchema(histogramOf([0.5, 2, 3]), 1);
  expect(histogramDelta(now, before)).toEqual(atSchema(histogramOf([3]), 1));
});

test('a histogram that fell was reset and counts from zero', () => {
  expect(histogramDelta(histogramOf([1]), histogramOf([1, 2, 3]))).toEqual(histogramOf([1]));
  expect(histogramDelta(histogramOf([1, 1]), histogramOf([5]))).toEqual(histogramOf([1, 1]));
});

test('the first state is all gain, and not the same object', () => {
  const now = histogramOf([1]);
  const gained = histogramDelta(now, undefined);
  expect(gained).toEqual(now);
  expect(gained.buckets).not.toBe(now.buckets);
});
