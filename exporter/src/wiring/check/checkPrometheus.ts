import type { Config } from '../../config/config.ts';
import type { PrometheusSourceConfig } from '../../config/sections/prometheusSource.ts';
import type { ServiceConfig } from '../../config/sections/services.ts';
import type { Clock } from '../../core/clock.ts';
import type { Signal } from '../../core/signal.ts';
import { inParallel } from '../../sources/prometheus/inParallel.ts';
import { PrometheusClient } from '../../sources/prometheus/prometheusClient.ts';
import { PrometheusSource } from '../../sources/prometheus/prometheusSource.ts';
import { reasonOf } from './finding.ts';
import type { Finding, SourceFinding } from './finding.ts';

const MOST_AT_ONCE = 4;
/** Points that tell how far back a signal reaches: an hour each, with four weeks. */
const PAST_POINTS = 672;

/** One service with one signal only, so that each expression is judged by itself. */
function alone(service: ServiceConfig, signal: Signal): ServiceConfig {
  const expression = service.signals[signal];
  const ofInstance = service.instances?.signals[signal];
  return {
    ...service,
    signals: expression === undefined ? {} : { [signal]: expression },
    instances:
      service.instances === undefined || ofInstance === undefined
        ? undefined
        : { ...service.instances, signals: { [signal]: ofInstance } },
  };
}

async function checkSignal(
  source: PrometheusSourceConfig,
  service: ServiceConfig,
  signal: Signal,
  config: Config,
  clock: Clock,
): Promise<Finding> {
  const reader = new PrometheusSource(source, [alone(service, signal)]);
  const { signal: never } = new AbortController();
  const base = { source: source.name, service: service.name, signal };
  try {
    const now = clock.nowSeconds();
    const at = { startSeconds: now, endSeconds: now, stepSeconds: config.intervalSeconds };
    const current = await reader.read(at, never);
    const pastSeconds = Math.min(source.backfillSeconds, config.history.retentionSeconds) * clock.scale;
    const stepSeconds = Math.max(pastSeconds / PAST_POINTS, config.intervalSeconds);
    const past =
      pastSeconds === 0
        ? current
        : await reader.read({ startSeconds: now - pastSeconds, endSeconds: now, stepSeconds }, never);
    const oldest = Math.min(...past.map(({ timestampsSeconds }) => timestampsSeconds[0] ?? Number.POSITIVE_INFINITY));
    return {
      ...base,
      value: current.find(({ id }) => id.instance === null)?.values.at(-1) ?? null,
      instances: current.map(({ id }) => id.instance).filter((instance) => instance !== null),
      oldestSeconds: Number.isFinite(oldest) ? oldest : null,
      problem: null,
    };
  } catch (error) {
    return { ...base, value: null, instances: [], oldestSeconds: null, problem: reasonOf(error) };
  } finally {
    await reader.close();
  }
}

/** Evaluates every expression of a prometheus source now, and sparsely over the past that would be read. */
export async function checkPrometheus(
  source: PrometheusSourceConfig,
  config: Config,
  clock: Clock,
): Promise<SourceFinding> {
  const client = new PrometheusClient(source);
  const services = config.services.filter((service) => service.source === source.name);
  const signals = services.flatMap((service) =>
    [...new Set([...Object.keys(service.signals), ...Object.keys(service.instances?.signals ?? {})])].map(
      (signal) => [service, signal as Signal] as const,
    ),
  );
  try {
    const version = await client.version(new AbortController().signal);
    const findings = await inParallel(signals, MOST_AT_ONCE, ([service, signal]) =>
      checkSignal(source, service, signal, config, clock),
    );
    const told = version === null ? 'it does not tell its version' : `Prometheus ${version}`;
    return { source: source.name, detail: `${source.url}, ${told}`, problem: null, findings };
  } catch (error) {
    return { source: source.name, detail: source.url, problem: reasonOf(error), findings: [] };
  } finally {
    client.close();
  }
}
