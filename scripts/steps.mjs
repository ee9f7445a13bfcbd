import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Environment in which `node` is the project's own Node 24, once it is installed. */
export function projectEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(separator), ...extra };
}

/**
 * Runs a program to its end with its output in view.
 * @param {string} title what to call it when it fails
 * @param {string[]} command program and arguments
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, quiet?: boolean}} [options] quiet: output only on failure
 * @returns {Promise<void>} rejects with the title and exit code
 */
export function run(title, [program, ...args], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? projectEnv(),
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new Error(`${title}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) return resolve();
      if (options.quiet) process.stderr.write(output);
      reject(new Error(`${title} failed (exit code ${code}): ${[program, ...args].join(' ')}`));
    });
  });
}

/** One line of progress with the time since `startedAt` (milliseconds since the epoch). */
export function say(startedAt, text) {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0).padStart(3);
  console.log(`[${seconds} s] ${text}`);
}

/** Newest change (ms) of any file below the given paths; node_modules and dist are left out. */
function newestChangeMs(paths) {
  let newest = 0;
  const visit = (path) => {
    if (!existsSync(path)) return;
    const stat = statSync(path);
    if (!stat.isDirectory()) {
      newest = Math.max(newest, stat.mtimeMs);
      return;
    }
    for (const name of readdirSync(path)) {
      if (name !== 'node_modules' && name !== 'dist') visit(join(path, name));
    }
  };
  paths.forEach(visit);
  return newest;
}

/**
 * Does work only when one of its inputs changed since it was last done; a stamp file remembers.
 * @param {string} stamp stamp file, absolute
 * @param {string[]} inputs files and folders, absolute
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether the work was done
 */
export async function onceFor(stamp, inputs, work) {
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newestChangeMs(inputs)) return false;
  const startedAt = new Date();
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${startedAt.toISOString()}\n`);
  return true;
}

/** How many folders lie in node_modules now. */
function folders() {
  const path = join(root, 'node_modules');
  return existsSync(path) ? readdirSync(path).length : 0;
}

/**
 * Installs the locked packages unless node_modules already holds just those.
 * @param {(line: string) => void} tell hears how it goes
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensureInstalled(tell) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.loadstar-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return false;
  // npm is silent for minutes where it draws no bar; a line now and then says that it lives.
  const heartbeat = setInterval(() => tell(`still installing: ${folders()} package folders so far`), 10_000);
  try {
    await run('npm ci', ['npm', 'ci', '--no-audit', '--no-fund', '--loglevel', 'error'], { env: process.env });
  } finally {
    clearInterval(heartbeat);
  }
  writeFileSync(stamp, lock);
  return true;
}

/** Refuses a Node that is too old for the scripts themselves. */
export function requireNode20() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 20) return;
  console.error(`Loadstar needs Node 20 or newer to install itself; this is ${process.version}.`);
  process.exit(1);
}
