import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** The rows of a CSV file (`.gz` is unpacked) without quoting, split at commas; empty lines are left out. */
export function readCsv(path: string): string[][] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(','));
}
