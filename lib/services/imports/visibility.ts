import { reportedVisibleFrom } from '#lib/core/calendar/as-of.ts';
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { endOfReducedDate } from './period-end.ts';

/** The rules by which a revision gets its first visible day; explained in the database schema. */
export type VisibilityRule =
  | 'always'
  | 'published_on'
  | 'published_by'
  | 'reported_period'
  | 'announced_on'
  | 'occurred_on'
  | 'effective_on'
  | 'released_on'
  | 'first_published_on'
  | 'valued_on'
  | 'period_end'
  | 'collected_on';

/** Since when the world knew a figure, and by which rule. */
export interface Visibility {
  readonly visibleFrom: IsoDate;
  readonly visibleRule: VisibilityRule;
}

/** Before every date that anybody asks for. */
const ALWAYS_FROM: IsoDate = '1900-01-01';
/** When a figure without a date of publication is taken to be out (model.md 10). */
const USUAL_REPORTING_DAYS = 45;

/** Visible at every `asOf`: belongs to the method, not to a date. */
export function visibleAlways(): Visibility {
  return { visibleFrom: ALWAYS_FROM, visibleRule: 'always' };
}

/** Visible from a day that the row states itself. */
export function visibleOn(day: IsoDate, rule: VisibilityRule): Visibility {
  return { visibleFrom: day, visibleRule: rule };
}

/** A reported period (model.md 10): publication within 60 days of its end, else 45 days after it. */
export function visibleAsReported(periodEndOn: IsoDate, publishedOn: string | null): Visibility {
  return { visibleFrom: reportedVisibleFrom(periodEndOn, publishedOn), visibleRule: 'reported_period' };
}

/**
 * Visible when its source was published. A year or a month counts to its end, yet never later than the day on
 * which we held the row: by then it was out. Without a date: 45 days after the period, again at most the day of
 * collection; without a period: that day.
 */
export function visibleAsPublished(
  publishedOn: string | null | undefined,
  periodEndOn: IsoDate | null,
  collectedOn: IsoDate,
): Visibility {
  if (publishedOn !== null && publishedOn !== undefined) {
    const lastDay = endOfReducedDate(publishedOn);
    return lastDay === publishedOn
      ? visibleOn(lastDay, 'published_on')
      : visibleOn(earlier(lastDay, collectedOn), 'published_by');
  }
  if (periodEndOn === null) return visibleOn(collectedOn, 'collected_on');
  const usual = toIsoDate(toDayNumber(periodEndOn) + USUAL_REPORTING_DAYS);
  return visibleOn(earlier(usual, collectedOn), 'period_end');
}

/** True when the day of an import can enter the result, so that it says nothing about the row itself. */
export function dependsOnCollection(rule: VisibilityRule): boolean {
  return rule === 'published_by' || rule === 'period_end' || rule === 'collected_on';
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b;
}
