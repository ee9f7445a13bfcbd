import type { RoutePlan } from './shopPlan.ts';

/** Where an instance's behaviour is written down: Prometheus metrics when live, steps of a series in the past. */
export interface Measurements {
  /** A request was answered (refusals included). `latencySeconds` from arrival to the last byte. */
  request(route: RoutePlan, status: number, latencySeconds: number, bodyBytes: number): void;
  /** A database query came back. */
  query(seconds: number): void;
}
