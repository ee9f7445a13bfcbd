/** Cycles after which a figure without new data vanishes rather than lies. */
export const FRESH_CYCLES = 3;

/** Whether data of this time may still stand behind figures. */
export function isFresh(newestSeconds: number | null, nowSeconds: number, intervalSeconds: number): boolean {
  return newestSeconds !== null && nowSeconds - newestSeconds <= FRESH_CYCLES * intervalSeconds;
}
