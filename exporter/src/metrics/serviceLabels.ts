import type { Labels } from './exposition.ts';
import type { MetricsInput } from './metricsInput.ts';

/**
 * Labels of a service's families: its name and what its configuration passes through. The name cannot be overridden.
 */
export function serviceLabels(name: string, configured: Labels): Labels {
  return { ...configured, service_name: name };
}

/** The same by name, for figures that know no more of a service than that. */
export function serviceLabelsByName(input: MetricsInput, name: string): Labels {
  return serviceLabels(name, input.services.find((service) => service.name === name)?.labels ?? {});
}
