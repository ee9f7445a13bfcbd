import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the secrets that are not there yet, each 256 random bits in a file of its own: the exporter's bearer token and
 * the password of Grafana's admin. The folder is a volume that only the exporter and Grafana mount (read-only), under
 * different users; hence readable by all in it.
 */
const [folder = '/run/loadstar'] = process.argv.slice(2);
for (const name of ['token', 'grafana-admin-password']) {
  const file = join(folder, name);
  if (existsSync(file)) continue;
  writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o444, flag: 'wx' });
}
