import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../core/problem.ts';
import { parseExposition } from './parseExposition.ts';

type Sample = readonly [name: string, labels: Record<string, string>, value: number];

function samplesOf(text: string, openMetrics = false): Sample[] {
  const samples: Sample[] = [];
  parseExposition(text, openMetrics, (name, labels, value) => samples.push([name, Object.fromEntries(labels), value]));
  return samples;
}

describe('parseExposition', () => {
  it.each<[string, string, Sample[]]>([
    ['nothing', '', []],
    ['comments, help, types and empty lines', '# HELP a b\n# TYPE a counter\n\n#\n  # x\na 1\n', [['a', {}, 1]]],
    ['escapes', 'a{x="c\\\\d\\n\\"e\\x"} 1\n', [['a', { x: 'c\\d\n"e\\x' }, 1]]],
    ['braces, commas and hashes in values', 'a{x="},# \\"",y="1"} 2\n', [['a', { x: '},# "', y: '1' }, 2]]],
    ['blanks wherever they may stand', ' a\t{ x = "1" , y="2" , }  3   4 \n', [['a', { x: '1', y: '2' }, 3]]],
    ['no blank after the labels', 'a{x="1"}2\n', [['a', { x: '1' }, 2]]],
    [
      'infinite values and none',
      'a +Inf\nb -inf\nc NaN\n',
      [
        ['a', {}, Infinity],
        ['b', {}, -Infinity],
        ['c', {}, NaN],
      ],
    ],
    [
      'exponents',
      'a 1.5e-3\nb +.5\nc 1.\n',
      [
        ['a', {}, 0.0015],
        ['b', {}, 0.5],
        ['c', {}, 1],
      ],
    ],
    [
      'time stamps',
      'a 1 1395066363000\nb 2 -5\n',
      [
        ['a', {}, 1],
        ['b', {}, 2],
      ],
    ],
    ['carriage returns', 'a{x="1"} 1\r\n\r\n', [['a', { x: '1' }, 1]]],
    [
      'names in quotes',
      '{"http.requests",x="1"} 1\n{"b"} 2\nc{"x.y"="z"} 3\n',
      [
        ['http.requests', { x: '1' }, 1],
        ['b', {}, 2],
        ['c', { 'x.y': 'z' }, 3],
      ],
    ],
    ['names of the language', '__proto__{constructor="x"} 1\n', [['__proto__', { constructor: 'x' }, 1]]],
  ])('reads %s', (_, text, expected) => {
    expect(samplesOf(text)).toEqual(expected);
  });

  it('reads OpenMetrics with exemplars, and wants its end', () => {
    const text =
      '# TYPE a counter\na_total{x="1"} 17 1520879607.789 # {trace_id="K#}"} 0.67 1520879606\na_total 1 # {} 1\n';
    expect(samplesOf(`${text}# EOF\n`, true)).toEqual([
      ['a_total', { x: '1' }, 17],
      ['a_total', {}, 1],
    ]);
    expect(samplesOf(`${text}# EOF`, true)).toHaveLength(2);
    expect(() => samplesOf(text, true)).toThrow(/EOF is missing/);
    expect(() => samplesOf('# EOF\na 1\n', true)).toThrow(/nothing after # EOF/);
  });

  it.each([
    ['a line that was cut off', 'a 1\nb 12', /line 2.*line feed/],
    ['an open quote', 'a{x="1} 1\nb 1\n', /line 1.*closing quote/],
    ['a value that is no number', 'a hello\n', /line 1, column 8: a number as value/],
    ['a value with something behind it', 'a 1x\n', /a number as value/],
    ['hexadecimal values', 'a 0x10\n', /a number as value/],
    ['no value', 'a{x="1"}\n', /a number as value/],
    ['no name', '{x="1"} 1\n', /a metric name/],
    ['two names', 'a{"b"} 1\n', /one metric name/],
    ['words after the time stamp', 'a 1 2 3\n', /a line feed/],
    ['a time stamp that is none', 'a 1 x\n', /a time stamp/],
    ['no comma', 'a{x="1" y="2"} 1\n', /a comma or }/],
    ['a label twice', 'a{x="1",x="2"} 1\n', /label x once/],
    ['HTML', '<html>\n', /line 1, column 1: a metric name expected, in "<html>"/],
    ['JSON', '{"a": 1}\n', /a comma or }/],
  ])('refuses %s', (_, text, message) => {
    expect(() => samplesOf(text)).toThrow(Problem);
    expect(() => samplesOf(text)).toThrow(message);
  });

  it('reads back what was written', () => {
    const name = fc.stringMatching(/^[A-Za-z_:][A-Za-z0-9_:]{0,10}$/);
    const label = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,10}$/);
    const labels = fc.uniqueArray(fc.tuple(label, fc.string({ unit: 'binary' })), {
      selector: ([key]) => key,
      maxLength: 5,
    });
    const escaped = (text: string): string =>
      text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, labels, fc.double()), { maxLength: 4 }), (samples) => {
        const number = (value: number): string => (Object.is(value, -0) ? '-0' : String(value).replace('inity', ''));
        const text = samples
          .map(([n, l, v]) => `${n}{${l.map(([k, value]) => `${k}="${escaped(value)}"`).join(',')}} ${number(v)}\n`)
          .join('');
        const read: [string, [string, string][], number][] = [];
        parseExposition(text, false, (n, l, v) => read.push([n, l.map(([k, value]) => [k, value]), v]));
        expect(read).toEqual(samples.map(([n, l, v]) => [n, l, v]));
      }),
      { numRuns: 300 },
    );
  });

  it('gives samples or a Problem for any text, and never hangs', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('a', '{', '}', '"', '\\', '=', ',', ' ', '\n', '# ', '1', '# EOF'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, openMetrics) => {
        try {
          samplesOf(pieces.join(''), openMetrics);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
  });
});
