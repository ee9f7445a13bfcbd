import type { FetchError } from '@grafana/runtime';
import { ApiError } from './apiProblem';
import { toProblem } from './toProblem';

const fetchError = (status: number, data: unknown): FetchError => ({ status, data, config: { url: '' } });

const problemAnswer = {
  type: 'about:blank#conflict',
  title: 'Rate above the limit',
  status: 409,
  detail: '500 requests per second are above the limit of 200.',
  errors: [{ path: 'requestsPerSecond', value: '500', allowed: 'at most 200' }],
};

describe('toProblem', () => {
  test('keeps title, detail and fields of a problem answer', () => {
    expect(toProblem(fetchError(409, problemAnswer))).toEqual({
      title: problemAnswer.title,
      detail: problemAnswer.detail,
      status: 409,
      fields: problemAnswer.errors,
      hint: null,
    });
  });

  test('says what to do about a refused token, and lets the host say it better', () => {
    expect(toProblem(fetchError(401, { ...problemAnswer, status: 401 })).hint).toContain('Configuration page');
    const hinted = fetchError(401, { ...problemAnswer, status: 401, hint: 'Open the printed address.' });
    expect(toProblem(hinted).hint).toBe('Open the printed address.');
  });

  test.each([
    ['a lost network', fetchError(0, { message: 'TypeError: Failed to fetch' })],
    ['a proxy without an exporter', fetchError(502, '')],
    ['something thrown', new Error('socket closed')],
    ['nothing sensible', undefined],
  ])('%s is an exporter that does not answer', (_name, error) => {
    expect(toProblem(error).title).toBe('The exporter does not answer');
    expect(toProblem(error).hint).toContain('configuration');
  });

  test('takes Grafana’s own message where the answer is no problem document', () => {
    const problem = toProblem(fetchError(404, { message: 'Plugin not found' }));
    expect(problem).toMatchObject({ title: 'The call failed (404)', detail: 'Plugin not found', status: 404 });
  });

  test('hands on the problem of an ApiError', () => {
    const problem = { title: 'a', detail: 'b', status: 1, fields: [], hint: null };
    expect(toProblem(new ApiError(problem))).toBe(problem);
  });
});
