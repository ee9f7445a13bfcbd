/**
 * The scale on which instances are clustered: a deviation of up to 1 (what every component wobbles) is 0, beyond it
 * the scale is logarithmic. So some thirty components that say nothing do not drown the one that does (soft
 * thresholding: Donoho & Johnstone 1994), and one wild component does not make all others alike. Odd and rising.
 */
export function contrast(deviation: number): number {
  const size = Math.asinh(Math.abs(deviation)) - Math.asinh(1);
  return size > 0 ? Math.sign(deviation) * size : 0;
}
