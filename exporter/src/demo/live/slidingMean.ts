/** Mean of a quantity over the last seconds, from readings of its integral: what a gauge shows that does not jitter. */
export class SlidingMean {
  readonly #windowSeconds: number;
  readonly #readings: { readonly atSeconds: number; readonly integral: number }[] = [];

  constructor(windowSeconds: number) {
    this.#windowSeconds = windowSeconds;
  }

  /** Takes a reading of the integral; readings older than the window are dropped but for the one that begins it. */
  read(integral: number, atSeconds: number): void {
    this.#readings.push({ atSeconds, integral });
    for (let second = this.#readings[1]; second !== undefined; second = this.#readings[1]) {
      if (second.atSeconds > atSeconds - this.#windowSeconds) break;
      this.#readings.shift();
    }
  }

  /** The mean between the oldest and the newest reading; 0 until there are two. */
  get value(): number {
    const first = this.#readings[0];
    const last = this.#readings.at(-1);
    if (first === undefined || last === undefined || last.atSeconds <= first.atSeconds) return 0;
    return (last.integral - first.integral) / (last.atSeconds - first.atSeconds);
  }
}
