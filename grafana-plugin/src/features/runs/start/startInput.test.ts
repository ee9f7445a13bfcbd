import { sampleTest } from '../../../testdata/sampleTest';
import { startInput } from './startInput';

describe('startInput', () => {
  test('makes a request of good fields', () => {
    expect(startInput(sampleTest(), { requestsPerSecond: '80.5', durationSeconds: '60' })).toEqual({
      request: { test: 'browse', requestsPerSecond: 80.5, durationSeconds: 60 },
      errors: {},
    });
  });

  test.each([
    ['nothing', '', '60', ['requestsPerSecond']],
    ['zero', '0', '60', ['requestsPerSecond']],
    ['a negative rate', '-5', '60', ['requestsPerSecond']],
    ['above the test’s limit', '201', '60', ['requestsPerSecond']],
    ['not a number', 'ten', 'long', ['requestsPerSecond', 'durationSeconds']],
    ['longer than a day', '50', '86401', ['durationSeconds']],
  ])('refuses %s and names the field', (_name, requestsPerSecond, durationSeconds, fields) => {
    const { request, errors } = startInput(sampleTest(), { requestsPerSecond, durationSeconds });
    expect(request).toBeNull();
    expect(Object.keys(errors)).toEqual(fields);
  });
});
