/** What stands only in the journal, of one series: its newest point, and slots of these chunks by tier number. */
export type UnfoldedSeries = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * Which chunks have slots that stand only in the journal. Series are spread evenly over `rounds`, so that each cycle
 * has a like share of them to fold.
 */
export class Unfolded {
  readonly #rounds: readonly Map<number, Map<number, Set<number>>>[];

  constructor(rounds: number) {
    this.#rounds = Array.from({ length: rounds }, () => new Map());
  }

  /** The newest point of a series stands in the journal, and maybe more. */
  addSeries(series: number): void {
    const round = this.#round(series);
    if (!round.has(series)) round.set(series, new Map());
  }

  addChunk(series: number, tier: number, chunk: number): void {
    this.addSeries(series);
    const tiers = this.#round(series).get(series);
    const chunks = tiers?.get(tier);
    if (chunks !== undefined) chunks.add(chunk);
    else tiers?.set(tier, new Set([chunk]));
  }

  /** A chunk was written as a whole. */
  removeChunk(series: number, tier: number, chunk: number): void {
    this.#round(series).get(series)?.get(tier)?.delete(chunk);
  }

  has(series: number): boolean {
    return this.#round(series).has(series);
  }

  /** Series whose turn it is in a cycle. */
  due(cycle: number): ReadonlyMap<number, UnfoldedSeries> {
    return this.#round(cycle);
  }

  clear(cycle: number): void {
    this.#round(cycle).clear();
  }

  #round(number: number): Map<number, Map<number, Set<number>>> {
    const round = this.#rounds[number % this.#rounds.length];
    if (round === undefined) throw new RangeError(`a whole number of at least 0 is wanted, not ${number}`);
    return round;
  }
}
