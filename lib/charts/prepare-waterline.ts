import type { ExposureAnswer, ExposureQuarter, ExposureWorld } from '../core/exposure/types.ts';
import { computeAxisScale } from './axis.ts';
import type { OverviewRanges } from './overview-ranges.ts';
import { formatQuarter, formatSignificant } from './format.ts';
import { prepareWaterlineCards, prepareWaterlineTable } from './waterline-table.ts';
import type { WaterlineArea, WaterlineBand, WaterlineModel, WaterlineSeries } from './waterline-model.ts';
import {
  describeArea,
  describeBand,
  describeMarks,
  describeNotes,
  summariseOrders,
  summariseRevenue,
} from './waterline-words.ts';

/** What the caller chooses. */
export interface WaterlineOptions {
  readonly ranges: OverviewRanges | null;
  /** Orders in bn GB before contracts instead of revenue in USD bn. */
  readonly isOrders: boolean;
  /** Quarters shown before the one of `asOf`, at most as many as the world knows; default 8. */
  readonly historyQuarters?: number;
}

/** Orders before contracts: demand over what supply serves of it; null when nothing is served. */
function ordersBnGb(quarter: ExposureQuarter, demandIndex: number): number | null {
  return quarter.backlogShare < 1 ? (demandIndex * quarter.baselineBnGb) / (1 - quarter.backlogShare) : null;
}

function valuesOf(
  answer: ExposureAnswer,
  isOrders: boolean,
  historyLength: number,
): readonly (number | null)[] {
  const before = new Array<number | null>(historyLength).fill(null);
  return [
    ...before,
    ...answer.quarters.map((quarter) =>
      isOrders ? ordersBnGb(quarter, quarter.demandIndex) : quarter.hbmUsdBn,
    ),
  ];
}

interface Frame {
  readonly history: ExposureWorld['history'];
  readonly answer: ExposureAnswer;
  readonly isOrders: boolean;
}

function baselineSeries({ history, answer, isOrders }: Frame): WaterlineSeries {
  const values = [
    ...history.map((quarter) => (isOrders ? null : quarter.baselineHbmUsdBn)),
    ...answer.quarters.map((quarter) => (isOrders ? ordersBnGb(quarter, 1) : quarter.baselineHbmUsdBn)),
  ];
  return {
    id: 'baseline',
    label: isOrders ? 'Orders without the saving' : 'Baseline, no saving',
    endLabel: isOrders ? 'no saving' : 'baseline',
    colour: 'c-water',
    weight: 'normal',
    solidUntilIndex: isOrders ? null : history.length,
    values,
  };
}

function withSavingSeries({ history, answer, isOrders }: Frame): WaterlineSeries {
  return {
    id: 'with-saving',
    label: isOrders ? 'Orders with the saving and rebound' : 'With the saving and rebound',
    endLabel: isOrders ? 'with saving' : 'with rebound',
    colour: 'c-deep',
    weight: 'strong',
    solidUntilIndex: null,
    values: valuesOf(answer, isOrders, history.length),
  };
}

function noReboundSeries(history: Frame['history'], answerNoRebound: ExposureAnswer): WaterlineSeries {
  return {
    id: 'no-rebound',
    label: 'With the saving, no rebound',
    endLabel: 'no rebound',
    colour: 'c-sand',
    weight: 'pale',
    solidUntilIndex: null,
    values: valuesOf(answerNoRebound, false, history.length),
  };
}

function supplySeries({ history, answer }: Frame): WaterlineSeries {
  return {
    id: 'supply',
    label: 'What supply serves',
    endLabel: 'supply',
    colour: 'c-supply',
    weight: 'normal',
    solidUntilIndex: history.length,
    values: [
      ...history.map((quarter) => quarter.baselineBnGb),
      ...answer.quarters.map((quarter) => quarter.baselineBnGb),
    ],
  };
}

/** Band of revenue; orders have none, because no source of ranges speaks of them. */
function bandOf({ history, isOrders }: Frame, ranges: OverviewRanges | null): WaterlineBand | null {
  if (ranges === null || isOrders) return null;
  const before = new Array<number | null>(history.length).fill(null);
  const { low, high } = ranges.quarterUsdBn;
  return { label: describeBand(ranges), low: [...before, ...low], high: [...before, ...high] };
}

