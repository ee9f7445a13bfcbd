import { check, group } from 'k6';
import http from 'k6/http';

// A visitor who looks at the shop's front page and at one product. Two requests per iteration.
//   k6 run -e TARGET=http://127.0.0.2:9100 browse.js
const target = (__ENV.TARGET || 'http://127.0.0.2:9100').replace(/\/$/, '');
const params = { headers: { 'x-loadstar-test': 'browse' } };
const products = 100;

export const options = {
  vus: 5,
  duration: '30s',
  thresholds: {
    http_req_failed: ['rate<0.05'],
    http_req_duration: ['p(95)<1000'],
  },
};

export default function browse() {
  group('front page', () => {
    const page = http.get(`${target}/`, params);
    check(page, { 'front page is there': (answer) => answer.status === 200 });
  });
  group('product', () => {
    const id = 1 + Math.floor(Math.random() * products);
    const product = http.get(`${target}/products/${id}`, { ...params, tags: { name: `${target}/products/:id` } });
    check(product, { 'product is there': (answer) => answer.status === 200 });
  });
}
