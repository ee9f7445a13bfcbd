import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { Suspense, lazy } from 'react';
import type { AppSettings, ConfigPageProps } from './pages/ConfigPage';

const LazyApp = lazy(() => import('./pages/App'));
const LazyConfigPage = lazy(() => import('./pages/ConfigPage'));

const App = (props: AppRootProps) => (
  <Suspense fallback={<LoadingPlaceholder text="Loading Loadstar" />}>
    <LazyApp {...props} />
  </Suspense>
);

const ConfigPage = (props: ConfigPageProps) => (
  <Suspense fallback={<LoadingPlaceholder text="Loading the configuration" />}>
    <LazyConfigPage {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<AppSettings>().setRootPage(App).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: ConfigPage,
  id: 'configuration',
});
