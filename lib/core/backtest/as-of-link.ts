/** The address of the page of past knowledge: which day, and at which days the model is run again. */
import { withoutBlanks } from '../catalogue/text-param.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import { pinPairs, readPin, type LinkPin } from '../link/pin.ts';
import { dateParam, readLink, writeLink, type ReadParam } from '../link/read-link.ts';
import { DEFAULT_RUN_DATES, MOST_RUN_DATES, sortRunDates } from './capex-backtest.ts';

/** `asOf` null means "today": the day that the past one is set against. */
export interface AsOfLink {
  readonly asOf: IsoDate | null;
  /** Null = live. */
  readonly pin: LinkPin | null;
  /** Null = the newest of the usual days that lies before `asOf`. */
  readonly date: IsoDate | null;
  /** Null = the usual days. */
  readonly runs: readonly IsoDate[] | null;
}

export interface DecodedAsOfLink {
  readonly link: AsOfLink;
  readonly faults: readonly LinkFault[];
}

interface AsOfParams {
  readonly pin: LinkPin;
  readonly date: IsoDate;
  readonly runs: readonly IsoDate[];
}

function readRuns(raw: string): ReadParam<readonly IsoDate[]> {
  const dates = sortRunDates(raw.split(','));
  return dates === null
    ? {
        message: `must be one to ${String(MOST_RUN_DATES)} calendar dates joined by commas, such as 2025-03-31,2026-01-31`,
      }
    : { value: dates };
}

/** Reads a query; what is unknown, repeated or unreadable becomes a fault and is left out. */
export function readAsOfLink(query: Iterable<readonly [string, string]>): DecodedAsOfLink {
  const { values, asOf, faults } = readLink<AsOfParams>(withoutBlanks(query), {
    pin: readPin,
    date: dateParam,
    runs: readRuns,
  });
  return {
    faults,
    link: { asOf, pin: values.pin ?? null, date: values.date ?? null, runs: values.runs ?? null },
  };
}

/** What an address says beside `asOf`. */
export function asOfPairs({ pin, date, runs }: AsOfLink): (readonly [string, string])[] {
  return [
    ...pinPairs(pin),
    ...(date === null ? [] : [['date', date] as const]),
    ...(runs === null ? [] : [['runs', runs.join(',')] as const]),
  ];
}

/** Query of a link; `''` when it says nothing. */
export function writeAsOfLink(link: AsOfLink): string {
  return writeLink(asOfPairs(link), link.asOf);
}

/** The day that a page opens with: the newest usual one before `asOf`; null when there is none. */
export function usualDate(asOf: IsoDate): IsoDate | null {
  return DEFAULT_RUN_DATES.filter((date) => date < asOf).at(-1) ?? null;
}
