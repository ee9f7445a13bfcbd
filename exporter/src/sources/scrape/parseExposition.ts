import { Problem } from '../../core/problem.ts';

/** Labels of a sample, in the order in which they are written. */
export type ExpositionLabels = readonly (readonly [name: string, value: string])[];

/** What is called for each sample: its name, labels and value. Time stamps and exemplars are checked, not told. */
export type SampleVisitor = (name: string, labels: ExpositionLabels, value: number) => void;

const NAME = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const LABEL_NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BLANKS = /[ \t]*/y;
const PLAIN_VALUE = /[^"\\\n]*/y;
const WORD = /[^ \t\n]+/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
const LONGEST_SHOWN = 80;

/** A number as Go's ParseFloat reads it (without its hexadecimal forms); null where the text is none. */
function parseNumber(text: string): number | null {
  if (NUMBER.test(text)) return Number(text);
  const infinite = INFINITE.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text.toLowerCase() === 'nan' ? Number.NaN : null;
}

/** Reads one exposition, sample by sample. */
class ExpositionReader {
  readonly #text: string;
  #at = 0;
  #lineStart = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns whether the end was marked by `# EOF` */
  read(visit: SampleVisitor): boolean {
    const text = this.#text;
    while (this.#at < text.length) {
      this.#lineStart = this.#at;
      this.#take(BLANKS);
      const character = text[this.#at];
      if (character === '#') {
        if (this.#comment() === '# EOF') {
          if (this.#at + 1 < text.length) this.#fail('nothing after # EOF');
          return true;
        }
      } else if (character !== '\n' && !text.startsWith('\r\n', this.#at)) {
        this.#sample(visit);
      }
      this.#endLine();
    }
    return false;
  }

  #sample(visit: SampleVisitor): void {
    const labels: [string, string][] = [];
    let name = this.#take(NAME);
    this.#take(BLANKS);
    if (this.#text[this.#at] === '{') {
      // With UTF-8 names the metric's stands in quotes among the labels.
      const quoted = this.#labels(labels);
      if (name !== '' && quoted !== null) this.#fail('one metric name');
      name ||= quoted ?? '';
    }
    if (name === '') this.#fail('a metric name');
    const value = this.#number('a number as value');
    this.#take(BLANKS);
    if (!this.#atEnd() && this.#text[this.#at] !== '#') this.#number('a time stamp after the value');
    this.#take(BLANKS);
    if (this.#text[this.#at] === '#') this.#exemplar();
    visit(name, labels, value);
  }

  /** Labels in braces into `labels`; gives a metric name that stands in quotes among them, or null. */
  #labels(labels: [string, string][]): string | null {
    let metric: string | null = null;
    this.#at += 1;
    for (;;) {
      this.#take(BLANKS);
      if (this.#text[this.#at] === '}') break;
      const quoted = this.#text[this.#at] === '"';
      const name = quoted ? this.#quoted() : this.#take(LABEL_NAME);
      this.#take(BLANKS);
      if (this.#text[this.#at] === '=') {
        this.#at += 1;
        this.#take(BLANKS);
        if (name === '') this.#fail('a label name');
        if (labels.some(([known]) => known === name)) this.#fail(`label ${name} once`);
        labels.push([name, this.#quoted()]);
      } else if (quoted && metric === null && labels.length === 0) {
        metric = name;
      } else {
        this.#fail('label="value"');
      }
      this.#take(BLANKS);
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#text[this.#at] !== '}') this.#fail('a comma or } after a label');
    }
    this.#at += 1;
    return metric;
  }

  /** A text in quotes with the escapes \\, \" and \n; another character after a backslash stands for both. */
  #quoted(): string {
    if (this.#text[this.#at] !== '"') this.#fail('a value in quotes');
    this.#at += 1;
    let value = '';
    for (;;) {
      value += this.#take(PLAIN_VALUE);
      const character = this.#text[this.#at];
      if (character === '"') break;
      const escaped = this.#text[this.#at + 1];
      if (character !== '\\' || escaped === undefined || escaped === '\n') this.#fail('a closing quote');
      if (escaped === 'n') value += '\n';
      else value += escaped === '"' || escaped === '\\' ? escaped : `\\${String(escaped)}`;
      this.#at += 2;
    }
    this.#at += 1;
    return value;
  }

  #exemplar(): void {
    this.#at += 1;
    this.#take(BLANKS);
    if (this.#text[this.#at] !== '{') this.#fail('labels of an exemplar');
    this.#labels([]);
    this.#number("an exemplar's value");
    this.#take(BLANKS);
    if (!this.#atEnd()) this.#number("an exemplar's time stamp");
  }

  #number(wanted: string): number {
    this.#take(BLANKS);
    const value = parseNumber(this.#take(WORD).replace(/\r$/, ''));
    if (value === null) this.#fail(wanted);
    return value;
  }

  #comment(): string {
    const end = this.#text.indexOf('\n', this.#at);
    const comment = this.#text.slice(this.#at, end === -1 ? this.#text.length : end);
    this.#at += comment.length;
    return comment.replace(/\r$/, '');
  }

  #endLine(): void {
    this.#take(BLANKS);
    if (this.#text[this.#at] === '\r') this.#at += 1;
    // A last line without line feed was cut off somewhere: its value may be the beginning of a longer one.
    if (this.#text[this.#at] !== '\n') this.#fail('a line feed at the end of the line');
    this.#at += 1;
    this.#line += 1;
  }

  #atEnd(): boolean {
    const character = this.#text[this.#at];
    return character === undefined || character === '\n' || character === '\r';
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += match.length;
    return match;
  }

  #fail(wanted: string): never {
    const line = this.#text.slice(this.#lineStart, this.#lineStart + LONGEST_SHOWN).split('\n')[0] ?? '';
    const column = this.#at - this.#lineStart + 1;
    throw new Problem(
      'unprocessable',
      'The metrics cannot be read',
      `line ${this.#line}, column ${column}: ${wanted} expected, in "${line}"`,
    );
  }
}

/**
 * Reads metrics in Prometheus' text format (0.0.4 and 1.0.0, with quoted UTF-8 names) or OpenMetrics 1.0. Strict: a line
 * that is none, and an exposition that was cut off, refuse the whole of it. Why not a library:
 * docs/decisions/0003-exposition-parser.md.
 * Sources: https://prometheus.io/docs/instrumenting/exposition_formats/,
 * https://prometheus.io/docs/specs/om/open_metrics_spec/
 * @param openMetrics whether `# EOF` must stand at the end
 * @throws Problem `unprocessable` with line and column
 */
export function parseExposition(text: string, openMetrics: boolean, visit: SampleVisitor): void {
  const marked = new ExpositionReader(text).read(visit);
  if (openMetrics && !marked) {
    throw new Problem(
      'unprocessable',
      'The metrics cannot be read',
      '# EOF is missing at the end: the answer was cut off',
    );
  }
}
