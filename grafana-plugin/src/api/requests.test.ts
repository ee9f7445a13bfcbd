import { requests } from './requests';

describe('requests', () => {
  test.each([
    ['status', requests.status(), 'GET', 'status', undefined],
    ['services', requests.services(), 'GET', 'services', undefined],
    [
      'a forecast, its names percent-encoded',
      requests.forecast('shop/eu west', 'cpu_ratio'),
      'GET',
      'services/shop%2Feu%20west/forecast?signal=cpu_ratio',
      undefined,
    ],
    ['the trial of a token', requests.session(), 'GET', 'session', undefined],
    ['one service', requests.service('a b'), 'GET', 'services/a%20b', undefined],
    ['anomaly scores', requests.anomalies('a/b'), 'GET', 'services/a%2Fb/anomalies', undefined],
    ['decisions', requests.decisions(), 'GET', 'decisions', undefined],
    ['tests', requests.tests(), 'GET', 'tests', undefined],
    ['runs', requests.runs(), 'GET', 'runs', undefined],
    ['one run', requests.run('a/b'), 'GET', 'runs/a%2Fb', undefined],
    [
      'a start',
      requests.startRun({ test: 't', requestsPerSecond: 50, durationSeconds: 60 }),
      'POST',
      'runs',
      { test: 't', requestsPerSecond: 50, durationSeconds: 60 },
    ],
    ['a steer', requests.steerRun('r1', { paused: true }), 'PATCH', 'runs/r1/steer', { paused: true }],
    ['a stop', requests.stopRun('r1'), 'POST', 'runs/r1/stop', {}],
    ['a stop with a reason', requests.stopRun('r1', 'enough'), 'POST', 'runs/r1/stop', { reason: 'enough' }],
  ])('%s', (_name, request, method, path, body) => {
    expect(request).toMatchObject({ method, path });
    expect('body' in request ? request.body : undefined).toEqual(body);
  });

  test('the stream of a run', () => {
    expect(requests.runEvents('a/b').path).toBe('runs/a%2Fb/events');
  });
});
