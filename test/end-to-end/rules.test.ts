import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeWith } from '../parts/part.ts';
import { ROOT } from '../parts/startExporter.ts';

const PROVISIONING = join(ROOT, 'provisioning');
const RULES = join(PROVISIONING, 'prometheus/rules/loadstar.yml');
const RULE_TESTS = join(PROVISIONING, 'prometheus/rules/loadstar.test.yml');
const ALERTMANAGER = join(PROVISIONING, 'alertmanager/alertmanager.yml');

/** What a program prints; an exit code other than 0 is an error that shows it. */
function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const rules = (parse(readFileSync(RULES, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

describeWith(['promtool'], 'rules by promtool', ({ promtool }) => {
  const folder = mkdtempSync(join(tmpdir(), 'loadstar-rules-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are well formed, and so is the configuration that names them', () => {
    expect(run(promtool, 'check', 'rules', RULES)).toContain(`${rules.length} rules found`);
    expect(run(promtool, 'check', 'config', join(PROVISIONING, 'prometheus/prometheus.yml'))).toContain('SUCCESS');
  });

  it('fire and do not fire as their tests say', () => {
    expect(run(promtool, 'test', 'rules', RULE_TESTS)).toContain('SUCCESS');
  });

  it('are held by these tests: an anomaly that needed no time would be found out', () => {
    writeFileSync(join(folder, 'loadstar.yml'), readFileSync(RULES, 'utf8').replace('for: 3m', 'for: 0s'));
    writeFileSync(join(folder, 'loadstar.test.yml'), readFileSync(RULE_TESTS));
    expect(() => run(promtool, 'test', 'rules', join(folder, 'loadstar.test.yml'))).toThrow(/LoadstarAnomaly/);
  });
});

describe('rules', () => {
  it('have a severity, a summary and a description, and each is tested firing and not', () => {
    interface Case {
      readonly alertname: string;
      readonly exp_alerts?: readonly unknown[];
    }
    const { tests } = parse(readFileSync(RULE_TESTS, 'utf8'), { maxAliasCount: 100 }) as {
      tests: { alert_rule_test: Case[] }[];
    };
    const cases = tests.flatMap(({ alert_rule_test }) => alert_rule_test);
    for (const { alert, labels, annotations } of rules) {
      expect(['critical', 'warning', 'info'], alert).toContain(labels['severity']);
      expect(annotations['summary'], alert).toBeTruthy();
      expect(annotations['description'], alert).toBeTruthy();
      const own = cases.filter(({ alertname }) => alertname === alert);
      expect(
        own.some(({ exp_alerts = [] }) => exp_alerts.length > 0),
        `${alert} fires in a test`,
      ).toBe(true);
      expect(
        own.some(({ exp_alerts = [] }) => exp_alerts.length === 0),
        `${alert} does not in another`,
      ).toBe(true);
    }
  });

  it('use metrics that the exporter has', () => {
    const metrics = readFileSync(join(ROOT, 'exporter/src/metrics/testdata/metrics.txt'), 'utf8');
    const known = new Set([...metrics.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const used = new Set(rules.flatMap(({ expr }) => expr.match(/\bloadstar_\w+/g) ?? []));
    expect(used.size).toBeGreaterThan(5);
    expect([...used].filter((name) => !known.has(name))).toEqual([]);
  });
});

describeWith(['amtool'], 'the configuration of Alertmanager', ({ amtool }) => {
  it('is well formed', () => {
    expect(run(amtool, 'check-config', ALERTMANAGER)).toContain('SUCCESS');
  });

  it.each([
    ['team=orders', 'team-orders'],
    ['team=web', 'team-web'],
    ['team=nobody', 'everyone'],
    ['severity=critical', 'everyone'],
  ])('routes %s to %s', (label, receiver) => {
    expect(run(amtool, 'config', 'routes', 'test', `--config.file=${ALERTMANAGER}`, label).trim()).toBe(receiver);
  });
});
