import type { FileSourceConfig } from '../../config/sections/fileSource.ts';
import { FileSource } from '../../sources/file/fileSource.ts';
import { reasonOf } from './finding.ts';
import type { SourceFinding } from './finding.ts';
import { groupFindings } from './groupFindings.ts';

/** Reads the whole of a series file. */
export async function checkFile(config: FileSourceConfig): Promise<SourceFinding> {
  const source = new FileSource(config);
  try {
    const { origin } = await source.header();
    const everything = { startSeconds: 0, endSeconds: Number.MAX_SAFE_INTEGER, stepSeconds: 1 };
    const points = await source.read(everything, new AbortController().signal);
    // Its last value is of the past: only what it says of the past counts.
    const findings = groupFindings(config.name, points, true).map((finding) => ({ ...finding, value: null }));
    return { source: config.name, detail: `${config.path}, "${origin}"`, problem: null, findings };
  } catch (error) {
    return { source: config.name, detail: config.path, problem: reasonOf(error), findings: [] };
  } finally {
    await source.close();
  }
}
