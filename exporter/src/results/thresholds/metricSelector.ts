/** A metric, or those of its samples that have certain tags. */
export interface MetricSelector {
  readonly metric: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Without blanks and quotes around, as k6 reads names and values of tags (metrics/metric.go, AddSubmetric). */
function bare(text: string): string {
  return text.trim().replace(/^["']+|["']+$/g, '');
}

/** Reads `http_req_duration{name:cart,status:200}`; null for anything that is no name of a metric. */
export function parseMetricSelector(text: string): MetricSelector | null {
  const [, metric, filter] = /^([A-Za-z_]\w*)\s*(?:\{(.*)\})?$/.exec(text.trim()) ?? [];
  if (metric === undefined) return null;
  const parts = (filter ?? '').split(',').filter((part) => part.trim() !== '');
  const tags = parts.map((part): [string, string] => {
    const colon = part.indexOf(':');
    return colon < 0 ? [bare(part), ''] : [bare(part.slice(0, colon)), bare(part.slice(colon + 1))];
  });
  const isWhole = tags.every(([name, value]) => name !== '' && value !== '');
  return isWhole && (filter === undefined || tags.length > 0) ? { metric, tags: Object.fromEntries(tags) } : null;
}

/** Whether labels have all tags of a selector. */
export function hasTags(labels: Readonly<Record<string, string>>, { tags }: MetricSelector): boolean {
  return Object.entries(tags).every(([name, value]) => labels[name] === value);
}
