/** A quantity that changes in steps, and its integral over time: what a mean over any window is made of. */
export class TimeIntegral {
  #value = 0;
  #total = 0;
  #changedSeconds: number;

  constructor(nowSeconds: number) {
    this.#changedSeconds = nowSeconds;
  }

  /** The quantity as it stands. */
  get value(): number {
    return this.#value;
  }

  /** Changes the quantity by `change` from `nowSeconds` on. */
  add(change: number, nowSeconds: number): void {
    this.#total = this.totalUntil(nowSeconds);
    this.#changedSeconds = nowSeconds;
    this.#value += change;
  }

  /** The integral from the beginning to `nowSeconds`. */
  totalUntil(nowSeconds: number): number {
    return this.#total + this.#value * Math.max(0, nowSeconds - this.#changedSeconds);
  }
}
