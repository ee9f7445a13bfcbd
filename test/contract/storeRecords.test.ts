import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../exporter/src/core/decision.ts';
import type { RunRecord } from '../../exporter/src/core/runState.ts';
import { ensemble } from '../../exporter/src/models/forecast/ensemble.ts';
import type { Store } from '../../exporter/src/store/openStore.ts';
import { openStore } from '../../exporter/src/store/openStore.ts';
import { storeFolder } from './storeParts/storeFolder.ts';
import { open } from './storeParts/testHistory.ts';
import { latencies, second, testRun } from './storeParts/testRun.ts';

const NOW = 1_800_000_100;

/** What a block says of a store that was closed and opened again. */
function reopened<T>(path: string, block: (store: Store) => T): T {
  const store = openStore(path);
  try {
    return block(store);
  } finally {
    store.close();
  }
}

describe('stored runs', () => {
  it('come back whole, newest first, with what was added since they were first saved', () => {
    using folder = storeFolder();
    const early = testRun('a-1', 0, { state: 'planned', latency: null, startedAt: null });
    const later = testRun('a-1', 7);
    const finished = testRun('b-2', 4, {
      state: 'finished',
      createdAt: early.createdAt + 1,
      endedAt: NOW,
      verdict: 'failed',
      reason: 'p95 0.3 s is above 0.2 s',
    });
    reopened(folder.path, ({ runs }) => {
      runs.save(early, null, NOW);
      runs.save(finished, latencies(50), NOW + 1);
      runs.save(testRun('a-1', 3), latencies(10), NOW + 2);
    });
    reopened(folder.path, ({ runs }) => {
      runs.save(later, latencies(20), NOW + 3);
      const found = runs.newest(10);
      expect(found).toEqual([
        { record: finished, latency: latencies(50), savedSeconds: NOW + 1 },
        { record: later, latency: latencies(20), savedSeconds: NOW + 3 },
      ]);
      expect(runs.newest(1)).toEqual(found.slice(0, 1));
      expect(runs.unfinished().map(({ record }) => record.id)).toEqual(['a-1']);
    });
  });

  it('are kept up to a number, the newest', () => {
    using folder = storeFolder();
    reopened(folder.path, ({ runs }) => {
      for (let i = 0; i < 5; i++) {
        runs.save(testRun(`r-${i}`, 2, { state: 'finished', createdAt: NOW + (i % 3) * 10 + i }), null, NOW);
      }
      runs.prune(2);
      expect(runs.newest(10).map(({ record }) => record.id)).toEqual(['r-2', 'r-4']);
    });
    const db = new DatabaseSync(folder.path);
    expect(db.prepare('SELECT count(*) AS n FROM run_second').get()).toEqual({ n: 4 });
    db.close();
  });

  it('are left out where their record is damaged; the others come back', () => {
    using folder = storeFolder();
    reopened(folder.path, ({ runs }) => {
      runs.save(testRun('a-1', 1), null, NOW);
      runs.save(testRun('b-2', 1), null, NOW);
    });
    const db = new DatabaseSync(folder.path);
    db.exec(`UPDATE run SET record = '{"id": "a-' WHERE id = 'a-1'`);
    db.close();
    expect(reopened(folder.path, ({ runs }) => runs.newest(9).map(({ record }) => record.id))).toEqual(['b-2']);
  });
});

describe('runs that the end of the exporter cut off', () => {
  const states = ['planned', 'provisioning', 'starting', 'running', 'paused', 'stopping'] as const;

  it.each(states)('ended as error with the reason, at the time they were last heard of: %s', async (state) => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const run = testRun('a-1', 5, { state });
    reopened(folder.path, ({ runs }) => runs.save(run, latencies(5), NOW));
    clock.now += 3600;
    for (const start of ['first', 'second']) {
      const { persistence, found } = open(folder.path, clock);
      const { runs, decisions, notices } = found;
      const record: RunRecord = {
        ...run,
        state: 'finished',
        verdict: 'error',
        endedAt: NOW,
        reason: `the exporter ended while it ran (it was ${state}, last heard of at 2027-01-15T08:01:40.000Z)`,
      };
      expect(runs).toEqual([expect.objectContaining({ record, latency: latencies(5) })]);
      expect(decisions.map(({ kind, subject, choice }) => [kind, subject, choice])).toEqual([
        ['run_finished', 'a-1', 'error'],
      ]);
      expect(notices.length).toBe(start === 'first' ? 1 : 0);
      await persistence.close();
    }
  });
});

