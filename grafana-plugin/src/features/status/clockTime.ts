/**
 * Time of day on a clock that is at `dayFraction` when its reading is `ageSeconds` old, as "14:32".
 * @param dayFraction 0–1
 * @param secondsPerDay real seconds that a day of this clock takes
 */
export function clockTime(dayFraction: number, ageSeconds: number, secondsPerDay: number): string {
  const fraction = dayFraction + ageSeconds / secondsPerDay;
  const minutes = Math.floor((fraction - Math.floor(fraction)) * 24 * 60 + 1e-6) % (24 * 60);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
