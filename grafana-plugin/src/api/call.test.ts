import { answeringBackend } from '../testdata/answeringBackend';
import { sampleRun } from '../testdata/sampleRun';
import { call } from './call';
import { requests } from './requests';

const BASE = 'api/plugin-proxy/loadstar-control-app/api/v1';

describe('call', () => {
  test('goes through the app’s proxy and gives the answer', async () => {
    const calls = answeringBackend(() => sampleRun());
    await expect(call(requests.steerRun('r1', { requestsPerSecond: 80 }))).resolves.toEqual(sampleRun());
    expect(calls).toEqual([{ method: 'PATCH', url: `${BASE}/runs/r1/steer`, data: { requestsPerSecond: 80 } }]);
  });

  test('names the field of an answer that is of another shape', async () => {
    answeringBackend(() => ({ ...sampleRun(), state: 'dreaming' }));
    await expect(call(requests.run('r1'))).rejects.toMatchObject({
      problem: { detail: expect.stringContaining('state'), hint: expect.stringContaining('same version') },
    });
  });

  test('makes a problem of a refusal', async () => {
    answeringBackend(() => {
      throw { status: 502, data: '', config: {} };
    });
    await expect(call(requests.runs())).rejects.toMatchObject({ problem: { title: 'The exporter does not answer' } });
  });
});
