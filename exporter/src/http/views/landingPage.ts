import type { Status } from '../../contract/index.ts';
import type { Readiness } from '../deps.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** The page at `/`: what this is, whether it is ready, and where everything is. No script, no outside resource. */
export function landingPage(status: Status, readiness: Readiness, hasConsole: boolean): string {
  const links: readonly (readonly [string, string])[] = [
    ...(hasConsole ? [['/console/', 'Console: forecasts, anomalies, load tests'] as const] : []),
    ['/metrics', 'Metrics for Prometheus'],
    ['/-/ready', 'Readiness, with reasons'],
    ['/api/v1/services', 'Services (JSON)'],
    ['/api/v1/runs', 'Runs (JSON)'],
    ['/api/v1/openapi.json', 'API description (OpenAPI)'],
  ];
  const problems = readiness.reasons.map((reason) => `<li>${escape(reason)}</li>`).join('');
  const notices = status.notices.map((notice) => `<li>${escape(notice.text)}</li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loadstar</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; }
h1 { margin-bottom: 0; }
code { font-size: 0.9em; }
</style>
</head>
<body>
<h1>Loadstar</h1>
<p>Will this service hold what is coming, and how do we know?</p>
<p>Version ${escape(status.version)}. <strong>${readiness.ready ? 'Ready.' : 'Not ready:'}</strong></p>
${problems && `<ul>${problems}</ul>`}
<ul>${links.map(([href, text]) => `<li><a href="${href}"><code>${href}</code></a> ${escape(text)}</li>`).join('')}</ul>
${notices && `<h2>Good to know</h2><ul>${notices}</ul>`}
</body>
</html>
`;
}
