import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../parts/startExporter.ts';

const run = promisify(execFile);
const MOST_OUTPUT_BYTES = 64 * 2 ** 20;
/** Characters of each stream that an error repeats. */
const MOST_SAID = 3000;

/** Base of all test images, and the Node image of the exporter's. Both can be set where no registry is reached. */
const BASE_IMAGE = process.env['LOADSTAR_TEST_BASE_IMAGE'] ?? 'debian:bookworm-slim';
const NODE_IMAGE = process.env['LOADSTAR_TEST_NODE_IMAGE'] ?? 'node:24.21.0-bookworm-slim';

/** Runs docker to its end; what it wrote. Rejects with its complaint. */
export async function docker(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: MOST_OUTPUT_BYTES };
  try {
    return (await run('docker', [...args], options)).stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    const said = `${stdout.slice(-MOST_SAID)}${stderr.slice(-MOST_SAID)}`;
    throw new Error(`docker ${args.join(' ')}: ${said || message}`);
  }
}

/** Where Debian's Alertmanager looks for its templates; they go into the image with it. */
const DEBIAN_TEMPLATES = '/usr/share/prometheus/alertmanager';

/** Makes an image from programs of this machine by a Dockerfile of docker/test; its name. A missing folder is left empty. */
async function programImage(name: string, programs: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `loadstar-image-${name}-`));
  const image = `localhost/loadstar-test-${name}`;
  try {
    for (const [as, path] of Object.entries(programs)) {
      if (existsSync(path)) cpSync(path, join(folder, as), { recursive: true, dereference: true });
      else mkdirSync(join(folder, as));
    }
    const file = join(ROOT, 'docker', 'test', `${name}.Dockerfile`);
    await docker(['build', '-q', '--build-arg', `BASE_IMAGE=${BASE_IMAGE}`, '-f', file, '-t', image, folder]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return image;
}

/** Programs that go into images. Absolute paths. */
export interface Programs {
  readonly k6: string;
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
  readonly amtool: string;
}

/** docker-compose.yml with the test's overlay, as a project of its own. */
export interface ComposeProject {
  readonly name: string;
  compose(...args: readonly string[]): Promise<string>;
  /** Base URL of a service's port as published on this machine. */
  url(service: string, port: number): Promise<string>;
  /** Everything of the project that Docker still has: containers, networks, volumes. */
  leftOvers(): Promise<string[]>;
}

/**
 * Builds the images (not the stack's own: `compose build` does) and gives the project, not yet up.
 * @param rulesFile rules that Prometheus is given in place of the provisioned ones, absolute
 */
export async function composeProject(
  programs: Programs,
  rulesFile: string,
  profiles: readonly string[] = [],
): Promise<ComposeProject> {
  const name = `loadstar-test-${randomBytes(4).toString('hex')}`;
  const { k6, prometheus, promtool, alertmanager, amtool } = programs;
  const env = {
    LOADSTAR_TEST_PROJECT: name,
    LOADSTAR_TEST_NODE_IMAGE: NODE_IMAGE,
    LOADSTAR_TEST_K6_IMAGE: await programImage('k6', { k6 }),
    LOADSTAR_TEST_PROMETHEUS_IMAGE: await programImage('prometheus', { prometheus, promtool }),
    LOADSTAR_TEST_ALERTMANAGER_IMAGE: await programImage('alertmanager', {
      alertmanager,
      amtool,
      templates: DEBIAN_TEMPLATES,
    }),
    LOADSTAR_TEST_RULES: rulesFile,
  };
  const files = ['-f', 'docker-compose.yml', '-f', 'docker/compose.test.yml'];
  const withProfiles = profiles.flatMap((profile) => ['--profile', profile]);
  const compose = (...args: readonly string[]): Promise<string> =>
    docker(['compose', '--progress', 'plain', '-p', name, ...files, ...withProfiles, ...args], env);
  return {
    name,
    compose,
    url: async (service, port) => `http://${await compose('port', service, String(port))}`,
    leftOvers: async () => {
      const label = ['--filter', `label=com.docker.compose.project=${name}`];
      const kinds = [
        ['container', 'ls', '-aq'],
        ['network', 'ls', '-q'],
        ['volume', 'ls', '-q'],
      ];
      const found = await Promise.all(kinds.map((kind) => docker([...kind, ...label])));
      return found.flatMap((ids, kind) =>
        ids
          .split('\n')
          .filter(Boolean)
          .map((id) => `${kinds[kind]?.[0]} ${id}`),
      );
    },
  };
}

/** What Docker knows of a container that matters here. */
export interface InspectedContainer {
  readonly Name: string;
  readonly Config: { readonly User: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly Privileged: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly CapAdd: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string }[]>> | null;
  };
  readonly State: { readonly Health?: { readonly Status: string } };
}

/** All containers of a project, running or not. */
export async function inspectContainers({ name }: ComposeProject): Promise<InspectedContainer[]> {
  const ids = await docker(['container', 'ls', '-aq', '--filter', `label=com.docker.compose.project=${name}`]);
  if (ids === '') throw new Error(`no containers of ${basename(name)}`);
  return JSON.parse(await docker(['container', 'inspect', ...ids.split('\n')])) as InspectedContainer[];
}
