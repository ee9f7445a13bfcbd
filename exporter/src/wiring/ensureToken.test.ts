import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureToken } from './ensureToken.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'loadstar-token-'))));
afterEach(() => rmSync(folder, { recursive: true }));

it('makes a token that only its owner reads, and keeps it', () => {
  const path = join(folder, 'new', 'token');
  const token = ensureToken(path);
  expect(token.length).toBeGreaterThanOrEqual(40);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(ensureToken(path)).toBe(token);
});

it('refuses a token that can be guessed and says what to do', () => {
  const path = join(folder, 'token');
  writeFileSync(path, 'secret\n');
  expect(() => ensureToken(path)).toThrow(/fewer than 16 characters/);
});
