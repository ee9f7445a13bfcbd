/** A look of the console. */
export type ThemeName = 'dark' | 'light';

const STORAGE_KEY = 'loadstar.theme';

const isTheme = (name: string | null): name is ThemeName => name === 'dark' || name === 'light';

/** The look asked for in the address (`?theme=light`), else the one chosen last, else dark as Grafana's. */
export function initialTheme(): ThemeName {
  const asked = new URLSearchParams(window.location.search).get('theme');
  if (isTheme(asked)) {
    rememberTheme(asked);
    return asked;
  }
  try {
    const kept = window.localStorage.getItem(STORAGE_KEY);
    return isTheme(kept) ? kept : 'dark';
  } catch {
    return 'dark';
  }
}

/** Keeps the look for the next visit, where the browser lets it be kept. */
export function rememberTheme(name: ThemeName): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, name);
  } catch {
    // Storage is switched off: the look then lasts as long as the page.
  }
}
