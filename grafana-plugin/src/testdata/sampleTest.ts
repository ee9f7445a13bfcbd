import type { Test } from '@loadstar/exporter/contract';

/** A configured test that can start. */
export function sampleTest(change: Partial<Test> = {}): Test {
  return {
    name: 'browse',
    service: 'storefront',
    driver: 'k6',
    target: 'http://127.0.0.1:8080',
    requestsPerSecond: 50,
    maxRequestsPerSecond: 200,
    durationSeconds: 300,
    capabilities: { retarget: true, pause: true, confine: true },
    problem: null,
    ...change,
  };
}
