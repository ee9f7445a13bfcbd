import { expect, test } from 'vitest';
import { afterAnswer, afterSilence, isOrphaned, shareAt, shouldAsk, unasked } from './lease.ts';

const answer = { share: 0.5, leaseSeconds: 5, nextSeconds: 0.5 };

test('before the first answer nothing works and the gate is asked', () => {
  const lease = unasked(1000);
  expect(shareAt(lease, 1000)).toBe(0);
  expect(shouldAsk(lease, 1000, false)).toBe(true);
});

test('an answer holds for three seconds at most, and is renewed when the gate says so', () => {
  const lease = afterAnswer(answer, 1000);
  expect(shouldAsk(lease, 1499, true)).toBe(false);
  expect(shouldAsk(lease, 1500, false)).toBe(true);
  expect(shareAt(lease, 3999)).toBe(0.5);
  expect(shareAt(lease, 4000)).toBe(0);
});

test('a lease that the gate itself no longer has lets nothing through', () => {
  expect(shareAt(afterAnswer({ ...answer, leaseSeconds: 0 }, 1000), 1000)).toBe(0);
});

test('a silent gate is asked again every quarter of a second while the old answer holds', () => {
  const lease = afterSilence(afterAnswer(answer, 1000), 2000);
  expect(shareAt(lease, 2000)).toBe(0.5);
  expect(shouldAsk(lease, 2249, true)).toBe(false);
  expect(shouldAsk(lease, 2250, false)).toBe(true);
});

test('a VU that would work asks when its lease is over, even before its turn', () => {
  const lease = afterAnswer({ ...answer, nextSeconds: 10 }, 1000);
  expect(shouldAsk(lease, 5000, false)).toBe(false);
  expect(shouldAsk(lease, 5000, true)).toBe(true);
  expect(shouldAsk(afterSilence(lease, 5000), 5100, true)).toBe(false);
});

test('five seconds of silence orphan a generator', () => {
  const lease = afterAnswer(answer, 1000);
  expect(isOrphaned(afterSilence(lease, 6000), 6000)).toBe(false);
  expect(isOrphaned(afterSilence(lease, 6001), 6001)).toBe(true);
});

test.each([NaN, -1, Infinity])('an answer of %d is no share', (share) => {
  const seen = shareAt(afterAnswer({ ...answer, share }, 0), 1);
  expect(seen).toBe(0);
});
