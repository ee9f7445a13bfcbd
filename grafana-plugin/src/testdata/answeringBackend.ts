import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { defer, throwError } from 'rxjs';

/** A call that the plugin made. */
export interface SentCall {
  readonly method: string;
  readonly url: string;
  readonly data: unknown;
}

/**
 * Puts a backendSrv in place that answers by `answer`; what `answer` throws is what the call throws.
 * Streams cannot be opened.
 * @returns every call that was made, in order
 */
export function answeringBackend(answer: (call: SentCall) => unknown): SentCall[] {
  const calls: SentCall[] = [];
  const fetch = (request: BackendSrvRequest) =>
    defer(async () => {
      const call = { method: request.method ?? 'GET', url: request.url, data: request.data as unknown };
      calls.push(call);
      return { data: await answer(call), status: 200, ok: true, config: request };
    });
  const chunked = () => throwError(() => new Error('there are no streams here'));
  setBackendSrv({ fetch, chunked } as unknown as BackendSrv);
  return calls;
}
