import type { Config } from '../config/config.ts';
import type { SourceConfig } from '../config/sections/sources.ts';
import type { Clock } from '../core/clock.ts';
import type { SeriesSource } from '../core/seriesSource.ts';
import { FileSource } from '../sources/file/fileSource.ts';
import { PrometheusSource } from '../sources/prometheus/prometheusSource.ts';
import { ScrapeSource } from '../sources/scrape/scrapeSource.ts';

/** The source that a section of the configuration describes. */
export function createSource(source: SourceConfig, config: Config, clock: Clock): SeriesSource {
  switch (source.type) {
    case 'prometheus':
      return new PrometheusSource(
        source,
        config.services.filter((service) => service.source === source.name),
      );
    case 'scrape':
      return new ScrapeSource(source, config.intervalSeconds, clock);
    case 'file':
      return new FileSource(source);
  }
}
