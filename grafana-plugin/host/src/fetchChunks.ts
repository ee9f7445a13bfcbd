import type { BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { Observable } from 'rxjs';

/** An answer piece by piece as it comes in, like `chunked` of Grafana's backendSrv; leaving it ends the request. */
export function fetchChunks(
  address: string,
  config: BackendSrvRequest,
): Observable<FetchResponse<Uint8Array | undefined>> {
  return new Observable((observer) => {
    const leave = new AbortController();
    const read = async (): Promise<void> => {
      const answer = await fetch(address, {
        method: config.method ?? 'GET',
        credentials: 'same-origin',
        headers: (config.headers ?? {}) as Record<string, string>,
        signal: leave.signal,
      });
      const { ok, status, statusText, headers, url, type, redirected } = answer;
      const response = { ok, status, statusText, headers, url, type, redirected, config };
      const reader = answer.body?.getReader();
      observer.next({ ...response, data: undefined });
      for (let piece = await reader?.read(); piece !== undefined && !piece.done; piece = await reader?.read()) {
        observer.next({ ...response, data: piece.value });
      }
      observer.complete();
    };
    read().catch((error: unknown) => observer.error(error));
    return () => leave.abort();
  });
}
