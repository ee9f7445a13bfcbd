import type { PluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

/** What Grafana keeps for an app. */
export type PluginSettings = Pick<PluginMeta, 'enabled' | 'pinned' | 'jsonData'> & {
  readonly secureJsonData?: Readonly<Record<string, string>>;
};

/**
 * Saves an app's settings through Grafana's own API.
 * @throws FetchError as Grafana's backendSrv does
 */
export async function savePluginSettings(pluginId: string, settings: PluginSettings): Promise<void> {
  await lastValueFrom(
    getBackendSrv().fetch({ url: `/api/plugins/${pluginId}/settings`, method: 'POST', data: settings }),
  );
}
