/** Which revisions of an issuer's capex follow from its filings and are not on record yet. */
import type { IsoDate } from '../facts/types.ts';
import { planVintages, type HeldRevision } from './plan-vintages.ts';
import {
  isNextQuarter,
  isSameQuarter,
  isSameToTheMillion,
  type FiscalQuarter,
  type ToldQuarter,
  type ToldValue,
} from './told-quarters.ts';

/** A recorded revision of the cash capex of one quarter. */
export interface HeldCapex extends HeldRevision {
  readonly key: string;
  readonly fiscalQuarter: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly definition: string;
  readonly capexUsdBn: number;
  readonly batchId: number;
  /** The day on which the desk recorded it; null when another did. */
  readonly deskOn: IsoDate | null;
}

/** The fact that a quarter is recorded under. */
export type CapexQuarter = Pick<HeldCapex, 'fiscalQuarter' | 'periodStartOn' | 'periodEndOn' | 'definition'>;

/** The values of one quarter to record, in order, each as a revision of its own. */
export interface PlannedCapex {
  readonly quarter: CapexQuarter;
  /** False for a revision of a quarter that is on record. */
  readonly isNew: boolean;
  readonly values: readonly ToldValue[];
}

/** What is to be recorded, and what is not and why, in sentences for the operator. */
export interface CapexPlan {
  readonly planned: readonly PlannedCapex[];
  readonly withheld: readonly string[];
}

/** How the issuer's rows are written. */
export interface CapexWords {
  readonly issuer: string;
  /** Words of the measure and its concept, as in the shipped rows of the issuer. */
  readonly definition: string;
  readonly hasCalendarYear: boolean;
  /** False: the concept counts only once one of its quarters agrees with a figure on record. */
  readonly isChecked: boolean;
}

const ORDER = (a: HeldCapex, b: HeldCapex): number => a.batchId - b.batchId;

/**
 * The rule of the merge. A quarter gets a revision where the value that stands on a filing day is another one, to the
 * million, and from there on all later values (see {@link planVintages}). What the desk recorded itself stands against
 * every filing up to that day; only a filing after it that states another value is a revision. The series on record
 * is continued, not begun: quarters before its first, after a gap, or below zero are withheld.
 *
 * @param held every revision of the issuer's cash measure, withdrawn ones included, in any order
 */
export function planCapex(
  told: readonly ToldQuarter[],
  held: readonly HeldCapex[],
  words: CapexWords,
): CapexPlan {
  const matched = told.map((quarter) => ({
    quarter,
    held: held.filter((row) => isSameQuarter(row, quarter)).toSorted(ORDER),
  }));
  const known: Period[] = [...standingFacts(held)];
  const first = known.map(({ periodStartOn }) => periodStartOn).toSorted()[0];
  if (first === undefined) {
    return refused(told, `No quarter of ${words.issuer} is on record to go on from.`);
  }
  if (!words.isChecked && !matched.some(isConfirmed)) {
    return refused(
      told,
      `No filed quarter of ${words.issuer} agrees with one on record, so none is taken over.`,
    );
  }

  const planned: PlannedCapex[] = [];
  const withheld: string[] = [];
  for (const { quarter, held: ofQuarter } of matched) {
    const fact = standingFacts(ofQuarter)[0];
    if (fact === undefined && quarter.periodEndOn < first) continue;
    const reason = fact === undefined ? reasonAgainst(quarter, known) : null;
    const values = reason === null ? valuesToRecord(quarter, ofQuarter, fact) : [];
    const below = values.find(({ valueBn }) => valueBn < 0);
    if (reason !== null || below !== undefined) {
      withheld.push(`${labelOf(quarter.fiscal, words)} is withheld: ${reason ?? 'it would be below zero.'}`);
      continue;
    }
    if (fact === undefined && (values.length > 0 || ofQuarter.length > 0)) known.push(quarter);
    if (values.length === 0) continue;
    planned.push({
      quarter: fact ?? newQuarter(quarter, words),
      isNew: fact === undefined,
      values,
    });
  }

  return { planned, withheld };
}

type Period = Pick<HeldCapex, 'periodStartOn' | 'periodEndOn'>;

/** The newest revision of each key that is not withdrawn; of one quarter's facts the one that pages read comes first. */
function standingFacts(held: readonly HeldCapex[]): readonly HeldCapex[] {
  const newest = new Map(held.toSorted(ORDER).map((row) => [row.key, row]));
  return [...newest.values()]
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .toSorted((a, b) => b.visibleFrom.localeCompare(a.visibleFrom) || b.batchId - a.batchId);
}

function valuesToRecord(
  quarter: ToldQuarter,
  ofQuarter: readonly HeldCapex[],
  fact: HeldCapex | undefined,
): readonly ToldValue[] {
  const deskOn = ofQuarter
    .flatMap((row) => row.deskOn ?? [])
    .toSorted()
    .at(-1);
  const open = quarter.values.filter(({ knownFrom }) => deskOn === undefined || knownFrom > deskOn);
  return planVintages(
    open,
    ofQuarter.filter(({ key }) => key === fact?.key),
    (row, { valueBn }) => isSameToTheMillion(row.capexUsdBn, valueBn),
  );
}

function isConfirmed({ quarter, held }: { quarter: ToldQuarter; held: readonly HeldCapex[] }): boolean {
  return quarter.values.some(({ valueBn }) =>
    held.some(({ capexUsdBn, isWithdrawn }) => !isWithdrawn && isSameToTheMillion(capexUsdBn, valueBn)),
  );
}

function reasonAgainst(quarter: ToldQuarter, known: readonly Period[]): string | null {
  return known.some((earlier) => isNextQuarter(earlier, quarter))
    ? null
    : 'the quarter before it is not on record.';
}

function refused(told: readonly ToldQuarter[], reason: string): CapexPlan {
  return { planned: [], withheld: told.length === 0 ? [] : [reason] };
}

function newQuarter(quarter: ToldQuarter, words: CapexWords): CapexQuarter {
  const parts = quarter.values[0]?.figure.parts.length ?? 1;
  const suffix = parts === 1 ? '' : '; derived as year-to-date difference';
  const { periodStartOn, periodEndOn } = quarter;
  return {
    fiscalQuarter: labelOf(quarter.fiscal, words),
    ...{ periodStartOn, periodEndOn },
    definition: `${words.definition}${suffix}`,
  };
}

function labelOf({ year, quarter }: FiscalQuarter, { hasCalendarYear }: CapexWords): string {
  return `${hasCalendarYear ? '' : 'FY'}${String(year)} Q${String(quarter)}`;
}
