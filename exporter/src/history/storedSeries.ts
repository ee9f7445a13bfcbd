import type { RegularSeries, SeriesId, SeriesPoints, Window } from '../core/series.ts';
import type { HistoryTiers, Tier } from './historyTiers.ts';
import type { Point, SeriesChange, SlotRow, TierName } from '../core/seriesChange.ts';
import { CHUNK_SLOTS, SlotChanges } from './slotChanges.ts';
import { SlotRing } from './slotRing.ts';

/** What became of the points of one append. */
export interface AppendCounts {
  written: number;
  /** Older than the retention. */
  tooOld: number;
  /** Later than now, or not finite. */
  refused: number;
}

/** Time stamps are whole multiples of steps up to rounding: a billionth of a slot does not make it another. */
const EPSILON = 1e-6;

/** One series in two resolutions; see {@link SeriesHistory} for the rules. */
export class StoredSeries {
  readonly id: SeriesId;
  readonly #tiers: HistoryTiers;
  readonly #fine: SlotRing;
  readonly #coarse: SlotRing;
  readonly #changes: Readonly<Record<TierName, SlotChanges>> = { fine: new SlotChanges(), coarse: new SlotChanges() };
  #latest: Point | null = null;

  constructor(id: SeriesId, tiers: HistoryTiers) {
    this.id = id;
    this.#tiers = tiers;
    this.#fine = new SlotRing(tiers.fine.capacity);
    this.#coarse = new SlotRing(tiers.coarse.capacity);
  }

  /** Newest point as it was given; null when there is none. */
  get latest(): Point | null {
    return this.#latest;
  }

  /** End of the oldest coarse slot kept; null when empty. */
  get oldestSeconds(): number | null {
    const { oldest } = this.#coarse;
    return oldest === null ? null : oldest * this.#tiers.coarse.stepSeconds;
  }

  get bytes(): number {
    return this.#fine.bytes + this.#coarse.bytes;
  }

  append(points: SeriesPoints, latestAllowedSeconds: number): AppendCounts {
    const counts: AppendCounts = { written: 0, tooOld: 0, refused: 0 };
    const past = new Map<number, { sum: number; count: number }>();
    const touched = new Set<number>();
    for (let i = 0; i < points.values.length; i++) {
      const timestampSeconds = points.timestampsSeconds[i] ?? Number.NaN;
      const value = points.values[i] ?? Number.NaN;
      if (
        !(timestampSeconds >= 0 && timestampSeconds <= latestAllowedSeconds) ||
        !Number.isFinite(Math.fround(value))
      ) {
        counts.refused += 1;
      } else if (this.#write(timestampSeconds, value, past, touched)) {
        counts.written += 1;
        if (this.#latest === null || timestampSeconds >= this.#latest.timestampSeconds) {
          this.#latest = { timestampSeconds, value };
        }
      } else {
        counts.tooOld += 1;
      }
    }
    this.#settle(touched);
    for (const [slot, { sum, count }] of past) this.#set('coarse', slot, sum / count);
    return counts;
  }

