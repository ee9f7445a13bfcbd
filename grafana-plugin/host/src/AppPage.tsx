import { PluginType, type AppPlugin } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React from 'react';
import { PluginLoader } from './PluginLoader';

/** The app's root page, given what Grafana gives it. */
export function AppPage() {
  return (
    <PluginLoader<AppPlugin> path="module.js">
      {(plugin) => {
        const Root = plugin.root;
        if (Root === undefined) {
          return <Alert severity="error" title="The plugin has no root page" />;
        }
        const meta = {
          id: 'loadstar-control-app',
          name: 'Loadstar',
          type: PluginType.app,
          enabled: true,
          jsonData: {},
        };
        return (
          <Root
            basename="/a/loadstar-control-app"
            path="/a/loadstar-control-app"
            query={{}}
            onNavChanged={() => undefined}
            meta={meta as never}
          />
        );
      }}
    </PluginLoader>
  );
}
