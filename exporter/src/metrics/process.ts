import type { Exposition } from './exposition.ts';
import type { ProcessFigures } from './metricsInput.ts';

const CPU_TOTAL = 'process_cpu_seconds_total';
const RESIDENT_MEMORY = 'process_resident_memory_bytes';
const START_TIME = 'process_start_time_seconds';
const HEAP_USED = 'nodejs_heap_size_used_bytes';

/** The exporter's process, under the names that every Prometheus client uses. */
export function exposeProcess(exposition: Exposition, figures: ProcessFigures): void {
  exposition.counter(CPU_TOTAL, 'Processor time of the exporter, user and system.', {}, figures.cpuSeconds);
  exposition.gauge(RESIDENT_MEMORY, 'Resident memory of the exporter.', {}, figures.residentMemoryBytes);
  exposition.gauge(START_TIME, 'Unix time at which the exporter started.', {}, figures.startTimestampSeconds);
  exposition.gauge(HEAP_USED, 'JavaScript heap in use.', {}, figures.heapUsedBytes);
}
