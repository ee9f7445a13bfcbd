/** One key for one series: its labels in an order of their own. */
export function seriesKey({ name, labels }: { name: string; labels: Readonly<Record<string, string>> }): string {
  return JSON.stringify([name, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
