import type { FeatureRows } from '../../core/anomaly.ts';
import { seededRandom, type Random } from '../../core/random.ts';

/** Trees as flat arrays, 8 bytes a node; the nodes of tree t are roots[t] to roots[t + 1]. */
export interface Forest {
  /** First node of each tree, and behind the last one the number of nodes. */
  readonly roots: Int32Array;
  /** Rows that each tree was grown on. */
  readonly subsample: number;
  /** Column that the node splits on, −1 for a leaf. */
  readonly column: Int16Array;
  /**
   * Rows below this value go left. For leaves: path length, with the expected rest for the rows that were left
   * together.
   */
  readonly threshold: Float32Array;
  /** Left child, counted from the node; the right one is the next node. */
  readonly left: Int16Array;
}

/** Grows `trees` trees, each on `subsample` rows (all, where there are fewer) drawn without replacement. */
export function growForest(rows: FeatureRows, trees: number, subsample: number, seed: number): Forest {
  const size = Math.min(subsample, rows.count);
  const most = trees * (2 * size - 1);
  const forest: Forest = {
    roots: new Int32Array(trees + 1),
    subsample: size,
    column: new Int16Array(most).fill(-1),
    threshold: new Float32Array(most),
    left: new Int16Array(most),
  };
  const random = seededRandom(seed);
  const order = Int32Array.from({ length: rows.count }, (_, i) => i);
  const maxDepth = Math.ceil(Math.log2(Math.max(2, size)));
  for (let tree = 0; tree < trees; tree++) {
    for (let i = 0; i < size; i++) {
      const other = i + random.integer(rows.count - i);
      const row = order[i]!;
      order[i] = order[other]!;
      order[other] = row;
    }
    forest.roots[tree + 1] = growTree(forest, forest.roots[tree]!, rows, order.subarray(0, size), maxDepth, random);
  }
  const nodes = forest.roots[trees]!;
  return {
    ...forest,
    column: forest.column.slice(0, nodes),
    threshold: forest.threshold.slice(0, nodes),
    left: forest.left.slice(0, nodes),
  };
}

/** Grows a tree at `root` and returns the node behind its last one. */
function growTree(
  forest: Forest,
  root: number,
  rows: FeatureRows,
  sample: Int32Array,
  maxDepth: number,
  random: Random,
): number {
  const candidates = new Int16Array(rows.columns.length);
  const pending: [node: number, from: number, to: number, depth: number][] = [[root, 0, sample.length, 0]];
  let used = root + 1;
  for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
    const [node, from, to, depth] = task;
    const split = depth < maxDepth && to - from > 1 ? chooseSplit(rows, sample, from, to, candidates, random) : null;
    if (split === null) {
      forest.threshold[node] = depth + expectedPathLength(to - from);
      continue;
    }
    const middle = partition(rows, sample, from, to, split.column, split.threshold);
    forest.column[node] = split.column;
    forest.threshold[node] = split.threshold;
    forest.left[node] = used - node;
    pending.push([used + 1, middle, to, depth + 1], [used, from, middle, depth + 1]);
    used += 2;
  }
  return used;
}

/**
 * A random column among those that differ within the rows, and a random threshold that parts them; null where none
 * differs.
 */
function chooseSplit(
  rows: FeatureRows,
  sample: Int32Array,
  from: number,
  to: number,
  candidates: Int16Array,
  random: Random,
): { column: number; threshold: number } | null {
  const width = rows.columns.length;
  for (let c = 0; c < width; c++) candidates[c] = c;
  for (let left = width; left > 0; left--) {
    const pick = random.integer(left);
    const column = candidates[pick]!;
    candidates[pick] = candidates[left - 1]!;
    let low = Infinity;
    let high = -Infinity;
    for (let i = from; i < to; i++) {
      const value = rows.values[sample[i]! * width + column]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) {
      const threshold = Math.fround(low + random.next() * (high - low));
      // Rounded down to `low` or up beyond `high`, it would leave one side empty.
      if (threshold > low && threshold <= high) return { column, threshold };
    }
  }
  return null;
}

function partition(
  rows: FeatureRows,
  sample: Int32Array,
  from: number,
  to: number,
  column: number,
  threshold: number,
): number {
  let middle = from;
  for (let i = from; i < to; i++) {
    const row = sample[i]!;
    if (rows.values[row * rows.columns.length + column]! < threshold) {
      sample[i] = sample[middle]!;
      sample[middle] = row;
      middle += 1;
    }
  }
  return middle;
}

/**
 * Raw score of each row: 2^(−mean path length / expected path length); about 0.5 is usual, 1 is as unusual as can be.
 */
export function scoreForest(forest: Forest, rows: FeatureRows): Float64Array {
  const { column, threshold, left, roots } = forest;
  const width = rows.columns.length;
  const { values } = rows;
  const trees = roots.length - 1;
  const lengths = new Float64Array(rows.count);
  // Tree by tree, so that a tree's nodes stay in the cache.
  for (let tree = 0; tree < trees; tree++) {
    const root = roots[tree]!;
    for (let row = 0; row < rows.count; row++) {
      const base = row * width;
      let node = root;
      for (let c = column[node]!; c >= 0; c = column[node]!) {
        node += left[node]! + (values[base + c]! < threshold[node]! ? 0 : 1);
      }
      lengths[row]! += threshold[node]!;
    }
  }
  const expected = trees * Math.max(expectedPathLength(forest.subsample), 1e-9);
  return lengths.map((length) => 2 ** (-length / expected));
}

/** Mean path length of an unsuccessful search in a binary search tree of `count` rows (Liu et al., equation 1). */
export function expectedPathLength(count: number): number {
  if (count <= 1) return 0;
  if (count === 2) return 1;
  const harmonic = Math.log(count - 1) + 0.5772156649015329;
  return 2 * harmonic - (2 * (count - 1)) / count;
}
