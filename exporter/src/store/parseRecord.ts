/** A record out of the JSON that this store wrote; null where the text is damaged. */
export function parseRecord<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}
