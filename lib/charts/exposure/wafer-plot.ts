/** What a wafer earns in DDR5 over what it earns in HBM, quarter by quarter, and what the scenario does to the premium. */
import type { ExposureAnswer, ExposureQuarter } from '../../core/exposure/types.ts';
import { decimalYearOfQuarter } from '../../core/efficiency/fleet/fleet-saving.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatFraction, formatQuarterLong, formatSignificant } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { HBM_EVENTS } from '../timeline/event-choices.ts';

/** Half a quarter on both sides, so that the first and the last step are drawn whole. */
const HALF_QUARTER = 0.125;

/** A quarter in which the better use of a wafer changes. */
export interface WaferCrossing {
  readonly quarter: string;
  /** Which earns more from then on. */
  readonly better: 'hbm' | 'ddr5';
}

function betterUse({ waferRevenueRatio }: ExposureQuarter): 'hbm' | 'ddr5' {
  return waferRevenueRatio > 1 ? 'ddr5' : 'hbm';
}

/** Quarters from which on the other use of a wafer earns more, in order of time. */
export function findWaferCrossings({ quarters }: ExposureAnswer): readonly WaferCrossing[] {
  return quarters.flatMap((quarter, index) => {
    const before = quarters[index - 1];
    const better = betterUse(quarter);
    return before === undefined || betterUse(before) === better ? [] : [{ quarter: quarter.quarter, better }];
  });
}

/** Monopoly premium 1/rho - 1: above 0 where a wafer earns more in HBM than in DDR5. */
export function monopolyPremium({ waferRevenueRatio }: ExposureQuarter): number {
  return 1 / waferRevenueRatio - 1;
}

/** Part of the room between price and floor that the scenario takes, (1 - P)/(1 - f); null where the floor leaves none. */
export function premiumErosion({ price, priceFloor }: ExposureQuarter): number | null {
  return priceFloor < 1 ? (1 - price) / (1 - priceFloor) : null;
}

const USE_WORDS = { hbm: 'HBM', ddr5: 'DDR5' } as const;
const signed = (fraction: number): string => `${fraction > 0 ? '+' : ''}${formatFraction(fraction)}`;

/** Who earns more, and from when on. */
export function waferWords(answer: ExposureAnswer): string {
  const [first, last] = [answer.quarters[0], answer.quarters.at(-1)];
  if (first === undefined || last === undefined) return 'No quarter is computed.';
  const start = `In ${formatQuarterLong(first.quarter)} a wafer earns ${formatSignificant(first.waferRevenueRatio)} times in DDR5 what it earns in HBM`;
  const turns = findWaferCrossings(answer).map(
    ({ quarter, better }) => `from ${formatQuarterLong(quarter)} on it earns more in ${USE_WORDS[better]}`,
  );
  const turnWords = turns.length === 0 ? 'and that does not turn within the horizon' : turns.join(', ');
  const erosion = premiumErosion(last);
  const end = ` In ${formatQuarterLong(last.quarter)} HBM’s premium is ${signed(monopolyPremium(last))}`;
  const erosionWords =
    erosion === null
      ? ', so the price has no room to fall before wafers leave HBM.'
      : `, and the scenario takes ${formatFraction(erosion)} of the room between price and floor.`;
  return `${start}; ${turnWords}.${end}${erosionWords}`;
}

/** The ratio under the price paths of the registry, as steps around 1. */
export function prepareWaferPlot(answer: ExposureAnswer): XyPlotModel {
  const { quarters } = answer;
  const middles = quarters.map(({ quarter }) => decimalYearOfQuarter(quarter));
  const [from = 0, to = 1] = [middles[0], middles.at(-1)];
  const points = quarters.map(({ waferRevenueRatio }, index) => ({
    x: (middles[index] ?? 0) - HALF_QUARTER,
    y: waferRevenueRatio,
    cardIndex: index,
  }));
  const last = points.at(-1);
  return {
    title: 'A wafer in DDR5 against the same wafer in HBM',
    summary: waferWords(answer),
    notes: [
      'Above 1 HBM earns less per wafer than DDR5: a wafer that HBM no longer needs earns more elsewhere, and the price of HBM cannot fall further. Below 1 HBM earns a premium that a saving can erode.',
      'Steps: prices are set by calendar year. They are assumptions of the registry; the scenario does not move them.',
    ],
    events: HBM_EVENTS,
    xAxis: timeAxis(from - HALF_QUARTER, to + HALF_QUARTER),
    yAxis: linearAxis(
      [...quarters.map(({ waferRevenueRatio }) => waferRevenueRatio), 1],
      'revenue per wafer, DDR5 over HBM (ρ)',
    ),
    series: [
      {
        id: 'rho',
        label: 'DDR5 over HBM',
        colour: 'c-deep',
        mark: 'step',
        form: 'reported',
        points: last === undefined ? points : [...points, { ...last, x: to + HALF_QUARTER }],
        endLabel: null,
      },
    ],
    rules: [{ axis: 'y', value: 1, label: 'the same in both' }],
    table: {
      caption: 'Revenue per wafer, premium and floor by quarter',
      columns: [
        { label: 'Quarter', unit: null },
        { label: 'DDR5 over HBM (ρ)', unit: 'ratio' },
        { label: 'Premium of HBM, 1/ρ − 1', unit: 'fraction' },
        { label: 'Price floor (f)', unit: 'of baseline price' },
        { label: 'Price (P)', unit: 'of baseline price' },
        { label: 'Room taken, (1 − P)/(1 − f)', unit: 'fraction' },
      ],
      rows: quarters.map((quarter) => [
        textCell(quarter.quarter),
        numberCell(quarter.waferRevenueRatio, formatSignificant, ''),
        numberCell(monopolyPremium(quarter), signed, ''),
        numberCell(quarter.priceFloor, (value) => formatSignificant(value, 4), ''),
        numberCell(quarter.price, (value) => formatSignificant(value, 4), ''),
        numberCell(premiumErosion(quarter), formatFraction, 'no room: floor at the price'),
      ]),
      totals: null,
    },
    cards: quarters.map(toCard),
    fileName: `waterline-wafer-ratio-${answer.asOf}`,
  };
}

function toCard(quarter: ExposureQuarter): ChartCard {
  const erosion = premiumErosion(quarter);
  return {
    title: formatQuarterLong(quarter.quarter),
    lines: [
      { label: 'DDR5 over HBM', text: formatSignificant(quarter.waferRevenueRatio), colour: 'c-deep' },
      { label: 'Premium of HBM', text: signed(monopolyPremium(quarter)), colour: null },
      { label: 'Price floor', text: formatSignificant(quarter.priceFloor, 4), colour: null },
      { label: 'Price', text: formatSignificant(quarter.price, 4), colour: null },
      {
        label: 'Room taken',
        text: erosion === null ? 'no room: floor at the price' : formatFraction(erosion),
        colour: null,
      },
    ],
    footer: 'Prices are assumptions; ratio derived from them',
  };
}
