import type { Signal } from '../../core/signal.ts';

/** What a source has of one signal of one service. */
export interface Finding {
  readonly source: string;
  readonly service: string;
  readonly signal: Signal;
  /** Value of the service now; null where there is none. */
  readonly value: number | null;
  /** Instances that have the signal now. */
  readonly instances: readonly string[];
  /** Oldest point; null where there is no past. */
  readonly oldestSeconds: number | null;
  /** Why it cannot be read; null when it can. */
  readonly problem: string | null;
}

/** How a source was found. */
export interface SourceFinding {
  readonly source: string;
  /** A sentence: version, targets, what a file says of itself. */
  readonly detail: string;
  readonly problem: string | null;
  readonly findings: readonly Finding[];
}

/** A problem's own words, or what else was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
