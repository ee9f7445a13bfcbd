import { expect, test } from 'vitest';
import { parseDemoOptions } from './demoOptions.ts';

test('has a default for everything', () => {
  expect(parseDemoOptions([])).toEqual({
    port: 9851,
    secondsPerDay: 600,
    traffic: true,
    dataFolder: null,
    k6Path: null,
    help: false,
  });
});

test('takes every option', () => {
  const args = ['--port', '9900', '--seconds-per-day=300', '--no-traffic', '--data', '/d', '--k6', '/usr/bin/k6'];
  expect(parseDemoOptions(args)).toMatchObject({
    port: 9900,
    secondsPerDay: 300,
    traffic: false,
    dataFolder: '/d',
    k6Path: '/usr/bin/k6',
  });
});

test('names every wrong value at once, and what is allowed', () => {
  expect(() => parseDemoOptions(['--port', '0', '--seconds-per-day', 'ten'])).toThrow(
    expect.objectContaining({
      fields: [
        { path: '--port', value: '0', allowed: 'a whole number from 1 to 65535' },
        { path: '--seconds-per-day', value: 'ten', allowed: 'a whole number from 120 to 3600' },
      ],
    }),
  );
});

test.each([['--prot', '1'], ['extra'], ['--port']])('refuses %s and shows how', (...args) => {
  expect(() => parseDemoOptions(args)).toThrow('--seconds-per-day N');
});
