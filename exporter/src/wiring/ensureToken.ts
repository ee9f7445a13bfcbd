import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../core/problem.ts';

/**
 * The bearer token from its file; made at the first start (256 random bits), readable by its owner only.
 * @throws Problem where the file is empty, or cannot be read or written
 */
export function ensureToken(path: string): string {
  try {
    const token = readFileSync(path, 'utf8').trim();
    if (token.length >= 16) return token;
    throw new Problem(
      'bad_request',
      'Token too short',
      `${path} holds fewer than 16 characters; delete it to have one made.`,
      [{ path: 'http.tokenFile', allowed: 'a file with a token of at least 16 characters, or no file' }],
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const token = randomBytes(32).toString('base64url');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return token;
}
