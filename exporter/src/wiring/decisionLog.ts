import type { Decision } from '../core/decision.ts';

/** Decisions kept in memory; older ones are dropped, the count goes on. */
const KEPT = 1000;

/** What was decided, newest first, and how often each kind was. */
export class DecisionLog {
  readonly #entries: Decision[] = [];
  readonly #totals = new Map<string, number>();

  /** @param earlier decisions of an earlier life, newest first; not counted among the totals since the start */
  constructor(earlier: readonly Decision[] = []) {
    this.#entries.push(...earlier.slice(0, KEPT));
  }

  add(decision: Decision): void {
    this.#entries.unshift(decision);
    if (this.#entries.length > KEPT) this.#entries.pop();
    this.#totals.set(decision.kind, (this.#totals.get(decision.kind) ?? 0) + 1);
  }

  entries(): readonly Decision[] {
    return this.#entries;
  }

  /** Decisions since the start by kind. */
  totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }
}
