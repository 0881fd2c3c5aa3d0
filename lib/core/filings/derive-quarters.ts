/** Quarters of a company from what it filed: stated where it states them, differenced where it does not. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import { buildPeriodNetwork, findWay, sumOfWay, type PeriodNetwork, type Step } from './period-network.ts';
import { isQuarterLong, setRepeatsAside } from './periodicity.ts';
import { findStandingFacts, valueOnFile, type StandingFact } from './standing-facts.ts';
import type { DoubtfulFigure, FiledFact, KnownQuarters, QuarterFigure } from './types.ts';

/** Only amounts of money add up over time; a price per share or a number of shares does not. */
const CURRENCY_UNIT = /^[A-Z]{3}$/;
/** Years of 52 and 53 weeks may be stated to the nearest month's end by one filing and to the day by another. */
const TOLERATED_OVERLAP_DAYS = 7;
/** Filers round to thousands or millions, some notes to ten millions; rounder values are chance. */
const COARSEST_ROUNDING = 10_000_000;

/**
 * Quarters of one concept of one company as known on `asOf`, from annual, year-to-date and quarterly facts in any
 * order. No filing after `asOf` is used, in no part of a difference. A quarter that a filing states is taken as
 * stated; others are the shortest difference on file (half-year less first quarter, year less nine months, year less
 * three quarters). Quarters derived from figures since a common day add up to the longest of them exactly.
 *
 * A stated quarter that differences contradict by more than rounding is kept and the other value is doubtful.
 * Where quarters overlap (a change of fiscal year), the stated one and of two alike the one filed later is kept; the
 * other is doubtful, as is whatever {@link setRepeatsAside} sets aside. What cannot be derived is not there.
 *
 * @throws RangeError if the facts are of several concepts, units or companies: that is a bug
 */
export function deriveQuarters(facts: readonly FiledFact[], asOf: IsoDate): KnownQuarters {
  const found = findStandingFacts(facts, asOf);
  const { believed, doubtful } = setRepeatsAside(found.standing);
  const network = buildPeriodNetwork(believed);
  const isAdditive = believed.every(({ fact }) => CURRENCY_UNIT.test(fact.unit));
  const figures: QuarterFigure[] = [];
  const disagreeing: DoubtfulFigure[] = [];
  for (const ends of listQuarterEnds(network)) {
    const way = findWay(network, ends);
    if (way === null || (way.length > 1 && !isAdditive)) continue;
    const figure = toFigure(ends, way);
    figures.push(figure);
    disagreeing.push(...(isAdditive ? findDisagreement(network, ends, figure) : []));
  }
  const { kept, dropped } = dropOverlaps(figures);

  return {
    quarters: kept,
    doubtful: [...found.doubtful, ...doubtful, ...disagreeing, ...dropped].toSorted(byPeriod),
  };
}

function listQuarterEnds(network: PeriodNetwork): readonly (readonly [number, number])[] {
  const points = [...network.keys()].toSorted((a, b) => a - b);
  return points.flatMap((from) =>
    points.filter((to) => isQuarterLong(to - from)).map((to) => [from, to] as const),
  );
}

function toFigure([from, to]: readonly [number, number], way: readonly Step[]): QuarterFigure {
  const filedOn = way.map(({ standing }) => standing.fact.filedOn).toSorted();
  return {
    periodStartOn: toIsoDate(from),
    periodEndOn: toIsoDate(to - 1),
    value: sumOfWay(way),
    basis: way.length === 1 ? 'reported' : 'derived',
    parts: way.map(({ sign, standing }) => ({ sign, fact: standing.fact })),
    knownFrom: filedOn.at(-1) ?? toIsoDate(to),
    isMixedBasis: isMixedBasis(way.map(({ standing }) => standing)),
  };
}

