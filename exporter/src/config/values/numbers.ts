import { z } from 'zod';

/** A number within bounds, both included. `unit` is told to whoever gave another. */
export function numberWithin(minimum: number, maximum: number, unit = '') {
  const error = `a number from ${minimum} to ${maximum}${unit === '' ? '' : ` ${unit}`}`;
  return z.number({ error }).min(minimum, { error }).max(maximum, { error });
}

/** A whole number within bounds, both included. */
export function integerWithin(minimum: number, maximum: number, unit = '') {
  const error = `a whole number from ${minimum} to ${maximum}${unit === '' ? '' : ` ${unit}`}`;
  return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}
