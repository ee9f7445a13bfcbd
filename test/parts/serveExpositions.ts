import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const GROWTH_SECONDS = 10;

/**
 * Serves recorded expositions, `/istio` for istio.prom, with counters that move: each grows by its own recorded value in
 * ten seconds.
 * @param extra further expositions by name
 */
export async function serveExpositions(extra: Readonly<Record<string, string>>): Promise<Server> {
  const startedAt = performance.now();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const file = fileURLToPath(new URL(`../contract/testdata/${name}.prom`, import.meta.url));
    const factor = 1 + (performance.now() - startedAt) / 1000 / GROWTH_SECONDS;
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(moved(extra[name] ?? readFileSync(file, 'utf8'), factor));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function moved(text: string, factor: number): string {
  let type = '';
  return text
    .split('\n')
    .map((line) => {
      type = /^# TYPE \S+ (\w+)/.exec(line)?.[1] ?? type;
      if (line === '' || line.startsWith('#') || type === 'gauge') return line;
      const [, series = '', value = ''] = /^(.*) (\S+)$/.exec(line) ?? [];
      return `${series} ${Number(value) * factor}`;
    })
    .join('\n');
}
