import { seededRandom } from '../../core/random.ts';
import { Database } from '../model/database.ts';
import { Instance } from '../model/instance.ts';
import type { CallService } from '../model/instance.ts';
import type { MemoryState } from '../model/instanceMemory.ts';
import { RoundRobin } from '../model/roundRobin.ts';
import type { RoutePlan, ServicePlan } from '../model/shopPlan.ts';
import { routeName } from '../model/shopPlan.ts';
import { SeriesRecorder } from './seriesRecorder.ts';
import type { RecordedSeries, StepGauges } from './seriesRecorder.ts';
import { StepCounts } from './stepCounts.ts';
import type { VirtualScheduler } from './virtualScheduler.ts';

/** What a real exchange over loopback adds to each request of an instance (measured on the live shop). */
const EXCHANGE_SECONDS = 0.001;

/** An instance, its counts of the current step, and where its integrals stood at the last step. */
interface Watched {
  readonly instance: Instance;
  readonly counts: StepCounts;
  readonly recorder: SeriesRecorder;
  coreSeconds: number;
  occupancySeconds: number;
}

/** A service on the virtual clock: its instances, and their steps summed up by the rules the exporter uses. */
export class SimulatedService {
  readonly #routes: ReadonlyMap<string, RoutePlan>;
  readonly #watched: readonly Watched[];
  readonly #turns: RoundRobin<Watched>;
  readonly #counts = new StepCounts();
  readonly #recorder: SeriesRecorder;
  readonly #stepSeconds: number;

  constructor(
    plan: ServicePlan,
    scheduler: VirtualScheduler,
    seed: number,
    services: ReadonlyMap<string, SimulatedService>,
    stepSeconds: number,
  ) {
    this.#stepSeconds = stepSeconds;
    this.#routes = new Map(plan.routes.map((route) => [routeName(route), route]));
    this.#recorder = new SeriesRecorder(plan.name, null, stepSeconds);
    const database = new Database(scheduler, seededRandom(seed), plan.databaseConcurrency);
    const callService: CallService = (service, route, subject, done) => {
      const called = services.get(service);
      if (called === undefined) throw new RangeError(`${plan.name} calls ${service}, which the shop does not have`);
      called.receive(route, subject, done);
    };
    this.#watched = plan.instances.map((instancePlan, index) => {
      const counts = new StepCounts();
      const instance = new Instance(instancePlan, {
        scheduler,
        random: seededRandom(seed + index + 1),
        database,
        callService,
        measurements: counts,
        exchangeSeconds: EXCHANGE_SECONDS,
        memory: undefined,
      });
      const recorder = new SeriesRecorder(plan.name, instancePlan.name, stepSeconds);
      return { instance, counts, recorder, coreSeconds: 0, occupancySeconds: 0 };
    });
    this.#turns = new RoundRobin(this.#watched);
  }

  receive(route: string, subject: string, done: (status: number) => void): void {
    const plan = this.#routes.get(route);
    if (plan === undefined) throw new RangeError(`no service of the shop has the route ${route}`);
    this.#turns.next().instance.receive(plan, subject, done);
  }

  /** Forgets what was counted, to begin a step. */
  discardStep(): void {
    for (const watched of this.#watched) {
      this.#gauges(watched);
      watched.counts.clear();
    }
  }

  /** Ends a step: rates add up, latencies merge, CPU, memory and saturation are means over the instances. */
  recordStep(): void {
    let cpuRatio = 0;
    let saturationRatio = 0;
    let memoryBytes = 0;
    const share = 1 / this.#watched.length;
    this.#counts.clear();
    for (const watched of this.#watched) {
      const gauges = this.#gauges(watched);
      watched.recorder.record(watched.counts, gauges);
      this.#counts.add(watched.counts);
      watched.counts.clear();
      cpuRatio += gauges.cpuRatio * share;
      saturationRatio += gauges.saturationRatio * share;
      memoryBytes += gauges.memoryBytes * share;
    }
    this.#recorder.record(this.#counts, { cpuRatio, saturationRatio, memoryBytes });
  }

  series(): RecordedSeries[] {
    return [...this.#recorder.series, ...this.#watched.flatMap(({ recorder }) => recorder.series)];
  }

  memory(): [string, MemoryState][] {
    return this.#watched.map(({ instance }) => [instance.plan.name, instance.memoryState()]);
  }

  #gauges(watched: Watched): StepGauges {
    const { instance } = watched;
    const { cores, slots } = instance.plan;
    const coreSeconds = instance.coreSeconds;
    const occupancySeconds = instance.occupancySeconds();
    const cpuRatio = Math.min(1, (coreSeconds - watched.coreSeconds) / cores / this.#stepSeconds);
    const saturationRatio = (occupancySeconds - watched.occupancySeconds) / slots / this.#stepSeconds;
    watched.coreSeconds = coreSeconds;
    watched.occupancySeconds = occupancySeconds;
    return { cpuRatio, saturationRatio, memoryBytes: instance.memoryBytes() };
  }
}
