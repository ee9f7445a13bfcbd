import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../exporter/src/core/problem.ts';
import type { SeriesHistory } from '../../exporter/src/history/seriesHistory.ts';
import { migrate } from '../../exporter/src/store/file/migrate.ts';
import { MIGRATIONS } from '../../exporter/src/store/file/migrations/registry.ts';
import { openStore } from '../../exporter/src/store/openStore.ts';
import { startLockHolder } from './storeParts/startLockHolder.ts';
import { storeFolder } from './storeParts/storeFolder.ts';
import { SERVICE, open, points } from './storeParts/testHistory.ts';
import { testRun } from './storeParts/testRun.ts';

const NOW = 1_800_000_000;
const PAST = { startSeconds: NOW - 90_000, endSeconds: NOW };
const NEWEST = MIGRATIONS.at(-1)!.version;

function query(path: string, sql: string): Record<string, unknown>[] {
  const db = new DatabaseSync(path);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

/** The Problem that opening a store at `path` throws. */
function problemOf(path: string, lockWaitMs = 0): Problem {
  try {
    openStore(path, { lockWaitMs }).close();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it opened');
}

const filesBeside = (path: string): string[] => readdirSync(dirname(path)).filter((name) => !name.endsWith('.lock'));

/** A store with a run, a decision, and history in chunks and journal. */
async function filledStore(path: string): Promise<SeriesHistory> {
  const clock = { now: NOW };
  const { history, persistence } = open(path, clock);
  history.append(
    points(
      SERVICE,
      Array.from({ length: 9000 }, (_, i) => [NOW - 90_000 + i * 10, i] as const),
    ),
  );
  await persistence.saveCycle();
  persistence.saveRun(testRun('a-1', 50, { state: 'finished' }), null);
  await persistence.close();
  return history;
}

describe('the structure of the file', () => {
  it('is made in a new file, in a folder that is missing', () => {
    using folder = storeFolder();
    const path = `${dirname(folder.path)}/deep/er/loadstar.db`;
    openStore(path).close();
    expect(query(path, 'PRAGMA user_version')).toEqual([{ user_version: NEWEST }]);
    expect(query(path, 'PRAGMA application_id')).toEqual([{ application_id: 0x4c6f6164 }]);
    expect(query(path, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  it('counts its steps without a gap', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  });

  it.each(MIGRATIONS.slice(0, -1).map(({ version }) => version))('is renewed from version %i, data kept', (version) => {
    using folder = storeFolder();
    const db = new DatabaseSync(folder.path);
    migrate(db, folder.path, MIGRATIONS.slice(0, version));
    db.exec(`INSERT INTO instance_labels VALUES ('shop', 'a', '{"version":"1"}')`);
    db.close();
    const store = openStore(folder.path);
    expect(store.notices).toEqual([]);
    store.close();
    expect(query(folder.path, 'PRAGMA user_version')).toEqual([{ user_version: NEWEST }]);
    expect(query(folder.path, 'SELECT labels FROM instance_labels')).toEqual([{ labels: '{"version":"1"}' }]);
    using fresh = storeFolder();
    openStore(fresh.path).close();
    const schema = 'SELECT name, sql FROM sqlite_schema ORDER BY name';
    expect(query(folder.path, schema)).toEqual(query(fresh.path, schema));
  });

  it('is left at the last whole step where one fails', () => {
    using folder = storeFolder();
    const broken = { version: 3, title: 'broken', sql: 'CREATE TABLE half (x); SELECT no_such_function()' };
    const db = new DatabaseSync(folder.path);
    expect(() => migrate(db, folder.path, [...MIGRATIONS.slice(0, 2), broken])).toThrow('no_such_function');
    db.close();
    expect(query(folder.path, 'PRAGMA user_version')).toEqual([{ user_version: 2 }]);
    expect(query(folder.path, `SELECT 1 FROM sqlite_schema WHERE name = 'half'`)).toEqual([]);
    openStore(folder.path).close();
  });

  it('is not touched where a newer version made it', () => {
    using folder = storeFolder();
    openStore(folder.path).close();
    query(folder.path, `PRAGMA user_version = ${NEWEST + 1}`);
    const before = readFileSync(folder.path);
    const problem = problemOf(folder.path);
    expect(problem.kind).toBe('conflict');
    expect(problem.message).toContain(`structure ${NEWEST + 1}; this one knows ${NEWEST}`);
    expect(readFileSync(folder.path).equals(before)).toBe(true);
    expect(filesBeside(folder.path)).toEqual(['loadstar.db']);
  });
});

describe('a file that cannot be used', () => {
  const garbage = Buffer.from('this is no database, but some notes of mine\n'.repeat(500));

  async function damage(path: string, how: (path: string) => void): Promise<void> {
    await filledStore(path);
    how(path);
  }

  it.each<[string, 'torn' | 'foreign', (path: string) => void | Promise<void>]>([
    ['text', 'torn', (path) => writeFileSync(path, garbage)],
    ['cut in half', 'torn', (path) => damage(path, () => truncateSync(path, 40_000))],
    ['a header cut off', 'torn', (path) => damage(path, () => truncateSync(path, 60))],
    [
      'overwritten in the middle',
      'torn',
      (path) =>
        damage(path, () => {
          const bytes = readFileSync(path);
          bytes.fill(0x5a, 8192, 3 * 8192);
          writeFileSync(path, bytes);
        }),
    ],
    [
      'a database of another program',
      'foreign',
      (path) => void query(path, 'CREATE TABLE dashboards AS SELECT 1 AS id'),
    ],
    [
      'a database that another program signed',
      'foreign',
      (path) => void query(path, 'PRAGMA application_id = 252006673'),
    ],
  ])('is set aside and told of, and a new one started: %s', async (_, why, make) => {
    using folder = storeFolder();
    await make(folder.path);
    const before = readFileSync(folder.path);
    const store = openStore(folder.path, { nowSeconds: NOW });
    const target = `${folder.path}.${why}-20270115T080000Z`;
    expect(store.notices).toEqual([expect.stringContaining(`set aside as ${target} and a new one was started`)]);
    store.decisions.add({ timestampSeconds: 1, kind: 'k', subject: 's', choice: 'c', reason: 'r', actor: 'a' });
    expect(store.decisions.newest(2)).toHaveLength(1);
    store.close();
    expect(readFileSync(target).equals(before)).toBe(true);

    // The same again within the second does not overwrite the first.
    writeFileSync(folder.path, garbage);
    const again = openStore(folder.path, { nowSeconds: NOW });
    again.close();
    expect(readFileSync(target).equals(before)).toBe(true);
    expect(filesBeside(folder.path).filter((name) => name.startsWith('loadstar.db.'))).toHaveLength(2);
    const whole = openStore(folder.path, { nowSeconds: NOW });
    expect(whole.notices).toEqual([]);
    whole.close();
  });

  it('never gives values that were not stored, wherever it was overwritten', async () => {
    using original = storeFolder();
    const past = await filledStore(original.path);
    const stored = [past.fine(SERVICE, PAST).values, past.coarse(SERVICE, PAST).values];
    const bytes = readFileSync(original.path);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20_000 })),
        fc.integer({ min: 1, max: 255 }),
        async (at, length, flip) => {
          using folder = storeFolder();
          const damaged = Buffer.from(bytes);
          for (let i = at; i < Math.min(bytes.length, at + length); i++) damaged[i]! ^= flip;
          writeFileSync(folder.path, damaged);
          let opened: ReturnType<typeof open>;
          try {
            opened = open(folder.path, { now: NOW });
          } catch (error) {
            // A version number that was hit: refused by name, and the file left alone.
            expect(error).toBeInstanceOf(Problem);
            expect(readFileSync(folder.path).equals(damaged)).toBe(true);
            return;
          }
          const { persistence, history, found } = opened;
          await persistence.close();
          // Steps that were hit are those of a former configuration: then it is taken over, not as it was.
          if (found.notices.some((notice) => notice.includes('other steps'))) return;
          [history.fine(SERVICE, PAST), history.coarse(SERVICE, PAST)].forEach(({ values }, tier) => {
            const wrong = values.findIndex((value, i) => !Number.isNaN(value) && value !== stored[tier]?.[i]);
            expect(wrong).toBe(-1);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is a Problem where the system refuses it', () => {
    using folder = storeFolder();
    mkdirSync(folder.path);
    const problem = problemOf(folder.path);
    expect(problem.kind).toBe('unavailable');
    expect(problem.message).toContain(folder.path);
    using other = storeFolder();
    writeFileSync(other.path, '');
    expect(problemOf(`${other.path}/below/a/file.db`).kind).toBe('unavailable');
  });

  it('may be empty, and is then filled', () => {
    using folder = storeFolder();
    writeFileSync(folder.path, '');
    const store = openStore(folder.path);
    expect(store.notices).toEqual([]);
    store.close();
  });
});

describe('a store that another exporter has', () => {
  it('is a Problem that names it, until it ends, by kill -9 too', async () => {
    using folder = storeFolder();
    const holder = await startLockHolder(folder.path);
    try {
      const problem = problemOf(folder.path);
      expect(problem.kind).toBe('conflict');
      expect(problem.message).toMatch(
        new RegExp(`${basename(folder.path)} is in use by another exporter \\(process ${holder.pid} on .+, since 20`),
      );
      expect(filesBeside(folder.path).some((name) => name.includes('torn'))).toBe(false);
    } finally {
      await holder.kill();
    }
    const store = openStore(folder.path, { lockWaitMs: 0 });
    expect(store.notices).toEqual([]);
    // Within one process it is the same.
    expect(problemOf(folder.path).message).toContain(`process ${process.pid}`);
    store.close();
    expect(existsSync(`${folder.path}.lock`)).toBe(true);
  });

  it('is waited for while it closes', async () => {
    using folder = storeFolder();
    const holder = await startLockHolder(folder.path, 300);
    openStore(folder.path, { lockWaitMs: 30_000 }).close();
    await holder.kill();
  });
});
