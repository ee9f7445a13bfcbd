import type { RoutePlan } from '../model/shopPlan.ts';

/** A route that a request is for, and the path segment that stands for `:id`; empty where the path has none. */
export interface RouteMatch {
  readonly route: RoutePlan;
  readonly subject: string;
}

/** Finds a service's routes by method and path. */
export class RouteTable {
  readonly #entries: readonly { readonly route: RoutePlan; readonly pattern: RegExp }[];

  constructor(routes: readonly RoutePlan[]) {
    this.#entries = routes.map((route) => ({
      route,
      pattern: new RegExp(`^${route.path.replace(':id', '([A-Za-z0-9_-]{1,64})')}$`),
    }));
  }

  /** The route of a request target such as `/products/7?from=home`, or undefined. */
  match(method: string, target: string): RouteMatch | undefined {
    const [path = ''] = target.split('?', 1);
    for (const { route, pattern } of this.#entries) {
      if (route.method !== method) continue;
      const found = pattern.exec(path);
      if (found !== null) return { route, subject: found[1] ?? '' };
    }
    return undefined;
  }
}
