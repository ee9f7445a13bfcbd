import type { z } from 'zod';
import { SIGNALS } from '../../core/signal.ts';
import { section } from './section.ts';

/** A mapping from some of the closed list of signals to values of one schema. */
export function signalMap<Value extends z.ZodType>(value: Value) {
  const shape = Object.fromEntries(SIGNALS.map((name) => [name, value.optional()])) as Record<
    (typeof SIGNALS)[number],
    z.ZodOptional<Value>
  >;
  return section(shape);
}
