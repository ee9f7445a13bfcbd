import { formatSignal } from './formatSignal';

describe('formatSignal', () => {
  test.each([
    ['requests_per_second', 123.4, '123 req/s'],
    ['requests_per_second', 1.26, '1.3 req/s'],
    ['requests_per_second', 0, '0 req/s'],
    ['requests_per_second', 17.5, '17.5 req/s'],
    ['error_ratio', 0, '0%'],
    ['latency_seconds', 0.0421, '42.1 ms'],
    ['error_ratio', 0.0312, '3.12%'],
    ['cpu_ratio', 0.5, '50.0%'],
    ['memory_bytes', 1024 * 1024, '1 MiB'],
  ] as const)('%s of %d', (signal, value, text) => {
    expect(formatSignal(signal, value)).toBe(text);
  });
});
