/** Number of single-character edits between two words (Levenshtein, with neighbours swapped counted as one edit). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, substitution, swap));
    }
  }
  return at(a.length, b.length);
}

/**
 * The known word that was probably meant, as the start of a sentence (`did you mean "interval"? `), or an empty string
 * where none is near: at most a third of the letters may differ.
 */
export function suggestion(word: string, known: readonly string[]): string {
  if (word.length > 100) return '';
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]/g, '');
  const nearest = known
    .map((candidate) => ({ candidate, distance: editDistance(plain(word), plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (nearest === undefined || nearest.distance > Math.max(1, Math.floor(nearest.candidate.length / 3))) return '';
  return `did you mean "${nearest.candidate}"? `;
}
