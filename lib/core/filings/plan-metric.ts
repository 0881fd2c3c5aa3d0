/** Which figures of a vendor follow from its filings and are not on record yet. */
import type { IsoDate } from '../facts/types.ts';
import { chooseFigure } from '../vendors/choose-figure.ts';
import type { VendorMetric } from '../vendors/vendor-facts.ts';
import {
  isSameQuarter,
  isSameToTheMillion,
  nearestCalendarQuarter,
  type ToldQuarter,
  type ToldValue,
} from './told-quarters.ts';

/** A figure on record; those that other sources state of the same quarter stand beside it. */
export interface HeldMetric extends VendorMetric {
  /** The day on which the desk recorded it; null when another did. */
  readonly deskOn: IsoDate | null;
}

/** A figure to record beside those on record. */
export interface PlannedMetric {
  readonly row: VendorMetric;
  /** False when a figure of the company is on record for the quarter already. */
  readonly isNew: boolean;
  readonly told: ToldValue;
}

/** What is to be recorded, and what is not and why, in sentences for the operator. */
export interface MetricPlan {
  readonly planned: readonly PlannedMetric[];
  readonly withheld: readonly string[];
}

/** Where a filing's figure is recorded. */
export interface MetricWords {
  readonly row: Pick<VendorMetric, 'vendor' | 'ticker' | 'segment' | 'metric' | 'unit'>;
  /** False: the concept counts only once one of its quarters agrees with a figure on record. */
  readonly isChecked: boolean;
  /** Who published a value: rows of one quarter differ by the address. */
  readonly cite: (
    value: ToldValue,
  ) => Pick<VendorMetric, 'sourceTitle' | 'publisher' | 'url' | 'publishedOn'>;
}

/**
 * The rule of the merge for figures that stand side by side. A value is recorded where the figure that the company
 * pages use on the filing day is another one, to the million, and the filing is not on record. Filings up to the day
 * on which the desk recorded a figure of the quarter are left out. Quarters before the first on record are too.
 *
 * @param held standing figures of one metric, segment and unit
 */
export function planMetric(
  told: readonly ToldQuarter[],
  held: readonly HeldMetric[],
  words: MetricWords,
): MetricPlan {
  const own = held.filter(isOfTheCompany);
  const first = own.map(({ periodEndOn }) => periodEndOn).toSorted()[0];
  if (first === undefined) {
    return refused(told, `No quarter of ${words.row.vendor} is on record to go on from.`);
  }
  const rowsOf = (quarter: ToldQuarter) => own.filter((row) => isSameQuarter(row, quarter));
  if (!words.isChecked && !told.some((quarter) => isConfirmed(quarter, rowsOf(quarter)))) {
    const reason = `No filed quarter of ${words.row.vendor} agrees with one on record, so none is taken over.`;
    return refused(told, reason);
  }

  return {
    planned: told
      .filter((quarter) => rowsOf(quarter).length > 0 || quarter.periodEndOn > first)
      .flatMap((quarter) => {
        const sibling = held.find((row) => isSameQuarter(row, quarter));
        return planQuarter(quarter, rowsOf(quarter), { ...words.row, ...namesOf(quarter, sibling) }, words);
      }),
    withheld: [],
  };
}

type Named = MetricWords['row'] &
  Pick<VendorMetric, 'fiscalQuarter' | 'periodStartOn' | 'periodEndOn' | 'calendarQuarter'>;

function planQuarter(
  quarter: ToldQuarter,
  onRecord: readonly HeldMetric[],
  named: Named,
  { cite }: MetricWords,
): readonly PlannedMetric[] {
  const deskOn = onRecord
    .flatMap((row) => row.deskOn ?? [])
    .toSorted()
    .at(-1);
  const planned: PlannedMetric[] = [];
  for (const told of quarter.values) {
    const rows = [...onRecord, ...planned.map(({ row }) => row)];
    const row = toMetric(told, named, cite(told));
    const isRecorded = rows.some(
      ({ url, reportedOrEstimate }) => url === row.url && reportedOrEstimate === row.reportedOrEstimate,
    );
    if (isRecorded || isUsed(told, rows) || (deskOn !== undefined && told.knownFrom <= deskOn)) continue;
    planned.push({ row, told, isNew: rows.length === 0 });
  }

  return planned;
}

/** Whether the company pages use this very value on the filing day. */
function isUsed({ knownFrom, valueBn }: ToldValue, rows: readonly VendorMetric[]): boolean {
  const visible = rows.filter(({ visibleFrom }) => visibleFrom <= knownFrom);

  return visible.length > 0 && isSameToTheMillion(chooseFigure(visible).row.value, valueBn);
}

function isOfTheCompany({ reportedOrEstimate }: VendorMetric): boolean {
  return reportedOrEstimate === 'reported' || reportedOrEstimate === 'derived';
}

function isConfirmed(quarter: ToldQuarter, rows: readonly HeldMetric[]): boolean {
  return quarter.values.some(({ valueBn }) => rows.some(({ value }) => isSameToTheMillion(value, valueBn)));
}

/** Labels of a quarter on record, outlooks included, else those that its end gives. */
function namesOf(
  quarter: ToldQuarter,
  sibling: HeldMetric | undefined,
): Pick<Named, 'fiscalQuarter' | 'periodStartOn' | 'periodEndOn' | 'calendarQuarter'> {
  const { year, quarter: number } = quarter.fiscal;
  return {
    periodStartOn: sibling?.periodStartOn ?? quarter.periodStartOn,
    periodEndOn: sibling?.periodEndOn ?? quarter.periodEndOn,
    fiscalQuarter: sibling?.fiscalQuarter ?? `FQ${String(number)}-${String(year).slice(2)}`,
    calendarQuarter: sibling?.calendarQuarter ?? nearestCalendarQuarter(quarter.periodEndOn),
  };
}

function toMetric(told: ToldValue, named: Named, cited: ReturnType<MetricWords['cite']>): VendorMetric {
  const isReported = told.figure.basis === 'reported';
  return {
    ...named,
    ...cited,
    key: '',
    value: told.valueBn,
    reportedOrEstimate: isReported ? 'reported' : 'derived',
    grade: isReported ? 'primary' : 'derived',
    notes: isReported ? null : 'difference of longer and shorter periods that the company filed',
    visibleFrom: told.knownFrom,
    recordedInBatch: Number.MAX_SAFE_INTEGER,
  };
}

function refused(told: readonly ToldQuarter[], reason: string): MetricPlan {
  return { planned: [], withheld: told.length === 0 ? [] : [reason] };
}
