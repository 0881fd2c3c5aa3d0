import type { WatchCell } from '#lib/contracts/watchlists/watchlists.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

/** Cells of one row by column. */
export type Cells = Readonly<Partial<Record<WatchColumn, WatchCell>>>;

interface Around {
  readonly low?: number | null;
  readonly high?: number | null;
  readonly on?: IsoDate | null;
}

/** A cell with a value. */
export function present(
  value: number,
  unit: string,
  { low = null, high = null, on = null }: Around = {},
): WatchCell {
  return { value, low, high, unit, on, absence: null };
}

/** A cell without one, and why. */
export function absent(unit: string, absence: string): WatchCell {
  return { value: null, low: null, high: null, unit, on: null, absence };
}
