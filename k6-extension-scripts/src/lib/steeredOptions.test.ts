import { expect, test } from 'vitest';
import { steeredOptions } from './steeredOptions.ts';

const scenarios = { a: { executor: 'constant-arrival-rate' } };

test('load comes from Loadstar, everything else from the script', () => {
  const options = steeredOptions(
    {
      vus: 7,
      duration: '1h',
      stages: [],
      rps: 9,
      insecureSkipTLSVerify: true,
      tags: { team: 'x' },
      hosts: { a: '1.2.3.4' },
    },
    scenarios,
  );
  expect(options).toMatchObject({
    scenarios,
    insecureSkipTLSVerify: true,
    tags: { team: 'x' },
    hosts: { a: '1.2.3.4' },
  });
  for (const name of ['vus', 'duration', 'stages', 'rps']) expect(options).not.toHaveProperty(name);
});

test('thresholds on iterations are judged on those that worked; on HTTP they stay as they are', () => {
  const { thresholds } = steeredOptions(
    {
      thresholds: {
        iterations: ['count>5'],
        'iteration_duration{scenario:a}': ['p(95)<9'],
        http_req_duration: [{ threshold: 'p(95)<500', abortOnFail: true }],
      },
    },
    scenarios,
  );
  expect(thresholds).toMatchObject({
    'iterations{loadstar:load}': ['count>5'],
    'iteration_duration{scenario:a,loadstar:load}': ['p(95)<9'],
    http_req_duration: [{ threshold: 'p(95)<500', abortOnFail: true }],
  });
  expect(thresholds).not.toHaveProperty('iterations');
});

test('tags that results need are always there, those of thresholds too, and never ip', () => {
  const tags = (options: Record<string, unknown>): unknown => steeredOptions(options, scenarios)['systemTags'];
  expect(tags({})).toEqual(expect.arrayContaining(['error_code', 'expected_response']));
  expect(tags({})).not.toContain('url');
  expect(tags({ thresholds: { 'http_req_duration{name:x, url:http://a}': [] } })).toEqual(
    expect.arrayContaining(['name', 'url']),
  );
  expect(tags({ systemTags: ['ip', 'url'] })).toEqual(expect.arrayContaining(['url', 'error_code']));
  expect(tags({ systemTags: ['ip', 'url'] })).not.toContain('ip');
});

test('with several runners k6 keeps the metrics of thresholds and judges none', () => {
  const { thresholds } = steeredOptions(
    { thresholds: { iterations: ['count>5'], 'http_reqs{a:b}': ['count>1'] } },
    {},
    2,
  );
  expect(thresholds).toMatchObject({ 'iterations{loadstar:load}': [], 'http_reqs{a:b}': [] });
});
