import { Agent } from 'node:http';
import type { Server } from 'node:http';
import { seededRandom } from '../../core/random.ts';
import { Database } from '../model/database.ts';
import { Instance } from '../model/instance.ts';
import type { MemoryState } from '../model/instanceMemory.ts';
import type { ServicePlan } from '../model/shopPlan.ts';
import { httpCalls } from './httpCalls.ts';
import type { ServicePorts } from './httpCalls.ts';
import { InstanceMetrics } from './instanceMetrics.ts';
import { createInstanceServer } from './instanceServer.ts';
import type { LiveScheduler } from './liveScheduler.ts';

/** An instance that serves: its behaviour, its metrics and its HTTP server (not listening yet). */
export interface LiveInstance {
  readonly service: string;
  readonly instance: Instance;
  readonly metrics: InstanceMetrics;
  readonly server: Server;
  /** For its calls to other services. */
  readonly agent: Agent;
}

/** What the instances of a service share. */
export interface LiveServiceOptions {
  readonly address: string;
  readonly scheduler: LiveScheduler;
  readonly seed: number;
  /** Filled by the time that the first request comes. */
  readonly ports: ServicePorts;
  /** Memory that instances start with, by name; empty for those not named. */
  readonly memory: ReadonlyMap<string, MemoryState>;
}

/** Makes the instances of a service with their database. */
export function createLiveService(plan: ServicePlan, options: LiveServiceOptions): LiveInstance[] {
  const { address, scheduler, seed, ports, memory } = options;
  const database = new Database(scheduler, seededRandom(seed), plan.databaseConcurrency);
  return plan.instances.map((instancePlan, index) => {
    const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
    const metrics = new InstanceMetrics();
    const instance = new Instance(instancePlan, {
      scheduler,
      random: seededRandom(seed + index + 1),
      database,
      callService: httpCalls(address, agent, ports, index),
      measurements: metrics,
      exchangeSeconds: 0,
      memory: memory.get(instancePlan.name),
    });
    metrics.watch(instance);
    return { service: plan.name, instance, metrics, agent, server: createInstanceServer(plan, instance, metrics) };
  });
}
