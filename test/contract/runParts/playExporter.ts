import { loadTest, startStage } from './startStage.ts';

/**
 * Plays the exporter for tests that kill it: starts one run, says `running` once requests flow, and goes on until it is
 * killed. Arguments: k6, script, target, name of the test, number of runners.
 */
const [k6 = '', script = '', target = '', name = '', runners = '1'] = process.argv.slice(2);
const stage = await startStage(k6);
stage.tests.push(loadTest({ name, script, target, runners: Number(runners) }));
const { id } = await stage.controller.start({ test: name, actor: 'test' });
await stage.reached(id, 'running');
process.stdout.write('running\n');
