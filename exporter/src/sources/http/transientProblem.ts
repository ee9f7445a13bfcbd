import { Problem } from '../../core/problem.ts';

/** A Problem that may be gone at the next try: the network, a time-out, 429, a server's own error. */
export class TransientProblem extends Problem {
  /** What the server asked to wait; null when it did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(title: string, detail: string, retryAfterSeconds: number | null = null) {
    super('unavailable', title, detail);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
