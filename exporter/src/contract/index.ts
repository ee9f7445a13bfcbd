/** The HTTP API as zod schemas; the exporter answers by them and the plugin reads by them. */
export * from './clusters.ts';
export * from './decisions.ts';
export * from './problem.ts';
export * from './runs.ts';
export * from './services.ts';
export * from './session.ts';
export * from './status.ts';
export * from './tests.ts';
