import type { z } from 'zod';

/** One call of the exporter's API: what is asked, and the schema by which the answer is read. */
export interface ApiRequest<Answer> {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below /api/v1, without a leading slash; names in it are percent-encoded. */
  readonly path: string;
  readonly body?: unknown;
  readonly answer: z.ZodType<Answer>;
}
