import type { Run } from '@loadstar/exporter/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call';
import { openStream } from '../../api/openStream';
import { requests } from '../../api/requests';
import type { Polled } from '../../api/usePolled';
import { RunFollower, type FollowedRun } from './live/runFollower';

const NOTHING: FollowedRun = { run: null, problem: null };

/** A run with its series, kept up to date until it has finished; null asks for none. */
export function useRun(id: string | null): Polled<Run> {
  const [held, setHeld] = useState<FollowedRun & { readonly id: string | null }>({ id, ...NOTHING });
  const follower = useRef<RunFollower | null>(null);
  useEffect(() => {
    if (id === null) {
      return;
    }
    const source = {
      fetch: () => call(requests.run(id)),
      open: openStream.bind(null, requests.runEvents(id)),
    } as const;
    const own = new RunFollower(source, (followed) => setHeld({ id, ...followed }));
    follower.current = own;
    own.refresh();
    return () => {
      own.stop();
      follower.current = null;
    };
  }, [id]);
  const refresh = useCallback(() => follower.current?.refresh(), []);
  const accept = useCallback((run: Run) => follower.current?.accept(run), []);
  const { run, problem } = held.id === id ? held : NOTHING;
  return { data: run, problem, refresh, accept };
}
