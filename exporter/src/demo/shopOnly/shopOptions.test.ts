import { describe, expect, it } from 'vitest';
import { Problem } from '../../core/problem.ts';
import { parseShopOptions } from './shopOptions.ts';

describe('parseShopOptions', () => {
  it('listens on loopback and writes no past unless told to', () => {
    expect(parseShopOptions([])).toEqual({
      address: '127.0.0.1',
      firstPort: 9100,
      secondsPerDay: 600,
      traffic: true,
      pastFile: null,
    });
  });

  it('takes what a container needs', () => {
    const options = parseShopOptions(['--address', '0.0.0.0', '--past', '/past/past.jsonl', '--no-traffic']);
    expect(options).toMatchObject({ address: '0.0.0.0', pastFile: '/past/past.jsonl', traffic: false });
  });

  it('names every option that is wrong', () => {
    const wrong = ['--address', 'shop', '--port', '65530', '--seconds-per-day', 'x'];
    expect(() => parseShopOptions(wrong)).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({ path: '--address' }),
          expect.objectContaining({ path: '--port' }),
          expect.objectContaining({ path: '--seconds-per-day' }),
        ],
      }),
    );
    expect(() => parseShopOptions(['--nothing'])).toThrow(Problem);
  });
});
