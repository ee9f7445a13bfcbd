import type { ProcessFigures } from './metricsInput.ts';

/**
 * Figures of this process as of now. The library's own collector is made for a registry that lasts: it would hook into
 * the event loop anew for each picture.
 *
 * @param version of the exporter
 */
export function readProcess(version: string): ProcessFigures {
  const { user, system } = process.cpuUsage();
  return {
    startTimestampSeconds: performance.timeOrigin / 1000,
    cpuSeconds: (user + system) / 1e6,
    residentMemoryBytes: process.memoryUsage.rss(),
    heapUsedBytes: process.memoryUsage().heapUsed,
    version,
    nodeVersion: process.version,
  };
}
