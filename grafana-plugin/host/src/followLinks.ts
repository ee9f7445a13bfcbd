import { locationService } from '@grafana/runtime';
import { BASE_PATH } from './basePath';

/** Follows links inside the console without loading the page again, as Grafana does for all of its pages. */
export function followLinks(event: MouseEvent): void {
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (modified || event.defaultPrevented || href == null || !href.startsWith(`${BASE_PATH}/`)) {
    return;
  }
  event.preventDefault();
  locationService.push(href.slice(BASE_PATH.length));
}
