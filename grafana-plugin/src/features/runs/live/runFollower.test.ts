import type { Run, RunStreamEvent } from '@loadstar/exporter/contract';
import type { StreamListener } from '../../../api/openStream';
import { sampleRun, sampleSecond } from '../../../testdata/sampleRun';
import { RunFollower, type FollowedRun } from './runFollower';

const SILENT = { status: 502, data: '', config: {} };

/** An exporter whose run goes on second by second, whose streams can be cut or held, and that can be out of reach. */
class Exporter {
  readonly series: Run['series'] = [];
  state: Run['state'] = 'running';
  asked = 0;
  opened = 0;
  /** What each question gets: an answer, or none. */
  reachable = true;
  /** Whether streams can be opened. */
  streams = true;
  /** Whether what streams send arrives. */
  flowing = true;
  listener: StreamListener<RunStreamEvent> | null = null;

  record(): Run {
    return sampleRun({ state: this.state, verdict: this.state === 'finished' ? 'passed' : null });
  }

  fetch = (): Promise<Run> => {
    this.asked += 1;
    return this.reachable ? Promise.resolve({ ...this.record(), series: [...this.series] }) : Promise.reject(SILENT);
  };

  open = (listener: StreamListener<RunStreamEvent>): (() => void) => {
    this.opened += 1;
    if (!this.streams) {
      listener.onEnd();
      return () => undefined;
    }
    this.listener = listener;
    this.send({ type: 'run', run: this.record() });
    return () => (this.listener = null);
  };

  send(event: RunStreamEvent): void {
    if (this.flowing) {
      this.listener?.onEvent(event);
    }
  }

  second(): void {
    const second = sampleSecond(1000 + this.series.length);
    this.series.push(second);
    this.send({ type: 'second', second });
  }

  change(state: Run['state']): void {
    this.state = state;
    this.send({ type: 'run', run: this.record() });
    if (state === 'finished') {
      this.cut();
    }
  }

  cut(): void {
    const { listener } = this;
    this.listener = null;
    listener?.onEnd();
  }
}

function follow(exporter: Exporter) {
  const told: FollowedRun[] = [];
  const follower = new RunFollower(exporter, (followed) => told.push(followed));
  follower.refresh();
  const now = (): FollowedRun => told.at(-1) ?? { run: null, problem: null };
  return { follower, told, now, times: () => now().run?.series.map(({ time }) => time - 1000) ?? [] };
}

/** Lets `seconds` pass; the run gives a second of results in each. */
async function pass(exporter: Exporter, seconds: number): Promise<void> {
  for (let i = 0; i < seconds; i++) {
    exporter.second();
    await jest.advanceTimersByTimeAsync(1000);
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_none, i) => i);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('RunFollower', () => {
  test('once the stream has told what was missed, nothing is asked any more', async () => {
    const exporter = new Exporter();
    const { times } = follow(exporter);
    await pass(exporter, 3);
    const { asked } = exporter;
    await pass(exporter, 20);
    expect(times()).toEqual(upTo(23));
    expect(exporter.asked).toBe(asked);
    expect(exporter.opened).toBe(1);
  });

  test.each<[string, (exporter: Exporter) => void, (exporter: Exporter) => void]>([
    ['the stream is cut, and comes again at once', (exporter) => exporter.cut(), () => undefined],
    [
      'the stream is cut and cannot be opened for a while',
      (exporter) => {
        exporter.streams = false;
        exporter.cut();
      },
      (exporter) => (exporter.streams = true),
    ],
    ['the stream falls silent', (exporter) => (exporter.flowing = false), (exporter) => (exporter.flowing = true)],
    [
      'neither stream nor answers come for a while',
      (exporter) => {
        Object.assign(exporter, { streams: false, reachable: false });
        exporter.cut();
      },
      (exporter) => Object.assign(exporter, { streams: true, reachable: true }),
    ],
    [
      'the stream cannot be opened at all',
      (exporter) => {
        exporter.streams = false;
        exporter.cut();
      },
      () => undefined,
    ],
  ])('no second is lost or told twice when %s', async (_name, begin, end) => {
    const exporter = new Exporter();
    const { times, told, now } = follow(exporter);
    await pass(exporter, 4);
    begin(exporter);
    await pass(exporter, 12);
    end(exporter);
    await pass(exporter, 40);
    exporter.change('finished');
    await jest.advanceTimersByTimeAsync(2000);
    expect(times()).toEqual(upTo(56));
    expect(now()).toMatchObject({ run: { state: 'finished', verdict: 'passed' }, problem: null });
    for (const { run } of told) {
      const seen = run?.series.map(({ time }) => time) ?? [];
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    }
  });

  test('a silent stream is replaced within its five seconds and one', async () => {
    const exporter = new Exporter();
    const { times } = follow(exporter);
    await pass(exporter, 4);
    exporter.flowing = false;
    await pass(exporter, 6);
    expect(times()).toEqual(upTo(10));
  });

  test('without a stream it asks once a second and says nothing of it', async () => {
    const exporter = new Exporter();
    exporter.streams = false;
    const { times, told } = follow(exporter);
    await pass(exporter, 10);
    expect(times().length).toBeGreaterThanOrEqual(9);
    expect(exporter.asked).toBeLessThanOrEqual(11);
    expect(told.every(({ problem }) => problem === null)).toBe(true);
  });

  test('says what is wrong only while neither way works, and keeps what it has', async () => {
    const exporter = new Exporter();
    const { now, times } = follow(exporter);
    await pass(exporter, 4);
    exporter.reachable = false;
    await pass(exporter, 4);
    expect(now().problem).toBeNull();
    exporter.streams = false;
    exporter.cut();
    await pass(exporter, 2);
    expect(now().problem?.title).toBe('The exporter does not answer');
    expect(times()).toEqual(upTo(8));
    exporter.reachable = true;
    await pass(exporter, 2);
    expect(now().problem).toBeNull();
  });

  test('an answer that was asked for before a newer record does not take the run back', async () => {
    const exporter = new Exporter();
    let release: () => void = () => undefined;
    const { now } = follow(exporter);
    await pass(exporter, 4);
    const late = { ...exporter.record(), series: [...exporter.series] };
    exporter.fetch = () => new Promise((resolve) => (release = () => resolve(late)));
    exporter.cut();
    await jest.advanceTimersByTimeAsync(1500);
    exporter.change('paused');
    release();
    await jest.advanceTimersByTimeAsync(0);
    expect(now().run?.state).toBe('paused');
  });

  test('takes what a change answered, and asks again', async () => {
    const exporter = new Exporter();
    const { follower, now } = follow(exporter);
    await pass(exporter, 4);
    const { asked } = exporter;
    exporter.state = 'paused';
    follower.accept({ ...exporter.record(), series: [] });
    expect(now().run).toMatchObject({ state: 'paused' });
    expect(now().run?.series).toHaveLength(4);
    expect(exporter.asked).toBe(asked + 1);
  });

  test('a run that has finished is asked for once and not streamed', async () => {
    const exporter = new Exporter();
    exporter.state = 'finished';
    follow(exporter);
    await jest.advanceTimersByTimeAsync(60_000);
    expect([exporter.asked, exporter.opened]).toEqual([1, 0]);
  });

  test('tells nothing and asks nothing once it was stopped', async () => {
    const exporter = new Exporter();
    const { follower, told } = follow(exporter);
    await pass(exporter, 4);
    follower.stop();
    const { length } = told;
    const { asked } = exporter;
    await pass(exporter, 40);
    expect([told.length, exporter.asked, exporter.listener]).toEqual([length, asked, null]);
  });
});
