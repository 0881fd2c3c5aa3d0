/** How calls, their states and what they are judged by are written. */
import type {
  TrackRecordCalibration,
  TrackRecordCall,
  TrackRecordResponse,
} from '../../contracts/track-record.ts';
import { targetKey, type CallSubject } from '../../core/track-record/types.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatQuarterLong,
  formatUsdBn,
  formatUsdBnRange,
} from '../format.ts';

/** What a page of the record is made of: frozen calls, and hindsight, each counted by itself. */
export interface RecordPair {
  readonly frozen: TrackRecordResponse;
  readonly hindsight: TrackRecordResponse;
  /** What the page speaks of; null = all. */
  readonly subject: CallSubject | null;
}

export const SUBJECT_NAMES: Readonly<Record<CallSubject, string>> = {
  'hbm-revenue': 'HBM revenue by vendor',
  'hbm-total': 'HBM revenue of all vendors',
  capex: 'Capex of the six issuers',
  saving: 'Memory saving of the fleet',
};

export const STATE_WORDS: Readonly<Record<TrackRecordCall['state'], string>> = {
  open: 'open',
  awaited: 'ended, figure awaited',
  graded: 'graded',
  'not-disclosed': 'not disclosed',
};

type Judged = NonNullable<TrackRecordCall['latest']>;

const KIND_WORDS: Readonly<Record<Judged['outcomeKind'], string>> = {
  reported: 'reported',
  stated: 'stated by the vendor',
  derived: 'derived from what was stated',
  share: 'a stated share of DRAM revenue',
  estimate: 'estimate by others',
};

/** How an outcome is known, with its bound. */
export function kindWords({ outcomeKind, bound }: Judged): string {
  if (bound === null) return KIND_WORDS[outcomeKind];
  return `${KIND_WORDS[outcomeKind]}, as a ${bound}`;
}

/** "SK hynix, Q4 2026". */
export function targetWords({ subject, vendorName, quarter }: TrackRecordCall): string {
  return `${vendorName ?? SUBJECT_NAMES[subject]}, ${formatQuarterLong(quarter)}`;
}

/** The vendor's own days, where the figure is of no calendar quarter; null where it is. */
export function ownDays({ vendor, periodStartOn, periodEndOn }: TrackRecordCall): string | null {
  return vendor === 'MU' ? `${formatDate(periodStartOn)} to ${formatDate(periodEndOn)}` : null;
}

/** A value of a call in its unit. */
export function formatLevel({ unit }: Pick<TrackRecordCall, 'unit'>, value: number): string {
  return unit === 'fraction' ? formatFraction(value) : formatUsdBn(value);
}

/** The 80 % band of a call. */
export function formatBand({ unit, p10, p90 }: TrackRecordCall): string {
  return unit === 'fraction' ? formatFractionRange(p10, p90) : formatUsdBnRange(p10, p90);
}

/** Calibration of a subject, all calls of it together. */
export function calibrationOf(
  { calibration }: TrackRecordResponse,
  subject: CallSubject | null,
): TrackRecordCalibration {
  const found = calibration.find((row) => row.subject === subject && row.vendor === null);
  if (found === undefined) throw new RangeError(`the answer has no calibration of ${subject ?? 'all'}`);
  return found;
}

/** The 80 % band of a calibration. */
export function band80({ bands }: TrackRecordCalibration): TrackRecordCalibration['bands'][number] {
  const found = bands.find(({ level }) => level === 0.8);
  if (found === undefined) throw new RangeError('a calibration has a band of 80 %');
  return found;
}

/** Key of the evidence of what came of a target. */
export function outcomeKey(call: TrackRecordCall): string {
  return `came:${targetKey(call)}`;
}

/** "45 of 160". */
export function countOf({ count, of }: { readonly count: number; readonly of: number }): string {
  return `${String(count)} of ${String(of)}`;
}

/** "1 call", "3 calls". */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
