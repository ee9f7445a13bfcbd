import { config } from '@grafana/runtime';

/** The address of a path inside Grafana, where Grafana itself may live below a sub-path. */
export function hrefOf(path: string): string {
  return `${config.appSubUrl}${path}`;
}
