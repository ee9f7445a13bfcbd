import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RunnerCommand, RunnerPool } from '../../exporter/src/core/runnerPool.ts';
import { complementCidrs } from '../../exporter/src/runners/confinement/complementCidrs.ts';
import { createLocalPool } from '../../exporter/src/runners/pools/local.ts';
import { waitFor } from '../parts/waitFor.ts';
import { processesWith } from './runParts/processes.ts';

/** Every pool passes this suite; a new one is a line here. */
const POOLS: readonly { readonly name: string; readonly create: () => RunnerPool }[] = [
  { name: 'local', create: () => createLocalPool({ maxRunners: 2 }) },
];

let marks = 0;

describe.each(POOLS)('RunnerPool $name', ({ name, create }) => {
  let pool: RunnerPool;
  /** A text in the command line by which this test's processes are found. */
  let mark: string;

  beforeEach(() => {
    pool = create();
    mark = `loadstar-mark-${process.pid}-${(marks += 1)}`;
  });
  afterEach(async () => {
    await pool.close();
    await waitFor('all its processes to be gone', () => processesWith(mark).length === 0, 5);
  });

  const shell = (script: string, own: Partial<RunnerCommand> = {}): RunnerCommand => ({
    program: '/bin/sh',
    args: ['-c', `: ${mark}\n${script}`],
    env: { PATH: '/usr/bin:/bin' },
    cwd: '/',
    ...own,
  });
  const launch = async (command: RunnerCommand) => (await pool.provision(1))[0]!.launch(command);
  /** A program that writes the base URL of its gate to a file, and waits. */
  const launchWithGate = async () => {
    const file = join(tmpdir(), mark);
    onTestFinished(() => rm(file, { force: true }));
    const launched = await launch(shell('', { args: ['-c', `echo {gate} > ${file}; sleep 30; :`] }));
    const gate = await waitFor('the gate', async () => (await readFile(file, 'utf8')).trim() || null);
    return { launched, gate };
  };
  const ask = async (gate: string) => (await fetch(`${gate}/target?vu=1`)).json() as Promise<Record<string, number>>;

  it('tells its name and what it costs', () => {
    expect(pool.name).toBe(name);
    expect(pool.costPerHour).toBeGreaterThanOrEqual(0);
    expect(pool.startSeconds).toBeGreaterThanOrEqual(0);
  });

  it('provisions what is asked, keeps what there is, and refuses more than it has', async () => {
    expect(pool.runners()).toHaveLength(0);
    const [first] = await pool.provision(1);
    const two = await pool.provision(2);
    expect(two.map(({ id }) => id)).toContain(first!.id);
    expect(new Set(two.map(({ id }) => id)).size).toBe(2);
    await expect(pool.provision(3)).rejects.toMatchObject({ kind: 'unavailable' });
    await pool.release([first!.id]);
    expect(pool.runners().map(({ id }) => id)).not.toContain(first!.id);
    expect(pool.runners()).toHaveLength(1);
  });

  it('gives back how a program ended and its last words, and hands on nothing but its own environment', async () => {
    process.env['LOADSTAR_TEST_SECRET'] = 'sesame';
    const { exited } = await launch(
      shell('env; echo oops >&2; seq 1 100; exit 7', { env: { A: '1', PATH: '/usr/bin:/bin' } }),
    );
    const exit = await exited;
    delete process.env['LOADSTAR_TEST_SECRET'];
    expect(exit).toMatchObject({ code: 7, signal: null });
    expect(exit.lastLines).toHaveLength(50);
    expect(exit.lastLines.at(-1)).toBe('100');
    const short = await (await launch(shell('env; exit 0', { env: { A: '1', PATH: '/usr/bin:/bin' } }))).exited;
    expect(short.lastLines.filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line)).sort()).toEqual([
      'A=1',
      'PATH=/usr/bin:/bin',
    ]);
  });

  it('says that a program does not exist', async () => {
    const exit = await (await launch(shell('', { program: '/nonexistent/tool', args: [mark] }))).exited;
    expect(exit.code).toBe(127);
    expect(exit.lastLines.join('\n')).toContain('/nonexistent/tool');
  });

  it('has a gate that lets nothing through before a target is set, and then its share', async () => {
    const { launched, gate } = await launchWithGate();
    expect(await ask(gate)).toMatchObject({ share: 0 });
    await launched.setTarget({ iterationsPerSecond: 30, ceilingIterationsPerSecond: 120 });
    expect(await ask(gate)).toMatchObject({ share: 0.25 });
    await launched.setTarget({ iterationsPerSecond: 999, ceilingIterationsPerSecond: 120 });
    expect(await ask(gate)).toMatchObject({ share: 1 });
    await sleep(6000);
    expect((await ask(gate))['leaseSeconds']).toBeGreaterThan(3);
    expect((await fetch(gate.replace(/[^/]+$/, 'guess/target'))).status).toBe(404);
    await launched.terminate(1);
    await expect(fetch(`${gate}/target`)).rejects.toThrow();
  });

  it('denies a program everything outside its addresses and its gate', async () => {
    const { exited } = await launch(shell('', { program: '/bin/echo', args: ['{outside:10.0.0.0/8}', '{gate}'] }));
    const [denied = '', gate = ''] = (await exited).lastLines[0]!.split(' ');
    const address = new URL(gate).hostname;
    expect(denied.split(',')).not.toContain(`${address}/32`);
    expect(denied.split(',')).toEqual(complementCidrs(['10.0.0.0/8', address]));
    expect(address).not.toBe('127.0.0.1');
  });

  it('asks a program to end, and ends it with everything it started when it does not', async () => {
    const polite = await launch(shell('trap "echo bye; exit 3" INT; while :; do sleep 0.1; done'));
    await sleep(300);
    await polite.terminate(5);
    expect(await polite.exited).toMatchObject({ code: 3, lastLines: ['bye'] });

    const deaf = await launch(shell('trap "" INT; sh -c "trap \'\' INT; : ' + mark + '; sleep 60" & sleep 60; wait'));
    await sleep(300);
    const startedAt = Date.now();
    await deaf.terminate(1);
    expect((await deaf.exited).signal).toBe('SIGKILL');
    expect(Date.now() - startedAt).toBeLessThan(3000);
  });

  it('ends what runs on a runner that is given back', async () => {
    const [runner] = await pool.provision(1);
    const { exited } = await runner!.launch(shell('sleep 60; :'));
    await pool.release([runner!.id]);
    expect((await exited).code).not.toBe(0);
    expect(processesWith(mark)).toEqual([]);
  });
});
