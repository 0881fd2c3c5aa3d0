/** What the market says of every listing since one close: from prices, or from the records that ship without them. */
import type { IsoDate } from '../facts/types.ts';
import type { AbnormalPath } from './types.ts';

/** How the expected return of a listing was made. */
export interface PathBasis {
  readonly benchmark: string;
  readonly alpha: number;
  readonly beta: number;
  /** Daily, fraction. */
  readonly residualStdDev: number;
  readonly estimationFromOn: IsoDate;
  readonly estimationToOn: IsoDate;
  readonly estimationSessions: number;
}

export interface ListingMarket {
  readonly ticker: string;
  readonly name: string;
  readonly marketCapUsdBn: number | null;
  readonly marketCapAsOn: IsoDate | null;
  /** Null with the reason in `absence`. */
  readonly path: AbnormalPath | null;
  readonly basis: PathBasis | null;
  readonly absence: string | null;
}

export interface MarketSide {
  /** Day asked for; each listing starts at its last close on or before it. */
  readonly sinceOn: IsoDate;
  /** Event of the ledger before whose first session the day lies; null for a day typed by the reader. */
  readonly eventId: string | null;
  readonly eventTitle: string | null;
  readonly source: 'prices' | 'frozen';
  /** Day on which the records were computed; null for prices at hand. */
  readonly frozenOn: IsoDate | null;
  readonly listings: readonly ListingMarket[];
}

/** Where frozen records and prices at hand differ most; `points` are percentage points of the market value on file. */
export interface FrozenDifference {
  readonly ticker: string;
  readonly sessionOn: IsoDate;
  readonly points: number;
  readonly frozenOn: IsoDate;
  /** Sessions compared, over all listings. */
  readonly sessions: number;
}
