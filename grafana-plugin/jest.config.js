// Times in tests are the same wherever they run.
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');

module.exports = {
  ...scaffold,
  testMatch: [...scaffold.testMatch, '<rootDir>/host/src/**/*.test.{ts,tsx}'],
  // Packages below @grafana that exist as ES modules only are many and change; the transformer is fast and caches.
  transform: { '^.+\\.m?[tj]sx?$': Object.values(scaffold.transform)[0] },
  transformIgnorePatterns: [],
  // Typing key by key is slow on a busy machine; no test waits for time to pass.
  testTimeout: 30_000,
};
