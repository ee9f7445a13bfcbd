function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A typed address as it is saved (without slashes at its end), or what is wrong with it. */
export function exporterUrl(text: string): { readonly url: string | null; readonly error: string | null } {
  const trimmed = text.trim().replace(/\/+$/, '');
  const url = parse(trimmed);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    return { url: null, error: 'An http or https address without query, such as http://127.0.0.1:9851' };
  }
  return { url: trimmed, error: null };
}
