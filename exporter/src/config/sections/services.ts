import { z } from 'zod';
import { LABEL_NAME, labelName } from '../values/metricNames.ts';
import { section } from '../values/section.ts';
import { signalMap } from '../values/signalMap.ts';
import { looseText, objectName, textOf } from '../values/texts.ts';

/** Labels of Loadstar's own families, and those that Prometheus sets on targets. */
const RESERVED_LABELS = [
  ...['service_name', 'service_instance_id', 'horizon', 'probability', 'signal', 'model', 'kind', 'state', 'component'],
  ...['cluster_id', 'version', 'suspect_service_name', 'dimension', 'pool', 'test', 'driver', 'verdict', 'source'],
  ...['instance', 'job', 'service', 'le', 'quantile'],
];

const LABEL = `a label name of letters, digits and _, not beginning with __, and none of ${RESERVED_LABELS.join(', ')}`;

const ownLabelName = z
  .string({ error: LABEL })
  .refine((name) => LABEL_NAME.test(name) && !name.startsWith('__') && !RESERVED_LABELS.includes(name), {
    error: LABEL,
  });

const expression = textOf('a PromQL expression; $__rate_interval stands for a fitting range');

/** A service that is watched: how it is measured, and the limits that matter to it. */
export const serviceSchema = section({
  name: objectName,
  /** Passed through to all families of this service. */
  labels: z.record(ownLabelName, looseText, { error: 'a mapping from label names to texts' }).default({}),
  /** Name of its source. Loading fills it in for services with signals; null: whichever source names the service. */
  source: objectName.nullable().default(null),
  /** For prometheus sources: an expression for each signal that gives a single series. */
  signals: signalMap(expression).prefault({}),
  instances: section({
    /** Label that tells instances apart. */
    label: labelName.default('instance'),
    /** An expression for each signal that gives one series per instance. */
    signals: signalMap(expression),
  }).optional(),
  /** Highest bearable value of a signal, in the signal's unit. */
  limits: signalMap(
    z.number({ error: 'a number above 0' }).positive({ error: "a number above 0, in the signal's unit" }),
  ).prefault({}),
});

const LIST = 'a list of at least one service';

/** All services. */
export const servicesSchema = z.array(serviceSchema, { error: LIST }).min(1, { error: LIST });

export type ServiceConfig = z.output<typeof serviceSchema>;
