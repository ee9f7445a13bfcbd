import { config, getBackendSrv } from '@grafana/runtime';
import { Subscription } from 'rxjs';
import type { z } from 'zod';
import { PLUGIN_ID } from '../constants';
import { createEventParser } from './eventParser';

/** A stream of server-sent events of the exporter's API, and the schema by which each is read. */
export interface StreamRequest<Event> {
  /** Below /api/v1, without a leading slash. */
  readonly path: string;
  readonly event: z.ZodType<Event>;
}

/** What becomes of a stream. Nothing is told after `onEnd`, nor once the stream was closed. */
export interface StreamListener<Event> {
  onEvent(event: Event): void;
  /** It ended, could not be opened, or sent something that cannot be read. */
  onEnd(): void;
}

/**
 * Opens a stream through the app's proxy, as `call` goes.
 * @returns closes it
 */
export function openStream<Event>(request: StreamRequest<Event>, listener: StreamListener<Event>): () => void {
  const parse = createEventParser();
  const { orgId } = config.bootData.user;
  const chunks = getBackendSrv().chunked({
    url: `api/plugin-proxy/${PLUGIN_ID}/api/v1/${request.path}`,
    method: 'GET',
    headers: { accept: 'text/event-stream', ...(orgId > 0 ? { 'X-Grafana-Org-Id': orgId } : {}) },
    showErrorAlert: false,
  });
  const subscription = new Subscription();
  let ended = false;
  const end = (): void => {
    if (!ended) {
      ended = true;
      subscription.unsubscribe();
      listener.onEnd();
    }
  };
  const reading = chunks.subscribe({
    next: ({ ok, headers, data }) => {
      if (!ok || !(headers.get('content-type') ?? '').startsWith('text/event-stream')) {
        end();
        return;
      }
      for (const text of data === undefined ? [] : parse(data)) {
        const event = ended ? null : read(request.event, text);
        if (event === null) {
          end();
          return;
        }
        listener.onEvent(event);
      }
    },
    error: end,
    complete: end,
  });
  subscription.add(reading);
  return () => {
    ended = true;
    subscription.unsubscribe();
  };
}

/** An event by its schema; null where it is of another shape. */
function read<Event>(schema: z.ZodType<Event>, text: string): Event | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
