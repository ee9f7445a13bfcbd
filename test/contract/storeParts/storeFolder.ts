import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for a store; `using` deletes it at the end of the block. */
export function storeFolder(): { readonly path: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-store-'));
  return {
    path: join(folder, 'loadstar.db'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
