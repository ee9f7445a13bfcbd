import { Agent, type Server } from 'node:http';
import { seededRandom } from '../core/random.ts';
import { createFront } from './live/front.ts';
import { FrontMetrics } from './live/frontMetrics.ts';
import { stopListening } from './live/listen.ts';
import { LiveScheduler } from './live/liveScheduler.ts';
import { createLiveService } from './live/liveService.ts';
import type { LiveInstance } from './live/liveService.ts';
import { PortPlan } from './live/portPlan.ts';
import { findShopAddress } from './live/shopAddress.ts';
import { TrafficSender } from './live/trafficSender.ts';
import { seasonalDemand } from './model/demand.ts';
import type { Demand } from './model/demand.ts';
import { demoShopPlan } from './model/demoShopPlan.ts';
import { startVisitors } from './model/visitors.ts';
import { simulateShop } from './past/simulateShop.ts';

const SAMPLE_MILLISECONDS = 1000;
const WARM_UP_STEP_SECONDS = 5;

/** How to start the shop. */
export interface DemoShopOptions {
  /** Real seconds that a day of the shop lasts; 600 unless given. */
  readonly secondsPerDay?: number;
  /** Whether visitors come; true unless given. */
  readonly traffic?: boolean;
  readonly seed?: number;
  /** The front's port, the instances' follow; any free ports unless given. */
  readonly firstPort?: number;
  /** Another demand than the shop's season. */
  readonly demand?: Demand;
}

/** An instance to scrape. */
export interface ShopTarget {
  readonly service: string;
  readonly instance: string;
  /** Its `/metrics`. */
  readonly url: string;
  readonly labels: { readonly version: string };
}

/** The running shop. */
export interface DemoShop {
  /** Loopback address that all of it listens on. */
  readonly address: string;
  /** Base URL that visitors and load tests use; its `/metrics` counts what arrived. */
  readonly frontUrl: string;
  readonly targets: readonly ShopTarget[];
  readonly clock: { readonly secondsPerDay: number; readonly label: string };
  /** What runs where, and what is not as one might expect; a sentence each. */
  readonly description: readonly string[];
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
  const { address, note } = await findShopAddress();
  const scheduler = new LiveScheduler();
  const ports = new Map<string, number[]>();
  const retainedBytes = traffic ? warmMemory(demand, seed, scheduler.nowSeconds()) : new Map<string, number>();
  const instances = demoShopPlan.services.flatMap((plan, index) =>
    createLiveService(plan, { address, scheduler, seed: seed + 100_003 * (index + 1), ports, retainedBytes }),
  );
  const portPlan = new PortPlan(address, firstPort === null ? null : firstPort + 1);
  const targets = await listenAll(instances, portPlan, address, ports);
  const frontAgent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  const front = createShopFront(address, ports, frontAgent);
  const frontPlan = new PortPlan(address, firstPort);
  const frontPort = await frontPlan.listen(front);
  const stopSampling = startSampling(instances, scheduler);
  const stopTraffic = traffic ? startTraffic({ scheduler, demand, seed, address, port: frontPort }) : () => undefined;
  const frontUrl = `http://${address}:${frontPort}`;
  const label = `1 day = ${Number((secondsPerDay / 60).toFixed(1))} min`;
  return {
    address,
    frontUrl,
    targets,
    clock: { secondsPerDay, label },
    description: describe(frontUrl, label, traffic, note, [...frontPlan.taken, ...portPlan.taken]),
    close: async () => {
      stopTraffic();
      stopSampling();
      scheduler.close();
      await stopAll([front, ...instances.map(({ server }) => server)], [frontAgent, ...instances.map((i) => i.agent)]);
    },
  };
}

/** What recent work would have left in memory, from a minute of the virtual shop: so that there is no step at the seam. */
function warmMemory(demand: Demand, seed: number, nowSeconds: number): ReadonlyMap<string, number> {
  const startSeconds = nowSeconds - WARM_UP_STEP_SECONDS;
  const window = { startSeconds, endSeconds: nowSeconds, stepSeconds: WARM_UP_STEP_SECONDS };
  return simulateShop({ plan: demoShopPlan, demand, seed, ...window }).retainedBytes;
}

async function listenAll(
  instances: readonly LiveInstance[],
  portPlan: PortPlan,
  address: string,
  ports: Map<string, number[]>,
): Promise<ShopTarget[]> {
  const targets: ShopTarget[] = [];
  for (const { service, instance, server } of instances) {
    const port = await portPlan.listen(server);
    ports.set(service, [...(ports.get(service) ?? []), port]);
    const { name, version } = instance.plan;
    targets.push({ service, instance: name, url: `http://${address}:${port}/metrics`, labels: { version } });
  }
  return targets;
}

function createShopFront(address: string, ports: ReadonlyMap<string, number[]>, agent: Agent): Server {
  const { entryService, services } = demoShopPlan;
  return createFront({
    address,
    ports: ports.get(entryService) ?? [],
    routes: services.find(({ name }) => name === entryService)?.routes ?? [],
    agent,
    metrics: new FrontMetrics(),
  });
}

function startSampling(instances: readonly LiveInstance[], scheduler: LiveScheduler): () => void {
  const sample = (): void => {
    const nowSeconds = scheduler.nowSeconds();
    for (const { instance, metrics } of instances) metrics.sample(instance, nowSeconds);
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MILLISECONDS);
  return () => clearInterval(timer);
}

function startTraffic(options: {
  scheduler: LiveScheduler;
  demand: Demand;
  seed: number;
  address: string;
  port: number;
}): () => void {
  const { scheduler, demand, seed } = options;
  const sender = new TrafficSender(options.address, options.port, seededRandom(seed + 17));
  const stopVisitors = startVisitors({
    scheduler,
    random: seededRandom(seed + 29),
    mix: demoShopPlan.mix,
    demand,
    arrive: (route) => sender.visit(route),
  });
  return () => {
    stopVisitors();
    sender.close();
  };
}

async function stopAll(servers: readonly Server[], agents: readonly Agent[]): Promise<void> {
  await Promise.all(servers.map(stopListening));
  for (const agent of agents) agent.destroy();
}

function describe(
  frontUrl: string,
  clockLabel: string,
  traffic: boolean,
  note: string | null,
  taken: readonly number[],
): string[] {
  const instances = demoShopPlan.services.flatMap((service) => service.instances).length;
  return [
    `The demo shop is at ${frontUrl}: ${demoShopPlan.services.length} services, ${instances} instances, each with /metrics.`,
    traffic ? `Visitors come and go with the shop's season (${clockLabel}).` : 'No visitors come (traffic is off).',
    'Unlike the others: catalogue-3 has a slow network, inventory-2 is short of memory, checkout-3 runs a canary.',
    ...(note === null ? [] : [`Note: ${note}.`]),
    ...(taken.length === 0 ? [] : [`Note: ports ${taken.join(', ')} were taken; any free ones are used instead.`]),
  ];
}
