/** Score above which something is anomalous, on every model's scale. */
export const ANOMALY_THRESHOLD = 1;
