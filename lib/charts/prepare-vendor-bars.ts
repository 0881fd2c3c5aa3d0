import type { ExposureAnswer, ExposureVendor } from '../core/exposure/types.ts';
import type { OverviewRanges } from './overview-ranges.ts';
import { vendorColour } from './vendor-colours.ts';
import { computeAxisScale } from './axis.ts';
import type { AxisScale } from './axis.ts';
import { numberCell } from './chart-model.ts';
import type { ChartCard, ChartTableModel, ChartTexts, ColourToken } from './chart-model.ts';
import {
  formatFraction,
  formatPct,
  formatQuarterLong,
  formatRange,
  formatSigned,
  formatSignificant,
  formatUsdBn,
} from './format.ts';

/** One vendor's change over the horizon, USD bn. */
export interface VendorBar {
  readonly ticker: string;
  readonly name: string;
  readonly colour: ColourToken;
  readonly changeUsdBn: number;
  /** Ends of the whisker; null without a range. */
  readonly lowUsdBn: number | null;
  readonly highUsdBn: number | null;
  /** Change of the whole DRAM revenue. */
  readonly dramChangeUsdBn: number;
  /** True where whole DRAM moves against HBM: then it is drawn as a second, outlined bar. */
  readonly isDramOpposed: boolean;
  readonly changePct: number | null;
}

/** Change of HBM revenue by vendor, ready to draw as horizontal bars around zero. */
export interface VendorBarsModel extends ChartTexts {
  readonly bars: readonly VendorBar[];
  readonly xAxis: AxisScale;
  readonly unit: string;
}

const UNIT = 'USD bn';
const NO_RANGE = 'no range asked for';

function changeOf({ baselineHbmUsdBn, hbmUsdBn }: ExposureVendor): number {
  return hbmUsdBn - baselineHbmUsdBn;
}

function toBar(vendor: ExposureVendor, ranges: OverviewRanges | null): VendorBar {
  const ends = ranges?.vendorChangeUsdBn(vendor.ticker) ?? null;
  const changeUsdBn = changeOf(vendor);
  const rounding = 1e-9 * vendor.baselineHbmUsdBn;
  const signOf = (value: number): number => (Math.abs(value) <= rounding ? 0 : Math.sign(value));
  return {
    ticker: vendor.ticker,
    name: vendor.name,
    colour: vendorColour(vendor.ticker),
    changeUsdBn,
    lowUsdBn: ends === null ? null : ends[0],
    highUsdBn: ends === null ? null : ends[1],
    dramChangeUsdBn: vendor.dramRevenueChangeUsdBn,
    isDramOpposed:
      signOf(vendor.dramRevenueChangeUsdBn) !== 0 &&
      signOf(vendor.dramRevenueChangeUsdBn) !== signOf(changeUsdBn),
    changePct: vendor.changePct,
  };
}

function prepareTable(
  bars: readonly VendorBar[],
  vendors: readonly ExposureVendor[],
  ranges: OverviewRanges | null,
): ChartTableModel {
  const rows = bars.map((bar) => {
    const vendor = vendors.find(({ ticker }) => ticker === bar.ticker);
    return [
      { value: bar.ticker, text: bar.name },
      numberCell(vendor?.hbmShare ?? null, formatFraction, 'not known'),
      numberCell(vendor?.baselineHbmUsdBn ?? null, formatSignificant, 'not known'),
      numberCell(vendor?.hbmUsdBn ?? null, formatSignificant, 'not known'),
      numberCell(bar.changeUsdBn, formatSigned, ''),
      numberCell(bar.changePct, formatPct, 'no baseline'),
      numberCell(bar.lowUsdBn, formatSigned, NO_RANGE),
      numberCell(bar.highUsdBn, formatSigned, NO_RANGE),
      numberCell(bar.dramChangeUsdBn, formatSigned, ''),
    ];
  });
  return {
    caption: `Sum over the horizon${ranges === null ? '' : `; low and high ${ranges.words}`}.`,
    columns: [
      { label: 'Vendor', unit: null },
      { label: 'HBM share', unit: 'fraction' },
      { label: 'Baseline HBM', unit: UNIT },
      { label: 'With saving', unit: UNIT },
      { label: 'Change', unit: UNIT },
      { label: 'Change', unit: '%' },
      { label: 'Low of change', unit: UNIT },
      { label: 'High of change', unit: UNIT },
      { label: 'Whole-DRAM change', unit: UNIT },
    ],
    rows,
    totals: null,
  };
}

