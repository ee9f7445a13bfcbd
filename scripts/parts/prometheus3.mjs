import { goBuild } from './goBuild.mjs';

/** Folder with the pinned `prometheus` and `promtool` 3, built into the cache folder; null where there is no Go. */
export function findPrometheus3(say, mayBuild = true) {
  const path = 'github.com/prometheus/prometheus/cmd';
  return goBuild('prometheus', { prometheus: `${path}/prometheus`, promtool: `${path}/promtool` }, say, mayBuild);
}
