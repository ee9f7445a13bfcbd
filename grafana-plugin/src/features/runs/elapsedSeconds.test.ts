import { sampleRun, sampleSecond } from '../../testdata/sampleRun';
import { elapsedSeconds } from './elapsedSeconds';

const START = Date.parse('2026-11-20T10:00:02Z') / 1000;

describe('elapsedSeconds', () => {
  test.each([
    ['not started', sampleRun({ startedAt: null }), 0],
    ['started without results', sampleRun(), 0],
    ['under way', sampleRun({ series: [sampleSecond(START), sampleSecond(START + 30)] }), 30],
    ['ended', sampleRun({ endedAt: '2026-11-20T10:01:02Z' }), 60],
    ['results stamped before the start', sampleRun({ series: [sampleSecond(START - 1)] }), 0],
  ])('%s', (_name, run, seconds) => {
    expect(elapsedSeconds(run)).toBe(seconds);
  });
});
