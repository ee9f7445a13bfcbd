import { getBackendSrv, type FetchResponse } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { PLUGIN_ID } from '../constants';
import type { ApiRequest } from './apiRequest';

/**
 * Sends a request through the app's proxy; the answer is not read by its schema. `call` does that.
 * @throws what backendSrv throws; `toProblem` understands it
 */
export function send(request: Omit<ApiRequest<unknown>, 'answer'>): Promise<FetchResponse<unknown>> {
  return lastValueFrom(
    getBackendSrv().fetch<unknown>({
      url: `api/plugin-proxy/${PLUGIN_ID}/api/v1/${request.path}`,
      method: request.method,
      data: request.body,
      showErrorAlert: false,
      showSuccessAlert: false,
    }),
  );
}
