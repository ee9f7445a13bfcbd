import type { Config } from '../../config/config.ts';
import type { Clock } from '../../core/clock.ts';
import { SIGNALS } from '../../core/signal.ts';
import type { Finding } from './finding.ts';

/** Lines of a report, and how many of them are problems. */
export interface ReportPart {
  readonly lines: readonly string[];
  readonly problems: number;
}

const GOOD = '  ok  ';
const BAD = '  FAIL';
const NOTE = '  note';

/** `51.2`, `0.00012`, `2.1e+9`: three or four figures. */
function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** What one signal of a service is known by, over all sources that give it. */
function signalLine(
  signal: string,
  findings: readonly Finding[],
  clock: Clock,
): { readonly text: string; readonly bad: boolean } {
  const failed = findings.find(({ problem }) => problem !== null);
  if (failed !== undefined) return { text: `${signal}: ${failed.problem ?? ''}`, bad: true };
  const value = findings.find((finding) => finding.value !== null)?.value ?? null;
  const instances = new Set(findings.flatMap((finding) => finding.instances)).size;
  const oldest = findings.map(({ oldestSeconds }) => oldestSeconds).filter((seconds) => seconds !== null);
  const days = oldest.length === 0 ? 0 : (clock.nowSeconds() - Math.min(...oldest)) / clock.secondsPerDay;
  const parts = [
    value === null ? 'no value now' : `${figure(value)} now`,
    ...(instances === 0 ? [] : [instances === 1 ? '1 instance' : `${instances} instances`]),
    oldest.length === 0 ? 'no past yet' : `${days.toFixed(1)} days of past`,
  ];
  const nothing = value === null && instances === 0 && oldest.length === 0;
  const advice = nothing ? ': no data at all; does the expression or metric name what is there?' : '';
  return { text: `${signal}: ${parts.join(', ')}${advice}`, bad: nothing };
}

/** What is known of each service, signal by signal. */
export function serviceLines(config: Config, findings: readonly Finding[], clock: Clock): ReportPart {
  const lines: string[] = [];
  let problems = 0;
  for (const service of config.services) {
    lines.push(`  ${service.name}`);
    const own = findings.filter((finding) => finding.service === service.name);
    if (own.length === 0) {
      lines.push(`  ${BAD}  no source gives any signal of it`);
      problems += 1;
    }
    for (const signal of SIGNALS) {
      const ofSignal = own.filter((finding) => finding.signal === signal);
      if (ofSignal.length === 0) continue;
      const { text, bad } = signalLine(signal, ofSignal, clock);
      lines.push(`  ${bad ? BAD : GOOD}  ${text}`);
      if (bad) problems += 1;
    }
    const days = own
      .map(({ oldestSeconds }) =>
        oldestSeconds === null ? 0 : (clock.nowSeconds() - oldestSeconds) / clock.secondsPerDay,
      )
      .reduce((a, b) => Math.max(a, b), 0);
    if (own.length > 0 && days < config.forecast.minimumDays) {
      lines.push(
        `  ${NOTE}  forecasts begin with ${config.forecast.minimumDays} days of past; there are ${days.toFixed(1)}`,
      );
    }
  }
  return { lines, problems };
}
