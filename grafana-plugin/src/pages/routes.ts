import { PLUGIN_BASE_URL } from '../constants';

/** Paths of the app's pages inside Grafana, as its router wants them; `hrefOf` makes addresses of them. */
export const routes = {
  overview: () => `${PLUGIN_BASE_URL}/overview`,
  run: (id: string) => `${PLUGIN_BASE_URL}/run/${encodeURIComponent(id)}`,
  startTest: (test: string) => `${PLUGIN_BASE_URL}/run?test=${encodeURIComponent(test)}`,
};
