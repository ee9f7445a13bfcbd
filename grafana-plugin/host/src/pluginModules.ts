import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import lodash from 'lodash';
// Plugins may ask for moment, as they may of Grafana.
// eslint-disable-next-line no-restricted-imports
import moment from 'moment';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as reactRouter from 'react-router';
import * as rxjs from 'rxjs';
import { BASE_PATH } from './basePath';

/** What Grafana shares with plugins, by the names under which their bundles ask for it (the scaffold's externals). */
const SHARED: Readonly<Record<string, object>> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  lodash: { ...lodash, default: lodash },
  moment: Object.assign(moment, { default: moment }),
  react,
  'react/jsx-runtime': jsxRuntime,
  'react-dom': reactDom,
  'react-router': reactRouter,
  rxjs,
};

function loadScript(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} cannot be loaded; was the console built completely?`));
    document.head.append(script);
  });
}

/**
 * Loads SystemJS with its AMD extra and registers the shared libraries. It must come after the bundle: once `define`
 * exists, libraries such as lodash would register themselves there.
 */
export async function prepareModules(): Promise<void> {
  await loadScript(`${BASE_PATH}/systemjs/system.min.js`);
  await loadScript(`${BASE_PATH}/systemjs/amd.min.js`);
  const names = Object.keys(SHARED);
  System.addImportMap({ imports: Object.fromEntries(names.map((name) => [name, `app:${name}`])) });
  for (const name of names) {
    System.set(`app:${name}`, { __useDefault: false, ...SHARED[name] });
  }
}

/** Loads a built plugin module, as Grafana does: `module.js`, or `panels/x/module.js` for a nested panel. */
export function importPlugin<Plugin>(path: string): Promise<{ plugin: Plugin }> {
  return System.import(`${BASE_PATH}/public/plugins/loadstar-control-app/${path}`);
}
