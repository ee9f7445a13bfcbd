import type { Random } from '../../core/random.ts';
import type { Demand } from './demand.ts';
import type { Scheduler } from './scheduler.ts';
import type { ShopPlan } from './shopPlan.ts';

/** Further behind than this (a stalled event loop), arrivals are skipped rather than sent in a burst. */
const MOST_LAG_SECONDS = 1;

/** What visitors are made of. */
export interface VisitorsOptions {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly mix: ShopPlan['mix'];
  readonly demand: Demand;
  /** Called for each arrival with the route's name. */
  readonly arrive: (route: string) => void;
}

/**
 * Open-loop visitors: a Poisson process whose rate follows the demand, by thinning (Lewis and Shedler 1979). They come
 * whether or not the shop keeps up. Returns a function that ends the process.
 */
export function startVisitors(options: VisitorsOptions): () => void {
  const { scheduler, random, demand, arrive } = options;
  let stopped = false;
  // Arrivals follow their own times, not those of the timers, which are late by a millisecond and would lower the rate.
  let dueSeconds = scheduler.nowSeconds();
  const scheduleNext = (): void => {
    const nowSeconds = scheduler.nowSeconds();
    dueSeconds = Math.max(dueSeconds, nowSeconds - MOST_LAG_SECONDS) - Math.log(1 - random.next()) / demand.highest;
    scheduler.after(Math.max(0, dueSeconds - nowSeconds), () => {
      if (stopped) return;
      if (random.next() * demand.highest < demand.at(dueSeconds)) arrive(pickRoute(options.mix, random));
      scheduleNext();
    });
  };
  scheduleNext();
  return () => {
    stopped = true;
  };
}

function pickRoute(mix: ShopPlan['mix'], random: Random): string {
  let rest = random.next();
  for (const { route, share } of mix) {
    rest -= share;
    if (rest < 0) return route;
  }
  const last = mix.at(-1);
  if (last === undefined) throw new RangeError('a mix of routes must name at least one');
  return last.route;
}
