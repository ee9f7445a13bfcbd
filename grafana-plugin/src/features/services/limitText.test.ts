import { limitText } from './limitText';

const NOW = Date.parse('2026-11-20T10:00:00Z') / 1000;
const limit = (timestamp: string | null) => ({ signal: 'requests_per_second', limit: 115, timestamp }) as const;

describe('limitText', () => {
  test.each([
    ['not reached', null, null, 'Requests limit 115 req/s: not reached within 24 h'],
    ['reached already', '2026-11-20T09:59:00Z', null, 'Requests limit 115 req/s: reached now'],
    ['on the ordinary clock', '2026-11-20T12:30:00Z', null, 'Requests limit 115 req/s: reached in 2 h 30 min'],
    [
      'on a compressed clock',
      '2026-11-20T10:02:30Z',
      600,
      'Requests limit 115 req/s: reached in 6 h on the demo’s clock (2 min 30 s)',
    ],
  ])('%s', (_name, timestamp, secondsPerDay, text) => {
    expect(limitText(limit(timestamp), NOW, secondsPerDay)).toBe(text);
  });
});
