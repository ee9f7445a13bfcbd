import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder in which programs built for Loadstar are kept between checkouts: LOADSTAR_CACHE, else the user's cache. */
export function cacheFolder() {
  return process.env.LOADSTAR_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'loadstar');
}
