import { execFile } from 'node:child_process';

/** How a short call of k6 ended. */
export interface K6Answer {
  /** Null where k6 could not be run, or did not answer in time. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Time that k6 gets for a call that runs no load. Scripts may import over the network. */
const TIMEOUT_MS = 30_000;

/** Environment in which k6 neither reports its use nor fetches extensions, plus what the script is to see. */
export function k6Environment(
  home: string,
  searchPath: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...own, PATH: searchPath, HOME: home, K6_NO_USAGE_REPORT: 'true', K6_AUTO_EXTENSION_RESOLUTION: 'false' };
}

/** Runs k6 to its end and gives what it wrote. */
export function runK6(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<K6Answer> {
  return new Promise((resolve) => {
    const options = {
      env: { ...env },
      timeout: TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      ...(cwd === undefined ? {} : { cwd }),
    };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr: stderr === '' && error !== null && code === null ? error.message : stderr });
    });
  });
}
