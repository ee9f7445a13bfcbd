/** The ensemble's score of each cycle over the past day of the service, for charts. Bounded. */
export class ScoreTrail {
  readonly #capacity: number;
  readonly #timestamps: number[] = [];
  readonly #scores: (number | null)[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(timestampSeconds: number, score: number | null): void {
    this.#timestamps.push(timestampSeconds);
    this.#scores.push(score);
    // Cut in pieces: shifting an array at each cycle would copy it each time.
    if (this.#timestamps.length > this.#capacity * 1.25) {
      this.#timestamps.splice(0, this.#timestamps.length - this.#capacity);
      this.#scores.splice(0, this.#scores.length - this.#capacity);
    }
  }

  read(): { readonly timestamps: readonly number[]; readonly scores: readonly (number | null)[] } {
    return { timestamps: this.#timestamps, scores: this.#scores };
  }
}
