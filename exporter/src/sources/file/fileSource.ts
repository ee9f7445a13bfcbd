import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import type { FileSourceConfig } from '../../config/sections/fileSource.ts';
import { Problem } from '../../core/problem.ts';
import type { SeriesPoints, Window } from '../../core/series.ts';
import type { SeriesSource } from '../../core/seriesSource.ts';
import { seriesFileHeader, seriesFileLine } from './seriesFileSchema.ts';
import type { SeriesFileHeader, SeriesFileLine } from './seriesFileSchema.ts';

/**
 * A past given as a file of JSON lines: a header (`{"format": "loadstar-series", "version": 1, "origin", "startSeconds",
 * "endSeconds"}`), then a line for each series (`{"service", "instance", "signal", "startSeconds", "stepSeconds",
 * "values"}`, values null where nothing is known). Read as a stream, line by line; one line that is wrong refuses the
 * file.
 */
export class FileSource implements SeriesSource {
  readonly name: string;
  readonly #path: string;
  #closed = false;

  constructor(config: FileSourceConfig) {
    this.name = config.name;
    this.#path = config.path;
  }

  /** The file's own word on where it comes from and which time it covers. */
  async header(): Promise<SeriesFileHeader> {
    const lines = this.#lines(new AbortController().signal);
    try {
      const first = await lines.next();
      return this.#headerOf(first.done === true ? '' : first.value);
    } finally {
      await lines.return(undefined);
    }
  }

  async read(window: Window, signal: AbortSignal): Promise<readonly SeriesPoints[]> {
    if (this.#closed) throw new Problem('unavailable', 'The source is closed', `${this.name} was closed`);
    signal.throwIfAborted();
    const series: SeriesPoints[] = [];
    let number = 0;
    for await (const line of this.#lines(signal)) {
      number += 1;
      if (number === 1) {
        this.#headerOf(line);
        continue;
      }
      const points = pointsWithin(this.#parse(line, number, seriesFileLine), window);
      if (points.values.length > 0) series.push(points);
    }
    if (number === 0) this.#refuse(1, 'a header');
    return series;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #headerOf(line: string): SeriesFileHeader {
    const header = this.#parse(line, 1, seriesFileHeader);
    if (header.endSeconds < header.startSeconds) this.#refuse(1, 'endSeconds not below startSeconds');
    return header;
  }

  async *#lines(signal: AbortSignal): AsyncGenerator<string, void> {
    const stream = createReadStream(this.#path, { encoding: 'utf8', signal });
    const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    try {
      yield* lines;
    } catch (error) {
      signal.throwIfAborted();
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new Problem('unavailable', 'The series file cannot be read', `${this.#path} cannot be read (${code})`);
    } finally {
      lines.close();
      stream.destroy();
    }
  }

  #parse<T>(line: string, number: number, schema: z.ZodType<T>): T {
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch {
      return this.#refuse(number, 'JSON');
    }
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return this.#refuse(number, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'a series'}`.replace(/^: /, ''));
  }

  #refuse(number: number, wanted: string): never {
    const detail = `${this.#path}, line ${number}: ${wanted}`;
    throw new Problem('unprocessable', 'The series file cannot be read', detail, [
      { path: `line ${number}`, allowed: wanted },
    ]);
  }
}

function pointsWithin(line: SeriesFileLine, window: Window): SeriesPoints {
  const timestamps: number[] = [];
  const values: number[] = [];
  line.values.forEach((value, i) => {
    const timestampSeconds = line.startSeconds + i * line.stepSeconds;
    if (value === null || timestampSeconds < window.startSeconds || timestampSeconds > window.endSeconds) return;
    timestamps.push(timestampSeconds);
    values.push(value);
  });
  return {
    id: { service: line.service, instance: line.instance, signal: line.signal },
    timestampsSeconds: Float64Array.from(timestamps),
    values: Float64Array.from(values),
    ...(line.labels === undefined ? {} : { labels: line.labels }),
  };
}
