import { SIGNALS } from '../../exporter/src/core/signal.ts';
import {
  ANOMALY_MODELS,
  DETECTOR_STATES,
  DRIVERS,
  FORECAST_MODELS,
  HORIZONS,
  PROBABILITIES,
  VERDICTS,
} from '../../exporter/src/core/vocabularies.ts';

const listed = (values: readonly (string | number)[]): string => values.map((value) => `\`${value}\``).join(', ');

/** What each label of Loadstar's families holds, as Markdown. Closed lists come from the code. */
export const labelMeanings: Readonly<Record<string, string>> = {
  service_name: 'Name of the service, as configured or discovered.',
  service_instance_id: 'Name of the instance, as its source tells it.',
  signal: `What is measured: ${listed(SIGNALS)}.`,
  horizon: `Distance into the future, on the clock of the services: ${listed(HORIZONS)}.`,
  probability: `Probability of a quantile: ${listed(PROBABILITIES)}.`,
  model: `Name of a model. Forecasts: ${listed(FORECAST_MODELS)}; anomalies: ${listed(ANOMALY_MODELS)}; others by their own names.`,
  kind: 'What a model is for (`forecast`, `anomaly`, `cluster`); of decisions: what was decided, such as `run_started`.',
  state: `State of a detector: ${listed(DETECTOR_STATES)}: too little history, judging, or without fresh data.`,
  cluster_id: 'Name of a cluster of instances, stable across refits.',
  component: 'Component of a fingerprint.',
  version: "Version of the instance, from its own labels; of `loadstar_build_info`: the exporter's.",
  node_version: 'Version of Node.js that the exporter runs on.',
  test: 'Name of a configured load test.',
  driver: `Load generator of a test: ${listed(DRIVERS)}.`,
  verdict: `What a finished run showed: ${listed(VERDICTS)}. \`inconclusive\`: the generator, not the target, fell short.`,
  pool: 'Name of a pool of runners.',
  source: 'Name of a source.',
  le: 'Upper bound of a bucket, in seconds.',
};
