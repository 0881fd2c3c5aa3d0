/** Series of guides over time: steps with their bands, what is reported, the sum on one basis. */
import { vintageAt, type SumVintage } from '../../core/demand/guidance-history.ts';
import type { UsdBnEnds } from '../../core/demand/guide-point.ts';
import type { Freshness } from '../../core/freshness/freshness.ts';
import type { IsoDate } from '../../core/facts/types.ts';
import type { ColourToken } from '../chart-model.ts';
import { decimalYearOf } from '../plot-axis.ts';
import { isStale } from '../series-age.ts';
import type { XyPoint, XySeries } from '../xy-plot-model.ts';
import type { CapexStudy } from './capex-study.ts';

export interface Step extends UsdBnEnds {
  readonly knownOn: IsoDate;
}

/** A value that holds from each day to the next, and to the date. */
function stepPoints(
  steps: readonly Step[],
  until: IsoDate,
  cardOf: (step: Step) => number | null,
): XyPoint[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  return [
    ...steps.map((step) => ({
      x: decimalYearOf(step.knownOn),
      y: step.pointUsdBn,
      cardIndex: cardOf(step),
    })),
    { x: decimalYearOf(until), y: last.pointUsdBn, cardIndex: null },
  ];
}

/** The same as corners of a band: bands run straight between their points, so each step has two. */
function bandPoints(steps: readonly Step[], until: IsoDate): XyPoint[] {
  return steps.flatMap((step, index) => {
    const nextOn = steps[index + 1]?.knownOn ?? until;
    return [step.knownOn, nextOn].map((day) => ({
      x: decimalYearOf(day),
      y: step.pointUsdBn,
      low: step.lowUsdBn,
      high: step.highUsdBn,
      cardIndex: null,
    }));
  });
}

export interface Named {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
}

export function guideSeries(
  { id, label, colour }: Named,
  steps: readonly Step[],
  {
    until,
    cardOf,
    freshness,
  }: {
    readonly until: IsoDate;
    readonly cardOf: (step: Step) => number | null;
    readonly freshness: Freshness | null;
  },
): XySeries[] {
  const band: XySeries = {
    id: `${id}-range`,
    label: `${label}: low to high`,
    colour,
    mark: 'band',
    form: 'estimate',
    endLabel: null,
    points: bandPoints(steps, until),
  };
  const line: XySeries = {
    id,
    label,
    colour,
    mark: 'step',
    form: 'reported',
    isStale: isStale(freshness),
    endLabel: label,
    points: stepPoints(steps, until, cardOf),
  };
  return [band, line];
}

/** Cash already reported of the year, as an area from zero. */
export function reportedSeries(steps: readonly Step[], until: IsoDate): XySeries[] {
  if (steps.length === 0) return [];
  const named = { label: 'Reported so far', colour: 'c-deep' as const, form: 'derived' as const };
  return [
    {
      ...named,
      id: 'reported-area',
      mark: 'band',
      endLabel: null,
      points: bandPoints(
        steps.map((step) => ({ ...step, lowUsdBn: 0 })),
        until,
      ),
    },
    {
      ...named,
      id: 'reported',
      mark: 'step',
      endLabel: named.label,
      points: stepPoints(steps, until, () => null),
    },
  ];
}

function sameEnds(knownOn: IsoDate, usdBn: number): Step {
  return { knownOn, lowUsdBn: usdBn, pointUsdBn: usdBn, highUsdBn: usdBn };
}

/** Reported cash of the shown issuers from `from` on, at each day on which it grew. */
export function reportedSteps(
  { history, asOf }: CapexStudy,
  tickers: readonly string[],
  from: IsoDate,
): Step[] {
  const shown = history.issuers.filter(({ ticker }) => tickers.includes(ticker));
  const days = shown.flatMap(({ vintages }) => vintages.map(({ knownOn }) => knownOn));
  const steps: Step[] = [];
  for (const day of [...new Set([from, ...days])].filter((each) => each >= from && each <= asOf).sort()) {
    const usdBn = shown.reduce((sum, issuer) => sum + (vintageAt(issuer, day)?.actualUsdBn ?? 0), 0);
    if (usdBn !== (steps.at(-1)?.pointUsdBn ?? null)) steps.push(sameEnds(day, usdBn));
  }
  return steps;
}

/** The sum without changes of measure since its first day; empty when there is none. */
export function comparableSteps({ history }: CapexStudy, sums: readonly SumVintage[]): Step[] {
  const flags = history.steps.filter(({ cause }) => cause === 'measure');
  if (flags.length === 0) return [];
  return sums.map((sum) => {
    const before = flags.filter(({ knownOn }) => knownOn <= sum.knownOn);
    const less = (read: (ends: UsdBnEnds) => number): number =>
      read(sum) - before.reduce((total, flag) => total + read(flag), 0);
    return {
      knownOn: sum.knownOn,
      lowUsdBn: less((ends) => ends.lowUsdBn),
      pointUsdBn: less((ends) => ends.pointUsdBn),
      highUsdBn: less((ends) => ends.highUsdBn),
    };
  });
}

export function comparableSeries(steps: readonly Step[], until: IsoDate): XySeries[] {
  if (steps.length === 0) return [];
  return [
    {
      id: 'comparable',
      label: 'On the first basis',
      colour: 'c-muted',
      mark: 'step',
      form: 'estimate',
      endLabel: 'On the first basis',
      points: stepPoints(steps, until, () => null),
    },
  ];
}

/** Last day drawn: the date, or the middle of the next year when by then all of it was reported. */
export function drawnUntil({ history, asOf, year }: CapexStudy): IsoDate {
  const isReported = history.issuers.every(({ vintages }) => vintages.at(-1)?.state === 'reported');
  const end = `${String(year + 1)}-06-30`;
  return isReported && end < asOf ? end : asOf;
}
