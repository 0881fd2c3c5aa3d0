/**
 * What the model of today would have called on past days, with the facts of each day and the assumptions of now. No
 * forecast: it shows whether the ranges are wide enough, and is never counted with frozen calls.
 */
import { isVisible } from '../calendar/as-of.ts';
import { isIncludedCash } from '../demand/capex-basis.ts';
import { INCLUDED_ISSUERS } from '../demand/consolidation.ts';
import type { ExposureFacts, ExposureWorld } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';
import { gradeCalls, type GradedCall, type OutcomeHistory } from './grade-calls.ts';
import type { MadeCalls } from './make-calls.ts';
import type { ForecastCall } from './types.ts';

/** One past day in hindsight. */
export interface HindsightMonth {
  readonly asOf: IsoDate;
  /** Inputs that were drawn, and how many of them were written after the day. */
  readonly drawnInputs: number;
  readonly laterInputs: number;
  readonly calls: readonly GradedCall[];
  /** Calls left out since the model is scaled to the very year that they are of. */
  readonly untested: number;
}

/** Calls made on a past day, with the year that the model was scaled to. */
export interface PastCalls extends MadeCalls {
  readonly calibrationYear: number;
}

/** Whether all issuers that the model counts had reported by the day of the facts; before, capex is of fewer. */
export function isWholeSet({ asOf, capexActuals }: ExposureFacts): boolean {
  const known = capexActuals.filter((row) => isIncludedCash(row) && isVisible(row.visibleFrom, asOf));
  return INCLUDED_ISSUERS.every(({ ticker }) => known.some((row) => row.ticker === ticker));
}

/** The year that a world's chain is scaled to. */
export function calibrationYearOf({ assumptions }: ExposureWorld): number {
  return assumptions.find(({ id }) => id === 'calibration_year')?.point ?? NaN;
}

/** Judges past calls by what is known on `asOf`. */
export function gradeHindsight(
  past: readonly PastCalls[],
  outcomes: ReadonlyMap<string, OutcomeHistory>,
  asOf: IsoDate,
): HindsightMonth[] {
  return past.map(({ calls, calibrationYear, asOf: day, drawnInputs, laterInputs }) => {
    const tested = calls.filter((call) => !isScaledTo(call, calibrationYear));
    return {
      asOf: day,
      drawnInputs,
      laterInputs,
      calls: gradeCalls(tested, outcomes, asOf),
      untested: calls.length - tested.length,
    };
  });
}

function isScaledTo({ subject, quarter }: ForecastCall, year: number): boolean {
  return subject === 'hbm-total' && quarter.startsWith(`${String(year)}Q`);
}
