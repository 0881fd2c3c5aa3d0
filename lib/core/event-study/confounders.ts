/**
 * What else happened: days on which the whole market moved for reasons of its own, other events inside the window, and
 * reports of the firm in the days from which the normal return is estimated.
 */
import type { IsoDate } from '../facts/types.ts';
import { isEarnings } from './event-kinds.ts';

/** Days that moved all shares for reasons outside the memory industry. Source: notes on the market facts (README-market.md). */
export interface MarketShock {
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly what: string;
}

export const MARKET_SHOCKS: readonly MarketShock[] = [
  { fromOn: '2024-08-02', toOn: '2024-08-06', what: 'the yen unwind' },
  { fromOn: '2024-12-03', toOn: '2024-12-04', what: 'martial law in Korea' },
  { fromOn: '2024-12-18', toOn: '2024-12-18', what: 'the Federal Reserve’s outlook' },
  { fromOn: '2025-04-03', toOn: '2025-04-10', what: 'the US tariffs' },
  { fromOn: '2025-10-10', toOn: '2025-10-10', what: 'the tariff threat' },
  { fromOn: '2026-02-02', toOn: '2026-02-03', what: 'the sell-off of early February' },
  { fromOn: '2026-03-03', toOn: '2026-03-10', what: 'the Middle East' },
  { fromOn: '2026-06-01', toOn: '2026-06-30', what: 'leverage unwinds and circuit breakers in Korea' },
];

/** Shocks that touch a span of days. */
export function shocksBetween(fromOn: IsoDate, toOn: IsoDate): readonly MarketShock[] {
  return MARKET_SHOCKS.filter((shock) => shock.fromOn <= toOn && shock.toOn >= fromOn);
}

/** Whether a day belongs to a shock. */
export function isShockDay(day: IsoDate): boolean {
  return MARKET_SHOCKS.some(({ fromOn, toOn }) => fromOn <= day && day <= toOn);
}

/** An event of the ledger as this listing met it. */
export interface DatedEvent {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly firstSessionOn: IsoDate;
}

/** What may stand behind a return beside the event itself. */
export interface Confounders {
  readonly inWindow: readonly DatedEvent[];
  /** Reports of firms that fall into the estimation window: expected, but each adds to its variance. */
  readonly earningsInEstimation: number;
  readonly shocksInWindow: readonly MarketShock[];
  readonly shocksInEstimation: readonly MarketShock[];
}

/** Spans of days, both ends included. */
export interface StudySpans {
  readonly range: { readonly fromOn: IsoDate; readonly toOn: IsoDate };
  readonly estimation: { readonly fromOn: IsoDate; readonly toOn: IsoDate };
}

/** Other events and shocks inside the days of a study. */
export function findConfounders(
  eventId: string,
  events: readonly DatedEvent[],
  { range, estimation }: StudySpans,
): Confounders {
  const others = events.filter(({ id }) => id !== eventId);
  const within = ({ fromOn, toOn }: StudySpans['range']) => {
    return ({ firstSessionOn }: DatedEvent) => firstSessionOn >= fromOn && firstSessionOn <= toOn;
  };

  return {
    inWindow: others.filter(within(range)),
    earningsInEstimation: others.filter(({ kind }) => isEarnings(kind)).filter(within(estimation)).length,
    shocksInWindow: shocksBetween(range.fromOn, range.toOn),
    shocksInEstimation: shocksBetween(estimation.fromOn, estimation.toOn),
  };
}
