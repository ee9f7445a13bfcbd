import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesId } from '../../exporter/src/core/series.ts';
import { storeFolder } from './storeParts/storeFolder.ts';
import { HISTORY_CONFIG, INSTANCE, SERVICE, open, picture, points } from './storeParts/testHistory.ts';

const NOW = 1_800_000_000;
const SERIES: readonly SeriesId[] = [SERVICE, INSTANCE, { ...SERVICE, service: 'other', signal: 'error_ratio' }];

type Step =
  | {
      readonly type: 'append';
      readonly series: number;
      readonly ago: number;
      readonly count: number;
      readonly value: number;
    }
  | { readonly type: 'cycles'; readonly count: number; readonly seconds: number }
  | { readonly type: 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: append(fc.oneof(fc.nat(50), fc.nat(110_000)), fc.oneof(fc.constant(1), fc.nat(40))) },
  { weight: 1, arbitrary: append(fc.nat(110_000), fc.nat(4000)) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('cycles' as const),
      count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 70 })),
      seconds: fc.oneof(fc.constant(10), fc.nat(3000)),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Step>({ type: 'restart' }) },
);

function append(ago: fc.Arbitrary<number>, count: fc.Arbitrary<number>): fc.Arbitrary<Step> {
  return fc.record({
    type: fc.constant('append' as const),
    series: fc.nat(SERIES.length - 1),
    ago,
    count,
    value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  });
}

