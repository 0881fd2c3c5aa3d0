/**
 * Capex as expected on past dates against what was reported later: guides and reports of the date alone, but for the
 * part that no guide in money covered, which grows by an assumption written later.
 */
import { parseDayNumber } from '../calendar/day-number.ts';
import { quarterIndexOf, quarterLabel, yearOfQuarter } from '../calendar/quarter.ts';
import { BIG_FOUR_TICKERS, INCLUDED_ISSUERS } from '../demand/consolidation.ts';
import type { IsoDate } from '../facts/types.ts';
import type { IssuerQuarter } from './capex-expectation.ts';

export const BUYER_SETS = ['big-four', 'included'] as const;
/** The four of the "$700 billion", or all issuers that the model counts. */
export type BuyerSet = (typeof BUYER_SETS)[number];

const TICKERS: Readonly<Record<BuyerSet, readonly string[]>> = {
  'big-four': BIG_FOUR_TICKERS,
  included: INCLUDED_ISSUERS.map(({ ticker }) => ticker),
};

/** Sum of a set of buyers in one quarter, USD bn; `isReported` when every one of them has reported all of it. */
export interface SetQuarter {
  readonly quarter: number;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  readonly reportedUsdBn: number;
  readonly guidedUsdBn: number;
  readonly grownUsdBn: number;
  readonly isReported: boolean;
}

/** Quarters of a set, in order; quarters that a buyer's series does not cover are left out. */
export function sumSet(expected: readonly IssuerQuarter[], set: BuyerSet): SetQuarter[] {
  const tickers = TICKERS[set];
  const own = expected.filter(({ ticker }) => tickers.includes(ticker));
  const quarters = [...new Set(own.map(({ quarter }) => quarter))].sort((a, b) => a - b);
  return quarters.flatMap((quarter) => {
    const rows = own.filter((row) => row.quarter === quarter);
    if (rows.length < tickers.length) return [];
    const sum = (read: (row: IssuerQuarter) => number): number =>
      rows.reduce((total, row) => total + read(row), 0);
    const open = sum((row) => row.guidedUsdBn + row.grownUsdBn);
    return [
      {
        quarter,
        lowUsdBn: sum((row) => row.lowUsdBn),
        pointUsdBn: sum((row) => row.pointUsdBn),
        highUsdBn: sum((row) => row.highUsdBn),
        reportedUsdBn: sum((row) => row.reportedUsdBn),
        guidedUsdBn: sum((row) => row.guidedUsdBn),
        grownUsdBn: sum((row) => row.grownUsdBn),
        isReported: open === 0,
      },
    ];
  });
}

/** What was expected of a period on a date, and what came. USD bn. */
export interface CapexTarget {
  readonly asOf: IsoDate;
  readonly set: BuyerSet;
  readonly label: string;
  readonly expectedLowUsdBn: number;
  readonly expectedUsdBn: number;
  readonly expectedHighUsdBn: number;
  /** Parts of what was expected: already reported, guided, and grown by assumption (hindsight). */
  readonly reportedThenUsdBn: number;
  readonly guidedUsdBn: number;
  readonly grownUsdBn: number;
  readonly cameUsdBn: number;
  /** Expected over came less one, percent: of the whole, and of the part that was open. */
  readonly errorPct: number;
  readonly openErrorPct: number;
}

/** One date's expectation by quarter, with the set's reported quarters as known later. */
export interface CapexRun {
  readonly asOf: IsoDate;
  readonly quarters: readonly SetQuarter[];
}

/**
 * Targets of a run: each calendar year, or its quarters reported so far, that was open on the date and has been
 * reported since. Years that begin after `LONGEST_QUARTERS` are too far to have been expected.
 */
export function scoreCapex(run: CapexRun, later: readonly SetQuarter[], set: BuyerSet): CapexTarget[] {
  const reported = later.filter(({ isReported }) => isReported);
  const firstYear = yearOfQuarter(quarterIndexOf(run.asOf)) - 1;
  const years = [...new Set(reported.map(({ quarter }) => yearOfQuarter(quarter)))].filter(
    (year) => year >= firstYear,
  );
  return years.flatMap((year) => {
    const came = reported.filter(({ quarter }) => yearOfQuarter(quarter) === year);
    const then = came.flatMap(({ quarter }) => run.quarters.filter((one) => one.quarter === quarter));
    const isOpen = then.some(({ isReported }) => !isReported);
    return isOpen && then.length === came.length && came[0]?.quarter === year * 4
      ? [toTarget(run.asOf, set, came, then)]
      : [];
  });
}

function toTarget(
  asOf: IsoDate,
  set: BuyerSet,
  came: readonly SetQuarter[],
  then: readonly SetQuarter[],
): CapexTarget {
  const sum = (rows: readonly SetQuarter[], read: (row: SetQuarter) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  const expected = sum(then, ({ pointUsdBn }) => pointUsdBn);
  const outcome = sum(came, ({ reportedUsdBn }) => reportedUsdBn);
  const known = sum(then, ({ reportedUsdBn }) => reportedUsdBn);
  return {
    asOf,
    set,
    label: spanLabel(came.map(({ quarter }) => quarter)),
    expectedLowUsdBn: sum(then, ({ lowUsdBn }) => lowUsdBn),
    expectedUsdBn: expected,
    expectedHighUsdBn: sum(then, ({ highUsdBn }) => highUsdBn),
    reportedThenUsdBn: known,
    guidedUsdBn: sum(then, ({ guidedUsdBn }) => guidedUsdBn),
    grownUsdBn: sum(then, ({ grownUsdBn }) => grownUsdBn),
    cameUsdBn: outcome,
    errorPct: (expected / outcome - 1) * 100,
    openErrorPct: ((expected - known) / (outcome - known) - 1) * 100,
  };
}

/** 2025, 2026H1, 2026Q1, or 2026Q1–Q3. */
function spanLabel(quarters: readonly number[]): string {
  const [first = 0] = quarters;
  const year = String(yearOfQuarter(first));
  if (quarters.length === 4) return year;
  if (quarters.length === 1) return quarterLabel(first);
  return quarters.length === 2 ? `${year}H1` : `${year}Q1–Q3`;
}

/** Dates that stand before and after the calls of the big four and of Micron: the usual runs of the back-test. */
export const DEFAULT_RUN_DATES: readonly IsoDate[] = ['2025-03-31', '2025-09-30', '2026-01-31', '2026-05-15'];
export const MOST_RUN_DATES = 6;

/** Dates in order and each once; null when one is no date or there are none or too many. */
export function sortRunDates(dates: readonly IsoDate[]): readonly IsoDate[] | null {
  const distinct = [...new Set(dates)].sort();
  const isSound = distinct.length > 0 && distinct.length <= MOST_RUN_DATES;
  return isSound && distinct.every((date) => parseDayNumber(date) !== null) ? distinct : null;
}
