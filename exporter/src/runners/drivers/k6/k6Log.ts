/** One line of k6's log in its text format: `time=… level=error msg="…"`. */
export interface K6LogLine {
  readonly level: string;
  readonly message: string;
}

/** Reads a line of k6's log; null for anything else, such as what a script prints by itself. */
export function readK6Log(line: string): K6LogLine | null {
  const [, level, quoted, bare] = /^time=\S+ level=(\w+) msg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(line) ?? [];
  if (level === undefined) return null;
  const message = (quoted ?? bare ?? '').replace(/\\(.)/g, (_whole, char: string) =>
    char === 'n' ? '\n' : char === 't' ? '\t' : char,
  );
  return { level, message };
}

/** What k6 complained about, in its own words; everything it wrote where it logged no error. */
export function k6Complaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const errors = lines
    .map(readK6Log)
    .filter((line) => line?.level === 'error')
    .map((line) => line?.message ?? '');
  const text = errors.length > 0 ? errors.join('\n') : lines.slice(-5).join('\n');
  return text.trim().slice(0, 2000);
}
