import { seededRandom } from '../core/random.ts';
import { LiveScheduler } from './live/liveScheduler.ts';
import { findShopAddress } from './live/shopAddress.ts';
import { startShopServers } from './live/shopServers.ts';
import type { ShopFault, ShopTarget } from './live/shopServers.ts';
import { TrafficSender } from './live/trafficSender.ts';
import { seasonalDemand } from './model/demand.ts';
import type { Demand } from './model/demand.ts';
import { demoShopPlan } from './model/demoShopPlan.ts';
import type { MemoryState } from './model/instanceMemory.ts';
import type { Scheduler } from './model/scheduler.ts';
import { startVisitors } from './model/visitors.ts';
import { simulateShop } from './past/simulateShop.ts';

/** Long enough that memory has been through a few collections even at night. */
const WARM_UP_SECONDS = 300;

/** How to start the shop. */
export interface DemoShopOptions {
  /** Real seconds that a day of the shop lasts; 600 unless given. */
  readonly secondsPerDay?: number;
  /** Whether visitors come; true unless given. */
  readonly traffic?: boolean;
  readonly seed?: number;
  /** The front's port, the instances' follow; any free ports unless given. */
  readonly firstPort?: number;
  /** Address that all of it listens on; one of loopback, its own where there is one, unless given. */
  readonly address?: string;
  /** Another demand than the shop's season. */
  readonly demand?: Demand;
}

/** The running shop. */
export interface DemoShop {
  /** Address that all of it listens on. */
  readonly address: string;
  /** Base URL that visitors and load tests use; its `/metrics` counts what arrived. */
  readonly frontUrl: string;
  readonly targets: readonly ShopTarget[];
  readonly clock: { readonly secondsPerDay: number; readonly label: string };
  /** What runs where, and what is not as one might expect; a sentence each. */
  readonly description: readonly string[];
  /** Lets something go wrong in a service, or ends it. @throws Error where there is no such service */
  setFault(fault: ShopFault): void;
  /** Ends traffic and servers; nothing of the shop runs afterwards. */
  close(): Promise<void>;
}

/**
 * Starts the demo shop in this process: a front and thirteen instances of five services, each a real HTTP server on a
 * port of its own, and the visitors. Rejects with the system's error when no loopback address can be bound.
 */
export async function startDemoShop(options: DemoShopOptions = {}): Promise<DemoShop> {
  const { secondsPerDay = 600, traffic = true, seed = 1, firstPort = null } = options;
  const demand = options.demand ?? seasonalDemand(secondsPerDay, seed);
  const { address, note } =
    options.address === undefined ? await findShopAddress() : { address: options.address, note: null };
  const scheduler = new LiveScheduler();
  const memory = traffic ? warmMemory(demand, seed, scheduler.nowSeconds()) : new Map<string, MemoryState>();
  const servers = await startShopServers({ plan: demoShopPlan, address, firstPort, scheduler, seed, memory });
  const sender = new TrafficSender(address, servers.frontPort, seededRandom(seed + 17));
  const stopVisitors = traffic ? startSending(sender, scheduler, demand, seed) : () => undefined;
  const frontUrl = `http://${address}:${servers.frontPort}`;
  const label = `1 day = ${Number((secondsPerDay / 60).toFixed(1))} min`;
  return {
    address,
    frontUrl,
    targets: servers.targets,
    clock: { secondsPerDay, label },
    description: describe({ frontUrl, label, traffic, note, taken: servers.taken }),
    setFault: (fault) => servers.setFault(fault),
    close: async () => {
      stopVisitors();
      sender.close();
      await servers.close();
    },
  };
}

/** Memory as recent work would have left it, from some minutes of the virtual shop: so that there is no step at the seam. */
function warmMemory(demand: Demand, seed: number, nowSeconds: number): ReadonlyMap<string, MemoryState> {
  const startSeconds = nowSeconds - WARM_UP_SECONDS;
  const window = { startSeconds, endSeconds: nowSeconds, stepSeconds: WARM_UP_SECONDS };
  return simulateShop({ plan: demoShopPlan, demand, seed, ...window }).memory;
}

function startSending(sender: TrafficSender, scheduler: Scheduler, demand: Demand, seed: number): () => void {
  const random = seededRandom(seed + 29);
  return startVisitors({ scheduler, random, mix: demoShopPlan.mix, demand, arrive: (route) => sender.visit(route) });
}

function describe(shop: {
  frontUrl: string;
  label: string;
  traffic: boolean;
  note: string | null;
  taken: readonly number[];
}): string[] {
  const { services } = demoShopPlan;
  const instances = services.flatMap((service) => service.instances).length;
  return [
    `The demo shop is at ${shop.frontUrl}: ${services.length} services, ${instances} instances, each with /metrics.`,
    shop.traffic
      ? `Visitors come and go with the shop's season (${shop.label}).`
      : 'No visitors come (traffic is off).',
    'Unlike the others: catalogue-3 has a slow network, inventory-2 is short of memory, checkout-3 runs a canary.',
    ...(shop.note === null ? [] : [`Note: ${shop.note}.`]),
    ...(shop.taken.length === 0
      ? []
      : [`Note: ${shop.taken.length} of the wanted ports, from ${shop.taken[0]} on, were taken; others are used.`]),
  ];
}
