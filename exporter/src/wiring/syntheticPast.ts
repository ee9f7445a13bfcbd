import type { Config } from '../config/config.ts';
import { FileSource } from '../sources/file/fileSource.ts';

/** A past that was not measured: what its file says of itself, and when it ends. */
export interface SyntheticPast {
  readonly origin: string;
  readonly endSeconds: number;
}

/** The synthetic pasts among the configured files. A file that cannot be read is the source's own matter. */
export async function syntheticPast(config: Config): Promise<readonly SyntheticPast[]> {
  const files = config.sources.filter((source) => source.type === 'file');
  const headers = await Promise.allSettled(files.map((file) => new FileSource(file).header()));
  return headers.flatMap((header) =>
    header.status === 'fulfilled' && header.value.origin.startsWith('synthetic')
      ? [{ origin: header.value.origin, endSeconds: header.value.endSeconds }]
      : [],
  );
}
