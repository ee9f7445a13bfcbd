import type { MemoryPlan } from './shopPlan.ts';

const RETENTION_SECONDS = 20;
const RETAINED_SHARE = 0.25;
const LEAST_YOUNG_BYTES = 4 * 2 ** 20;
/** How many times the work itself takes longer on top, with no memory to spare: allocations wait, caches are evicted. */
const SLOWDOWN = 2;
const MINOR_PAUSE_SECONDS = 0.003;
const MAJOR_PAUSE_SECONDS_PER_BYTE = 0.3e-3 / 2 ** 20;

/** What of an instance's memory comes and goes; a warm start begins with another's. */
export interface MemoryState {
  /** Bytes that recent work still holds. */
  readonly retainedBytes: number;
  /** Bytes allocated since the last collection. */
  readonly youngBytes: number;
}

const EMPTY: MemoryState = { retainedBytes: 0, youngBytes: 0 };

/** What an allocation costs the request that makes it. */
export interface AllocationCost {
  /** Time until the collection under way ends; 0 when there is none. */
  readonly stallSeconds: number;
  /** Collector time that this allocation set off. */
  readonly collectionSeconds: number;
  /** Multiplies the request's work: 1 with ample memory, up to nearly 3 with none to spare. */
  readonly workFactor: number;
}

/**
 * Memory of an instance with a generational collector, in short: what is allocated is young until a collection; a share
 * of it is retained (sessions, caches) and fades within some twenty seconds, so that memory follows work. As retained
 * data come near the limit the young space shrinks, collections come more often and grow longer, and work slows down.
 */
export class InstanceMemory {
  readonly #plan: MemoryPlan;
  #youngBytes: number;
  #retainedBytes: number;
  #retainedAtSeconds: number;
  #collectingUntilSeconds: number;

  constructor(plan: MemoryPlan, nowSeconds: number, state: MemoryState = EMPTY) {
    this.#plan = plan;
    this.#retainedBytes = state.retainedBytes;
    this.#youngBytes = state.youngBytes;
    this.#retainedAtSeconds = nowSeconds;
    this.#collectingUntilSeconds = nowSeconds;
  }

  /** Takes `bytes` for a request that starts now. */
  allocate(bytes: number, nowSeconds: number): AllocationCost {
    this.#retainedBytes = Math.min(
      this.retainedBytes(nowSeconds) + bytes * RETAINED_SHARE,
      this.#plan.limitBytes - this.#plan.baseBytes - LEAST_YOUNG_BYTES,
    );
    this.#retainedAtSeconds = nowSeconds;
    this.#youngBytes += bytes;
    const liveBytes = this.#plan.baseBytes + this.#retainedBytes;
    const roomBytes = Math.min(this.#plan.youngBytes, this.#plan.limitBytes - liveBytes);
    const pressure = 1 - roomBytes / this.#plan.youngBytes;
    let collectionSeconds = 0;
    if (this.#youngBytes > roomBytes) {
      this.#youngBytes = 0;
      collectionSeconds = MINOR_PAUSE_SECONDS + pressure * liveBytes * MAJOR_PAUSE_SECONDS_PER_BYTE;
      this.#collectingUntilSeconds = Math.max(nowSeconds, this.#collectingUntilSeconds) + collectionSeconds;
    }
    return {
      stallSeconds: Math.max(0, this.#collectingUntilSeconds - nowSeconds),
      collectionSeconds,
      workFactor: 1 + SLOWDOWN * pressure,
    };
  }

  /** As it stands now. */
  state(nowSeconds: number): MemoryState {
    return { retainedBytes: this.retainedBytes(nowSeconds), youngBytes: this.#youngBytes };
  }

  /** Bytes that recent work still holds. */
  retainedBytes(nowSeconds: number): number {
    return this.#retainedBytes * Math.exp(-Math.max(0, nowSeconds - this.#retainedAtSeconds) / RETENTION_SECONDS);
  }

  /** All bytes in use; never above the limit. */
  usedBytes(nowSeconds: number): number {
    return Math.min(this.#plan.limitBytes, this.#plan.baseBytes + this.retainedBytes(nowSeconds) + this.#youngBytes);
  }
}
