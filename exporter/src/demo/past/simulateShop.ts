import { seededRandom } from '../../core/random.ts';
import type { Demand } from '../model/demand.ts';
import type { MemoryState } from '../model/instanceMemory.ts';
import type { ShopPlan } from '../model/shopPlan.ts';
import { startVisitors } from '../model/visitors.ts';
import type { RecordedSeries } from './seriesRecorder.ts';
import { SimulatedService } from './simulatedService.ts';
import { VirtualScheduler } from './virtualScheduler.ts';

/** How late a real timer is on average (measured on the live shop's query times). */
const TIMER_LATENESS_SECONDS = 0.0004;
/** Simulated before the start and not recorded, so that memory and queues are at their level when recording begins. */
const WARM_UP_SECONDS = 60;

/** What to simulate. Times in Unix seconds, `endSeconds - startSeconds` a multiple of `stepSeconds`. */
export interface SimulationOptions {
  readonly plan: ShopPlan;
  readonly demand: Demand;
  readonly seed: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly stepSeconds: number;
}

/** What the shop did: value i of a series covers the step that ends at startSeconds + i · stepSeconds. */
export interface SimulatedShop {
  readonly series: readonly RecordedSeries[];
  /** Memory at the end, by instance; the live shop starts warm with it. */
  readonly memory: ReadonlyMap<string, MemoryState>;
}

/**
 * Runs the shop's behaviour on a virtual clock: a discrete-event simulation of the very instances that serve live. The
 * same options give the same answer.
 */
export function simulateShop(options: SimulationOptions): SimulatedShop {
  const { plan, startSeconds, endSeconds, stepSeconds } = options;
  const scheduler = new VirtualScheduler(startSeconds - stepSeconds - WARM_UP_SECONDS, TIMER_LATENESS_SECONDS);
  const services = new Map<string, SimulatedService>();
  plan.services.forEach((service, index) => {
    services.set(
      service.name,
      new SimulatedService(service, scheduler, options.seed + 1000 * (index + 1), services, stepSeconds),
    );
  });
  const entry = services.get(plan.entryService);
  if (entry === undefined) throw new RangeError(`the shop's entry ${plan.entryService} is none of its services`);
  startVisitors({
    scheduler,
    random: seededRandom(options.seed),
    mix: plan.mix,
    demand: options.demand,
    arrive: (route) => entry.receive(route, '', () => undefined),
  });
  scheduler.runUntil(startSeconds - stepSeconds);
  for (const service of services.values()) service.discardStep();
  const steps = Math.round((endSeconds - startSeconds) / stepSeconds);
  for (let step = 0; step <= steps; step++) {
    scheduler.runUntil(startSeconds + step * stepSeconds);
    for (const service of services.values()) service.recordStep();
  }
  const all = [...services.values()];
  return {
    series: all.flatMap((service) => service.series()),
    memory: new Map(all.flatMap((service) => service.memory())),
  };
}
