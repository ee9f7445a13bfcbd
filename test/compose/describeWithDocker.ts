import { execFileSync } from 'node:child_process';
import { describe, it } from 'vitest';

const ADVICE = 'no Docker engine with `docker compose` answers: install Docker, start it, then npm run test:compose';

function dockerAnswers(): boolean {
  try {
    execFileSync('docker', ['info', '--format', '{{.ServerVersion}}'], { stdio: 'ignore', timeout: 20_000 });
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** A suite that needs a Docker engine: skipped by name with advice where there is none, failing with CI=true. */
export function describeWithDocker(title: string, suite: () => void): void {
  if (dockerAnswers()) describe(title, suite);
  else if (process.env['CI'] === 'true') {
    describe(title, () => {
      it('finds a Docker engine', () => {
        throw new Error(ADVICE);
      });
    });
  } else describe.skip(`${title} (${ADVICE})`, () => it('needs Docker', () => undefined));
}
