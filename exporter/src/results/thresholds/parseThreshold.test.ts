import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasTags, parseMetricSelector } from './metricSelector.ts';
import { parseThresholds } from './parseThreshold.ts';

const read = (expression: string, metric = 'http_req_duration') =>
  parseThresholds([{ metric, expression, abortOnFail: false, delayAbortSeconds: 0 }])[0]!;

describe('expressions', () => {
  test.each([
    ['p(95)<500', 'quantile', 0.95, '<', 500],
    [' p( 99.9 ) >= 1e3 ', 'quantile', 0.999, '>=', 1000],
    ['med<=.5', 'quantile', 0.5, '<=', 0.5],
    ['rate===0', 'rate', 0, '==', 0],
    ['rate==1', 'rate', 0, '==', 1],
    ['count!=-3', 'count', 0, '!=', -3],
    ['value>2', 'value', 0, '>', 2],
    ['avg<2', 'avg', 0, '<', 2],
    ['min>2', 'min', 0, '>', 2],
    ['max<2.', 'max', 0, '<', 2],
  ])('%s', (text, aggregation, share, operator, limit) => {
    const { limit: own, ...rest } = read(text);
    expect(rest).toMatchObject({ aggregation, operator });
    expect(own).toBe(limit);
    expect(rest.share).toBeCloseTo(share, 12);
  });

  test.each(['', 'p95<500', 'p(101)<1', 'p()<1', 'avg ~ 3', 'avg<', '<3', 'avg<0x1p9', 'avg<Inf', 'AVG<3', 'avg<3 ms'])(
    '%j cannot be judged, and is named with what could',
    (text) => {
      expect(() => read(text)).toThrow(expect.objectContaining({ kind: 'unprocessable' }));
      expect(() => read(text)).toThrow(`http_req_duration: ${text}. Allowed: count, rate,`);
    },
  );

  test('anything that is written by the grammar is read back', () => {
    const method = fc.oneof(
      fc.constantFrom('count', 'rate', 'value', 'avg', 'min', 'max', 'med'),
      fc.integer({ min: 0, max: 10_000 }).map((n) => `p(${n / 100})`),
    );
    const operator = fc.constantFrom('<', '<=', '>', '>=', '==', '===', '!=');
    fc.assert(
      fc.property(method, operator, fc.double({ noNaN: true, noDefaultInfinity: true }), (left, sign, limit) => {
        const threshold = read(`${left} ${sign} ${limit}`);
        expect(threshold.limit).toBe(Number(String(limit)));
        expect(sign.startsWith(threshold.operator)).toBe(true);
      }),
    );
  });

  test('no text makes it crash, only refuse', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (metric, text) => {
        try {
          expect(Number.isFinite(read(text, metric).limit)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'unprocessable' });
        }
      }),
    );
  });

  test('all that cannot be judged are named at once', () => {
    const one = { abortOnFail: false, delayAbortSeconds: 0 };
    const bad = [
      { ...one, metric: 'a', expression: 'x' },
      { ...one, metric: 'b', expression: 'avg<1' },
      { ...one, metric: 'c{d}', expression: 'avg<1' },
    ];
    expect(() => parseThresholds(bad)).toThrow('a: x; c{d}: avg<1.');
  });
});

describe('selectors', () => {
  test.each([
    ['checks', 'checks', {}],
    ['http_req_duration{name:cart}', 'http_req_duration', { name: 'cart' }],
    ['a{url:http://shop:80/x, "b": \'c\' }', 'a', { url: 'http://shop:80/x', b: 'c' }],
  ])('%s', (text, metric, tags) => expect(parseMetricSelector(text)).toEqual({ metric, tags }));

  test.each(['', 'a{', 'a}', 'a{}', 'a{b}', 'a{b:}', 'a{:c}', 'a{b:c}d', '{b:c}'])('%j is none', (text) => {
    expect(parseMetricSelector(text)).toBeNull();
  });

  test('labels must have all tags', () => {
    const selector = parseMetricSelector('a{b:1,c:2}')!;
    expect(hasTags({ b: '1', c: '2', d: '3' }, selector)).toBe(true);
    expect(hasTags({ b: '1' }, selector)).toBe(false);
    expect(hasTags({ b: '1', c: '3' }, selector)).toBe(false);
  });
});
