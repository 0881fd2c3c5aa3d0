/** HBM revenue and whole DRAM revenue of each maker side by side: they can have opposite signs. */
import type { ExposureVendor } from '../../core/exposure/types.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell } from '../chart-model.ts';
import { formatSigned, formatUsdBnChange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import {
  hbmChangeUsdBn,
  horizonWords,
  LEAST_USD_BN,
  shownVendors,
  type ExposureSource,
} from './exposure-source.ts';

/** Makers of HBM only; the others have no wafer to move. */
export function prepareDramBars({ answer }: ExposureSource): BarPlotModel {
  const makers = shownVendors(answer).filter(({ baselineHbmUsdBn }) => baselineHbmUsdBn > 0);
  const bars = makers.flatMap((vendor) => [
    barOf(vendor, 'HBM revenue', hbmChangeUsdBn(vendor), 'reported'),
    barOf(vendor, 'whole DRAM revenue', vendor.dramRevenueChangeUsdBn, 'derived'),
  ]);
  const opposed = makers.filter((vendor) => isOpposed(vendor)).map(({ name }) => name);
  return {
    title: 'HBM revenue against whole DRAM revenue',
    summary: summarise(makers, opposed),
    notes: [
      'Whole DRAM: HBM, wafers redeployed to DDR5, the repricing of all other DRAM by the added bits, and system DRAM bought for moved bytes.',
    ],
    valueAxis: linearAxis(
      bars.flatMap(({ segments }) => segments.map(({ to }) => to)),
      'change over the horizon, USD bn',
    ),
    bars,
    rules: [],
    legend: [
      { label: 'HBM revenue, colour of the vendor', colour: 'c-muted' },
      { label: 'whole DRAM revenue', colour: 'c-muted', form: 'derived' },
    ],
    table: {
      caption: `Change of revenue, ${horizonWords(answer)}`,
      columns: [
        { label: 'Vendor', unit: null },
        { label: 'HBM', unit: 'USD bn' },
        { label: 'Redeployed wafers, spill-over and moved bytes', unit: 'USD bn' },
        { label: 'Whole DRAM', unit: 'USD bn' },
      ],
      rows: makers.map((vendor) => [
        { value: vendor.ticker, text: vendor.name },
        numberCell(hbmChangeUsdBn(vendor), formatSigned, ''),
        numberCell(vendor.dramRevenueChangeUsdBn - hbmChangeUsdBn(vendor), formatSigned, ''),
        numberCell(vendor.dramRevenueChangeUsdBn, formatSigned, ''),
      ]),
      totals: null,
    },
    cards: makers.flatMap((vendor) => {
      const hbm = {
        label: 'HBM',
        text: formatUsdBnChange(hbmChangeUsdBn(vendor)),
        colour: vendorColour(vendor.ticker),
      };
      const whole = {
        label: 'Whole DRAM',
        text: formatUsdBnChange(vendor.dramRevenueChangeUsdBn),
        colour: null,
      };
      const card = { title: vendor.name, lines: [hbm, whole], footer: 'Derived by the model' };
      return [card, card];
    }),
    fileName: `waterline-hbm-and-dram-${answer.asOf}`,
  };
}

function barOf(vendor: ExposureVendor, measure: string, usdBn: number, form: MarkForm): PlotBar {
  return {
    label: vendor.name,
    sublabel: measure,
    segments: [{ from: 0, to: usdBn, colour: vendorColour(vendor.ticker), form }],
    whisker: null,
    valueLabel: formatSigned(usdBn),
  };
}

function isOpposed(vendor: ExposureVendor): boolean {
  const [hbm, dram] = [hbmChangeUsdBn(vendor), vendor.dramRevenueChangeUsdBn];
  return Math.abs(hbm) > LEAST_USD_BN && Math.abs(dram) > LEAST_USD_BN && Math.sign(hbm) !== Math.sign(dram);
}

function summarise(makers: readonly ExposureVendor[], opposed: readonly string[]): string {
  if (opposed.length > 0) return `Whole DRAM moves against HBM for ${opposed.join(', ')}.`;
  if (makers.every((vendor) => Math.abs(hbmChangeUsdBn(vendor)) <= LEAST_USD_BN)) {
    return 'Neither HBM nor the rest of DRAM changes in this scenario.';
  }
  const softened = makers
    .filter((vendor) => Math.abs(vendor.dramRevenueChangeUsdBn) < Math.abs(hbmChangeUsdBn(vendor)))
    .map(({ name }) => name);
  return softened.length === 0
    ? 'Whole DRAM moves the same way as HBM for every maker, and further.'
    : `Whole DRAM moves the same way as HBM for every maker, less far for ${softened.join(', ')}.`;
}
