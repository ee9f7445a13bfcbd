import { execFileSync } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { seededRandom } from '../../exporter/src/core/random.ts';

const STEP_SECONDS = 120;
const BOUNDS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1];

/** Requests per second of one instance at a time of day and week: night valley, afternoon top, quieter weekends. */
export function shopDemand(timestampSeconds: number): number {
  const day = (timestampSeconds % 86_400) / 86_400;
  const weekday = Math.floor(timestampSeconds / 86_400 + 4) % 7;
  return (20 + 15 * Math.sin(2 * Math.PI * (day - 0.35))) * (weekday === 0 || weekday === 6 ? 0.7 : 1);
}

/** What one instance's counters hold, and how they are written. */
interface Counters {
  readonly instance: string;
  readonly status: Record<'200' | '500', number>;
  readonly buckets: number[];
  count: number;
  sum: number;
}

function advance(counters: Counters, requests: number): void {
  counters.status['200'] += Math.round(requests * 0.995);
  counters.status['500'] += requests - Math.round(requests * 0.995);
  counters.count += requests;
  counters.sum += requests * 0.08;
  // Exponential latencies with a mean of 80 ms.
  BOUNDS_SECONDS.forEach((bound, i) => (counters.buckets[i]! += Math.round(requests * (1 - Math.exp(-bound / 0.08)))));
}

/** OpenMetrics wants all samples of a family together, so each family is one pass over the same seeded past. */
function* lines(startSeconds: number, endSeconds: number, job: string): Generator<string> {
  const families = [
    {
      head: '# TYPE http_requests counter\n',
      write: (c: Counters, t: number) =>
        (['200', '500'] as const)
          .map((s) => `http_requests_total{job="${job}",instance="${c.instance}",status="${s}"} ${c.status[s]} ${t}\n`)
          .join(''),
    },
    {
      head: '# TYPE http_request_duration_seconds histogram\n',
      write: (c: Counters, t: number) => {
        const labels = `job="${job}",instance="${c.instance}"`;
        const name = 'http_request_duration_seconds';
        const buckets = BOUNDS_SECONDS.map(
          (bound, i) => `${name}_bucket{${labels},le="${bound}"} ${c.buckets[i]} ${t}\n`,
        );
        return `${buckets.join('')}${name}_bucket{${labels},le="+Inf"} ${c.count} ${t}\n${name}_sum{${labels}} ${c.sum} ${t}\n${name}_count{${labels}} ${c.count} ${t}\n`;
      },
    },
  ];
  for (const { head, write } of families) {
    yield head;
    for (const instance of ['a', 'b']) {
      const random = seededRandom(instance.charCodeAt(0));
      const counters: Counters = {
        instance,
        status: { 200: 0, 500: 0 },
        buckets: BOUNDS_SECONDS.map(() => 0),
        count: 0,
        sum: 0,
      };
      for (let t = startSeconds; t <= endSeconds; t += STEP_SECONDS) {
        const expected = shopDemand(t) * STEP_SECONDS;
        advance(counters, Math.max(0, Math.round(expected + Math.sqrt(expected) * random.normal())));
        yield write(counters, t);
      }
    }
  }
  yield '# EOF\n';
}

/**
 * Writes blocks of a made-up shop's past into a Prometheus data folder, by promtool, as a user's own history would lie
 * there. Two instances; `http_requests_total` and a latency histogram; a sample every two minutes.
 */
export async function writeShopHistory(options: {
  readonly promtool: string;
  readonly folder: string;
  readonly job: string;
  readonly days: number;
  readonly endSeconds: number;
}): Promise<void> {
  const file = join(options.folder, 'history.om');
  const stream = createWriteStream(file);
  for (const line of lines(options.endSeconds - options.days * 86_400, options.endSeconds, options.job)) {
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  execFileSync(
    options.promtool,
    ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=168h', file, join(options.folder, 'data')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  rmSync(file);
}
