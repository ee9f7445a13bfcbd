import { z } from 'zod';
import { labelName } from '../values/metricNames.ts';
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

const OWN_LABEL = new RegExp(`^(?!__|(?:${RESERVED_LABELS.join('|')})$)[A-Za-z_][A-Za-z0-9_]*$`);
const ownLabelName = z.string({ error: LABEL }).regex(OWN_LABEL, { error: LABEL });

const expression = textOf('a PromQL expression; $__rate_interval stands for a fitting range');

/** A service that is watched: how it is measured, and the limits that matter to it. */
export const serviceSchema = section({
  name: objectName.describe('Name of the service; each has one of its own.'),
  labels: z
    .record(ownLabelName, looseText, { error: 'a mapping from label names to texts' })
    .default({})
    .describe('Labels that are passed through to all metrics of the service, so that alerts can be routed.'),
  /** Name of its source. Loading fills it in for services with signals; null: whichever source names the service. */
  source: objectName.nullable().default(null).describe('Name of its source; needed only where several could be meant.'),
  signals: signalMap(expression)
    .prefault({})
    .describe(
      'For prometheus sources: an expression for each signal that gives a single series; `$__rate_interval` stands for a fitting range.',
    ),
  instances: section({
    label: labelName.default('instance').describe('Label that tells instances apart.'),
    signals: signalMap(expression).describe('An expression for each signal that gives one series per instance.'),
  })
    .optional()
    .describe('For prometheus sources: how instances are measured.'),
  limits: signalMap(
    z.number({ error: 'a number above 0' }).positive({ error: "a number above 0, in the signal's unit" }),
  )
    .prefault({})
    .describe("Highest bearable value of a signal, in the signal's unit: Loadstar tells when the forecast gets there."),
});

/** All services that are named; may be empty where `discover` finds them. */
export const servicesSchema = z
  .array(serviceSchema, { error: 'a list of services' })
  .default([])
  .describe('Services that are watched; may be empty where `discover` finds them.');

export type ServiceConfig = z.output<typeof serviceSchema>;