  /** What was written since the last {@link StoredSeries.markSaved}. */
  unsaved(): Omit<SeriesChange, 'labels'> {
    const slots: SeriesChange['slots'][number][] = [];
    const chunks: SeriesChange['chunks'][number][] = [];
    for (const tier of ['fine', 'coarse'] as const) {
      for (const slot of this.#changes[tier].slots) {
        const value = this.#ring(tier).get(slot);
        if (!Number.isNaN(value)) slots.push({ tier, slot, value });
      }
      for (const chunk of this.#changes[tier].chunks) {
        const row = this.slots(tier, chunk * CHUNK_SLOTS, CHUNK_SLOTS);
        if (row !== null) chunks.push({ tier, chunk, ...row });
      }
    }
    return { id: this.id, latest: this.#latest, slots, chunks };
  }

  markSaved(): void {
    this.#changes.fine.clear();
    this.#changes.coarse.clear();
  }

  /** What is known of `count` slots, from the first known one to the last; null where nothing is. */
  slots(tier: TierName, firstSlot: number, count: number): SlotRow | null {
    const ring = this.#ring(tier);
    let first = Math.max(firstSlot, ring.oldest ?? Infinity);
    let last = Math.min(firstSlot + count - 1, ring.newest ?? -Infinity);
    while (first <= last && Number.isNaN(ring.get(first))) first++;
    while (last > first && Number.isNaN(ring.get(last))) last--;
    if (first > last) return null;
    const values = new Float32Array(last - first + 1);
    for (let i = 0; i < values.length; i++) values[i] = ring.get(first + i);
    return { firstSlot: first, values };
  }

  /** Takes slots back as they were stored; unknown ones (NaN) change nothing. Not a change to be saved. */
  restoreSlots(tier: TierName, firstSlot: number, values: Float32Array): void {
    this.#ring(tier).setRow(firstSlot, values);
  }

  restoreLatest(latest: Point): void {
    this.#latest = latest;
  }

  fine(span: Pick<Window, 'startSeconds' | 'endSeconds'>): RegularSeries {
    return readTier(this.#fine, this.#tiers.fine, span);
  }

  coarse(span: Pick<Window, 'startSeconds' | 'endSeconds'>): RegularSeries {
    return readTier(this.#coarse, this.#tiers.coarse, span);
  }

  #ring(tier: TierName): SlotRing {
    return tier === 'fine' ? this.#fine : this.#coarse;
  }

  #set(tier: TierName, slot: number, value: number): void {
    const ring = this.#ring(tier);
    // What a source gives again (a back-fill after a restart) is not worth a save.
    if (ring.get(slot) === Math.fround(value)) return;
    if (ring.set(slot, value)) this.#changes[tier].note(slot);
  }

  #coarseSlotOf(fineSlot: number): number {
    return Math.ceil((fineSlot * this.#tiers.fine.stepSeconds) / this.#tiers.coarse.stepSeconds - EPSILON);
  }

  /** First fine slot that belongs to a coarse one. */
  #firstFineSlotOf(coarseSlot: number): number {
    const { fine, coarse } = this.#tiers;
    return Math.floor(((coarseSlot - 1) * coarse.stepSeconds) / fine.stepSeconds + EPSILON) + 1;
  }

  #write(
    timestampSeconds: number,
    value: number,
    past: Map<number, { sum: number; count: number }>,
    touched: Set<number>,
  ): boolean {
    const fineSlot = Math.floor(timestampSeconds / this.#tiers.fine.stepSeconds + EPSILON);
    const coarseSlot = this.#coarseSlotOf(fineSlot);
    if (!this.#coarse.reaches(coarseSlot)) return false;
    // Before the fine tier moves on, what it still holds is settled into the coarse one.
    if (touched.size > 0 && !touched.has(coarseSlot)) this.#settle(touched);
    this.#set('fine', fineSlot, value);
    if (this.#fine.reaches(this.#firstFineSlotOf(coarseSlot))) {
      touched.add(coarseSlot);
      // Reserves the slot, so that what the retention reaches is known to the points after this one.
      this.#coarse.set(coarseSlot, this.#coarse.get(coarseSlot));
    } else {
      const sum = past.get(coarseSlot) ?? { sum: 0, count: 0 };
      past.set(coarseSlot, { sum: sum.sum + value, count: sum.count + 1 });
    }
    return true;
  }

  /** Coarse slots that lie wholly within the fine tier are the mean of its points. */
  #settle(touched: Set<number>): void {
    for (const coarseSlot of touched) {
      const first = this.#firstFineSlotOf(coarseSlot);
      const last = this.#firstFineSlotOf(coarseSlot + 1) - 1;
      let sum = 0;
      let count = 0;
      for (let slot = first; slot <= last; slot++) {
        const value = this.#fine.get(slot);
        if (Number.isNaN(value)) continue;
        sum += value;
        count += 1;
      }
      if (count > 0) this.#set('coarse', coarseSlot, sum / count);
    }
    touched.clear();
  }
}

/** Slots whose label lies within the span, at most as many as the tier keeps, the newest. */
function readTier(ring: SlotRing, tier: Tier, span: Pick<Window, 'startSeconds' | 'endSeconds'>): RegularSeries {
  const last = Math.floor(span.endSeconds / tier.stepSeconds + EPSILON);
  const wanted = Math.ceil(span.startSeconds / tier.stepSeconds - EPSILON);
  const first = Math.max(wanted, last - tier.capacity + 1);
  const values = new Float64Array(Math.max(0, last - first + 1));
  for (let i = 0; i < values.length; i++) values[i] = ring.get(first + i);
  return { startSeconds: first * tier.stepSeconds, stepSeconds: tier.stepSeconds, values };
}
