/** One thing that is wrong with an input: where, what stood there, and what would be right. */
export interface ProblemField {
  /** Path of the field, e.g. `tests[0].script`; empty for the whole input. */
  readonly path: string;
  /** What stood there, shortened and without secrets. */
  readonly value?: string;
  /** What would be right, as a sentence or a list. */
  readonly allowed: string;
}

/** Kinds of problems; each has one HTTP status. */
export const PROBLEM_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  unavailable: 503,
  internal: 500,
} as const;
export type ProblemKind = keyof typeof PROBLEM_STATUS;

/**
 * An error that a person can act on: a title, what happened in a sentence, and for inputs every wrong field at once.
 * Becomes RFC 9457 problem details in the API and a plain list on the command line.
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly title: string;
  readonly fields: readonly ProblemField[];

  constructor(kind: ProblemKind, title: string, detail: string, fields: readonly ProblemField[] = []) {
    super(detail);
    this.name = 'Problem';
    this.kind = kind;
    this.title = title;
    this.fields = fields;
  }
}
