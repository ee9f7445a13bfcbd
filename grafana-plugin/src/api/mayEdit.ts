import { config } from '@grafana/runtime';

/**
 * Whether this user's role may start, steer and stop tests. It shapes what is offered only; the routes of plugin.json
 * and the exporter hold the rule.
 */
export function mayEdit(): boolean {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  return isGrafanaAdmin === true || orgRole === 'Editor' || orgRole === 'Admin';
}
