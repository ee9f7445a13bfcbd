import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a benchmark is told on the command line. */
export interface BenchOptions {
  /** Folder with the public data; the benchmark's own folder lies in it. */
  readonly data: string;
  /** Folder with the scorers; null: files are written, nothing is scored. */
  readonly score: string | null;
  /** Python with numpy, for the scorers. */
  readonly python: string;
  /** Where the scorers' input files go. */
  readonly out: string;
  /** Models to run; empty: all. */
  readonly models: readonly string[];
}

/** Where `folder` of the data lies; an Error that says how to give it where it is missing. */
export function dataFolder(options: BenchOptions, folder: string): string {
  const path = join(options.data, folder);
  if (!existsSync(path)) {
    throw new Error(`no folder ${path}: give the folder that holds ${folder}/ with --data DIR`);
  }
  return path;
}

/** A folder for a benchmark's output files, made where it is missing. */
export function outFolder(out: string | undefined, name: string): string {
  if (out === undefined) return mkdtempSync(join(tmpdir(), `loadstar-bench-${name}-`));
  mkdirSync(out, { recursive: true });
  return out;
}
