import { sampleRun, sampleSecond } from '../../../testdata/sampleRun';
import { mergeRun } from './mergeRun';
import { mergeSeconds } from './mergeSeconds';

const at = (...times: number[]) => times.map((time) => sampleSecond(time));

describe('mergeSeconds', () => {
  test.each([
    ['nothing with nothing', [], [], []],
    ['the next second', [1, 2], [3], [1, 2, 3]],
    ['a second that is there', [1, 2, 3], [3], [1, 2, 3]],
    ['a gap filled', [1, 2, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]],
    ['a late second', [1, 3], [2], [1, 2, 3]],
    ['an answer that is behind', [1, 2, 3, 4], [1, 2], [1, 2, 3, 4]],
    ['the same second twice in one answer', [], [1, 1, 2], [1, 2]],
    ['seconds on a beat', [1.25, 2.25], [2.25, 3.25], [1.25, 2.25, 3.25]],
  ])('%s', (_name, held, more, merged) => {
    expect(mergeSeconds(at(...held), at(...more)).map(({ time }) => time)).toEqual(merged);
  });

  test('what came last stands', () => {
    const merged = mergeSeconds(at(1, 2), [sampleSecond(2, { vus: 99 })]);
    expect(merged.map(({ vus }) => vus)).toEqual([10, 99]);
  });

  test('any order and any overlap of pieces gives every second once', () => {
    // A fixed walk over all pairs of spans of ten seconds.
    const span = (from: number, to: number) => at(...Array.from({ length: to - from }, (_none, i) => from + i));
    for (let a = 0; a < 10; a++) {
      for (let b = 0; b <= 10; b++) {
        const pieces = [span(a, 10), span(0, b), span(0, a)];
        const merged = pieces.reduce(mergeSeconds, []);
        expect(merged.map(({ time }) => time)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    }
  });
});

describe('mergeRun', () => {
  const running = sampleRun({ series: at(1, 2) });
  const { series: _series, ...summary } = sampleRun({ state: 'paused' });

  test.each([
    ['a first answer', null, running, 'all', { state: 'running', times: [1, 2] }],
    ['a record without seconds keeps those that are held', running, summary, 'all', { state: 'paused', times: [1, 2] }],
    [
      'an answer asked for before a newer record gives its seconds only',
      { ...running, state: 'paused' as const },
      sampleRun({ series: at(1, 2, 3) }),
      'seconds',
      { state: 'paused', times: [1, 2, 3] },
    ],
    [
      'a finished run stays finished',
      sampleRun({ state: 'finished', verdict: 'passed', series: at(1) }),
      running,
      'all',
      { state: 'finished', times: [1, 2] },
    ],
  ] as const)('%s', (_name, held, news, take, expected) => {
    const merged = mergeRun(held, news, take);
    expect({ state: merged.state, times: merged.series.map(({ time }) => time) }).toEqual(expected);
  });

  test('a live run’s totals grow with its seconds; a finished run’s are its record’s', () => {
    const totals = { requests: 60, errors: 0, refused: 0 };
    const live = mergeRun(sampleRun({ totals, series: at(1, 2) }), sampleRun({ totals, series: at(2, 3) }));
    expect(live.totals.requests).toBe(3 * 49);
    expect(mergeRun(live, sampleRun({ state: 'finished', totals, series: [] })).totals).toEqual(totals);
  });
});
