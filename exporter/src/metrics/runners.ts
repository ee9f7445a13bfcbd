import type { Exposition } from './exposition.ts';
import type { PoolFigures } from './metricsInput.ts';

const RUNNERS_DESIRED = 'loadstar_runners_desired';
const RUNNERS_READY = 'loadstar_runners_ready';
const RUNNERS_COST_PER_HOUR = 'loadstar_runners_cost_per_hour';

/** Runners of one pool. */
export function exposeRunners(exposition: Exposition, { pool, desired, ready, costPerHour }: PoolFigures): void {
  exposition.gauge(RUNNERS_DESIRED, 'Runners that the plan wants.', { pool }, desired);
  exposition.gauge(RUNNERS_READY, 'Runners that are there.', { pool }, ready);
  const costHelp = 'Cost of the runners that are there, per hour, in the configured currency.';
  exposition.gauge(RUNNERS_COST_PER_HOUR, costHelp, { pool }, costPerHour);
}