describe('a run that goes on', () => {
  it('is saved at each change of its state, and at most once a second in between', async () => {
    using folder = storeFolder();
    const clock = { now: NOW };
    const { persistence } = open(folder.path, clock);
    const db = new DatabaseSync(folder.path, { readOnly: true });
    const saved = (): unknown =>
      db.prepare('SELECT state, (SELECT count(*) FROM run_second) AS seconds FROM run').get();
    persistence.saveRun(testRun('a-1', 1), null);
    clock.now += 0.4;
    persistence.saveRun(testRun('a-1', 2), null);
    expect(saved()).toEqual({ state: 'running', seconds: 1 });
    persistence.saveRun(testRun('a-1', 3, { state: 'paused' }), null);
    expect(saved()).toEqual({ state: 'paused', seconds: 3 });
    clock.now += 1;
    persistence.saveRun(testRun('a-1', 4, { state: 'paused' }), latencies(2));
    expect(saved()).toEqual({ state: 'paused', seconds: 4 });
    persistence.saveRun(testRun('a-1', 5, { state: 'finished', verdict: 'passed' }), latencies(3));
    expect(saved()).toEqual({ state: 'finished', seconds: 5 });
    db.close();
    await persistence.close();
    const again = open(folder.path, clock);
    expect(again.found.runs[0]?.record.seconds.at(-1)).toEqual(second(4));
    await again.persistence.close();
  });
});

describe('stored models', () => {
  it('come back so that their module restores them, one in each place, the last', () => {
    using folder = storeFolder();
    const values = Float64Array.from({ length: 4 * 24 }, (_, i) => 100 + 50 * Math.sin((i / 24) * 2 * Math.PI));
    const history = { startSeconds: 0, stepSeconds: 3600, values };
    const params = { stepsPerDay: 24, horizonSteps: 26, minimum: 0, maximum: Infinity };
    const fitted = ensemble.fit(history, params, 1)!;
    const place = { service: 'shop', kind: 'forecast', part: 'requests_per_second' } as const;
    const context = { signals: ['cpu_ratio'] };
    reopened(folder.path, ({ models }) => {
      models.save({ ...place, fittedSeconds: 1, context: null, serialized: { model: 'x', version: 1, data: {} } });
      models.save({ ...place, fittedSeconds: NOW, context, serialized: fitted.serialize() });
      models.save({ ...place, part: 'gone', fittedSeconds: NOW, context, serialized: fitted.serialize() });
      models.remove({ ...place, part: 'gone' });
    });
    const [found, ...others] = reopened(folder.path, ({ models }) => models.all());
    expect(others).toEqual([]);
    expect(found).toMatchObject({ ...place, fittedSeconds: NOW, context });
    expect(ensemble.restore(found!.serialized).forecast(history, 26)).toEqual(fitted.forecast(history, 26));
  });
});

describe('stored decisions and events', () => {
  it('come back in order, whole, within their bounds', () => {
    using folder = storeFolder();
    // Fields that a later version adds come back too.
    const decision = (i: number): Decision & { readonly evidence: readonly number[] } => ({
      timestampSeconds: NOW + i / 8,
      kind: 'run_started',
      subject: 'a-1',
      choice: `${i}`,
      reason: 'it’s time',
      actor: 'loadstar',
      evidence: [i],
    });
    const event = (i: number) => ({
      timestampSeconds: NOW + i,
      kind: 'release',
      service: i % 2 === 0 ? null : 'shop',
      text: `v${i}`,
    });
    reopened(folder.path, ({ decisions, events }) => {
      for (let i = 0; i < 5; i++) decisions.add(decision(i));
      for (const i of [2, 0, 1, 3]) events.add(event(i));
    });
    reopened(folder.path, ({ decisions, events }) => {
      expect(decisions.newest(3)).toEqual([decision(4), decision(3), decision(2)]);
      expect(events.within({ startSeconds: NOW, endSeconds: NOW + 2 })).toEqual([event(0), event(1), event(2)]);
      decisions.prune(2);
      events.prune(1);
      expect(decisions.newest(9)).toEqual([decision(4), decision(3)]);
      expect(events.within({ startSeconds: 0, endSeconds: NOW * 2 })).toEqual([event(3)]);
    });
  });
});
