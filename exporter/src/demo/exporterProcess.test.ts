import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../test/parts/freePort.ts';
import { startExporterProcess } from './exporterProcess.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadstar-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program in place of the exporter, since it can be made to fail in each of the ways that matter here. */
async function program(name: string, source: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, source);
  return path;
}

function isAlive(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startExporterProcess', () => {
  test('is ready when /-/ready says so, with the configuration handed over, and is gone once stopped', async () => {
    const port = await freePort();
    const main = await program(
      'ready.mjs',
      `import { createServer } from 'node:http';
       let asked = 0;
       const given = process.argv.slice(2).join(' ') === 'exporter --config my.yml';
       createServer((request, response) => {
         asked += 1;
         response.statusCode = given && asked > 3 && request.url === '/-/ready' ? 200 : 503;
         response.end('warming up');
       }).listen(${port}, '127.0.0.1');`,
    );
    const exporter = startExporterProcess(main, 'my.yml', `http://127.0.0.1:${port}`);
    await exporter.waitUntilReady(20);
    expect(isAlive(exporter.pid)).toBe(true);
    await exporter.stop(false);
    expect(isAlive(exporter.pid)).toBe(false);
    expect(await exporter.ended).toBe('the exporter ended on SIGTERM');
    await exporter.stop(false);
  });

  test('says how it ended when it ends before it is ready', async () => {
    const main = await program('fails.mjs', 'process.exit(7)');
    const exporter = startExporterProcess(main, 'my.yml', 'http://127.0.0.1:9');
    await expect(exporter.waitUntilReady(20)).rejects.toThrow('the exporter ended with exit code 7');
  });

  test('gives the last reason when it is not ready in time', async () => {
    const port = await freePort();
    const main = await program(
      'never.mjs',
      `import { createServer } from 'node:http';
       createServer((_, response) => { response.statusCode = 503; response.end('no source answers'); })
         .listen(${port}, '127.0.0.1');`,
    );
    const exporter = startExporterProcess(main, 'my.yml', `http://127.0.0.1:${port}`);
    try {
      await expect(exporter.waitUntilReady(3)).rejects.toThrow('not ready after 3 s: no source answers');
    } finally {
      await exporter.stop(false);
    }
  });
});
