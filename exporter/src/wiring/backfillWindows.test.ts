import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config/parseConfig.ts';
import { SeriesHistory } from '../history/seriesHistory.ts';
import { backfillWindows } from './backfillWindows.ts';

const NOW = 1_800_000_000;
const DAY = 86_400;
const clock = { nowSeconds: () => NOW, secondsPerDay: DAY, scale: 1 };
const config = parseConfig(
  {
    interval: '30s',
    sources: [{ type: 'prometheus', url: 'http://127.0.0.1:9090' }],
    services: [{ name: 'a', signals: { cpu_ratio: 'x' } }],
  },
  'loadstar.yml',
);
const [source] = config.sources;

/** Windows for a history in which service `a` has points from so many days ago until so many seconds ago. */
function windowsAfter(fromDays: number | null, untilSeconds = 0, services: readonly string[] = ['a']) {
  const history = new SeriesHistory({ config: config.history, intervalSeconds: 30, clock });
  if (fromDays !== null) {
    const timestampsSeconds = Float64Array.of(NOW - fromDays * DAY, NOW - untilSeconds);
    history.append({
      id: { service: 'a', instance: null, signal: 'cpu_ratio' },
      timestampsSeconds,
      values: Float64Array.of(1, 1),
    });
  }
  return backfillWindows(source!, history, config, clock, services)(NOW);
}

describe('backfillWindows', () => {
  it('asks for all of the past, coarse then fine, without a gap between them', () => {
    const [long, short] = windowsAfter(null);
    expect(long!.stepSeconds).toBe(300);
    expect(NOW - long!.startSeconds).toBeGreaterThanOrEqual(28 * DAY);
    expect(short).toMatchObject({ startSeconds: long!.endSeconds + 30, endSeconds: NOW, stepSeconds: 30 });
    expect(long!.endSeconds % 300).toBe(0);
  });

  it('asks only for what came since, where the past is known', () => {
    const windows = windowsAfter(28, 600);
    expect(windows).toHaveLength(1);
    expect(windows[0]!.stepSeconds).toBe(30);
    expect(NOW - windows[0]!.startSeconds).toBeGreaterThanOrEqual(570);
    expect(NOW - windows[0]!.startSeconds).toBeLessThan(600 + 300);
  });

  it('asks for the coarse past again from where it broke off', () => {
    const [long, short] = windowsAfter(28, 3 * DAY);
    expect(NOW - long!.startSeconds).toBeGreaterThanOrEqual(3 * DAY);
    expect(NOW - long!.startSeconds).toBeLessThan(3 * DAY + 300);
    expect(short!.startSeconds).toBe(long!.endSeconds + 30);
  });

  it('asks for all of it where the known past is shorter than wanted, or of one service only', () => {
    for (const windows of [windowsAfter(3, 600), windowsAfter(28, 600, ['a', 'b'])]) {
      expect(NOW - windows[0]!.startSeconds).toBeGreaterThanOrEqual(28 * DAY);
    }
  });
});
