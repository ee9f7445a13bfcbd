import { expect, it } from 'vitest';
import type { Problem } from '../../core/problem.ts';
import { parseConfig } from '../parseConfig.ts';

const withServices = (count: number): unknown => ({
  sources: [{ type: 'prometheus', url: 'http://127.0.0.1:9090' }],
  services: Array.from({ length: count }, (_unused, i) => ({ name: `s${i}`, signals: { cpu_ratio: 'x' } })),
  metrics: { maxServices: 3 },
});

it('takes as many services as metrics.maxServices and refuses more by name of the limit', () => {
  expect(parseConfig(withServices(3), 'loadstar.yml').services).toHaveLength(3);
  try {
    parseConfig(withServices(4), 'loadstar.yml');
    expect.unreachable('four services pass a limit of three');
  } catch (error) {
    expect((error as Problem).fields).toEqual([
      { path: 'services', value: '4', allowed: expect.stringContaining('metrics.maxServices') },
    ]);
  }
});
