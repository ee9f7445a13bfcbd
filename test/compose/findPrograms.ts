import { dirname, join } from 'node:path';
import { findPart } from '../parts/part.ts';
import type { Programs } from './composeProject.ts';

/**
 * The programs that take the place of images that no registry gives.
 * @throws Error that names those that are missing and how to get them
 */
export function findPrograms(): Programs {
  const [k6, prometheus, alertmanager] = [findPart('k6'), findPart('prometheus3'), findPart('alertmanager')];
  const amtool = findPart('amtool');
  if (k6 === null || prometheus === null || alertmanager === null || amtool === null) {
    const missing = Object.entries({ k6, prometheus, alertmanager, amtool }).filter(([, path]) => path === null);
    throw new Error(
      `missing: ${missing.map(([name]) => name).join(', ')}; npm run test:compose finds, builds or asks for them`,
    );
  }
  return { k6, prometheus, promtool: join(dirname(prometheus), 'promtool'), alertmanager, amtool };
}
