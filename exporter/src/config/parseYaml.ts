import { LineCounter, parseDocument } from 'yaml';
import type { ProblemField } from '../core/problem.ts';
import { Problem } from '../core/problem.ts';

/** At most this many errors of one file are told; after a few, the rest follow from the first. */
const MOST_ERRORS = 20;

function refuse(file: string, fields: readonly ProblemField[]): never {
  throw new Problem('bad_request', 'The configuration is not valid YAML', `${file} cannot be read as YAML`, fields);
}

/**
 * Plain data of a YAML 1.2 text. Syntax errors, duplicate keys and unknown tags are refused with line and column; the
 * lines themselves are not repeated, since they may hold secrets.
 * @throws Problem `bad_request`
 */
export function parseYaml(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  let document;
  try {
    document = parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: true,
      stringKeys: true,
      version: '1.2',
      logLevel: 'silent',
    });
  } catch (error) {
    return refuse(file, [{ path: '', allowed: error instanceof Error ? error.message : 'valid YAML' }]);
  }
  const faults = [...document.errors, ...document.warnings].slice(0, MOST_ERRORS);
  if (faults.length > 0) {
    refuse(
      file,
      faults.map((fault) => {
        const { line, col } = lineCounter.linePos(fault.pos[0]);
        const message = fault.code === 'DUPLICATE_KEY' ? 'each key may stand once in a mapping' : fault.message;
        return { path: `line ${line}, column ${col}`, allowed: message.split('\n')[0] ?? message };
      }),
    );
  }
  try {
    // Aliases are counted, so that a small file cannot become a huge one.
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    return refuse(file, [{ path: '', allowed: error instanceof Error ? error.message : 'valid YAML' }]);
  }
}
