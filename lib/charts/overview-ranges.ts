/**
 * The ranges of the Overview, from one source at a time: the draws of everything that varies (80 %, P10 to P90), or, while
 * there are none, the answers at the low and high of the saving, which is no probability range. Each says which it is.
 */
import type { ExposureAnswer } from '../core/exposure/types.ts';
import type { UncertaintyAnswer } from '../core/uncertainty/types.ts';
import { formatFraction, formatFractionRange } from './format.ts';

/** Low and high in the unit of the name. */
export type Ends = readonly [low: number, high: number];

/** The answers that one view of the Overview is made of. */
export interface OverviewAnswers {
  readonly point: ExposureAnswer;
  readonly noRebound: ExposureAnswer;
  /** Same scenario at the low and high of the saving; null when the engine refuses one. */
  readonly low: ExposureAnswer | null;
  readonly high: ExposureAnswer | null;
  /** Of the change in USD bn; null while none are made. */
  readonly draws: UncertaintyAnswer | null;
}

export interface OverviewRanges {
  /** What the ends are, as it follows a range: "in 80 % of 4,096 draws". */
  readonly words: string;
  /** The same for the drawer of evidence. */
  readonly evidenceWords: string;
  readonly changeUsdBn: Ends;
  /** Change of the last quarter, percent. */
  readonly runRatePct: Ends;
  /** Null where the source has none. */
  readonly longRunIndex: Ends | null;
  /** HBM revenue by quarter; of draws that of the drawn ratio on the point's own baseline. */
  readonly quarterUsdBn: { readonly low: readonly number[]; readonly high: readonly number[] };
  readonly vendorChangeUsdBn: (ticker: string) => Ends | null;
  readonly vendorEbitUsdBn: (ticker: string) => Ends | null;
  /** Shares of draws; null where there are none. */
  readonly probabilities: {
    readonly fall: number;
    readonly unchanged: number;
    readonly offset: number | null;
    readonly aboveBreakEven: number;
  } | null;
}

/** Ranges of a view: from draws where there are some, else from the ends of the saving; null with neither. */
export function rangesOf(answers: OverviewAnswers): OverviewRanges | null {
  const { point, low, high, draws } = answers;
  if (draws !== null && draws.quantiles !== null) return rangesOfDraws(point, draws, draws.quantiles);
  return low === null || high === null ? null : rangesOfSaving(low, high);
}

function rangesOfDraws(
  point: ExposureAnswer,
  draws: UncertaintyAnswer,
  change: NonNullable<UncertaintyAnswer['quantiles']>,
): OverviewRanges {
  const words = `in 80 % of ${draws.draws.toLocaleString('en-US')} draws`;
  const last = draws.byQuarterRatio.at(-1);
  const onBaseline = (ratioOf: (k: number) => number): number[] =>
    point.quarters.map(({ baselineHbmUsdBn }, k) => baselineHbmUsdBn * ratioOf(k));
  return {
    words,
    evidenceWords: `P10 to P90 of ${draws.draws.toLocaleString('en-US')} draws of every input that varies, seed ${String(draws.seed)}`,
    changeUsdBn: [change.p10, change.p90],
    runRatePct: [((last?.p10 ?? 1) - 1) * 100, ((last?.p90 ?? 1) - 1) * 100],
    longRunIndex: null,
    quarterUsdBn: {
      low: onBaseline((k) => draws.byQuarterRatio[k]?.p10 ?? 1),
      high: onBaseline((k) => draws.byQuarterRatio[k]?.p90 ?? 1),
    },
    vendorChangeUsdBn: (ticker) => {
      const band = draws.byVendor.find((vendor) => vendor.ticker === ticker);
      const baseline = point.vendors.find((vendor) => vendor.ticker === ticker)?.baselineHbmUsdBn;
      if (band === undefined || baseline === undefined) return null;
      return [(band.p10 * baseline) / 100, (band.p90 * baseline) / 100];
    },
    vendorEbitUsdBn: (ticker) => {
      const band = draws.byVendorEbit.find((vendor) => vendor.ticker === ticker);
      return band === undefined ? null : [band.p10, band.p90];
    },
    probabilities: {
      fall: draws.probabilityOfFall,
      unchanged: draws.probabilityUnchanged,
      offset: draws.probabilityOfOffset,
      aboveBreakEven: draws.probabilityElasticityAboveBreakEven,
    },
  };
}

function rangesOfSaving(low: ExposureAnswer, high: ExposureAnswer): OverviewRanges {
  const ends = (read: (answer: ExposureAnswer) => number): Ends => {
    const [a, b] = [read(low), read(high)];
    return [Math.min(a, b), Math.max(a, b)];
  };
  const vendorEnds = (
    ticker: string,
    read: (vendor: ExposureAnswer['vendors'][number]) => number,
  ): Ends | null => {
    const of = (answer: ExposureAnswer) => answer.vendors.find((vendor) => vendor.ticker === ticker);
    const [a, b] = [of(low), of(high)];
    if (a === undefined || b === undefined) return null;
    return [Math.min(read(a), read(b)), Math.max(read(a), read(b))];
  };
  const quarterEnds = low.quarters.map((quarter, k) =>
    [quarter.hbmUsdBn, high.quarters[k]?.hbmUsdBn ?? quarter.hbmUsdBn].sort((a, b) => a - b),
  );
  return {
    words: savingWords(low, high),
    evidenceWords: 'the answers at the low and the high of the saving, all else as set',
    changeUsdBn: ends(({ total }) => total.hbmUsdBn - total.baselineHbmUsdBn),
    runRatePct: ends((answer) => ((answer.quarters.at(-1)?.revenueRatio ?? 1) - 1) * 100),
    longRunIndex: ends(({ steadyState }) => steadyState.demandIndex),
    quarterUsdBn: {
      low: quarterEnds.map(([first = 0]) => first),
      high: quarterEnds.map(([, second = 0]) => second),
    },
    vendorChangeUsdBn: (ticker) =>
      vendorEnds(ticker, ({ hbmUsdBn, baselineHbmUsdBn }) => hbmUsdBn - baselineHbmUsdBn),
    vendorEbitUsdBn: (ticker) => vendorEnds(ticker, ({ ebitChangeUsdBn }) => ebitChangeUsdBn),
    probabilities: null,
  };
}

function savingWords(low: ExposureAnswer, high: ExposureAnswer): string {
  const savingOf = ({ inputs }: ExposureAnswer): number | null => {
    const value = inputs.find(({ field }) => field === 'memorySaving')?.value;
    return typeof value === 'number' ? value : null;
  };
  const [from, to] = [savingOf(low), savingOf(high)];
  return from === null || to === null
    ? 'at the low and high of the saving'
    : `at a saving of ${formatFractionRange(from, to)}`;
}

/** "HBM revenue falls in 94.4 % of draws and is unchanged in 4.6 %"; null without draws. */
export function describeProbability(ranges: OverviewRanges | null): string | null {
  const probabilities = ranges?.probabilities ?? null;
  if (probabilities === null) return null;
  const { fall, unchanged } = probabilities;
  const same = unchanged > 0 ? ` and is unchanged in ${formatFraction(unchanged)}` : '';
  return `HBM revenue falls in ${formatFraction(fall)} of draws${same}.`;
}
