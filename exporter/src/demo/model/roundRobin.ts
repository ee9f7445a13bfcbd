/** Takes the members of a list in turn, for ever. The list must not be empty. */
export class RoundRobin<T> {
  readonly #members: readonly T[];
  #next: number;

  /** `first` is the index that the turn begins with; callers begin at different ones, else all press on the first. */
  constructor(members: readonly T[], first = 0) {
    if (members.length === 0) throw new RangeError('a round robin needs at least one member');
    this.#members = members;
    this.#next = first % members.length;
  }

  /** The member whose turn it is. */
  next(): T {
    const member = this.#members[this.#next] as T;
    this.#next = (this.#next + 1) % this.#members.length;
    return member;
  }
}
