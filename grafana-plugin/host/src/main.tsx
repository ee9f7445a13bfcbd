import './bootData';
import { setPluginPage } from 'grafana-runtime-page-frame';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { Console } from './Console';
import { followLinks } from './followLinks';
import { PageFrame } from './PageFrame';
import { prepareModules } from './pluginModules';
import { setRuntimeServices } from './runtimeServices';

/** Starts the console as Grafana starts: services first, then shared modules, then the pages. */
async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) {
    throw new Error('index.html has no element with the id "root"');
  }
  await setRuntimeServices();
  setPluginPage(PageFrame);
  await prepareModules();
  document.addEventListener('click', followLinks);
  createRoot(root).render(<Console />);
}

start().catch((error: unknown) => {
  const starting = document.getElementById('starting');
  if (starting !== null) {
    starting.textContent = `The console cannot start: ${String(error)}`;
  }
});
