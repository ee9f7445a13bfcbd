import { FORECAST_GRID, PROBABILITIES } from '../../core/vocabularies.ts';
import type { Horizon } from '../../core/vocabularies.ts';
import type { ServiceSnapshot } from '../../core/snapshot.ts';
import type { Service } from '../../contract/index.ts';
import { isoTime } from './isoTime.ts';

/** The published quantiles out of a row on the forecast grid. */
function published(row: Float64Array): { readonly probability: number; readonly value: number }[] {
  return PROBABILITIES.flatMap((probability) => {
    const value = row[FORECAST_GRID.indexOf(probability)];
    return value === undefined ? [] : [{ probability, value }];
  });
}

function quantileRows(
  map: ReadonlyMap<Horizon, Float64Array>,
): { horizon: Horizon; probability: number; value: number }[] {
  return [...map].flatMap(([horizon, row]) => published(row).map((entry) => ({ horizon, ...entry })));
}

/** A service as of the last cycle, as the API gives it. */
export function serviceView(service: ServiceSnapshot): Service {
  const scores = new Map(service.anomaly.instances.map(({ instance, score }) => [instance, score]));
  const demand = service.forecasts.find((forecast) => forecast.signal === 'requests_per_second');
  const byName = [...service.instances].sort(
    (a, b) => (scores.get(b) ?? -1) - (scores.get(a) ?? -1) || a.localeCompare(b),
  );
  return {
    name: service.name,
    labels: { ...service.labels },
    dataTimestamp: service.dataTimestampSeconds === null ? null : isoTime(service.dataTimestampSeconds),
    current: Object.fromEntries(service.current),
    forecast: service.forecasts.flatMap(({ signal, atHorizon }) =>
      quantileRows(atHorizon).map((row) => ({ signal, ...row })),
    ),
    peak: demand === undefined ? [] : quantileRows(demand.peakWithin),
    limits: service.limits.map(({ signal, limit, timestampSeconds }) => ({
      signal,
      limit,
      timestamp: timestampSeconds === null ? null : isoTime(timestampSeconds),
    })),
    anomaly: {
      state: service.anomaly.state,
      reason: service.anomaly.reason,
      scores: [...service.anomaly.scores].map(([model, score]) => ({ model, score })),
      contributions: [...service.anomaly.contributions].map(([signal, ratio]) => ({ signal, ratio })),
    },
    instances: byName.map((instance) => ({ instance, score: scores.get(instance) ?? null })),
    instancesOmitted: service.instancesOmitted,
  };
}
