/** Closed vocabularies of Loadstar. They are extended here and nowhere else, since labels and API values rest on them. */

/** Distances into the future, on the shop's or production's own clock, at which forecasts are published. */
export const HORIZONS = ['0s', '15m', '1h', '6h', '24h'] as const;
export type Horizon = (typeof HORIZONS)[number];

/** Seconds of each horizon at a clock of 86,400 seconds a day (see Clock for compressed time). */
export const HORIZON_SECONDS: Readonly<Record<Horizon, number>> = {
  '0s': 0,
  '15m': 900,
  '1h': 3600,
  '6h': 21_600,
  '24h': 86_400,
};

/** Probabilities whose quantiles are published as metrics, ascending. Forecasts are computed on {@link FORECAST_GRID}. */
export const PROBABILITIES = [0.05, 0.5, 0.95] as const;
export type Probability = (typeof PROBABILITIES)[number];

/** Grid of probabilities on which a forecast's distribution is held, ascending. */
export const FORECAST_GRID = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

export const FORECAST_MODELS = ['ensemble', 'lstm', 'seasonal_naive', 'smoothing', 'linear'] as const;
export type ForecastModelName = (typeof FORECAST_MODELS)[number];

export const ANOMALY_MODELS = [
  'ensemble',
  'isolation_forest',
  'one_class_svm',
  'subspace',
  'kmeans_window',
  'residual',
] as const;
export type AnomalyModelName = (typeof ANOMALY_MODELS)[number];

/** Whether a detector can judge: too little history, judging, or without fresh data. */
export const DETECTOR_STATES = ['warming_up', 'ready', 'blind'] as const;
export type DetectorState = (typeof DETECTOR_STATES)[number];

/** What a finished run showed. `inconclusive`: the generator, not the target, fell short. */
export const VERDICTS = ['passed', 'failed', 'inconclusive', 'aborted', 'error'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Who may do what: a viewer looks; an editor starts, steers and stops; an admin changes configuration. */
export const ROLES = ['viewer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Load generators that a test can name. */
export const DRIVERS = ['k6', 'locust', 'gatling', 'jmeter'] as const;
export type DriverName = (typeof DRIVERS)[number];
