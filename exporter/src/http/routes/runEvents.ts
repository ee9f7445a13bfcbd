import type { Response } from 'express';
import type { RunRecord } from '../../core/runState.ts';
import type { RunStreamEvent } from '../../contract/index.ts';
import type { RunUpdate, RunsAccess } from '../deps.ts';
import { runSecondView, runSummaryView } from '../views/runView.ts';

/** Comments keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;

function toEvent(update: RunUpdate): RunStreamEvent {
  return update.type === 'run'
    ? { type: 'run', run: runSummaryView(update.record) }
    : { type: 'second', second: runSecondView(update.second) };
}

/**
 * Server-sent events of one run (WHATWG HTML, section 9.2): the record first, then every change and every second of
 * results, until the run has ended or the reader has left.
 */
export function streamRun(record: RunRecord, runs: RunsAccess, response: Response): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const send = (event: RunStreamEvent): void => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  send(toEvent({ type: 'run', record }));
  if (record.state === 'finished') {
    response.end();
    return;
  }
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const unsubscribe = runs.subscribe(record.id, (update) => {
    send(toEvent(update));
    if (update.type === 'run' && update.record.state === 'finished') response.end();
  });
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
