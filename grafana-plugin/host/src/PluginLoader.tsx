import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState, type ReactNode } from 'react';
import { importPlugin } from './pluginModules';

interface PluginLoaderProps<Plugin> {
  /** The module's path inside the built plugin. */
  readonly path: string;
  readonly children: (plugin: Plugin) => ReactNode;
}

/** Loads a plugin's module and shows what is made of it; says so when it cannot be loaded. */
export function PluginLoader<Plugin>({ path, children }: PluginLoaderProps<Plugin>) {
  const [loaded, setLoaded] = useState<{ plugin: Plugin } | { error: string } | null>(null);
  useEffect(() => {
    let given = false;
    importPlugin<Plugin>(path).then(
      ({ plugin }) => given || setLoaded({ plugin }),
      (error: unknown) => given || setLoaded({ error: String(error) }),
    );
    return () => {
      given = true;
    };
  }, [path]);
  if (loaded === null) {
    return <LoadingPlaceholder text="Loading the plugin" />;
  }
  if ('error' in loaded) {
    return (
      <Alert severity="error" title={`The plugin’s ${path} cannot be loaded`}>
        {loaded.error}. Build it with <code>npm run build -w grafana-plugin</code> and load this page again.
      </Alert>
    );
  }
  return <>{children(loaded.plugin)}</>;
}
