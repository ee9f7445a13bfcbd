import { describe, expect, it } from 'vitest';
import { signalRecipeSchema } from '../../config/sections/scrapeSource.ts';
import { mergeObservations, observe, valueOf } from './observation.ts';
import type { Observation } from './observation.ts';
import { parseExposition } from './parseExposition.ts';
import { emptySamples, recipeCollector } from './recipeSamples.ts';
import type { RecipeSamples } from './recipeSamples.ts';

const recipeOf = (raw: Record<string, unknown>) => signalRecipeSchema.parse({ metric: 'm', ...raw });
type Recipe = ReturnType<typeof recipeOf>;

function collect(recipe: Recipe, text: string): RecipeSamples {
  const collector = recipeCollector(recipe);
  const samples = emptySamples();
  parseExposition(text, false, (name, labels, value) => {
    if (collector.metrics.includes(name)) collector.take(samples, name, labels, value);
  });
  return samples;
}

/** Value of a signal of one instance after two scrapes, ten seconds apart. */
function valueAfter(recipe: Recipe, before: string | null, after: string): number | null {
  const observation = observe(recipe, before === null ? null : collect(recipe, before), collect(recipe, after), 10);
  return observation === null ? null : valueOf(recipe, observation);
}

/** Value of a service of several instances. */
function serviceValue(recipe: Recipe, instances: readonly (readonly [string, string])[]): number | null {
  const observations = instances.map(([before, after]) =>
    observe(recipe, collect(recipe, before), collect(recipe, after), 10),
  );
  const merged = mergeObservations(observations.filter((one): one is Observation => one !== null));
  return merged === null ? null : valueOf(recipe, merged);
}

describe('a rate', () => {
  const rate = recipeOf({ kind: 'rate', match: { origin: 'traffic|probe' } });
  it.each([
    [
      'adds the increases of all series that match',
      'm{origin="traffic"} 5\nm{origin="probe"} 1\nm{origin="traffics"} 0\n',
      'm{origin="traffic"} 25\nm{origin="probe"} 11\nm{origin="traffics"} 900\n',
      3,
    ],
    ['begins again at zero after a reset', 'm{origin="traffic"} 500\n', 'm{origin="traffic"} 20\n', 2],
    [
      'counts a series that is first seen from zero',
      'm{origin="traffic"} 5\n',
      'm{origin="traffic"} 5\nm{origin="probe"} 10\n',
      1,
    ],
    ['knows a series whose labels changed places', 'm{a="1",origin="probe"} 5\n', 'm{origin="probe",a="1"} 15\n', 1],
    ['is zero where nothing happened', 'm{origin="probe"} 5\n', 'm{origin="probe"} 5\n', 0],
    ['is unknown without the metric', 'm{origin="probe"} 5\n', 'x 1\n', null],
    ['leaves NaN out', 'm{origin="probe"} 5\n', 'm{origin="probe"} NaN\n', null],
  ])('%s', (_, before, after, expected) => expect(valueAfter(rate, before, after)).toBe(expected));
  it('needs two scrapes', () => expect(valueAfter(rate, null, 'm{origin="probe"} 5\n')).toBeNull());
  it('adds up over instances', () => {
    const probe = (value: number): string => `m{origin="probe"} ${value}\n`;
    expect(
      serviceValue(rate, [
        [probe(0), probe(10)],
        [probe(7), probe(27)],
      ]),
    ).toBe(3);
  });
});

describe('a ratio', () => {
  const ratio = recipeOf({ kind: 'ratio', part: { status: '5..' } });
  const text = (ok: number, failed: number): string => `m{status="200"} ${ok}\nm{status="503"} ${failed}\n`;
  it('is the part over all', () => expect(valueAfter(ratio, text(0, 0), text(30, 10))).toBe(0.25));
  it('is zero where the part has no series', () =>
    expect(valueAfter(ratio, 'm{status="200"} 1\n', 'm{status="200"} 9\n')).toBe(0));
  it('is unknown without traffic', () => expect(valueAfter(ratio, text(5, 5), text(5, 5))).toBeNull());
  it('is weighted by traffic over instances', () =>
    expect(
      serviceValue(ratio, [
        [text(0, 0), text(90, 10)],
        [text(0, 0), text(0, 100)],
      ]),
    ).toBe(0.55));
});

describe('a mean', () => {
  const mean = recipeOf({ kind: 'mean' });
  it('is the rate of the sum over that of the count', () =>
    expect(valueAfter(mean, 'm_sum 10\nm_count 10\n', 'm_sum 12\nm_count 20\n')).toBeCloseTo(0.2, 12));
  it('is unknown without observations', () =>
    expect(valueAfter(mean, 'm_sum 1\nm_count 1\n', 'm_sum 1\nm_count 1\n')).toBeNull());
});

describe('a quantile', () => {
  const median = recipeOf({ kind: 'quantile', quantile: 0.5 });
  const text = (a: number, b: number): string =>
    `m_bucket{le="1"} ${a}\nm_bucket{le="2.0"} ${b}\nm_bucket{le="+Inf"} ${b}\n`;
  it('is that of what came since', () => expect(valueAfter(median, text(1000, 1000), text(1000, 1010))).toBe(1.5));
  it('merges the buckets of instances', () =>
    expect(
      serviceValue(median, [
        [text(0, 0), text(10, 10)],
        [text(0, 0), text(0, 30)],
      ]),
    ).toBeCloseTo(1 + 10 / 30, 12));
  it('is unknown without observations', () => expect(valueAfter(median, text(3, 3), text(3, 3))).toBeNull());
});

describe('a gauge', () => {
  it.each([
    ['mean', 2],
    ['sum', 6],
    ['max', 3],
  ])('combines series by %s, at the first scrape', (combine, expected) =>
    expect(valueAfter(recipeOf({ kind: 'gauge', combine }), null, 'm{a="1"} 1\nm{a="2"} 2\nm{a="3"} 3\n')).toBe(
      expected,
    ),
  );
  it('combines instances after their own series', () =>
    expect(
      serviceValue(recipeOf({ kind: 'gauge', combine: 'mean' }), [
        ['', 'm{a="1"} 0\nm{a="2"} 2\n'],
        ['', 'm 5\n'],
      ]),
    ).toBe(3));
  it('is unknown where it is infinite', () =>
    expect(valueAfter(recipeOf({ kind: 'gauge' }), null, 'm +Inf\n')).toBeNull());
});
