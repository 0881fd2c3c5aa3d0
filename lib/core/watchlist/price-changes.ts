/**
 * How far a price moved over sessions of its exchange. A session without a bar stays one: no close is carried forward
 * to it, and a change that needs it is absent.
 */
import type { IsoDate } from '../facts/types.ts';

/** Close of one session, in the major unit of `currency`. */
export interface SessionClose {
  readonly sessionOn: IsoDate;
  readonly close: number;
  readonly currency: string;
}

/** Why there is no change. */
export type ChangeAbsence =
  | { readonly kind: 'no-prices' }
  | { readonly kind: 'no-calendar' }
  | { readonly kind: 'no-bar'; readonly sessionOn: IsoDate }
  | { readonly kind: 'other-currency'; readonly sessionOn: IsoDate };

/** A change in percent with the session that it counts from, or why there is none. */
export type PriceChange =
  { readonly changePct: number; readonly sinceOn: IsoDate } | { readonly absence: ChangeAbsence };

/**
 * Change of the newest close against that of the session `count` sessions earlier, in percent.
 *
 * @param closes in order of day
 * @param previousSession the session of the exchange before a day; null: no calendar of it is known
 */
export function computePriceChange(
  closes: readonly SessionClose[],
  count: number,
  previousSession: ((day: IsoDate) => IsoDate) | null,
): PriceChange {
  const newest = closes.at(-1);
  if (newest === undefined) return { absence: { kind: 'no-prices' } };
  if (previousSession === null) return { absence: { kind: 'no-calendar' } };
  const sinceOn = sessionsBack(newest.sessionOn, count, previousSession);
  const base = closes.find(({ sessionOn }) => sessionOn === sinceOn);
  if (base === undefined) return { absence: { kind: 'no-bar', sessionOn: sinceOn } };
  if (base.currency !== newest.currency) return { absence: { kind: 'other-currency', sessionOn: sinceOn } };

  return { changePct: (newest.close / base.close - 1) * 100, sinceOn };
}

/** The last `count` sessions up to `lastOn`, oldest first, each with its close or null. */
export function listTrend(
  closes: readonly SessionClose[],
  { lastOn, count }: { readonly lastOn: IsoDate; readonly count: number },
  previousSession: (day: IsoDate) => IsoDate,
): readonly { readonly sessionOn: IsoDate; readonly close: number | null }[] {
  const byDay = new Map(closes.map(({ sessionOn, close }) => [sessionOn, close]));
  const days = [lastOn];
  while (days.length < count) days.push(previousSession(days.at(-1) ?? lastOn));

  return days.toReversed().map((sessionOn) => ({ sessionOn, close: byDay.get(sessionOn) ?? null }));
}

function sessionsBack(day: IsoDate, count: number, previousSession: (day: IsoDate) => IsoDate): IsoDate {
  return count === 0 ? day : sessionsBack(previousSession(day), count - 1, previousSession);
}
