/**
 * Whether iteration `index` works when a share of all iterations should: of the first n iterations, floor(n · share) work,
 * spread as evenly as whole numbers allow, so any stretch of iterations holds its share within one.
 *
 * @param index number of the iteration on this generator, from 0
 * @param share share of iterations that work, 0–1; anything else lets none through
 */
export function worksAt(index: number, share: number): boolean {
  if (!(share > 0)) return false;
  if (share >= 1) return true;
  return Math.floor((index + 1) * share) !== Math.floor(index * share);
}
