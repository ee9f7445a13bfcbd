import { z } from 'zod';

/**
 * A Prometheus label name. The classic alphabet only: quoted UTF-8 names of Prometheus 3 are not understood by all of
 * the programs that read `/metrics`.
 */
export const LABEL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A metric name in the classic alphabet. */
export const metricName = z
  .string({ error: 'a metric name, such as http_requests_total' })
  .regex(/^[A-Za-z_:][A-Za-z0-9_:]*$/, {
    error: 'a metric name of letters, digits, _ and :, such as http_requests_total',
  });

/** A label name in the classic alphabet. */
export const labelName = z
  .string({ error: 'a label name, such as instance' })
  .regex(LABEL_NAME, { error: 'a label name of letters, digits and _, such as instance' });
