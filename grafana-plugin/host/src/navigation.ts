/** Pages of the console, in the order of its navigation. */
export const PAGES = [
  { path: '/a/loadstar-control-app/overview', text: 'Overview', icon: 'home-alt' },
  { path: '/a/loadstar-control-app/run', text: 'Run', icon: 'play' },
  { path: '/a/loadstar-control-app/decisions', text: 'Decisions', icon: 'list-ul' },
  { path: '/panels', text: 'Panels', icon: 'window-grid' },
  { path: '/plugins/loadstar-control-app', text: 'Configuration', icon: 'cog' },
] as const;

/** Title of the page at a path inside the console. */
export function pageTitle(pathname: string): string {
  return PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))?.text ?? 'Loadstar';
}
