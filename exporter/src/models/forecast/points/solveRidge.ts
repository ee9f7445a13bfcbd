/**
 * Weights w that minimise |Xw − y|² + ridge · |w|² (per unit of each column's mean square), from the Gram matrix X'X
 * (row-major, n × n) and X'y, by Cholesky's decomposition. A column without variance gets the weight 0.
 */
export function solveRidge(gram: Float64Array, moment: Float64Array, ridge: number): Float64Array {
  const n = moment.length;
  const factor = Float64Array.from(gram);
  for (let i = 0; i < n; i++) {
    const square = gram[i * n + i]!;
    factor[i * n + i] = square > 0 ? square * (1 + ridge) : 1;
  }
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = factor[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i === j) factor[i * n + i] = Math.sqrt(Math.max(sum, 1e-12 * Math.max(gram[i * n + i]!, 1e-300)));
      else factor[i * n + j] = sum / factor[j * n + j]!;
    }
  }
  const weights = Float64Array.from(moment);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) weights[i] = weights[i]! - factor[i * n + k]! * weights[k]!;
    weights[i] = weights[i]! / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) weights[i] = weights[i]! - factor[k * n + i]! * weights[k]!;
    weights[i] = weights[i]! / factor[i * n + i]!;
  }
  return weights;
}
