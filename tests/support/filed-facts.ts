/** Filed facts made by hand: one company, one concept, unless a test says otherwise. */
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { FiledFact } from '#lib/core/filings/types.ts';

/** A fact for a period, filed on a day; the accession follows from the day unless given. */
export function filedFact(
  period: readonly [IsoDate, IsoDate],
  value: number,
  filedOn: IsoDate,
  changes: Partial<FiledFact> = {},
): FiledFact {
  return {
    issuer: 'Example',
    cik: '0000000001',
    concept: 'us-gaap:PaymentsToAcquirePropertyPlantAndEquipment',
    unit: 'USD',
    periodStartOn: period[0],
    periodEndOn: period[1],
    value,
    form: '10-Q',
    accession: `0000000001-${filedOn.slice(2, 4)}-${filedOn.slice(5, 7)}${filedOn.slice(8, 10)}00`,
    filedOn,
    fiscalYear: null,
    fiscalPeriod: null,
    ...changes,
  };
}

/** One quarter of a company, with what it was stated as later on, if anything. */
export interface ToldQuarter {
  readonly startOn: IsoDate;
  readonly endOn: IsoDate;
  readonly value: number;
  /** As the filings of the next year state it. */
  readonly restatedValue: number;
}

/** What a company's reports state: figures since the year's start, single quarters, or both. */
export type FilingStyle = 'since-start' | 'quarters-and-year' | 'both';

const FILING_DELAY_DAYS = 30;

/**
 * All that a company files about its fiscal years (four quarters each): each report states its own period and, a year
 * later, the same period again as it is then restated.
 */
export function fileYears(years: readonly (readonly ToldQuarter[])[], style: FilingStyle): FiledFact[] {
  return years.flatMap((quarters, year) =>
    quarters.flatMap((_, quarter) => {
      const now = reportOf(quarters, quarter, {
        style,
        isRestated: false,
        filedOn: filingDay(quarters, quarter),
      });
      const next = years[year + 1];
      if (next === undefined) return now;
      return [
        ...now,
        ...reportOf(quarters, quarter, { style, isRestated: true, filedOn: filingDay(next, quarter) }),
      ];
    }),
  );
}

function filingDay(quarters: readonly ToldQuarter[], quarter: number): IsoDate {
  return toIsoDate(toDayNumber(at(quarters, quarter).endOn) + FILING_DELAY_DAYS);
}

function reportOf(
  quarters: readonly ToldQuarter[],
  quarter: number,
  how: { readonly style: FilingStyle; readonly isRestated: boolean; readonly filedOn: IsoDate },
): FiledFact[] {
  const told = quarters.slice(0, quarter + 1);
  const value = (one: ToldQuarter): number => (how.isRestated ? one.restatedValue : one.value);
  const last = at(quarters, quarter);
  const sinceStart = filedFact(
    [at(quarters, 0).startOn, last.endOn],
    told.reduce((sum, one) => sum + value(one), 0),
    how.filedOn,
    { form: quarter === 3 ? '10-K' : '10-Q' },
  );
  const single = filedFact([last.startOn, last.endOn], value(last), how.filedOn);
  if (quarter === 0 || quarter === 3 || how.style === 'since-start') return [sinceStart];

  return how.style === 'both' ? [single, sinceStart] : [single];
}

function at(quarters: readonly ToldQuarter[], index: number): ToldQuarter {
  const quarter = quarters[index];
  if (quarter === undefined) throw new RangeError(`no quarter ${index}`);

  return quarter;
}
