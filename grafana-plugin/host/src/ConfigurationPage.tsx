import type { AppPlugin, PluginMeta } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { Alert } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { BASE_PATH } from './basePath';
import { PluginLoader } from './PluginLoader';

/** The plugin's own description, as it was built. */
type Description = Pick<PluginMeta, 'id' | 'name' | 'info'>;

/** The app's configuration page, given what the console has: its own exporter, and the token of its cookie. */
export function ConfigurationPage() {
  const [description, setDescription] = useState<Description | null>(null);
  useEffect(() => {
    void fetch(`${BASE_PATH}/public/plugins/loadstar-control-app/plugin.json`)
      .then((answer) => answer.json() as Promise<Description>)
      // Without it the page shows all but the plugin's version.
      .catch(() => ({ id: 'loadstar-control-app', name: 'Loadstar' }) as Description)
      .then(setDescription);
  }, []);
  const settings = { jsonData: { url: window.location.origin }, secureJsonFields: { token: true }, pinned: true };
  return (
    <PluginPage subTitle="Where the exporter is, and whether it can be used.">
      {description !== null && (
        <PluginLoader<AppPlugin> path="module.js">
          {(plugin) => {
            const Body = plugin.configPages?.[0]?.body;
            return Body === undefined ? (
              <Alert severity="error" title="The plugin has no configuration page" />
            ) : (
              <Body plugin={{ meta: { ...description, ...settings } } as never} query={{}} />
            );
          }}
        </PluginLoader>
      )}
    </PluginPage>
  );
}
