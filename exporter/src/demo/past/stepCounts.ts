import { latencyBuckets } from '../model/latencyBuckets.ts';
import type { Measurements } from '../model/measurements.ts';
import type { RoutePlan } from '../model/shopPlan.ts';

/** What was counted within one step: what a scraper would take from two readings of the live metrics. */
export class StepCounts implements Measurements {
  requests = 0;
  errors = 0;
  bodyBytes = 0;
  queries = 0;
  querySeconds = 0;
  /** Requests per latency bucket, one more for those above the last bound. */
  readonly latency = new Uint32Array(latencyBuckets.length + 1);

  request(_route: RoutePlan, status: number, latencySeconds: number, bodyBytes: number): void {
    this.requests += 1;
    if (status >= 500) this.errors += 1;
    this.bodyBytes += bodyBytes;
    const bucket = bucketOf(latencySeconds);
    this.latency[bucket] = (this.latency[bucket] ?? 0) + 1;
  }

  query(seconds: number): void {
    this.queries += 1;
    this.querySeconds += seconds;
  }

  /** Adds another's counts to these: a service is the sum of its instances. */
  add(other: StepCounts): void {
    this.requests += other.requests;
    this.errors += other.errors;
    this.bodyBytes += other.bodyBytes;
    this.queries += other.queries;
    this.querySeconds += other.querySeconds;
    for (let i = 0; i < this.latency.length; i++) this.latency[i] = (this.latency[i] ?? 0) + (other.latency[i] ?? 0);
  }

  /** Back to nothing, for the next step. */
  clear(): void {
    this.requests = 0;
    this.errors = 0;
    this.bodyBytes = 0;
    this.queries = 0;
    this.querySeconds = 0;
    this.latency.fill(0);
  }
}

/** Index of the first bucket whose upper bound holds the value. */
function bucketOf(seconds: number): number {
  let low = 0;
  let high = latencyBuckets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds <= (latencyBuckets[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
}
