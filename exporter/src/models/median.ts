/**
 * The median of `values`, which it reorders; NaN for none. Insertion sort for few values, which is the usual case here.
 */
export function median(values: Float64Array): number {
  const count = values.length;
  if (count > 24) values.sort();
  else {
    for (let i = 1; i < count; i++) {
      const value = values[i]!;
      let j = i - 1;
      for (; j >= 0 && values[j]! > value; j--) values[j + 1] = values[j]!;
      values[j + 1] = value;
    }
  }
  const middle = count >> 1;
  return count % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
