import pluginJson from './plugin.json';

/** The app's id, under which Grafana mounts its pages and its proxy. */
export const PLUGIN_ID = pluginJson.id;

/** Where Grafana mounts the app's pages. */
export const PLUGIN_BASE_URL = `/a/${PLUGIN_ID}`;
