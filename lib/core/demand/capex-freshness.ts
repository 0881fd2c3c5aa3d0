/** How fresh the guides and the filings of capex are. */
import { judgeFreshness, stalest, type Freshness } from '../freshness/freshness.ts';
import type { CapexActual, CapexAnnouncement, IsoDate } from '../facts/types.ts';
import { isIncludedCash } from './capex-basis.ts';
import type { GuidanceHistory } from './guidance-history.ts';

export interface CapexFreshness {
  /** By ticker; none for an issuer whose year is reported, since no guide of it is open. */
  readonly guides: ReadonlyMap<string, Freshness>;
  /** The stalest of `guides`: a sum is as fresh as that. Null when none is open. */
  readonly sum: Freshness | null;
  /** Of the issuer whose newest reported quarter is the oldest; null once all of the year is reported. */
  readonly filings: Freshness | null;
}

/** Age of a guide by the day it was given; null once the period that it is about has ended. */
export function judgeGuide(
  { announcedOn, periodEndOn }: Pick<CapexAnnouncement, 'announcedOn' | 'periodEndOn'>,
  asOf: IsoDate,
): Freshness | null {
  if (periodEndOn !== null && periodEndOn < asOf) return null;
  return judgeFreshness({ kind: 'guide', newestOn: announcedOn }, asOf);
}

/** Freshness of a year's guides and of the issuers' filings at a date. */
export function judgeCapex(
  { issuers, year }: Pick<GuidanceHistory, 'issuers' | 'year'>,
  {
    asOf,
    tickers,
    announcements,
    actuals,
  }: {
    readonly asOf: IsoDate;
    readonly tickers: readonly string[];
    readonly announcements: readonly CapexAnnouncement[];
    readonly actuals: readonly CapexActual[];
  },
): CapexFreshness {
  const guides = new Map(
    issuers.flatMap(({ ticker, vintages }) => {
      const id = vintages.at(-1)?.announcementId ?? null;
      const guide = announcements.find((row) => row.id === id);
      const freshness = guide === undefined ? null : judgeGuide(guide, asOf);
      return freshness === null ? [] : [[ticker, freshness] as const];
    }),
  );
  const newest = tickers.map((ticker) =>
    actuals
      .filter((row) => row.ticker === ticker && isIncludedCash(row))
      .map(({ periodEndOn }) => periodEndOn)
      .reduce<IsoDate | null>((last, day) => (last === null || day > last ? day : last), null),
  );
  const isReported = newest.every((day) => day !== null && day >= `${String(year)}-12-31`);
  const filed = newest.flatMap((day) =>
    day === null ? [] : [judgeFreshness({ kind: 'quarterly-filing', newestOn: day }, asOf)],
  );

  return { guides, sum: stalest([...guides.values()]), filings: isReported ? null : stalest(filed) };
}
