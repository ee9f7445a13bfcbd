import type { Random } from '../../core/random.ts';
import type { Database } from './database.ts';
import { InstanceMemory } from './instanceMemory.ts';
import type { MemoryState } from './instanceMemory.ts';
import type { Measurements } from './measurements.ts';
import { sampleDuration } from './sampleDuration.ts';
import type { Scheduler } from './scheduler.ts';
import type { InstancePlan, RoutePlan } from './shopPlan.ts';
import { TimeIntegral } from './timeIntegral.ts';

const REFUSED = 503;
const FAULT = 500;
const BAD_GATEWAY = 502;
const ERROR_BODY_BYTES = 80;
/** Share by which work slows down once every core has company: shared caches and memory lanes. */
const CONTENTION = 0.6;

/** Reaches other services: over HTTP when live, directly on the virtual clock. `done` gets the HTTP status. */
export type CallService = (service: string, route: string, subject: string, done: (status: number) => void) => void;

/** What an instance is given to behave with. */
export interface InstanceParts {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly database: Database;
  readonly callService: CallService;
  readonly measurements: Measurements;
  /** Time that a real HTTP exchange adds to each request; 0 where the exchange is real. */
  readonly exchangeSeconds: number;
  /** Memory that it starts with; empty unless given. */
  readonly memory: MemoryState | undefined;
}

/** A request on its way through an instance. */
interface Visit {
  readonly route: RoutePlan;
  /** What the request is about, e.g. a product's id; handed on to other services. */
  readonly subject: string;
  readonly arrivedSeconds: number;
  readonly done: (status: number) => void;
  nextCall: number;
}

/**
 * How one instance of a service behaves: worker slots, a bounded queue, cores that are shared, memory that runs short, a
 * network that may be slow. Knows nothing of HTTP or of real time.
 */
export class Instance {
  readonly plan: InstancePlan;
  readonly #parts: InstanceParts;
  readonly #memory: InstanceMemory;
  readonly #waiting: Visit[] = [];
  /** Requests that hold a slot or wait for one. */
  readonly #occupancy: TimeIntegral;
  /** What a fault adds to each request: time in which nothing happens and the slot is held. */
  #faultSeconds = 0;
  #coreSeconds = 0;
  #busySlots = 0;
  #working = 0;

  constructor(plan: InstancePlan, parts: InstanceParts) {
    this.plan = plan;
    this.#parts = parts;
    const nowSeconds = parts.scheduler.nowSeconds();
    this.#memory = new InstanceMemory(plan.memory, nowSeconds, parts.memory);
    this.#occupancy = new TimeIntegral(nowSeconds);
  }

  /** Takes a request; `done` gets the HTTP status once the last byte would have arrived. */
  receive(route: RoutePlan, subject: string, done: (status: number) => void): void {
    const arrivedSeconds = this.#parts.scheduler.nowSeconds();
    const visit: Visit = { route, subject, arrivedSeconds, done, nextCall: 0 };
    if (this.#busySlots < this.plan.slots) {
      this.#occupancy.add(1, arrivedSeconds);
      this.#begin(visit);
    } else if (this.#waiting.length < this.plan.queueLimit) {
      this.#occupancy.add(1, arrivedSeconds);
      this.#waiting.push(visit);
    } else {
      this.#answer(visit, REFUSED);
    }
  }

  /** Makes each request that begins its wait from now on take so much longer, as a dependency that hangs would; 0 ends it. */
  setFault(extraLatencySeconds: number): void {
    this.#faultSeconds = extraLatencySeconds;
  }

  /** Requests that wait for a slot now. */
  get queueLength(): number {
    return this.#waiting.length;
  }

  /** Core-seconds used since the beginning, by work that has ended and by the collector. */
  get coreSeconds(): number {
    return this.#coreSeconds;
  }

  /** Integral of (busy slots + queue) over time, in seconds. */
  occupancySeconds(): number {
    return this.#occupancy.totalUntil(this.#parts.scheduler.nowSeconds());
  }

  /** Memory in use now, bytes. */
  memoryBytes(): number {
    return this.#memory.usedBytes(this.#parts.scheduler.nowSeconds());
  }

  /** Memory as it stands now; a warm start elsewhere begins with it. */
  memoryState(): MemoryState {
    return this.#memory.state(this.#parts.scheduler.nowSeconds());
  }

  #begin(visit: Visit): void {
    const { scheduler, random, exchangeSeconds } = this.#parts;
    const nowSeconds = scheduler.nowSeconds();
    const { cores } = this.plan;
    this.#busySlots += 1;
    this.#working += 1;
    const cost = this.#memory.allocate(visit.route.allocatedBytes, nowSeconds);
    this.#coreSeconds += cost.collectionSeconds;
    // Processor sharing, fixed at the start of the work: beyond one worker a core, each gets its share of the cores.
    const shareOfCore = Math.min(1, cores / this.#working);
    const slowdown = (1 + CONTENTION * Math.min(1, (this.#working - 1) / cores)) * cost.workFactor;
    const workSeconds = sampleDuration(visit.route.work, random) * this.plan.workFactor * slowdown;
    scheduler.after(cost.stallSeconds + workSeconds / shareOfCore + exchangeSeconds, () => {
      this.#coreSeconds += workSeconds;
      this.#working -= 1;
      if (random.next() < visit.route.faultRatio * this.plan.faultFactor) this.#release(visit, FAULT);
      else this.#query(visit);
    });
  }

  #query(visit: Visit): void {
    const { query } = visit.route;
    if (query === undefined) {
      this.#waitOutside(visit);
      return;
    }
    this.#parts.database.query(query, (seconds) => {
      this.#parts.measurements.query(seconds);
      this.#waitOutside(visit);
    });
  }

  #waitOutside(visit: Visit): void {
    const { outside } = visit.route;
    const waitSeconds = (outside === undefined ? 0 : sampleDuration(outside, this.#parts.random)) + this.#faultSeconds;
    if (waitSeconds === 0) this.#callNext(visit);
    else this.#parts.scheduler.after(waitSeconds, () => this.#callNext(visit));
  }

  #callNext(visit: Visit): void {
    const call = visit.route.calls[visit.nextCall];
    if (call === undefined) {
      this.#release(visit, visit.route.successStatus);
      return;
    }
    visit.nextCall += 1;
    this.#parts.callService(call.service, call.route, visit.subject, (status) => {
      if (status >= 400) this.#release(visit, BAD_GATEWAY);
      else this.#callNext(visit);
    });
  }

  /** Gives the slot to whoever waits, then sends the answer: sending takes the network's time, not the worker's. */
  #release(visit: Visit, status: number): void {
    this.#busySlots -= 1;
    this.#occupancy.add(-1, this.#parts.scheduler.nowSeconds());
    const next = this.#waiting.shift();
    if (next !== undefined) this.#begin(next);
    this.#answer(visit, status);
  }

  #answer(visit: Visit, status: number): void {
    const bodyBytes = status < 400 ? visit.route.responseBytes : ERROR_BODY_BYTES;
    const send = (): void => {
      const latencySeconds = this.#parts.scheduler.nowSeconds() - visit.arrivedSeconds;
      this.#parts.measurements.request(visit.route, status, latencySeconds, bodyBytes);
      visit.done(status);
    };
    const { slowNetwork } = this.plan;
    if (slowNetwork === undefined) send();
    else this.#parts.scheduler.after(slowNetwork.delaySeconds + bodyBytes / slowNetwork.bytesPerSecond, send);
  }
}
