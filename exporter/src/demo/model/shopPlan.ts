/** A log-normal time: half of all samples lie below the median; `sigma` is the standard deviation of the logarithm. */
export interface DurationPlan {
  readonly medianSeconds: number;
  readonly sigma: number;
}

/** A request that a route makes of another service while it holds its own worker slot. */
export interface CallPlan {
  readonly service: string;
  readonly route: string;
}

/** What one route costs. A request works, then queries, then waits for an outside party, then makes its calls in turn. */
export interface RoutePlan {
  readonly method: 'GET' | 'POST';
  /** Path template; `:id` stands for one path segment. Also the `route` label. */
  readonly path: string;
  /** CPU work on an idle core. */
  readonly work: DurationPlan;
  readonly query?: DurationPlan;
  /** Time spent waiting for a party outside of the shop, e.g. the card network. */
  readonly outside?: DurationPlan;
  readonly calls: readonly CallPlan[];
  readonly successStatus: number;
  readonly responseBytes: number;
  /** Memory that one request allocates. */
  readonly allocatedBytes: number;
  /** Share of requests that fail by themselves with status 500. */
  readonly faultRatio: number;
}

/** Memory of an instance; see {@link InstanceMemory} for how it is used. */
export interface MemoryPlan {
  readonly limitBytes: number;
  /** Held whether or not there is work. */
  readonly baseBytes: number;
  /** Room for short-lived objects between two collections, while memory is plenty. */
  readonly youngBytes: number;
}

/** A network worse than the others': every response waits `delaySeconds` and its size over `bytesPerSecond`. */
export interface SlowNetworkPlan {
  readonly delaySeconds: number;
  readonly bytesPerSecond: number;
}

/** One instance of a service. */
export interface InstancePlan {
  readonly name: string;
  readonly version: string;
  readonly cores: number;
  /** Requests worked on at once, waiting for others included. */
  readonly slots: number;
  /** Requests that may wait for a slot; one more is refused with 503. */
  readonly queueLimit: number;
  /** Multiplies the work of every route, e.g. 1.15 for a version that is 15 % slower. */
  readonly workFactor: number;
  readonly faultFactor: number;
  readonly memory: MemoryPlan;
  readonly slowNetwork?: SlowNetworkPlan;
}

/** A service: what its routes cost, which instances serve them, and how many queries its database runs at ease. */
export interface ServicePlan {
  readonly name: string;
  readonly databaseConcurrency: number;
  readonly routes: readonly RoutePlan[];
  readonly instances: readonly InstancePlan[];
}

/** The whole shop. Visitors arrive at `entryService` with the given mix of routes; shares sum to 1. */
export interface ShopPlan {
  readonly entryService: string;
  readonly mix: readonly { readonly route: string; readonly share: number }[];
  readonly services: readonly ServicePlan[];
}

/** The name that a route is called by within a plan: `GET /products/:id`. */
export function routeName(route: RoutePlan): string {
  return `${route.method} ${route.path}`;
}
