import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startProgram } from '../../../test/parts/startProgram.ts';
import { waitFor } from '../../../test/parts/waitFor.ts';
import { listen, stopListening } from './live/listen.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadstar-demo-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const program = startProgram(process.execPath, [main, ...args]);
  try {
    await waitFor('the end of the demo', () => program.child.exitCode !== null, 60);
    return { code: program.child.exitCode, output: program.output() };
  } finally {
    await program.stop();
  }
}

test(
  'ends with an error of its own when the exporter cannot start, and leaves nothing running',
  { timeout: 90_000 },
  async () => {
    const occupant = createServer((_, response) => response.writeHead(404).end());
    const port = await listen(occupant, '127.0.0.1', 0);
    try {
      const { code, output } = await run('--port', String(port), '--data', folder, '--seconds-per-day', '120');
      expect(code).toBe(1);
      expect(output).toContain('The demo ends: the exporter ended with exit code');
    } finally {
      await stopListening(occupant);
    }
  },
);

test('names options that are wrong', async () => {
  const { code, output } = await run('--port', 'here', '--data', folder);
  expect(code).toBe(1);
  expect(output).toContain('--port: here; allowed: a whole number from 1 to 65535');
});

test('helps', async () => {
  const { code, output } = await run('--help');
  expect(code).toBe(0);
  expect(output).toContain('--no-traffic');
});
