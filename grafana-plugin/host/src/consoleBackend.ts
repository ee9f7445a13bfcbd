import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { fetchChunks } from './fetchChunks';

const PROXY = /^\/?api\/plugin-proxy\/loadstar-control-app\//;

/** What to do when the exporter does not know this browser. */
const TOKEN_HINT = 'Open the console with the address that the exporter printed at its start: it carries the token.';

const GONE_HINT = 'Check that it still runs where this page came from. The page goes on trying.';

/** Where a call goes: what Grafana would proxy to the exporter goes straight to it, being of the same origin. */
function addressOf({ url, params }: BackendSrvRequest): string {
  const query = params === undefined ? '' : `?${new URLSearchParams(params as Record<string, string>).toString()}`;
  return `${url.replace(PROXY, '/').replace(/^(?!https?:|\/)/, '/')}${query}`;
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return { message: text };
  }
}

/** Sends a call; throws errors of Grafana's shape. */
async function send<T>(config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const hasBody = config.data !== undefined && config.data !== null;
  const init: RequestInit = {
    method: config.method ?? 'GET',
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(config.data) } : {}),
    ...(config.abortSignal === undefined ? {} : { signal: config.abortSignal }),
  };
  const response = await fetch(addressOf(config), init).catch((error: unknown) => {
    const failure: FetchError = {
      status: 0,
      statusText: 'no answer',
      data: { message: String(error), hint: GONE_HINT },
      config,
    };
    throw failure;
  });
  const data = await readBody(response);
  if (!response.ok) {
    const body = typeof data === 'object' && data !== null ? data : { message: String(data) };
    const failure: FetchError = {
      status: response.status,
      statusText: response.statusText,
      data: response.status === 401 ? { ...body, hint: TOKEN_HINT } : body,
      config,
    };
    throw failure;
  }
  const { ok, status, statusText, headers, url, type, redirected } = response;
  return { data: data as T, ok, status, statusText, headers, url, type, redirected, config };
}

const unsupported = (): never => {
  throw new Error('The console has no such service of Grafana.');
};

/** Grafana's backendSrv as far as a console without Grafana can give it. */
export class ConsoleBackend implements BackendSrv {
  fetch<T>(config: BackendSrvRequest): Observable<FetchResponse<T>> {
    return defer(() => send<T>(config));
  }

  async request<T = unknown>(config: BackendSrvRequest): Promise<T> {
    return (await lastValueFrom(this.fetch<T>(config))).data;
  }

  get<T = unknown>(url: string, params?: BackendSrvRequest['params']): Promise<T> {
    return this.request<T>({ url, method: 'GET', params });
  }

  delete<T = unknown>(url: string, data?: unknown): Promise<T> {
    return this.request<T>({ url, method: 'DELETE', data });
  }

  post<T = unknown>(url: string, data?: unknown): Promise<T> {
    return this.request<T>({ url, method: 'POST', data });
  }

  patch<T = unknown>(url: string, data?: unknown): Promise<T> {
    return this.request<T>({ url, method: 'PATCH', data });
  }

  put<T = unknown>(url: string, data?: unknown): Promise<T> {
    return this.request<T>({ url, method: 'PUT', data });
  }

  datasourceRequest(config: BackendSrvRequest): Promise<FetchResponse> {
    return lastValueFrom(this.fetch(config));
  }

  chunked(config: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    return fetchChunks(addressOf(config), config);
  }

  search = unsupported;
  getDashboardByUid = unsupported;
}
