/**
 * A name that the configuration and the API's paths take, and that no other service has: other signs become `-`.
 * @param taken names that are in use; the new one is added
 */
export function serviceName(name: string, taken: Set<string>): string {
  const plain =
    name
      .replaceAll(/[^A-Za-z0-9._:-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 90) || 'service';
  let unique = plain;
  for (let i = 2; taken.has(unique); i++) unique = `${plain}-${i}`;
  taken.add(unique);
  return unique;
}
