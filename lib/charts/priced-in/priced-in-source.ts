/** What every part of the Priced in page is made of. */
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import type { IsoDate } from '../../core/facts/types.ts';
import type { ImpliedListing, ImpliedStudy } from '../../core/implied-saving/evaluate.ts';
import type { FrozenDifference, MarketSide } from '../../core/implied-saving/market-side.ts';

/** An event that a reader may begin at, or that is marked on the time axis. */
export interface MarkedEvent {
  readonly id: string;
  readonly occurredOn: IsoDate;
  readonly title: string;
  readonly hasFrozen: boolean;
}

/** What the server reads of the market: plain data that the browser's engine goes on with. */
export interface PricedInMarket {
  readonly market: MarketSide;
  readonly events: readonly MarkedEvent[];
  readonly difference: FrozenDifference | null;
}

export interface PricedInSource extends PricedInMarket {
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly study: ImpliedStudy;
  /** Listing that the sentence and the history speak of. */
  readonly ticker: string;
}

/** The chosen listing, or the first where the address names none that is followed. */
export function chosenListing({ study, ticker }: PricedInSource): ImpliedListing | null {
  return study.listings.find((one) => one.ticker === ticker) ?? study.listings[0] ?? null;
}
