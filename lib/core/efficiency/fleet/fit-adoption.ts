/**
 * Assumed spread of leaner attention fitted to counts of released models (`architecture_share` of adoption.csv): the
 * only dated data on adoption that exist. Counts are of models, not of served tokens, so the fit stands beside the
 * assumption and does not replace it.
 */
import { ln, log1p } from '../../elementary.ts';
import type { IsoDate } from '../../facts/types.ts';
import type { AttentionCount } from './attention-counts.ts';
import type { FleetSegment } from './fleet-rows.ts';
import { computeFleetSaving, decimalYear, partitionedAdoption } from './fleet-saving.ts';
import type { Fleet, FleetTechnique } from './fleet.ts';

/** Techniques that partition the fleet by its attention. */
export const ATTENTION_GROUP = 'attention';

/** The segment whose models the counts are nearest to; nobody counts what open-weight hosts serve. */
export const COUNTED_SEGMENTS = { chinese: 'cn_labs', other: 'us_frontier' } as const;
const FITTED: readonly FleetSegment[] = Object.values(COUNTED_SEGMENTS);

/** The curves begin here: earlier models could not yet use what the group is made of. */
const COUNTED_FROM_YEAR = 2024;
const MOST_SHIFT_YEARS = 4;
const STEPS_A_YEAR = 100;
/** Half of the 95 % point of chi-squared with one degree of freedom (Wilks 1938). */
const LIKELIHOOD_DROP = 1.9207;

/** How much earlier than assumed, in years; negative = later. */
export interface AdoptionFit {
  readonly segment: FleetSegment;
  readonly models: number;
  readonly yearsEarlier: number;
  /** Interval of the likelihood, 95 %. */
  readonly low: number;
  readonly high: number;
  /** The counts do not bound this side within four years. */
  readonly isOpenLow: boolean;
  readonly isOpenHigh: boolean;
}

/** Models are placed in the middle of their year; of the year of `today` in the middle of what has passed. */
export function yearOfCount({ year }: AttentionCount, today: number): number {
  return today > year && today < year + 1 ? (year + today) / 2 : year + 0.5;
}

/** Share of a segment on any technique of the group at `year`, with the group's spread moved `yearsEarlier`. */
export function leanerShare(fleet: Fleet, segment: FleetSegment, year: number, yearsEarlier = 0): number {
  const group = fleet.techniques.filter((technique) => technique.group === ATTENTION_GROUP);
  return partitionedAdoption(group, segment, year + yearsEarlier).reduce((sum, share) => sum + share, 0);
}

/**
 * Maximum-likelihood shift of the group's midpoints in each counted segment: every released model is a draw that uses
 * leaner attention with the assumed share of its date. Segments without a count are left out.
 */
export function fitAdoption(fleet: Fleet, counts: readonly AttentionCount[], asOf: IsoDate): AdoptionFit[] {
  const today = decimalYear(asOf);
  return FITTED.flatMap((segment) => {
    const own = counts.filter(
      ({ year, isChinese }) =>
        year >= COUNTED_FROM_YEAR && COUNTED_SEGMENTS[isChinese ? 'chinese' : 'other'] === segment,
    );
    return own.length === 0 ? [] : [fitSegment(fleet, segment, own, today)];
  });
}

/** No model says nothing, even of a share at its end, whose logarithm is infinite. */
function times(models: number, logShare: number): number {
  return models === 0 ? 0 : models * logShare;
}

function fitSegment(
  fleet: Fleet,
  segment: FleetSegment,
  counts: readonly AttentionCount[],
  today: number,
): AdoptionFit {
  const steps = MOST_SHIFT_YEARS * STEPS_A_YEAR;
  const grid = Array.from({ length: 2 * steps + 1 }, (_, index) => {
    const shift = (index - steps) / STEPS_A_YEAR;
    const logLikelihood = counts.reduce((sum, count) => {
      const share = leanerShare(fleet, segment, yearOfCount(count, today), shift);
      return sum + times(count.count, ln(share)) + times(count.total - count.count, log1p(-share));
    }, 0);
    return { shift, logLikelihood };
  });
  const best = grid.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const inside = grid.filter(({ logLikelihood }) => logLikelihood >= best.logLikelihood - LIKELIHOOD_DROP);
  const [low, high] = [inside[0]?.shift ?? best.shift, inside.at(-1)?.shift ?? best.shift];
  return {
    segment,
    models: counts.reduce((sum, { total }) => sum + total, 0),
    yearsEarlier: best.shift,
    low,
    high,
    isOpenLow: low === -MOST_SHIFT_YEARS,
    isOpenHigh: high === MOST_SHIFT_YEARS,
  };
}

/** The fleet with the fitted segments' attention moved by their fits; everything else as it was. */
export function shiftAdoption(fleet: Fleet, fits: readonly AdoptionFit[]): Fleet {
  return { ...fleet, techniques: fleet.techniques.map((technique) => shiftTechnique(technique, fits)) };
}

function shiftTechnique(technique: FleetTechnique, fits: readonly AdoptionFit[]): FleetTechnique {
  if (technique.group !== ATTENTION_GROUP) return technique;
  const moved = fits.map(({ segment, yearsEarlier }) => {
    const curve = technique.curves[segment];
    return [segment, { ...curve, midpointYear: curve.midpointYear - yearsEarlier }] as const;
  });
  return { ...technique, curves: { ...technique.curves, ...Object.fromEntries(moved) } };
}

/** Memory saving of the fleet in `quarter` if served work had followed the released models. */
export function savingAsFitted(
  fleet: Fleet,
  fits: readonly AdoptionFit[],
  asOf: IsoDate,
  quarter: string,
): number | null {
  return computeFleetSaving(shiftAdoption(fleet, fits), asOf, [quarter])[0]?.memorySaving ?? null;
}
