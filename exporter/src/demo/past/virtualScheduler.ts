import type { Scheduler } from '../model/scheduler.ts';

/** A task and its time; `order` keeps tasks of one time in the order they were scheduled, so that runs repeat exactly. */
interface Event {
  readonly dueSeconds: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that jumps from task to task: a discrete-event simulation's. Held in a binary heap. */
export class VirtualScheduler implements Scheduler {
  readonly #heap: Event[] = [];
  readonly #latenessSeconds: number;
  #nowSeconds: number;
  #order = 0;

  /** `latenessSeconds` is added to every delay: real timers are late too. */
  constructor(startSeconds: number, latenessSeconds = 0) {
    this.#nowSeconds = startSeconds;
    this.#latenessSeconds = latenessSeconds;
  }

  nowSeconds(): number {
    return this.#nowSeconds;
  }

  after(delaySeconds: number, task: () => void): void {
    const event = { dueSeconds: this.#nowSeconds + delaySeconds + this.#latenessSeconds, order: this.#order++, task };
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Event;
      if (isBefore(above, event)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = event;
  }

  /** Runs every task due up to `endSeconds`, that time included, and leaves the clock there. */
  runUntil(endSeconds: number): void {
    for (let next = this.#heap[0]; next !== undefined && next.dueSeconds <= endSeconds; next = this.#heap[0]) {
      this.#removeFirst();
      this.#nowSeconds = next.dueSeconds;
      next.task();
    }
    this.#nowSeconds = endSeconds;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const moved = heap.pop() as Event;
    const { length } = heap;
    if (length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && isBefore(heap[child + 1] as Event, heap[child] as Event)) child += 1;
      if (isBefore(moved, heap[child] as Event)) break;
      heap[index] = heap[child] as Event;
      index = child;
    }
    heap[index] = moved;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.dueSeconds < b.dueSeconds || (a.dueSeconds === b.dueSeconds && a.order < b.order);
}
