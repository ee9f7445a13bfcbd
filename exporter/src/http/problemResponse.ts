import type { ErrorRequestHandler } from 'express';
import { PROBLEM_STATUS, Problem } from '../core/problem.ts';
import type { ProblemDetails } from '../contract/index.ts';

/** A problem as RFC 9457 details. */
export function problemDetails(problem: Problem): ProblemDetails {
  return {
    type: `about:blank#${problem.kind}`,
    title: problem.title,
    status: PROBLEM_STATUS[problem.kind],
    detail: problem.message,
    errors: problem.fields.map((field) => ({ ...field })),
  };
}

/** Body parsers and routers throw errors that carry a status; they are the caller's mistakes. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = (error as { status?: unknown } | null)?.status;
  const message = error instanceof Error ? error.message : String(error);
  if (status === 413) return new Problem('too_large', 'Body too large', message);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem('bad_request', 'Bad request', message);
  return new Problem('internal', 'Internal error', 'Something went wrong inside the exporter; its log says what.');
}

/** Last handler: every error leaves as application/problem+json. What is not the caller's mistake is logged. */
export function problemResponse(log: (message: string, error: unknown) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    const problem = asProblem(error);
    if (problem.kind === 'internal') log(`${request.method} ${request.path} failed`, error);
    if (response.headersSent) return next(error);
    response
      .status(PROBLEM_STATUS[problem.kind])
      .type('application/problem+json')
      .send(JSON.stringify(problemDetails(problem)));
  };
}
