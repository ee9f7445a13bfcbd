import { defineConfig } from 'vitest/config';

/** Contract suites that measure real rates: one at a time, since two generators on two cores disturb each other. */
const RATE_SUITES = ['test/contract/{loadDriver,loadDriverSteering,runnerPool,severalRunners}.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['exporter/**/*.test.ts', 'k6-extension-scripts/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          // One kind after the other: real rates are measured in the later ones.
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'contract',
          include: ['test/contract/**/*.test.ts'],
          exclude: RATE_SUITES,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'contract-load',
          include: RATE_SUITES,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'end-to-end',
          include: ['test/{end-to-end,fault,browser}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // They start real servers and generators; on two cores they would disturb each other's rates.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Needs a Docker engine and minutes: npm run test:compose runs it, npm test leaves it out.
        test: {
          name: 'compose',
          include: ['test/compose/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 900_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
