import { kindText, shownDecisions, type Decision } from './shownDecisions';

const decision = (minute: number, change: Partial<Decision> = {}): Decision => ({
  timestamp: `2026-11-20T10:0${minute}:00.000Z`,
  kind: 'run_started',
  subject: 'browse-1',
  choice: '50 requests/s',
  reason: 'test browse was asked for',
  actor: 'console',
  ...change,
});

const log = [
  decision(1),
  decision(3, {
    kind: 'model_chosen',
    subject: 'storefront',
    choice: 'linear',
    reason: 'lowest error',
    actor: 'loadstar',
  }),
  decision(2, { kind: 'run_finished', choice: 'passed', actor: 'loadstar' }),
];

describe('shownDecisions', () => {
  test.each([
    ['nothing asked: all, newest first', '', ['model_chosen', 'run_finished', 'run_started']],
    ['only blanks', '  ', ['model_chosen', 'run_finished', 'run_started']],
    ['a word of the subject, in any case', 'STORE', ['model_chosen']],
    ['a kind as it is shown', 'run finished', ['run_finished']],
    ['a kind as it is written', 'run_', ['run_finished', 'run_started']],
    ['words of different columns', 'loadstar browse', ['run_finished']],
    ['a reason', 'lowest', ['model_chosen']],
    ['words that no entry has together', 'console linear', []],
  ])('%s', (_name, filter, kinds) => {
    expect(shownDecisions(log, filter).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('leaves the log as it is', () => {
    const before = [...log];
    shownDecisions(log, '');
    expect(log).toEqual(before);
  });
});

test('a kind is shown as words', () => {
  expect(kindText('run_started')).toBe('Run started');
  expect(kindText('')).toBe('');
});