/** Cells of a table of the file. */
function read(path: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(path);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

describe('the stored history', () => {
  it('comes back as it was in memory, whatever was written, saved and folded before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        using folder = storeFolder();
        const clock = { now: NOW };
        let opened = open(folder.path, clock);
        for (const one of [...steps, { type: 'restart' } as const]) {
          if (one.type === 'append') {
            const id = SERIES[one.series]!;
            const pairs = Array.from(
              { length: one.count },
              (_, i) => [clock.now - one.ago + i * 10, one.value + i] as const,
            );
            const labels = { version: String(one.count % 2) };
            opened.history.append({ ...points(id, pairs), ...(id.instance === null ? {} : { labels }) });
          } else if (one.type === 'cycles') {
            for (let i = 0; i < one.count; i++) await opened.persistence.saveCycle();
            clock.now += one.seconds;
          } else {
            await opened.persistence.close();
            opened.history.evict();
            const before = picture(opened.history, clock.now);
            expect(opened.errors).toEqual([]);
            opened = open(folder.path, clock);
            expect(opened.found.notices).toEqual([]);
            expect(picture(opened.history, clock.now)).toEqual(before);
          }
        }
        await opened.persistence.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is unchanged after another start, and keeps its journal within a round of folding', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    let { history, persistence } = open(folder.path, clock);
    for (let cycle = 0; cycle < 150; cycle++) {
      clock.now += 10;
      for (const id of SERIES) history.append(points(id, [[clock.now, cycle / 3]]));
      await persistence.saveCycle();
    }
    await persistence.close();
    const before = picture(history, clock.now);
    const [journal] = read(folder.path, 'SELECT count(*) AS saves FROM journal');
    expect(journal?.['saves']).toBeLessThanOrEqual(60);
    for (let restart = 0; restart < 2; restart++) {
      ({ history, persistence } = open(folder.path, clock));
      expect(picture(history, clock.now)).toEqual(before);
      await persistence.close();
    }
  });

  it('drops what is older than the retention, and series and labels with it', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const { history, persistence } = open(folder.path, clock);
    history.append({ ...points(INSTANCE, [[NOW, 1]]), labels: { version: '1' } });
    await persistence.saveCycle();
    for (let day = 0; day < 3; day++) {
      history.append(points(SERVICE, [[clock.now, day]]));
      for (let i = 0; i < 60; i++) await persistence.saveCycle();
      clock.now += 86_400;
    }
    await persistence.close();
    expect(read(folder.path, 'SELECT service, instance FROM series')).toEqual([{ service: 'shop', instance: null }]);
    expect(read(folder.path, 'SELECT * FROM instance_labels')).toEqual([]);
    const [oldest] = read(
      folder.path,
      'SELECT min(first_slot * step_seconds) AS s FROM chunk JOIN tier ON id = tier_id',
    );
    expect(oldest?.['s']).toBeGreaterThan(NOW);
  });

  it('is taken over into the steps of a changed configuration, and says so', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const first = open(folder.path, clock);
    const pairs = Array.from({ length: 9000 }, (_, i) => [NOW - 90_000 + i * 10, Math.floor(i / 6)] as const);
    first.history.append(points(SERVICE, pairs));
    await first.persistence.close();

    const changed = { config: { ...HISTORY_CONFIG, stepSeconds: 120 }, intervalSeconds: 20 };
    for (const [restart, notices] of [1, 0].entries()) {
      const { history, persistence, found } = open(folder.path, clock, changed);
      expect(found.notices.length, `start ${restart}`).toBe(notices);
      const { stepSeconds, values } = history.coarse(SERVICE, { startSeconds: NOW - 86_400, endSeconds: NOW - 300 });
      expect(stepSeconds).toBe(120);
      const was = first.history.coarse(SERVICE, { startSeconds: NOW - 86_400, endSeconds: NOW - 300 });
      // The mean of the two steps that one holds now; the last of them closes it.
      values.forEach((value, i) => {
        if (i > 0) expect(Math.abs(value - (was.values[2 * i]! + was.values[2 * i - 1]!) / 2)).toBeLessThan(1);
      });
      expect(history.latest(SERVICE)).toEqual(first.history.latest(SERVICE));
      await persistence.close();
    }
    expect(read(folder.path, 'SELECT step_seconds FROM tier ORDER BY 1')).toEqual([
      { step_seconds: 20 },
      { step_seconds: 120 },
    ]);
  });

  it('leaves out a damaged chunk and a damaged save, and says so', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const { history, persistence } = open(folder.path, clock);
    history.append(
      points(
        SERVICE,
        Array.from({ length: 3000 }, (_, i) => [NOW - 30_000 + i * 10, i] as const),
      ),
    );
    await persistence.close();
    const db = new DatabaseSync(folder.path);
    db.exec(`UPDATE chunk SET values_f32 = zeroblob(length(values_f32))
             WHERE rowid = (SELECT min(rowid) FROM chunk)`);
    db.exec('UPDATE journal SET entries = zeroblob(length(entries))');
    db.close();
    const again = open(folder.path, clock);
    expect(again.found.notices).toEqual([
      expect.stringContaining('1 chunks of the stored history are damaged'),
      expect.stringContaining('1 cycles is damaged'),
    ]);
    const span = { startSeconds: NOW - 30_000, endSeconds: NOW - 10 };
    const restored = again.history.fine(SERVICE, span).values;
    const kept = [...restored].filter((value) => !Number.isNaN(value));
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept.length).toBeLessThan(3000);
    restored.forEach((value, i) => expect([NaN, i]).toContainEqual(value));
    await again.persistence.close();
  });

  it('goes on where a save failed, says so, and saves it all when it can', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const { history, persistence, errors } = open(folder.path, clock);
    history.append(points(SERVICE, [[NOW, 1]]));
    await persistence.saveCycle();
    // A reader cannot be in the way, a writer can: it stands for a full disk.
    const other = new DatabaseSync(folder.path);
    other.exec(`CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT raise(ABORT, 'disk is full'); END`);
    const newcomer: SeriesId = { ...SERVICE, service: 'new' };
    for (let i = 1; i <= 3; i++) {
      history.append(points(SERVICE, [[NOW + i * 10, 1 + i]]));
      history.append(points(newcomer, [[NOW + i * 10, 1 + i]]));
      await persistence.saveCycle();
    }
    expect(errors).toEqual([expect.stringContaining('disk is full')]);
    expect(persistence.problems()).toEqual([expect.stringContaining('disk is full')]);
    other.exec('DROP TRIGGER full');
    other.close();
    await persistence.saveCycle();
    expect(persistence.problems()).toEqual([]);
    const before = picture(history, NOW);
    await persistence.close();
    const again = open(folder.path, clock);
    expect(picture(again.history, NOW)).toEqual(before);
    await again.persistence.close();
  });
});
