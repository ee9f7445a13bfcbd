import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { exposedFamilies } from '../../parts/exposedFamilies.ts';
import { describeWith } from '../../parts/part.ts';
import { ROOT } from '../../parts/startExporter.ts';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly templating: {
    readonly list: readonly {
      name: string;
      type: string;
      current: { value: string };
      query: string | { query: string };
    }[];
  };
}

const folder = join(ROOT, 'provisioning/grafana');
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const compose = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, { ports: string[]; volumes: string[]; environment: Record<string, string> }>;
};
const pluginIds = new Map(
  globSync('grafana-plugin/src/**/plugin.json', { cwd: ROOT }).map((file) => {
    const { id, type } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { id: string; type: string };
    return [id, type] as const;
  }),
);
const { datasources } = parse(read('datasources/prometheus.yml')) as {
  datasources: { name: string; uid: string; type: string; url: string; isDefault?: boolean }[];
};
/** Panels that come with Grafana. */
const CORE_PANELS = ['row', 'stat', 'table', 'timeseries'];
/** Of the shop, not of the exporter. */
const OTHERS_METRICS = ['http_requests_total'];
const dashboards = globSync('dashboards/*.json', { cwd: folder }).map(
  (file) => [file, JSON.parse(read(file)) as Dashboard] as const,
);

function expressions({ panels, annotations, templating }: Dashboard): string[] {
  return [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...annotations.list.map(({ expr }) => expr),
    ...templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : [query.query])),
  ];
}

/** An address inside the compose network names a service and a port that it publishes too. */
function expectService(url: string): void {
  const { hostname, port } = new URL(url);
  expect(
    compose.services[hostname]?.ports.some((published) => published.endsWith(`:${port}`)),
    url,
  ).toBe(true);
}

describe('Grafana’s provisioning', () => {
  it('has data sources at services of docker-compose.yml, one of them the default', () => {
    expect(datasources.map(({ type }) => type).sort()).toEqual(['alertmanager', 'prometheus']);
    for (const { url } of datasources) expectService(url);
    expect(datasources.filter(({ isDefault }) => isDefault).map(({ type }) => type)).toEqual(['prometheus']);
  });

  it('has the app by its id, the exporter’s address, and the token from the file that compose mounts', () => {
    const { apps } = parse(read('plugins/loadstar.yml')) as {
      apps: { type: string; disabled: boolean; jsonData: { url: string }; secureJsonData: { token: string } }[];
    };
    expect(apps).toHaveLength(1);
    const [app] = apps;
    expect(pluginIds.get(app!.type)).toBe('app');
    expect(app!.disabled).toBe(false);
    expectService(app!.jsonData.url);
    const tokenFile = /^\$__file\{(.+)\}$/.exec(app!.secureJsonData.token)?.[1];
    const { http } = parse(readFileSync(join(ROOT, 'provisioning/loadstar/loadstar.yml'), 'utf8')) as {
      http: { tokenFile: string };
    };
    expect(tokenFile).toBe(http.tokenFile);
    // The names that the plugin's routes fill in.
    const { routes } = JSON.parse(readFileSync(join(ROOT, 'grafana-plugin/src/plugin.json'), 'utf8')) as {
      routes: { url: string; headers: { content: string }[] }[];
    };
    for (const { url, headers } of routes) {
      expect(url).toContain('{{ .JsonData.url }}');
      expect(headers[0]?.content).toBe('Bearer {{ .SecureJsonData.token }}');
    }
  });

  it('reads dashboards from the folder that compose mounts, and opens one that is there', () => {
    const { providers } = parse(read('dashboards/loadstar.yml')) as { providers: { options: { path: string } }[] };
    const mount = compose.services['grafana']!.volumes.find((volume) => volume.startsWith('./provisioning/grafana:'));
    const [source = '', target = ''] = mount!.split(':');
    expect(providers.map(({ options }) => options.path)).toEqual([`${target}/dashboards`]);
    const home = compose.services['grafana']!.environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']!;
    expect(existsSync(join(ROOT, source, home.slice(target.length)))).toBe(true);
  });
});

describe.each(dashboards)('%s', (_file, dashboard) => {
  it('has panels of known types on the provisioned data source, none over another', () => {
    const { panels, templating } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const taken = new Set<string>();
    for (const { type, title, datasource, gridPos, targets = [] } of panels) {
      expect(CORE_PANELS.includes(type) || pluginIds.get(type) === 'panel', `${title}: ${type}`).toBe(true);
      if (targets.length > 0) expect(datasource, title).toEqual({ type: 'prometheus', uid: '${datasource}' });
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x},${y}`), `${title} at ${x},${y}`).toBe(false);
          taken.add(`${x},${y}`);
        }
      }
    }
    const chosen = templating.list.find(({ name }) => name === 'datasource')?.current.value;
    expect(datasources.find(({ type }) => type === 'prometheus')?.uid).toBe(chosen);
  });

  it('asks for metrics and labels that the exporter has', async () => {
    const families = await exposedFamilies();
    expect(expressions(dashboard).length).toBeGreaterThan(15);
    for (const expression of expressions(dashboard)) {
      for (const [, name = '', , matchers = ''] of expression.matchAll(/\b(loadstar_\w+|http_\w+)(\{([^}]*)\})?/g)) {
        if (OTHERS_METRICS.includes(name)) continue;
        const labels = families.get(name);
        expect(labels, `${name} in ${expression}`).toBeDefined();
        for (const [, label] of matchers.matchAll(/(\w+)\s*[=!]/g)) {
          expect([...labels!], `${label} of ${name}`).toContain(label);
        }
      }
    }
  });
});

describeWith(['promtool'], 'promtool on the dashboards', ({ promtool }) => {
  it.each(dashboards)('takes every expression of %s', (_file, dashboard) => {
    const rules = expressions(dashboard)
      .filter((expression) => !expression.startsWith('label_values('))
      .map((expression, index) => ({
        record: `panel:${index}`,
        expr: expression.replaceAll('$__rate_interval', '1m').replaceAll('$service', '.*'),
      }));
    const temporary = mkdtempSync(join(tmpdir(), 'loadstar-dashboard-'));
    try {
      writeFileSync(join(temporary, 'rules.yml'), stringify({ groups: [{ name: 'dashboard', rules }] }));
      const said = execFileSync(promtool, ['check', 'rules', join(temporary, 'rules.yml')], { encoding: 'utf8' });
      expect(said).toContain(`SUCCESS: ${rules.length} rules found`);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
});
