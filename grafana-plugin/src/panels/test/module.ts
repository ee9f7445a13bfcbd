import { PanelPlugin, type SelectableValue } from '@grafana/data';
import { call } from '../../api/call';
import { requests } from '../../api/requests';
import { TestPanel } from './TestPanel';
import type { TestPanelOptions } from './testPanelOptions';

async function testOptions(): Promise<Array<SelectableValue<string>>> {
  const first = { value: '', label: 'The first test' };
  const answer = await call(requests.tests()).catch(() => ({ tests: [] }));
  return [first, ...answer.tests.map(({ name }) => ({ value: name, label: name }))];
}

export const plugin = new PanelPlugin<TestPanelOptions>(TestPanel).setPanelOptions((builder) =>
  builder.addSelect({
    path: 'test',
    name: 'Test',
    description: 'Which test this panel starts, steers and stops',
    defaultValue: '',
    settings: { options: [], getOptions: testOptions },
  }),
);
