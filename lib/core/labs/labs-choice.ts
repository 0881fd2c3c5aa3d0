/** What a reader may choose on the page of labs, and what is refused. */
import { parseQuarterLabel, quarterIndexOf, quarterLabel } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { DEFAULT_MIX, type MixId } from './request-mix.ts';

/** Null = as sourced: the registry's pass-through, the fleet's saving at the default quarter. */
export interface LabsChoice {
  readonly mix: MixId;
  readonly passThrough: number | null;
  readonly costSaving: number | null;
  readonly quarter: string | null;
}

export const DEFAULT_LABS_CHOICE: LabsChoice = {
  mix: DEFAULT_MIX,
  passThrough: null,
  costSaving: null,
  quarter: null,
};

/** A token that costs nothing has no margin to speak of. */
export const MAX_COST_SAVING = 0.95;
const MAX_QUARTERS_AHEAD = 40;

/** Faults of a choice at `asOf`, each at its field, all at once. */
export function findChoiceFaults(choice: LabsChoice, asOf: IsoDate): InputFault[] {
  const { passThrough, costSaving, quarter } = choice;
  return [
    fractionFault('passThrough', passThrough, 1),
    fractionFault('costSaving', costSaving, MAX_COST_SAVING),
    quarterFault(quarter, asOf),
  ].filter((fault) => fault !== null);
}

function fractionFault(field: string, value: number | null, max: number): InputFault | null {
  if (value === null || (value >= 0 && value <= max)) return null;
  return {
    pointer: `/${field}`,
    message: `${field} must be a fraction from 0 to ${String(max)}, not ${String(value)}`,
  };
}

function quarterFault(quarter: string | null, asOf: IsoDate): InputFault | null {
  if (quarter === null) return null;
  const index = parseQuarterLabel(quarter);
  const first = quarterIndexOf(asOf);
  if (index !== null && index >= first && index <= first + MAX_QUARTERS_AHEAD) return null;
  const range = `${quarterLabel(first)} to ${quarterLabel(first + MAX_QUARTERS_AHEAD)}`;
  return { pointer: '/quarter', message: `quarter must be one of ${range}, not ${quarter}` };
}
