/** Users' scripts for k6, each for one thing that a driver must get right. */
export const K6_SCRIPTS = {
  works: `
    import http from 'k6/http';
    import { check } from 'k6';
    export const options = { vus: 3, duration: '1h', thresholds: {
      http_req_failed: ['rate<0.5'], http_reqs: ['count<200'], iterations: ['count>10', 'count<200'],
      iteration_duration: ['p(1)>0.1'], checks: ['rate==1'] } };
    export default function () { check(http.get(__ENV.TARGET + '/'), { ok: (answer) => answer.status === 200 }); }`,
  sometimesBroken: `
    import http from 'k6/http';
    import exec from 'k6/execution';
    export default function () { http.get(__ENV.TARGET + (exec.vu.iterationInScenario % 2 ? '/broken' : '/')); }`,
  failsThresholds: `
    import http from 'k6/http';
    export const options = { thresholds: { http_req_duration: ['p(95)<0.0001', 'p(95)<5000'], iterations: ['count>10000'] } };
    export default function () { http.get(__ENV.TARGET + '/'); }`,
  crashes: `
    export function setup() { throw new Error('no such shop'); }
    export default function () {}`,
  aborts: `
    import http from 'k6/http';
    import exec from 'k6/execution';
    export default function () {
      http.get(__ENV.TARGET + '/');
      if (exec.scenario.iterationInTest > 20) exec.test.abort('the basket is full');
    }`,
  wanders: `
    import http from 'k6/http';
    export default function () {
      http.get(__ENV.TARGET + '/');
      for (const other of __ENV.OTHERS.split(',')) http.get(other);
    }`,
  stubborn: `
    import http from 'k6/http';
    import { sleep } from 'k6';
    export default function () { http.get(__ENV.TARGET + '/'); sleep(60); }
    export function teardown() { sleep(60); }`,
  tells: `
    import http from 'k6/http';
    export default function () { http.post(__ENV.TARGET + '/env', JSON.stringify(__ENV)); }`,
  manyRequests: `
    import http from 'k6/http';
    export default function () { for (let i = 0; i < 4; i++) http.get(__ENV.TARGET + '/'); }`,
  scenarios: `
    import http from 'k6/http';
    export const options = { scenarios: {
      lookers: { executor: 'constant-vus', vus: 9, duration: '1h', exec: 'look', env: { PAGE: '/look' } },
      buyers: { executor: 'per-vu-iterations', vus: 3, iterations: 1, exec: 'buy', startTime: '1h' } } };
    export function setup() { return { page: '/buy' }; }
    export function look() { http.get(__ENV.TARGET + __ENV.PAGE); }
    export async function buy(data) { await http.asyncRequest('GET', __ENV.TARGET + data.page); }
    export function teardown() { http.get(__ENV.TARGET + '/teardown'); }`,
  doesNotCompile: `export default function ( {`,
  lacksFunction: `
    export const options = { scenarios: { a: { executor: 'constant-vus', vus: 1, duration: '1s', exec: 'buy' } } };
    export default function () {}`,
} as const;

/** Users' scripts for runs on several runners. */
export const SHARED_SCRIPTS = {
  visits: `
    import http from 'k6/http';
    export default function () { http.get(__ENV.TARGET + '/'); }`,
  // Of a few hundred iterations over three processes, each process has about a third.
  judged: `
    import http from 'k6/http';
    import { Counter, Rate, Trend } from 'k6/metrics';
    import exec from 'k6/execution';
    const jobs = new Counter('jobs');
    const odd = new Rate('odd');
    const size = new Trend('size');
    export const options = { thresholds: {
      http_reqs: ['count>200'], iterations: ['count>200'], jobs: ['count<200', 'rate>30'],
      odd: ['rate<0.6'], 'odd{kind:b}': ['rate<0.2'], size: ['max<10', 'min>=0', 'p(99.9)<=9', 'med<6', 'avg>3'],
      'http_req_duration{expected_response:true}': ['p(95)<5000', 'p(50)>1'], http_req_failed: ['rate==0'] } };
    export default function () {
      http.get(__ENV.TARGET + '/');
      jobs.add(1);
      odd.add(exec.scenario.iterationInTest % 2 === 1, { kind: exec.scenario.iterationInTest % 2 ? 'b' : 'a' });
      size.add(exec.scenario.iterationInTest % 10);
    }`,
  aborting: `
    import http from 'k6/http';
    import { Counter } from 'k6/metrics';
    const jobs = new Counter('jobs');
    export const options = { thresholds: { jobs: [{ threshold: 'count<120', abortOnFail: true }] } };
    export default function () { http.get(__ENV.TARGET + '/'); jobs.add(1); }`,
  // k6 takes every number that Go does.
  unjudgeable: `
    import http from 'k6/http';
    export const options = { thresholds: { http_req_duration: ['p(95)<0x1p9'] } };
    export default function () { http.get(__ENV.TARGET + '/'); }`,
  misjudging: `
    import http from 'k6/http';
    export const options = { thresholds: { http_req_duration: ['rate<1'] } };
    export default function () { http.get(__ENV.TARGET + '/'); }`,
} as const;
