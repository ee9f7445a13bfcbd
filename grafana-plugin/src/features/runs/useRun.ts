import type { Run } from '@loadstar/exporter/contract';
import { useState } from 'react';
import { requests } from '../../api/requests';
import { usePolled, type Polled } from '../../api/usePolled';

/** A live run is asked for once a second, as often as its series grows. */
const LIVE_SECONDS = 1;

/** A run with its series, kept up to date until it has finished; null asks for none. */
export function useRun(id: string | null): Polled<Run> {
  const [finished, setFinished] = useState<string | null>(null);
  const run = usePolled(id === null ? null : requests.run(id), finished === id ? null : LIVE_SECONDS);
  if (run.data !== null && run.data.state === 'finished' && run.data.id === id && finished !== id) {
    setFinished(id);
  }
  return run;
}
