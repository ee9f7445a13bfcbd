import { Agent } from 'node:http';
import type { Server } from 'node:http';
import type { MemoryState } from '../model/instanceMemory.ts';
import type { ShopPlan } from '../model/shopPlan.ts';
import { createFront } from './front.ts';
import { FrontMetrics } from './frontMetrics.ts';
import { stopListening } from './listen.ts';
import type { LiveScheduler } from './liveScheduler.ts';
import { createLiveService } from './liveService.ts';
import type { LiveInstance } from './liveService.ts';
import { PortPlan } from './portPlan.ts';

const SAMPLE_MILLISECONDS = 1000;

/** An instance to scrape. */
export interface ShopTarget {
  readonly service: string;
  readonly instance: string;
  /** Its `/metrics`. */
  readonly url: string;
  readonly labels: { readonly version: string };
}

/** Something that goes wrong in a service of the shop. */
export interface ShopFault {
  readonly service: string;
  /** Seconds that each request takes longer; 0 for none. */
  readonly extraLatencySeconds: number;
}

/** What to serve, and where. */
export interface ShopServersOptions {
  readonly plan: ShopPlan;
  readonly address: string;
  /** The front's port, the instances' follow; null: any free ports. */
  readonly firstPort: number | null;
  readonly scheduler: LiveScheduler;
  readonly seed: number;
  /** Memory that instances start with, by name; empty for those not named. */
  readonly memory: ReadonlyMap<string, MemoryState>;
}

/** All servers of the shop, listening. */
export interface ShopServers {
  readonly frontPort: number;
  readonly targets: readonly ShopTarget[];
  /** Ports that were wanted and taken. */
  readonly taken: readonly number[];
  /** Slows all instances of a service; 0 seconds end it. @throws Error where there is no such service */
  setFault(fault: ShopFault): void;
  close(): Promise<void>;
}

/** Starts every instance's server and the front. Rejects with the system's error, and then nothing is left listening. */
export async function startShopServers(options: ShopServersOptions): Promise<ShopServers> {
  const { plan, address, firstPort, scheduler, seed, memory } = options;
  const ports = new Map<string, number[]>();
  const instances = plan.services.flatMap((service, index) =>
    createLiveService(service, { address, scheduler, seed: seed + 100_003 * (index + 1), ports, memory }),
  );
  const frontAgent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  const servers: Server[] = instances.map(({ server }) => server);
  const stopSampling = startSampling(instances, scheduler);
  const close = async (): Promise<void> => {
    stopSampling();
    scheduler.close();
    await Promise.all(servers.map(stopListening));
    for (const agent of [frontAgent, ...instances.map((live) => live.agent)]) agent.destroy();
  };
  try {
    const instancePorts = new PortPlan(address, firstPort === null ? null : firstPort + 1);
    const targets = await listenAll(instances, instancePorts, address, ports);
    const front = createFront({
      address,
      ports: ports.get(plan.entryService) ?? [],
      routes: plan.services.find(({ name }) => name === plan.entryService)?.routes ?? [],
      agent: frontAgent,
      metrics: new FrontMetrics(),
    });
    servers.push(front);
    const frontPorts = new PortPlan(address, firstPort);
    const frontPort = await frontPorts.listen(front);
    const taken = [...frontPorts.taken, ...instancePorts.taken];
    return { frontPort, targets, taken, setFault: (fault) => setFault(instances, fault), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function setFault(instances: readonly LiveInstance[], fault: ShopFault): void {
  const those = instances.filter(({ service }) => service === fault.service);
  if (those.length === 0) throw new Error(`the shop has no service ${fault.service}`);
  for (const { instance } of those) instance.setFault(fault.extraLatencySeconds);
}

/** Lets every instance listen and notes its port with its service's. */
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

function startSampling(instances: readonly LiveInstance[], scheduler: LiveScheduler): () => void {
  const sample = (): void => {
    const nowSeconds = scheduler.nowSeconds();
    for (const { instance, metrics } of instances) metrics.sample(instance, nowSeconds);
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MILLISECONDS);
  return () => clearInterval(timer);
}
