/** A forecast that is frozen and graded: its target, its quantiles, and what came. */
import type { BandQuantiles } from '../uncertainty/summary.ts';
import type { IsoDate } from '../facts/types.ts';
import type { SourceReference } from '../reconciliation/market-facts.ts';

/** What is forecast: HBM revenue of a vendor, of all vendors, capex of the six issuers, the fleet's memory saving. */
export const CALL_SUBJECTS = ['hbm-revenue', 'hbm-total', 'capex', 'saving'] as const;
export type CallSubject = (typeof CALL_SUBJECTS)[number];

/** One figure of the world that can be forecast and, later, known. */
export interface CallTarget {
  readonly subject: CallSubject;
  /** Ticker of the vendor; null where the subject has none. */
  readonly vendor: string | null;
  /** The calendar quarter, or the one that the vendor's own fiscal quarter is nearest to. */
  readonly quarter: string;
  /** The days that the figure covers: the vendor's own fiscal quarter where it has one. */
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
}

/** A forecast of one figure. */
export interface ForecastCall extends CallTarget {
  /** Quarters from that of the forecast to the target's. */
  readonly horizonQuarters: number;
  /** `USD bn`, or `fraction` of the HBM that the same work took on the day of the forecast. */
  readonly unit: CallUnit;
  readonly quantiles: BandQuantiles;
}

export type CallUnit = 'USD bn' | 'fraction';

/** The probabilities of {@link BandQuantiles}, in their order. */
export const CALL_LEVELS = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Quantiles in the order of {@link CALL_LEVELS}. */
export function levelValues({ p05, p10, p25, p50, p75, p90, p95 }: BandQuantiles): readonly number[] {
  return [p05, p10, p25, p50, p75, p90, p95];
}

/** How a figure is known, best first: reported as such, stated of HBM, derived, a stated share of DRAM, by others. */
export const OUTCOME_KINDS = ['reported', 'stated', 'derived', 'share', 'estimate'] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** What was published of a target, in its unit. */
export interface Outcome extends CallTarget {
  readonly value: number;
  readonly kind: OutcomeKind;
  /** The source says "over" (floor) or "nearly" (ceiling); graded at the value that it names. */
  readonly bound: 'floor' | 'ceiling' | null;
  readonly visibleFrom: IsoDate;
  readonly sources: readonly SourceReference[];
}

/** Names a target: two forecasts of one target are judged by one figure. */
export function targetKey({
  subject,
  vendor,
  quarter,
}: Pick<CallTarget, 'subject' | 'vendor' | 'quarter'>): string {
  return vendor === null ? `${subject}/${quarter}` : `${subject}/${vendor}/${quarter}`;
}

/** Order of targets in lists: by subject, vendor and quarter. */
export function compareTargets(a: CallTarget, b: CallTarget): number {
  const rank = ({ subject, vendor, quarter }: CallTarget): string =>
    `${String(CALL_SUBJECTS.indexOf(subject))} ${vendor ?? ''} ${quarter}`;
  return rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b));
}
