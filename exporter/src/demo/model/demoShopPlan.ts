import type { InstancePlan, MemoryPlan, RoutePlan, ServicePlan, ShopPlan } from './shopPlan.ts';

const MEBIBYTE = 2 ** 20;

const AMPLE_MEMORY: MemoryPlan = {
  limitBytes: 512 * MEBIBYTE,
  baseBytes: 110 * MEBIBYTE,
  youngBytes: 32 * MEBIBYTE,
};

/** Little more than what it needs at rest: at the daily peak it collects often, under a test nearly always. */
const SHORT_MEMORY: MemoryPlan = { limitBytes: 128 * MEBIBYTE, baseBytes: 96 * MEBIBYTE, youngBytes: 32 * MEBIBYTE };

/** Instances `name-1` … `name-count`, alike but for what `unlike` says of the n-th. */
function instances(
  name: string,
  count: number,
  common: Pick<InstancePlan, 'version' | 'cores' | 'slots'>,
  unlike: Readonly<Record<number, Partial<InstancePlan>>> = {},
): InstancePlan[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${name}-${index + 1}`,
    queueLimit: 2 * common.slots,
    workFactor: 1,
    faultFactor: 1,
    memory: AMPLE_MEMORY,
    ...common,
    ...unlike[index + 1],
  }));
}

/** A route with what most routes share. */
function route(
  method: RoutePlan['method'],
  path: string,
  costs: Pick<RoutePlan, 'work' | 'responseBytes'> & Partial<RoutePlan>,
): RoutePlan {
  return {
    method,
    path,
    calls: [],
    successStatus: method === 'POST' ? 201 : 200,
    allocatedBytes: 0.4 * MEBIBYTE,
    faultRatio: 0.001,
    ...costs,
  };
}

const STOREFRONT: ServicePlan = {
  name: 'storefront',
  databaseConcurrency: 2,
  routes: [
    route('GET', '/', {
      work: { medianSeconds: 0.014, sigma: 0.35 },
      query: { medianSeconds: 0.004, sigma: 0.5 },
      calls: [{ service: 'catalogue', route: 'GET /products' }],
      responseBytes: 18_000,
    }),
    route('GET', '/products/:id', {
      work: { medianSeconds: 0.013, sigma: 0.35 },
      query: { medianSeconds: 0.004, sigma: 0.5 },
      calls: [
        { service: 'catalogue', route: 'GET /products/:id' },
        { service: 'inventory', route: 'GET /stock/:id' },
      ],
      responseBytes: 9_000,
    }),
    route('POST', '/checkout', {
      work: { medianSeconds: 0.02, sigma: 0.35 },
      query: { medianSeconds: 0.005, sigma: 0.5 },
      calls: [{ service: 'checkout', route: 'POST /orders' }],
      responseBytes: 1_200,
    }),
  ],
  instances: instances('storefront', 3, { version: '3.2.1', cores: 2, slots: 20 }),
};

const CATALOGUE: ServicePlan = {
  name: 'catalogue',
  databaseConcurrency: 2,
  routes: [
    route('GET', '/products', {
      work: { medianSeconds: 0.012, sigma: 0.4 },
      query: { medianSeconds: 0.012, sigma: 0.6 },
      responseBytes: 14_000,
    }),
    route('GET', '/products/:id', {
      work: { medianSeconds: 0.008, sigma: 0.4 },
      query: { medianSeconds: 0.007, sigma: 0.6 },
      responseBytes: 5_000,
    }),
  ],
  instances: instances(
    'catalogue',
    3,
    { version: '2.7.0', cores: 2, slots: 14 },
    { 3: { slowNetwork: { delaySeconds: 0.045, bytesPerSecond: 600_000 } } },
  ),
};

const CHECKOUT: ServicePlan = {
  name: 'checkout',
  databaseConcurrency: 1,
  routes: [
    route('POST', '/orders', {
      work: { medianSeconds: 0.02, sigma: 0.4 },
      query: { medianSeconds: 0.025, sigma: 0.5 },
      calls: [
        { service: 'inventory', route: 'POST /reservations' },
        { service: 'payments', route: 'POST /charges' },
      ],
      responseBytes: 1_500,
      allocatedBytes: 0.8 * MEBIBYTE,
      faultRatio: 0.002,
    }),
  ],
  instances: instances(
    'checkout',
    3,
    { version: '1.4.0', cores: 1, slots: 10 },
    { 3: { version: '1.5.0-rc.1', workFactor: 1.3, faultFactor: 3 } },
  ),
};

const PAYMENTS: ServicePlan = {
  name: 'payments',
  databaseConcurrency: 1,
  routes: [
    route('POST', '/charges', {
      work: { medianSeconds: 0.008, sigma: 0.4 },
      query: { medianSeconds: 0.008, sigma: 0.5 },
      outside: { medianSeconds: 0.05, sigma: 0.35 },
      responseBytes: 600,
    }),
  ],
  instances: instances('payments', 2, { version: '4.0.3', cores: 1, slots: 12 }),
};

const INVENTORY: ServicePlan = {
  name: 'inventory',
  databaseConcurrency: 1,
  routes: [
    route('GET', '/stock/:id', {
      work: { medianSeconds: 0.005, sigma: 0.4 },
      query: { medianSeconds: 0.005, sigma: 0.5 },
      responseBytes: 400,
    }),
    route('POST', '/reservations', {
      work: { medianSeconds: 0.008, sigma: 0.4 },
      query: { medianSeconds: 0.01, sigma: 0.5 },
      responseBytes: 500,
    }),
  ],
  instances: instances('inventory', 2, { version: '1.9.4', cores: 2, slots: 14 }, { 2: { memory: SHORT_MEMORY } }),
};

/**
 * The demo shop: five services, thirteen instances. Unlike the others are catalogue-3 (slow network), inventory-2
 * (short of memory) and checkout-3 (a canary, slower and with more faults).
 */
export const demoShopPlan: ShopPlan = {
  entryService: 'storefront',
  mix: [
    { route: 'GET /', share: 0.45 },
    { route: 'GET /products/:id', share: 0.4 },
    { route: 'POST /checkout', share: 0.15 },
  ],
  services: [STOREFRONT, CATALOGUE, CHECKOUT, PAYMENTS, INVENTORY],
};
