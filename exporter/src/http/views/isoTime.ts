/** Unix seconds as ISO 8601 with milliseconds, UTC. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
