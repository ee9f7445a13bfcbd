import type { SelectableValue } from '@grafana/data';
import { call } from '../api/call';
import { requests } from '../api/requests';

/** The services that a panel can show; the empty value stands for the first of them. */
export async function serviceOptions(): Promise<Array<SelectableValue<string>>> {
  const first = { value: '', label: 'The first service' };
  const answer = await call(requests.services()).catch(() => ({ services: [] }));
  return [first, ...answer.services.map(({ name }) => ({ value: name, label: name }))];
}