function prepareCard(bar: VendorBar, ranges: OverviewRanges | null): ChartCard {
  const percent = bar.changePct === null ? '' : ` (${formatPct(bar.changePct)})`;
  const line = (label: string, text: string): ChartCard['lines'][number] => ({ label, text, colour: null });
  return {
    title: bar.name,
    lines: [
      {
        label: 'HBM revenue',
        text: `${formatSigned(bar.changeUsdBn)} ${UNIT}${percent}`,
        colour: bar.colour,
      },
      ...(bar.lowUsdBn === null || bar.highUsdBn === null
        ? []
        : [line(`Range ${ranges?.words ?? ''}`, formatRange(bar.lowUsdBn, bar.highUsdBn, UNIT))]),
      line('Whole DRAM revenue', `${formatSigned(bar.dramChangeUsdBn)} ${UNIT}`),
    ],
    footer: 'Derived by the model; shares and margins are in the evidence drawer.',
  };
}

function summarise(bars: readonly VendorBar[], answer: ExposureAnswer): string {
  const first = answer.quarters[0]?.quarter;
  const last = answer.quarters.at(-1)?.quarter;
  const span =
    first === undefined || last === undefined
      ? ''
      : ` from ${formatQuarterLong(first)} to ${formatQuarterLong(last)}`;
  const moved = bars.filter(({ changeUsdBn }) => formatSigned(changeUsdBn) !== '0');
  const largest = moved.reduce<VendorBar | null>(
    (best, bar) => (best === null || Math.abs(bar.changeUsdBn) > Math.abs(best.changeUsdBn) ? bar : best),
    null,
  );
  if (largest === null) return `No vendor's HBM revenue changes${span}.`;
  const verb = largest.changeUsdBn < 0 ? 'loses' : 'gains';
  const percent = largest.changePct === null ? '' : `, ${formatPct(largest.changePct)} of its baseline`;
  return `${largest.name} ${verb} most HBM revenue${span}: ${formatUsdBn(Math.abs(largest.changeUsdBn))}${percent}.`;
}

function describeNotes(bars: readonly VendorBar[], withoutHbm: readonly ExposureVendor[]): string[] {
  const opposed = bars.filter(({ isDramOpposed }) => isDramOpposed).map(({ name }) => name);
  const dram =
    opposed.length === 0
      ? 'Whole DRAM revenue moves the same way as HBM for every vendor shown.'
      : `Outlined bars: whole DRAM revenue moves against HBM for ${opposed.join(', ')}.`;
  const names = withoutHbm.map(({ name }) => name).join(', ');
  return names === '' ? [dram] : [dram, `Without HBM revenue, so not drawn: ${names}.`];
}

/**
 * Change of HBM revenue over the horizon by vendor (USD bn), with the whiskers of `ranges` and the whole-DRAM effect where
 * its sign differs. Largest share first, `other` last; vendors
 * without HBM are named, not drawn.
 */
export function prepareVendorBars(answer: ExposureAnswer, ranges: OverviewRanges | null): VendorBarsModel {
  const drawn = answer.vendors
    .filter(({ baselineHbmUsdBn }) => baselineHbmUsdBn > 0)
    .toSorted(
      (a, b) =>
        Number(a.ticker === 'other') - Number(b.ticker === 'other') ||
        b.baselineHbmUsdBn - a.baselineHbmUsdBn,
    );
  const bars = drawn.map((vendor) => toBar(vendor, ranges));
  const ends = bars.flatMap((bar) => [
    bar.changeUsdBn,
    bar.lowUsdBn ?? 0,
    bar.highUsdBn ?? 0,
    bar.isDramOpposed ? bar.dramChangeUsdBn : 0,
  ]);
  return {
    title: 'Change of HBM revenue by vendor',
    summary: summarise(bars, answer),
    notes: describeNotes(
      bars,
      answer.vendors.filter(({ baselineHbmUsdBn }) => baselineHbmUsdBn <= 0),
    ),
    table: prepareTable(bars, answer.vendors, ranges),
    cards: bars.map((bar) => prepareCard(bar, ranges)),
    fileName: `hbm-change-by-vendor-${answer.asOf}`,
    bars,
    xAxis: computeAxisScale(ends, 4),
    unit: UNIT,
  };
}
