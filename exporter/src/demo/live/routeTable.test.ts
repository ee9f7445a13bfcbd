import { expect, test } from 'vitest';
import { demoShopPlan } from '../model/demoShopPlan.ts';
import { RouteTable } from './routeTable.ts';

const storefront = demoShopPlan.services[0]?.routes ?? [];
const table = new RouteTable(storefront);

test.each([
  ['GET', '/', '/', ''],
  ['GET', '/?from=mail', '/', ''],
  ['GET', '/products/42', '/products/:id', '42'],
  ['GET', '/products/red-shoe_7?size=9', '/products/:id', 'red-shoe_7'],
  ['POST', '/checkout', '/checkout', ''],
])('%s %s is %s', (method, target, path, subject) => {
  const match = table.match(method, target);
  expect(match?.route.path).toBe(path);
  expect(match?.subject).toBe(subject);
});

test.each([
  ['POST', '/'],
  ['GET', '/checkout'],
  ['GET', '/products/'],
  ['GET', '/products/1/reviews'],
  ['GET', '/products/../etc'],
  ['GET', `/products/${'x'.repeat(65)}`],
  ['GET', ''],
  ['GET', 'http://elsewhere.example/'],
])('%s %s is none of them', (method, target) => {
  expect(table.match(method, target)).toBeUndefined();
});
