import type { Problem } from '../core/problem.ts';

/**
 * A Problem as a plain list for the command line: title and detail, then one line for each field: where it stands, what
 * stood there, what is allowed.
 */
export function formatProblem(problem: Problem): string {
  const lines = [`${problem.title}: ${problem.message}`];
  for (const { path, value, allowed } of problem.fields) {
    const where = path === '' ? 'the file' : path;
    lines.push(`  ${where}${value === undefined ? '' : ` = ${value}`}: ${allowed}`);
  }
  return lines.join('\n');
}
