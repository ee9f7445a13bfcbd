import type { ServerResponse } from 'node:http';
import type { Registry } from '@prometheus-io/client';

/** Answers a scrape with the registry's metrics in Prometheus' text format. */
export async function serveMetrics(registry: Registry, response: ServerResponse): Promise<void> {
  try {
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType });
    response.end(text);
  } catch (error) {
    response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`metrics could not be rendered: ${String(error)}\n`);
  }
}
