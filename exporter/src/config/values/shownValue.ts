const SECRET = /pass|token|secret|auth|cookie|credential|headers|^env$|key$|keyFile/i;
const LONGEST = 80;

/** Takes user names, passwords and query strings out of URLs within a text. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^/\s@]*@/g, '$1…@').replaceAll(/(\w+:\/\/[^\s?]*)\?\S*/g, '$1?…');
}

/**
 * What stood at a path, for an error message: shortened, never of fields that may hold secrets, and only the kind of
 * mappings and lists. Undefined where nothing may or can be shown.
 */
export function shownValue(path: readonly PropertyKey[], value: unknown): string | undefined {
  if (value === undefined || path.some((segment) => SECRET.test(String(segment)))) return undefined;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a mapping';
  const text = withoutCredentials(String(value)).replaceAll(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
