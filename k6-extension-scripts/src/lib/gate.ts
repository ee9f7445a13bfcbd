import exec from 'k6/execution';
import ws from 'k6/ws';
import type { GateAnswer, Lease } from './lease.ts';
import { afterAnswer, afterSilence, isOrphaned, shareAt, shouldAsk, unasked } from './lease.ts';
import { worksAt } from './worksAt.ts';

/** Tag of every sample: `load` for iterations that work, `skip` for thinned ones, `gate` for the asking itself. */
export const LOAD_TAG = 'loadstar';

/**
 * Asks the gate over a WebSocket: k6 counts HTTP requests against `--rps` and in http_reqs and http_req_duration, so
 * asking by HTTP would take from the target's rate and colour the user's thresholds. Null when there is no answer.
 */
function ask(gateUrl: string): GateAnswer | null {
  let answer: GateAnswer | null = null;
  const url = `${gateUrl.replace(/^http/, 'ws')}/target?vu=${exec.vu.idInInstance}`;
  try {
    ws.connect(url, { tags: { [LOAD_TAG]: 'gate' } }, (socket) => {
      socket.on('message', (text) => {
        answer = JSON.parse(text) as GateAnswer;
        socket.close();
      });
      socket.on('error', () => socket.close());
    });
  } catch {
    // `throw: true` in the user's options turns a refused connection into an exception; silence is handled alike.
  }
  return answer;
}

/** The gate as one VU sees it. One for each VU, made in the init context. */
export interface Gate {
  /**
   * Runs one iteration of the user's function if this iteration may work, and tags its samples. Ends the whole test
   * (exit code 108) when the gate has been silent for the lease.
   */
  pass<T>(iteration: () => T): T | undefined;
  /** Whether anybody still steers: asked once, before setup and teardown, which may make requests of their own. */
  isHeld(): boolean;
}

/** @param gateUrl base URL of the gate, with its secret path */
export function openGate(gateUrl: string): Gate {
  let lease: Lease | null = null;
  const refresh = (index: number): Lease => {
    const known = lease ?? unasked(Date.now());
    if (!shouldAsk(known, Date.now(), worksAt(index, known.share))) return known;
    const answer = ask(gateUrl);
    const nowMs = Date.now();
    lease = answer === null ? afterSilence(known, nowMs) : afterAnswer(answer, nowMs);
    if (isOrphaned(lease, nowMs)) exec.test.abort('Loadstar: the gate no longer answers, so nobody steers this test.');
    return lease;
  };
  return {
    pass: (iteration) => {
      // Steps over the index of this process, not of the whole test: segments stripe that one, and a share of 1/n would
      // then put all work on one of n processes.
      const index = exec.scenario.iterationInInstance;
      const works = worksAt(index, shareAt(refresh(index), Date.now()));
      exec.vu.metrics.tags[LOAD_TAG] = works ? 'load' : 'skip';
      return works ? iteration() : undefined;
    },
    isHeld: () => {
      const answer = ask(gateUrl);
      return answer !== null && (answer as GateAnswer).leaseSeconds > 0;
    },
  };
}
