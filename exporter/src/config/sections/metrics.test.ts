import { expect, it } from 'vitest';
import { metricsSchema } from './metrics.ts';

it('shows what stands out in fingerprints unless told otherwise', () => {
  expect(metricsSchema.parse(undefined).fingerprints).toBe('outliers');
  expect(metricsSchema.parse({ fingerprints: 'none' }).fingerprints).toBe('none');
});

it('names the ways to show fingerprints', () => {
  expect(metricsSchema.safeParse({ fingerprints: 'some' }).error?.issues[0]).toMatchObject({
    path: ['fingerprints'],
    message: 'one of outliers, all, none',
  });
});