/** A part restated after the last filing of another that has never been restated. */
function isMixedBasis(parts: readonly StandingFact[]): boolean {
  return parts.some(
    ({ fact, vintages }) =>
      isRestated(vintages) &&
      parts.some((other) => {
        const lastFiledOn = other.vintages.at(-1)?.filedOn ?? other.fact.filedOn;
        const before = valueOnFile(vintages, lastFiledOn);
        return !isRestated(other.vintages) && lastFiledOn < fact.filedOn && before !== null;
      }),
  );
}

function isRestated(vintages: readonly FiledFact[]): boolean {
  return vintages.some(({ value }) => value !== vintages[0]?.value);
}

function findDisagreement(
  network: PeriodNetwork,
  ends: readonly [number, number],
  figure: QuarterFigure,
): readonly DoubtfulFigure[] {
  const [part, ...others] = figure.parts;
  if (part === undefined || others.length > 0) return [];
  const way = findWay(network, ends, new Set([part.fact]));
  if (way === null) return [];
  const gap = Math.abs(sumOfWay(way) - figure.value);
  if (gap <= roundingSlack([part.fact.value, ...way.map(({ standing }) => standing.fact.value)])) return [];

  return [
    {
      periodStartOn: figure.periodStartOn,
      periodEndOn: figure.periodEndOn,
      value: sumOfWay(way),
      accessions: way.map(({ standing }) => standing.fact.accession),
      reason: `Differences of longer periods give this value; the filing states ${figure.value}, which is kept.`,
    },
  ];
}

/** Half of the last place that all values are rounded to, once for each value; 0 where one is not whole. */
function roundingSlack(values: readonly number[]): number {
  let place = 1;
  while (place < COARSEST_ROUNDING && values.every((value) => value % (place * 10) === 0)) place *= 10;

  return values.every(Number.isInteger) ? (values.length * place) / 2 : 0;
}

function dropOverlaps(figures: readonly QuarterFigure[]): {
  readonly kept: readonly QuarterFigure[];
  readonly dropped: readonly DoubtfulFigure[];
} {
  const kept: QuarterFigure[] = [];
  const dropped: DoubtfulFigure[] = [];
  for (const figure of figures.toSorted(byPreference)) {
    const rival = kept.find((other) => overlapDays(figure, other) > TOLERATED_OVERLAP_DAYS);
    if (rival === undefined) kept.push(figure);
    else dropped.push(toDropped(figure, rival));
  }

  return { kept: kept.toSorted(byPeriod), dropped };
}

function byPreference(a: QuarterFigure, b: QuarterFigure): number {
  if (a.basis !== b.basis) return a.basis === 'reported' ? -1 : 1;
  if (a.knownFrom !== b.knownFrom) return a.knownFrom > b.knownFrom ? -1 : 1;
  return byPeriod(a, b);
}

function byPeriod(
  a: Pick<DoubtfulFigure, 'periodStartOn' | 'periodEndOn'>,
  b: Pick<DoubtfulFigure, 'periodStartOn' | 'periodEndOn'>,
): number {
  const [left, right] = [`${a.periodStartOn} ${a.periodEndOn}`, `${b.periodStartOn} ${b.periodEndOn}`];
  return left < right ? -1 : Number(left > right);
}

function overlapDays(a: QuarterFigure, b: QuarterFigure): number {
  const start = Math.max(toDayNumber(a.periodStartOn), toDayNumber(b.periodStartOn));
  const end = Math.min(toDayNumber(a.periodEndOn), toDayNumber(b.periodEndOn));
  return end - start + 1;
}

function toDropped(figure: QuarterFigure, rival: QuarterFigure): DoubtfulFigure {
  return {
    periodStartOn: figure.periodStartOn,
    periodEndOn: figure.periodEndOn,
    value: figure.value,
    accessions: figure.parts.map(({ fact }) => fact.accession),
    reason:
      `Overlaps the quarter ${rival.periodStartOn} to ${rival.periodEndOn}, ` +
      `which is stated or filed later: the fiscal year may have changed.`,
  };
}
