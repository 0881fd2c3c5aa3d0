/** What was known on a date (model 10). */
import type { IsoDate } from '../facts/types.ts';
import { parseDayNumber, toDayNumber, toIsoDate } from './day-number.ts';

/** A publication date further from the period's end than this is a later extraction, not the first publication. */
const LONGEST_REPORTING_DAYS = 60;
/** When quarterly figures are taken to be out if nothing better is known. */
const USUAL_REPORTING_DAYS = 45;

/**
 * First day on which a reported quarter counts as known: its publication date if that lies within 60 days of the
 * period's end, else (blank, only a month or a year, or a later re-extraction) 45 days after the end.
 */
export function reportedVisibleFrom(periodEndOn: IsoDate, publishedOn: string | null): IsoDate {
  const end = toDayNumber(periodEndOn);
  const published = publishedOn === null ? null : parseDayNumber(publishedOn);
  if (published !== null && published >= end && published - end <= LONGEST_REPORTING_DAYS) {
    return toIsoDate(published);
  }
  return toIsoDate(end + USUAL_REPORTING_DAYS);
}

/** Whether a fact with this first day was known on `asOf`. ISO dates order as text. */
export function isVisible(visibleFrom: IsoDate, asOf: IsoDate): boolean {
  return visibleFrom <= asOf;
}
