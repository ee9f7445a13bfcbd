import { config, setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import type { RunStreamEvent } from '@loadstar/exporter/contract';
import { Subject } from 'rxjs';
import { sampleRun, sampleSecond } from '../testdata/sampleRun';
import { openStream } from './openStream';
import { requests } from './requests';

interface Piece {
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly data: Uint8Array | undefined;
}

const { series: _series, ...summary } = sampleRun();
const second: RunStreamEvent = { type: 'second', second: sampleSecond(5) };
const record: RunStreamEvent = { type: 'run', run: summary };
const text = (event: unknown): string => `event: x\ndata: ${JSON.stringify(event)}\n\n`;

/** An open stream, what it told, and a way to let pieces of its answer come in. */
function opened() {
  const answer = new Subject<Piece>();
  const asked: BackendSrvRequest[] = [];
  setBackendSrv({ chunked: (request: BackendSrvRequest) => (asked.push(request), answer) } as unknown as BackendSrv);
  const told: Array<RunStreamEvent | 'end'> = [];
  const close = openStream(requests.runEvents('r1'), {
    onEvent: (event) => told.push(event),
    onEnd: () => told.push('end'),
  });
  const send = (body: string, { ok = true, type = 'text/event-stream; charset=utf-8' } = {}): void =>
    answer.next({
      ok,
      headers: { get: (name) => (name === 'content-type' ? type : null) },
      data: new TextEncoder().encode(body),
    });
  return { answer, asked, told, close, send };
}

beforeEach(() => Object.assign(config.bootData.user, { orgId: 3 }));

describe('openStream', () => {
  test('goes through the app’s proxy in the user’s organisation, and tells each event', () => {
    const { asked, told, send } = opened();
    send(text(record).slice(0, 20));
    expect(told).toEqual([]);
    send(text(record).slice(20) + text(second));
    expect(told).toEqual([record, second]);
    expect(asked).toMatchObject([
      {
        url: 'api/plugin-proxy/loadstar-control-app/api/v1/runs/r1/events',
        headers: { accept: 'text/event-stream', 'X-Grafana-Org-Id': 3 },
      },
    ]);
  });

  test.each<[string, (stream: ReturnType<typeof opened>) => void]>([
    ['it is refused', ({ send }) => send('{}', { ok: false })],
    ['a page comes in its place', ({ send }) => send('<html>', { type: 'text/html' })],
    ['an event is of another shape', ({ send }) => send(text({ type: 'second', second: {} }))],
    ['an event is not JSON', ({ send }) => send('data: {\n\n')],
    ['the connection breaks', ({ answer }) => answer.error(new Error('reset'))],
    ['it is over', ({ answer }) => answer.complete()],
  ])('ends once when %s, and tells nothing after', (_name, happen) => {
    const stream = opened();
    stream.send(text(second));
    happen(stream);
    stream.send(text(second));
    stream.answer.complete();
    expect(stream.told).toEqual([second, 'end']);
    expect(stream.answer.observed).toBe(false);
  });

  test('tells nothing once it was closed', () => {
    const { answer, told, close, send } = opened();
    close();
    send(text(second));
    answer.complete();
    expect(told).toEqual([]);
    expect(answer.observed).toBe(false);
  });
});
