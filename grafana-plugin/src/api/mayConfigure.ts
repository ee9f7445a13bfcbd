import { config } from '@grafana/runtime';

/** Whether this user may change the app's settings. It shapes what is offered only; Grafana holds the rule. */
export function mayConfigure(): boolean {
  const { orgRole, isGrafanaAdmin } = config.bootData.user;
  return isGrafanaAdmin === true || orgRole === 'Admin';
}
