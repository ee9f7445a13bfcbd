import { sampleRun } from '../../testdata/sampleRun';
import { shownRun } from './shownRun';

const run = (id: string, createdAt: string, state: 'running' | 'finished', test = 'browse') =>
  sampleRun({ id, createdAt, state, test });

describe('shownRun', () => {
  const runs = [
    run('old', '2026-11-20T08:00:00Z', 'finished'),
    run('new', '2026-11-20T09:00:00Z', 'finished'),
    run('other', '2026-11-20T10:00:00Z', 'running', 'checkout'),
  ];

  test.each([
    ['the newest of the test', runs, 'new'],
    ['the active one, even when another is newer', [run('live', '2026-11-20T07:00:00Z', 'running'), ...runs], 'live'],
    ['none of other tests', runs.slice(2), null],
    ['none of nothing', [], null],
  ])('%s', (_name, given, id) => {
    expect(shownRun(given, 'browse')?.id ?? null).toBe(id);
  });
});
