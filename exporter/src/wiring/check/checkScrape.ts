import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../config/config.ts';
import type { ScrapeSourceConfig } from '../../config/sections/scrapeSource.ts';
import type { Clock } from '../../core/clock.ts';
import { ScrapeSource } from '../../sources/scrape/scrapeSource.ts';
import { reasonOf } from './finding.ts';
import type { SourceFinding } from './finding.ts';
import { groupFindings } from './groupFindings.ts';

/** A check does not wait for the configured interval: rates want two scrapes. */
const INTERVAL_SECONDS = 1;
const ROUNDS = 2;

function counted({ targets }: ScrapeSourceConfig): string {
  return targets.length === 1 ? '1 target' : `${targets.length} targets`;
}

/** Scrapes every target twice. */
export async function checkScrape(config: ScrapeSourceConfig, whole: Config, clock: Clock): Promise<SourceFinding> {
  const timeoutSeconds = config.timeoutSeconds;
  const source = new ScrapeSource(
    { ...config, intervalSeconds: Math.max(INTERVAL_SECONDS, Math.min(timeoutSeconds, 3)) },
    whole.intervalSeconds,
    clock,
  );
  const window = () => ({ startSeconds: clock.nowSeconds(), endSeconds: clock.nowSeconds(), stepSeconds: 60 });
  const { signal } = new AbortController();
  try {
    while (source.targets().some(({ scrapesTotal }) => scrapesTotal < ROUNDS)) {
      await sleep(100);
      // All are down: more rounds tell nothing new.
      if (source.targets().every(({ up, scrapesTotal }) => up === false && scrapesTotal > 0)) break;
    }
    const points = await source.read(window(), signal);
    const down = source.targets().filter(({ up }) => up !== true);
    const detail = `${counted(config)}, ${down.length} of them down`;
    const problem = down.map((one) => `${one.service}/${one.instance}: ${one.problem ?? 'not scraped'}`).join('\n');
    return {
      source: config.name,
      detail,
      problem: problem === '' ? null : problem,
      findings: groupFindings(config.name, points, false),
    };
  } catch (error) {
    return { source: config.name, detail: counted(config), problem: reasonOf(error), findings: [] };
  } finally {
    await source.close();
  }
}
