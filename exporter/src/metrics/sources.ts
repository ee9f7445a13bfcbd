import type { SourceSnapshot } from '../core/snapshot.ts';
import type { Exposition } from './exposition.ts';

const READS_TOTAL = 'loadstar_source_reads_total';
const READ_FAILURES_TOTAL = 'loadstar_source_read_failures_total';
const READ_DURATION = 'loadstar_source_read_duration_seconds';

/** How one source fares. */
export function exposeSource(exposition: Exposition, source: SourceSnapshot): void {
  const labels = { source: source.source };
  exposition.counter(READS_TOTAL, 'Reads of the source since the start, failed ones too.', labels, source.readsTotal);
  exposition.counter(READ_FAILURES_TOTAL, 'Reads of the source that failed.', labels, source.readFailuresTotal);
  exposition.gauge(READ_DURATION, 'How long the last read took.', labels, source.lastReadDurationSeconds);
}
