import { Problem } from '../core/problem.ts';
import type { ServiceSnapshot, Snapshot } from '../core/snapshot.ts';

/** The service of that name as of the last cycle; a Problem that names those there are. */
export function findService(snapshot: Snapshot | null, name: string): ServiceSnapshot {
  const services = snapshot?.services ?? [];
  const service = services.find((one) => one.name === name);
  if (service !== undefined) return service;
  const known = services.map((one) => one.name).join(', ');
  throw new Problem('not_found', 'No such service', `There is no service "${name}"; known: ${known || 'none yet'}.`);
}
