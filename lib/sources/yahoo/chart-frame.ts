import type { QuarantinedValue } from '../source.ts';
import type { ChartResult } from './chart-schema.ts';
import { toCurrencyUnit } from './currency-unit.ts';
import type { CurrencyUnit } from './currency-unit.ts';
import type { ListedSymbol } from './observations.ts';
import type { DatedClose } from './price-levels.ts';
import { quarantine } from './quarantine.ts';
import { sessionDateIn } from './session-date.ts';

/** What was asked for, against which the answer is held. */
export interface ChartRequest {
  readonly listing: ListedSymbol;
  /** First and last session wanted, ISO dates, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  /** The last close stored before `fromOn`, in the major unit: tells which side of a hundredfold jump is right. */
  readonly knownClose: DatedClose | null;
  /** Closes that somebody has accepted although they stand a hundredfold off, in the major unit. */
  readonly acceptedCloses?: readonly DatedClose[];
  readonly nowMs: number;
}

/** What all rows and events of one chart have in common. */
export interface ChartFrame {
  readonly symbol: string;
  readonly unit: CurrencyUnit;
  readonly exchangeTimeZone: string;
  readonly dateOf: (instantMs: number) => string;
}

/** Holds the head of an answer against what was asked for; what does not fit quarantines the whole answer. */
export function toFrame(
  { meta }: ChartResult,
  { listing }: ChartRequest,
): ChartFrame | { readonly quarantined: QuarantinedValue } {
  const hold = (field: string, value: unknown, reason: string) => ({
    quarantined: quarantine(listing.symbol, field, value, reason),
  });
  if (meta.symbol !== listing.symbol) {
    return hold('meta.symbol', meta.symbol, `Yahoo answers with another symbol than ${listing.symbol}.`);
  }
  const unit = toCurrencyUnit(meta.currency);
  if (unit?.currency !== listing.currency) {
    const reason = `The listing is in ${listing.currency}, Yahoo says another currency; nothing of this answer is used.`;
    return hold('meta.currency', meta.currency, reason);
  }
  const dateOf = sessionDateIn(meta.exchangeTimezoneName);
  if (dateOf === null) {
    const reason = 'This is no known time zone, so the days of the sessions cannot be told.';
    return hold('meta.exchangeTimezoneName', meta.exchangeTimezoneName, reason);
  }

  return { symbol: listing.symbol, unit, exchangeTimeZone: meta.exchangeTimezoneName, dateOf };
}
