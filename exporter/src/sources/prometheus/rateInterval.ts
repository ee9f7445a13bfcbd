/**
 * What `$__rate_interval` stands for, as a PromQL duration. As in Grafana: the step and one scrape, so that the increase
 * between the last sample before a step and its first one is not lost, and at least four scrapes, so that a rate still
 * has two samples when one scrape fails.
 * Source: https://grafana.com/blog/2020/09/28/new-in-grafana-7.2-__rate_interval-for-prometheus-rate-queries-that-just-work/
 */
export function rateInterval(stepSeconds: number, scrapeIntervalSeconds: number): string {
  const seconds = Math.max(stepSeconds + scrapeIntervalSeconds, 4 * scrapeIntervalSeconds);
  return `${Math.round(seconds * 1000)}ms`;
}

/** An expression with its placeholder filled in. */
export function withRateInterval(expression: string, stepSeconds: number, scrapeIntervalSeconds: number): string {
  return expression.replaceAll('$__rate_interval', rateInterval(stepSeconds, scrapeIntervalSeconds));
}
