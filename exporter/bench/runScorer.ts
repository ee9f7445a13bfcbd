import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { BenchOptions } from './options.ts';

/** Runs a scorer and returns what it prints; an Error with its words where it fails. */
export function runScorer(options: BenchOptions, scorer: string, args: readonly string[]): string {
  if (options.score === null) return '(not scored: give the scorers’ folder with --score DIR)';
  const run = spawnSync(options.python, [join(options.score, scorer), ...args], { encoding: 'utf8' });
  if (run.error) throw new Error(`cannot run ${options.python}: ${run.error.message}; give one with --python PATH`);
  if (run.status !== 0) throw new Error(`${scorer} failed: ${run.stderr.trim() || run.stdout.trim()}`);
  return run.stdout.trim();
}
