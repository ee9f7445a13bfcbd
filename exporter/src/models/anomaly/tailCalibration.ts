/**
 * Maps raw scores to one scale by how rare they were among past rows: ln P(raw ≥ x) / ln(falseAlarmRatio). So 0 is the
 * most usual, 1 is what a share `falseAlarmRatio` of past rows exceeds, 2 what the square of that share would.
 *
 * Within the past the probability is empirical (knots); beyond a high quantile it is a generalised Pareto tail fitted
 * by probability-weighted moments (Hosking & Wallis 1987), as in SPOT (Siffer et al., KDD 2017), so that scores keep
 * rising beyond what was ever seen. Plain data.
 */
export interface TailCalibration {
  readonly falseAlarmRatio: number;
  /** Raw scores, rising, and minus the logarithm of the share of past rows at or above them. */
  readonly knots: readonly number[];
  readonly logRarity: readonly number[];
  /** Where the tail begins, its share of past rows, its scale (> 0) and shape (0: exponential). */
  readonly tail: { readonly from: number; readonly ratio: number; readonly scale: number; readonly shape: number };
}

const KNOTS = 64;
const TAIL_RATIO = 0.02;
const MIN_TAIL_ROWS = 10;
/** Heavier tails would hardly rise; lighter ones end, and a score must not be infinite. */
const MAX_SHAPE = 0.5;

/** Calibrates on raw scores of past rows (at least one; it sorts a copy). */
export function calibrateTail(raw: Float64Array, falseAlarmRatio: number): TailCalibration {
  const sorted = Float64Array.from(raw).sort();
  const count = sorted.length;
  const tailRows = Math.min(count, Math.max(MIN_TAIL_ROWS, Math.ceil(TAIL_RATIO * count)));
  const from = sorted[count - tailRows]!;
  const excesses = sorted.subarray(count - tailRows).map((value) => value - from);
  const knots: number[] = [];
  const logRarity: number[] = [];
  for (let k = 0; k < KNOTS; k++) {
    const index = Math.floor((k / KNOTS) * (count - tailRows));
    const value = sorted[index]!;
    // Of equal scores the lowest index tells how many reach them.
    if (value < from && value > (knots.at(-1) ?? -Infinity)) {
      knots.push(value);
      logRarity.push(Math.log(count / (count - firstIndexOf(sorted, value))));
    }
  }
  const ratio = (count - firstIndexOf(sorted, from)) / count;
  const width = sorted[count - 1]! - sorted[0]!;
  const tail = { from, ratio, ...paretoTail(excesses, Math.max(1e-3 * width, 1e-6 * Math.abs(from), 1e-9)) };
  return { falseAlarmRatio, knots: [...knots, from], logRarity: [...logRarity, Math.log(1 / ratio)], tail };
}

/** The score of a raw score. Finite, never below 0, rising with `raw`. */
export function calibratedScore(calibration: TailCalibration, raw: number): number {
  const { knots, logRarity, tail, falseAlarmRatio } = calibration;
  const unit = -Math.log(falseAlarmRatio);
  if (raw >= tail.from) {
    const excess = (raw - tail.from) / tail.scale;
    const beyond = tail.shape > 1e-6 ? Math.log1p(tail.shape * excess) / tail.shape : excess;
    return (beyond - Math.log(tail.ratio)) / unit;
  }
  let low = 0;
  let high = knots.length - 1;
  if (raw <= knots[0]!) return logRarity[0]! / unit;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]! <= raw) low = middle;
    else high = middle;
  }
  const share = (raw - knots[low]!) / (knots[high]! - knots[low]!);
  return (logRarity[low]! + share * (logRarity[high]! - logRarity[low]!)) / unit;
}

/** Scale and shape of the generalised Pareto distribution by probability-weighted moments; `excesses` rising from 0. */
function paretoTail(excesses: Float64Array, leastScale: number): { scale: number; shape: number } {
  const count = excesses.length;
  let mean = 0;
  let weighted = 0;
  excesses.forEach((excess, i) => {
    mean += excess / count;
    // Hosking & Wallis' plotting position (i + 0.65) / n; 1 − it is the estimated chance to exceed.
    weighted += (excess * (1 - (i + 0.65) / count)) / count;
  });
  const spread = mean - 2 * weighted;
  if (!(mean > 0) || !(spread > 0)) return { scale: leastScale, shape: 0 };
  const shape = Math.max(0, Math.min(MAX_SHAPE, 2 - mean / spread));
  // With the shape held, the scale that gives the mean excess.
  return { scale: Math.max(leastScale, mean * (1 - shape)), shape };
}

function firstIndexOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
