import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceSnapshot, Snapshot } from '../../core/snapshot.ts';
import { clustersSchema, fingerprintsSchema, problemSchema } from '../../contract/index.ts';
import type { HttpDeps } from '../deps.ts';
import { problemResponse } from '../problemResponse.ts';
import { clustersRoutes } from './clusters.ts';

const component = (deviation: number) => ({
  component: 'cpu_ratio_per_request' as const,
  difference: 0.05 * deviation,
  deviation,
});

const checkout: ServiceSnapshot = {
  name: 'checkout',
  labels: {},
  dataTimestampSeconds: null,
  instances: ['a', 'b', 'c'],
  instancesOmitted: 0,
  current: new Map(),
  forecasts: [],
  limits: [],
  anomaly: { state: 'blind', reason: '', scores: new Map(), contributions: new Map(), instances: [] },
  clusters: {
    silhouetteRatio: 0.625,
    reason: null,
    clusters: [
      { id: 'c1', instances: ['a', 'b'] },
      { id: 'c4', instances: ['c'] },
    ],
    fingerprints: [
      { instance: 'c', version: '1.5.0', clusterId: 'c4', components: [component(5)] },
      { instance: 'a', version: '1.4.0', clusterId: 'c1', components: [component(0.5)] },
      { instance: 'b', version: null, clusterId: 'c1', components: [component(0)] },
    ],
    versions: [
      {
        clusterId: 'c4',
        version: '1.5.0',
        against: '1.4.0',
        sameCluster: false,
        instances: ['c'],
        differences: [component(4)],
      },
    ],
  },
  models: [],
};

const blind: ServiceSnapshot = {
  ...checkout,
  name: 'search',
  clusters: { silhouetteRatio: null, reason: 'No fresh data.', clusters: [], fingerprints: [], versions: [] },
};

let server: Server;
let base: string;

beforeAll(async () => {
  const snapshot = { services: [checkout, blind] } as unknown as Snapshot;
  const app = express()
    .use(clustersRoutes({ snapshot: () => snapshot } as unknown as HttpDeps))
    .use(problemResponse(() => undefined));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = async (path: string): Promise<unknown> => (await fetch(`${base}${path}`)).json();

describe('GET /services/:name/clusters', () => {
  it('says which instances are alike, in what, and how versions differ', async () => {
    const answer = await read('/services/checkout/clusters');
    expect(clustersSchema.parse(answer)).toEqual(answer);
    expect(answer).toMatchObject({
      service: 'checkout',
      silhouette: 0.625,
      reason: null,
      clusters: [
        {
          id: 'c1',
          instances: [
            { instance: 'a', version: '1.4.0' },
            { instance: 'b', version: null },
          ],
          traits: [],
        },
        { id: 'c4', instances: [{ instance: 'c' }], traits: [{ component: 'cpu_ratio_per_request', deviation: 5 }] },
      ],
      versions: [{ clusterId: 'c4', version: '1.5.0', against: '1.4.0', sameCluster: false, instances: ['c'] }],
    });
    const { versions } = clustersSchema.parse(answer);
    expect(versions[0]!.differences[0]!.ratio).toBeCloseTo(Math.exp(0.2), 9);
  });

  it('says why there are none', async () => {
    const answer = clustersSchema.parse(await read('/services/search/clusters'));
    expect(answer).toMatchObject({ silhouette: null, reason: 'No fresh data.', clusters: [], versions: [] });
  });
});

describe('GET /services/:name/fingerprints', () => {
  it('gives every instance, what stands out in it, and what the components mean', async () => {
    const answer = await read('/services/checkout/fingerprints');
    expect(fingerprintsSchema.parse(answer)).toEqual(answer);
    const { instances, components, reason } = fingerprintsSchema.parse(answer);
    expect(reason).toBeNull();
    expect(instances.map(({ instance, clusterId, standsOut }) => [instance, clusterId, standsOut.length])).toEqual([
      ['c', 'c4', 1],
      ['a', 'c1', 0],
      ['b', 'c1', 0],
    ]);
    expect(components).toHaveLength(1);
    expect(components[0]!.description).toMatch(/^cpu_ratio: how much of it a request costs/);
  });

  it('says why there are none, and names the services there are', async () => {
    expect(fingerprintsSchema.parse(await read('/services/search/fingerprints'))).toMatchObject({
      reason: 'No fresh data.',
      instances: [],
    });
    const response = await fetch(`${base}/services/nope/fingerprints`);
    expect(response.status).toBe(404);
    expect(problemSchema.parse(await response.json()).detail).toContain('known: checkout, search');
  });
});
