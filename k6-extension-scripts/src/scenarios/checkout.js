import { check } from 'k6';
import http from 'k6/http';

// A visitor who buys: one order, one request per iteration.
//   k6 run -e TARGET=http://127.0.0.2:9100 checkout.js
const target = (__ENV.TARGET || 'http://127.0.0.2:9100').replace(/\/$/, '');
const params = { headers: { 'content-type': 'application/json', 'x-loadstar-test': 'checkout' } };

export const options = {
  vus: 2,
  duration: '30s',
  thresholds: {
    http_req_failed: ['rate<0.05'],
    http_req_duration: ['p(95)<2000'],
  },
};

export default function checkout() {
  const order = { items: [{ product: 1 + Math.floor(Math.random() * 100), quantity: 1 }] };
  const answer = http.post(`${target}/checkout`, JSON.stringify(order), params);
  check(answer, { 'order is taken': ({ status }) => status === 200 || status === 201 });
}
