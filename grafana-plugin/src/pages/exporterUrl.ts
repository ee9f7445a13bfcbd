/** A typed address as it is saved (without slashes at its end), or what is wrong with it. */
export function exporterUrl(text: string): { readonly url: string | null; readonly error: string | null } {
  const trimmed = text.trim().replace(/\/+$/, '');
  const parsed = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol) || parsed.search !== '' || parsed.hash !== '') {
    return { url: null, error: 'An http or https address without query, such as http://127.0.0.1:9851' };
  }
  return { url: trimmed, error: null };
}