function areaOf({ history, answer }: Frame): WaterlineArea {
  const gaps = answer.quarters.map((quarter) => quarter.baselineHbmUsdBn - quarter.hbmUsdBn);
  const widest = gaps.reduce((best, gap, k) => (Math.abs(gap) > Math.abs(gaps[best] ?? 0) ? k : best), 0);
  const missingUsdBn = answer.total.baselineHbmUsdBn - answer.total.hbmUsdBn;
  return { missingUsdBn, label: describeArea(gaps, missingUsdBn), labelIndex: history.length + widest };
}

/** Where `asOf` stands on an axis whose points are quarter middles: −0.5 is the start of quarter 0, 0.5 its end. */
function positionInQuarter(asOf: string): number {
  const [year = 0, month = 1, day = 1] = asOf.split('-').map(Number);
  const firstMonth = Math.floor((month - 1) / 3) * 3;
  const start = Date.UTC(year, firstMonth, 1);
  const end = Date.UTC(year, firstMonth + 3, 1);
  return (Date.UTC(year, month - 1, day) - start) / (end - start) - 0.5;
}

function withEndValue(series: WaterlineSeries): WaterlineSeries {
  const last = series.values.at(-1) ?? null;
  return last === null ? series : { ...series, endLabel: `${formatSignificant(last)} ${series.endLabel}` };
}

/**
 * The Waterline chart of one scenario. Revenue (USD bn per quarter): baseline, with the saving and no rebound
 * (`answerNoRebound`: the same scenario at usage elasticity 0), with saving and rebound; the area between first
 * and last sums to the dollars of `answer.total`. Orders (bn GB per quarter, before contracts): orders with and
 * without the saving over what supply serves (model.md 6). All answers must cover the same quarters; throws
 * otherwise, since that is a fault of the caller.
 */
export function prepareWaterline(
  world: ExposureWorld,
  answer: ExposureAnswer,
  answerNoRebound: ExposureAnswer,
  options: WaterlineOptions,
): WaterlineModel {
  const { isOrders, ranges } = options;
  assertSameQuarters(answer, [answerNoRebound]);
  const history = world.history.slice(-Math.max(1, options.historyQuarters ?? 8));
  const frame: Frame = { history, answer, isOrders };
  const band = bandOf(frame, ranges);
  const series = (
    isOrders
      ? [baselineSeries(frame), supplySeries(frame), withSavingSeries(frame)]
      : [baselineSeries(frame), noReboundSeries(history, answerNoRebound), withSavingSeries(frame)]
  ).map(withEndValue);
  const quarters = [...history, ...answer.quarters].map((quarter) => quarter.quarter);
  const unit = isOrders ? 'bn GB per quarter' : 'USD bn per quarter';
  const area = isOrders ? null : areaOf(frame);
  const drawn = [...series.map(({ values }) => values), band?.low ?? [], band?.high ?? []].flat();
  const parts = { quarters, series, band, unit, todayIndex: history.length };

  return {
    ...parts,
    isOrders,
    title: isOrders ? 'Orders for HBM against supply' : 'HBM revenue, with and without the saving',
    summary: isOrders ? summariseOrders(answer) : summariseRevenue(answer, ranges),
    notes: describeNotes(world, answer, isOrders),
    xLabels: quarters.map(formatQuarter),
    todayPosition: history.length + positionInQuarter(world.asOf),
    yAxis: computeAxisScale(drawn.filter((value) => value !== null)),
    area,
    marks: describeMarks(answer, history.length, isOrders),
    table: prepareWaterlineTable(parts, area),
    cards: prepareWaterlineCards(parts),
    fileName: `waterline-${isOrders ? 'orders' : 'revenue'}-${world.asOf}`,
  };
}

function assertSameQuarters(answer: ExposureAnswer, others: readonly (ExposureAnswer | undefined)[]): void {
  const key = (each: ExposureAnswer): string => each.quarters.map(({ quarter }) => quarter).join();
  for (const other of others) {
    if (other !== undefined && key(other) !== key(answer)) {
      throw new RangeError('The answers of one Waterline chart must cover the same quarters.');
    }
  }
}
