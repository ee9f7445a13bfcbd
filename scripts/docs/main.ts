import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideFiles } from './guideFiles.ts';
import { root } from './root.ts';

// Writes the generated files of docs/guide/; guideFiles.test.ts fails while they are not current.
for (const [path, text] of await guideFiles()) {
  writeFileSync(join(root, path), text);
  console.log(path);
}
