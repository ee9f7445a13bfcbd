import { BASE_PATH } from './basePath';
import { initialTheme } from './theme';

/**
 * What Grafana's server writes into its page and @grafana/runtime reads while it loads: this module must come before
 * any @grafana library.
 */
Object.assign(window, {
  __grafana_public_path__: `${BASE_PATH}/public/`,
  grafanaBootData: {
    assets: { dark: '', light: '' },
    navTree: [],
    settings: {
      appSubUrl: BASE_PATH,
      appUrl: `${window.location.origin}${BASE_PATH}/`,
      buildInfo: { version: '13.2.2', commit: '', env: 'production', edition: 'Open Source' },
      featureToggles: {},
      datasources: {},
      panels: {},
      apps: {},
    },
    user: {
      isSignedIn: true,
      login: 'console',
      name: 'Console',
      orgId: 0,
      orgName: 'Loadstar',
      // Looking is free; whoever changes something proves it to the exporter by the cookie that its address gave.
      orgRole: 'Editor',
      theme: initialTheme(),
      timezone: 'browser',
      weekStart: 'browser',
      language: 'en-US',
      locale: navigator.language,
      permissions: {},
    },
  },
});
