import type { DemoShop } from './startDemoShop.ts';
import type { WrittenPast } from './writePast.ts';

/** What the guide tells about. */
export interface GuideOptions {
  readonly shop: Pick<DemoShop, 'frontUrl' | 'clock' | 'description'>;
  readonly past: WrittenPast;
  readonly exporterUrl: string;
  readonly tokenFile: string;
  /** What the file holds; the console takes it from its address. */
  readonly token: string;
  readonly configFile: string;
  /** Null: the exporter looks for k6 on PATH. */
  readonly k6Path: string | null;
}

/** What runs where and what to try next, for a person at a terminal. */
export function guide(options: GuideOptions): string {
  const { shop, past, exporterUrl, tokenFile, token, configFile, k6Path } = options;
  const days = Math.round((past.endSeconds - past.startSeconds) / shop.clock.secondsPerDay);
  return `
The Loadstar demo is running.

  console    ${exporterUrl}/console/?token=${encodeURIComponent(token)}
  metrics    ${exporterUrl}/metrics
  shop       ${shop.frontUrl}  (its own count of requests: ${shop.frontUrl}/metrics)
  clock      ${shop.clock.label}
  past       ${days} shop days, ${past.seriesCount} series; ${past.origin}
  k6         ${k6Path ?? 'not named; the exporter looks for it on PATH'}
  config     ${configFile}

${shop.description.map((sentence) => `  ${sentence}`).join('\n')}

Try next:
  open the console and start the test "browse", or
  curl -X POST ${exporterUrl}/api/v1/runs -H "authorization: Bearer $(cat '${tokenFile}')" \\
    -H 'content-type: application/json' -d '{"test":"browse","requestsPerSecond":50}'
  curl -s ${exporterUrl}/metrics | grep loadstar_forecast_requests_per_second

Ctrl-C ends all of it.
`;
}
