declare module 'grafana-runtime-page-frame' {
  import type { PluginPageProps } from '@grafana/runtime';
  import type { ComponentType } from 'react';

  /** Sets what `PluginPage` of @grafana/runtime draws. */
  export function setPluginPage(component: ComponentType<PluginPageProps>): void;
}
