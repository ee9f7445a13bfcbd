import { emptyHistogram, observe } from '../../core/histogram.ts';
import type { RunRecord } from '../../core/runState.ts';
import type { ServiceSnapshot, Snapshot } from '../../core/snapshot.ts';
import { FORECAST_GRID, HORIZONS } from '../../core/vocabularies.ts';
import type { MetricsInput } from '../metricsInput.ts';

const NOW = 1_780_000_000;

/**
 * An input with every family in it: two services with unlike labels, one of them blind, one active run and one that has
 * ended.
 */
export function fullMetricsInput(): MetricsInput {
  const run = activeRun();
  const latency = emptyHistogram();
  for (const seconds of [0.01, 0.02, 0.02, 0.3, 20]) observe(latency, seconds);
  return {
    snapshot: snapshot(),
    services: [
      { name: 'checkout', labels: { team: 'payments', namespace: 'shop' } },
      { name: 'search', labels: { environment: 'production' } },
    ],
    tests: [
      { name: 'checkout-steady', service: 'checkout', driver: 'k6' },
      { name: 'search-peak', service: 'search', driver: 'k6' },
    ],
    runs: [
      { record: run, latency },
      { record: { ...run, test: 'search-peak', service: 'search', state: 'finished' }, latency: null },
    ],
    runsTotal: [
      { test: 'checkout-steady', verdict: 'passed', count: 3 },
      { test: 'search-peak', verdict: 'inconclusive', count: 1 },
    ],
    decisionsTotal: new Map([
      ['model_chosen', 4],
      ['run_started', 2],
    ]),
    pools: [{ pool: 'local', desired: 1, ready: 1, costPerHour: 0 }],
    maxInstances: 1,
    fingerprints: 'outliers',
    process: {
      startTimestampSeconds: NOW - 3600,
      cpuSeconds: 12.5,
      residentMemoryBytes: 150_000_000,
      heapUsedBytes: 60_000_000,
      version: '0.1.0',
      nodeVersion: 'v24.0.0',
    },
  };
}

function snapshot(): Snapshot {
  return {
    cycleTimestampSeconds: NOW,
    cycleDurationSeconds: 0.125,
    series: 42,
    services: [checkout(), blindSearch()],
    sources: [
      { source: 'prometheus', readsTotal: 10, readFailuresTotal: 1, lastReadDurationSeconds: 0.05, problem: null },
      { source: 'scrape', readsTotal: 0, readFailuresTotal: 0, lastReadDurationSeconds: null, problem: null },
    ],
  };
}

function checkout(): ServiceSnapshot {
  const grid = (level: number): Float64Array => Float64Array.from(FORECAST_GRID, (p) => level * (0.5 + p));
  const distribution = { startSeconds: NOW, stepSeconds: 300, probabilities: FORECAST_GRID, quantiles: [] };
  return {
    name: 'checkout',
    labels: { team: 'payments', namespace: 'shop' },
    dataTimestampSeconds: NOW - 5,
    instances: ['a', 'b'],
    instancesOmitted: 1,
    current: new Map([['requests_per_second', 100]]),
    forecasts: [
      {
        signal: 'requests_per_second',
        model: 'ensemble',
        distribution,
        atHorizon: new Map(HORIZONS.map((horizon) => [horizon, grid(100)])),
        peakWithin: new Map([['24h', grid(150)]]),
      },
      // A broken figure must not reach the page.
      { signal: 'latency_seconds', model: 'ensemble', distribution, atHorizon: new Map([['1h', grid(NaN)]]), peakWithin: new Map() },
    ],
    limits: [
      { signal: 'requests_per_second', limit: 140, timestampSeconds: NOW + 7200 },
      { signal: 'latency_seconds', limit: 0.5, timestampSeconds: null },
    ],
    anomaly: {
      state: 'ready',
      reason: null,
      scores: new Map([
        ['ensemble', 0.5],
        ['isolation_forest', 1.25],
      ]),
      contributions: new Map([
        ['requests_per_second', 0.75],
        ['latency_seconds', 0.25],
      ]),
      instances: [
        { instance: 'b', score: 2 },
        { instance: 'a', score: 0.25 },
      ],
    },
    clusters: clusters(),
    models: models(),
  };
}

function clusters(): ServiceSnapshot['clusters'] {
  return {
    silhouetteRatio: 0.75,
    reason: null,
    clusters: [
      { id: 'c1', instances: ['a'] },
      { id: 'c2', instances: ['b'] },
    ],
    fingerprints: [
      {
        instance: 'b',
        version: '1.5.0-rc.1',
        clusterId: 'c2',
        components: [
          { component: 'cpu_ratio_per_request', difference: 0.25, deviation: 4.5 },
          { component: 'latency_seconds_level', difference: -0.125, deviation: -1.5 },
        ],
      },
      { instance: 'a', version: null, clusterId: 'c1', components: [] },
    ],
    versions: [],
  };
}

function models(): ServiceSnapshot['models'] {
  return [
      {
        kind: 'forecast',
        model: 'ensemble',
        fitsTotal: 2,
        fitFailuresTotal: 0,
        lastFitTimestampSeconds: NOW - 600,
        lastFitDurationSeconds: 0.05,
        backtestRelativeError: 0.8,
        intervalCoverageRatio: 0.91,
      },
      {
        kind: 'anomaly',
        model: 'ensemble',
        fitsTotal: 1,
        fitFailuresTotal: 1,
        lastFitTimestampSeconds: NOW - 600,
        lastFitDurationSeconds: 0.1,
        backtestRelativeError: null,
        intervalCoverageRatio: null,
      },
      {
        kind: 'cluster',
        model: 'kmeans',
        fitsTotal: 1,
        fitFailuresTotal: 0,
        lastFitTimestampSeconds: NOW - 600,
        lastFitDurationSeconds: 0.025,
        backtestRelativeError: null,
        intervalCoverageRatio: null,
      },
  ];
}

function blindSearch(): ServiceSnapshot {
  return {
    name: 'search',
    labels: { environment: 'production' },
    dataTimestampSeconds: null,
    instances: [],
    instancesOmitted: 0,
    current: new Map(),
    forecasts: [],
    limits: [],
    anomaly: { state: 'blind', reason: 'no fresh data', scores: new Map(), contributions: new Map(), instances: [] },
    clusters: { silhouetteRatio: null, reason: 'No instances.', clusters: [], fingerprints: [], versions: [] },
    models: [],
  };
}

function activeRun(): RunRecord {
  const second = { errors: 1, refused: 0, droppedIterations: 0, vus: 2, p50Seconds: null, p95Seconds: null, p99Seconds: null };
  return {
    id: '01J',
    test: 'checkout-steady',
    service: 'checkout',
    driver: 'k6',
    actor: 'editor',
    state: 'running',
    targetRequestsPerSecond: 50,
    ceilingRequestsPerSecond: 200,
    durationSeconds: 600,
    runners: 1,
    createdAt: NOW - 60,
    startedAt: NOW - 50,
    endedAt: null,
    verdict: null,
    reason: null,
    notices: [],
    totals: { requests: 5, errors: 1, refused: 0 },
    latency: null,
    seconds: [48, 51, 49, 50].map((requests, i) => ({
      ...second,
      requests,
      targetRequestsPerSecond: 50,
      timestampSeconds: NOW - 4 + i,
    })),
  };
}
