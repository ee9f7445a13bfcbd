/** Why a call failed, in words for the person who looks: what is wrong, where, and what would be right. */
export interface ApiProblem {
  readonly title: string;
  readonly detail: string;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly fields: ReadonlyArray<{ readonly path: string; readonly allowed: string; readonly value?: string }>;
  /** What to do about it, where that is known. */
  readonly hint: string | null;
}

/** Thrown by `call`; carries the problem to whoever shows it. */
export class ApiError extends Error {
  readonly problem: ApiProblem;

  constructor(problem: ApiProblem) {
    super(`${problem.title}: ${problem.detail}`);
    this.name = 'ApiError';
    this.problem = problem;
  }
}
