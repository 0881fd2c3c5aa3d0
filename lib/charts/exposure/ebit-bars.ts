/** What each vendor loses and gains, part by part, as rows that stack to both sides of zero. */
import type { ExposureVendor } from '../../core/exposure/types.ts';
import type { ExposureUnit } from '../../core/scenario/exposure-view.ts';
import type { BarPlotModel, BarSegment, PlotBar } from '../bar-plot-model.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableModel,
  type ColourToken,
} from '../chart-model.ts';
import { formatPct, formatRange, formatSigned, formatUsdBn } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { MEMORY_TIERS, TIER_COLOURS, TIER_NAMES } from '../tier-words.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import {
  bandOf,
  horizonWords,
  isTierModelled,
  LEAST_USD_BN,
  shownVendors,
  unmodelledVendors,
  type ExposureSource,
} from './exposure-source.ts';

interface Part {
  readonly label: string;
  readonly colour: ColourToken;
  readonly form: MarkForm;
  /** USD bn of operating profit; null where it is not modelled. */
  readonly read: (vendor: ExposureVendor) => number | null;
}

/** In the order in which they stack away from zero. */
const PARTS: readonly Part[] = [
  { label: 'HBM price', colour: 't-price', form: 'reported', read: ({ ebitParts }) => ebitParts.price },
  { label: 'HBM volume', colour: 't-volume', form: 'reported', read: ({ ebitParts }) => ebitParts.volume },
  {
    label: 'redeployed wafers',
    colour: 't-wafers',
    form: 'reported',
    read: ({ ebitParts }) => ebitParts.redeployed,
  },
  { label: 'DRAM spill-over', colour: 't-spill', form: 'reported', read: ({ ebitParts }) => ebitParts.spill },
  ...MEMORY_TIERS.map((tier): Part => ({
    label: `tier shift, ${TIER_NAMES[tier]}`,
    colour: TIER_COLOURS[tier],
    form: 'assumption',
    read: ({ tiers }) => tiers[tier]?.ebitUsdBn ?? null,
  })),
];

/** How a unit measures a vendor. */
interface Measure {
  readonly title: string;
  readonly axis: string;
  readonly unit: string;
  /** What USD bn of profit are divided by; null where the vendor cannot be measured so. */
  readonly divisor: (vendor: ExposureVendor) => number | null;
  readonly absence: string;
  readonly write: (value: number) => string;
  readonly note: string;
}

const signedPct = (value: number): string => `${value > 0 ? '+' : ''}${formatPct(value)}`;

const MEASURES: Readonly<Record<'usd' | 'revenue', Measure>> = {
  usd: {
    title: 'Change of operating profit by vendor and part',
    axis: 'change of operating profit over the horizon, USD bn',
    unit: 'USD bn',
    divisor: () => 1,
    absence: '',
    write: formatSigned,
    note: '',
  },
  revenue: {
    title: 'Change of operating profit by vendor and part, of HBM revenue',
    axis: 'change of operating profit, % of baseline HBM revenue',
    unit: '% of HBM revenue',
    divisor: ({ baselineHbmUsdBn }) => (baselineHbmUsdBn > 0 ? baselineHbmUsdBn / 100 : null),
    absence: 'no HBM',
    write: signedPct,
    note: 'Measured by each vendor’s own baseline HBM revenue over the horizon; whiskers are divided by the same.',
  },
};

/** The chart in one of its units. */
export function prepareEbitBars(source: ExposureSource, unit: ExposureUnit): BarPlotModel {
  return unit === 'value' ? prepareValueBars(source) : preparePartBars(source, MEASURES[unit]);
}

interface Row {
  readonly vendor: ExposureVendor;
  readonly parts: readonly (number | null)[];
  readonly total: number | null;
  readonly whisker: { readonly low: number; readonly high: number; readonly median: number } | null;
  readonly probabilityOfGain: number | null;
}

function preparePartBars(source: ExposureSource, measure: Measure): BarPlotModel {
  const { answer, draws } = source;
  const rows = shownVendors(answer).map((vendor): Row => {
    const divisor = measure.divisor(vendor);
    const band = bandOf(draws, vendor.ticker);
    const measured = (usdBn: number | null): number | null =>
      usdBn === null || divisor === null ? null : usdBn / divisor;
    return {
      vendor,
      parts: PARTS.map(({ read }) => measured(read(vendor))),
      total: measured(vendor.ebitChangeUsdBn),
      whisker:
        band === null || divisor === null
          ? null
          : { low: band.p10 / divisor, high: band.p90 / divisor, median: band.p50 / divisor },
      probabilityOfGain: band?.probabilityOfGain ?? null,
    };
  });
  const used = PARTS.filter(({ read }) =>
    shownVendors(answer).some((vendor) => Math.abs(read(vendor) ?? 0) > LEAST_USD_BN),
  );
  const bars = rows.map((row) => toBar(row, measure));
  return {
    title: measure.title,
    summary: measure.unit === 'USD bn' ? summariseDollars(source) : summariseShares(rows, measure),
    notes: notesOf(source, measure),
    valueAxis: linearAxis(
      bars.flatMap(({ segments, whisker }) => [
        ...segments.flatMap(({ from, to }) => [from, to]),
        ...(whisker === null ? [] : [whisker.low, whisker.high]),
      ]),
      measure.axis,
    ),
    bars,
    rules: [],
    legend: used.map(({ label, colour, form }) => ({ label, colour, form })),
    table: toTable(rows, measure),
    cards: rows.map((row) => toCard(row, measure)),
    fileName: `waterline-exposure-${answer.asOf}`,
  };
}

/** Losses run left of zero and gains right of it, each part where the one before it ends. */
export function stackParts(
  parts: readonly { readonly value: number; readonly colour: ColourToken; readonly form: MarkForm }[],
): BarSegment[] {
  let [below, above] = [0, 0];
  return parts.map(({ value, colour, form }) => {
    const from = value < 0 ? below : above;
    const to = from + value;
    if (value < 0) below = to;
    else above = to;
    return { from, to, colour, form };
  });
}

function toBar({ vendor, parts, total, whisker }: Row, measure: Measure): PlotBar {
  const stacked = stackParts(
    PARTS.map(({ colour, form }, index) => ({ value: parts[index] ?? 0, colour, form })),
  );
  return {
    label: vendor.name,
    sublabel: null,
    segments: total === null ? [] : stacked,
    whisker: whisker === null || total === null ? null : { low: whisker.low, high: whisker.high },
    ...(total === null ? {} : { mark: total }),
    valueLabel: total === null ? measure.absence : measure.write(total),
  };
}

/** Whose profit changes most by its own measure. */
function summariseShares(rows: readonly Row[], { write }: Measure): string {
  const most = rows
    .filter((row) => row.total !== null)
    .toSorted((a, b) => Math.abs(b.total ?? 0) - Math.abs(a.total ?? 0))[0];
  return most?.total == null || Math.abs(most.total) <= LEAST_USD_BN
    ? 'No vendor’s operating profit changes in this scenario.'
    : `By its own HBM revenue ${most.vendor.name} is touched most: ${write(most.total)} of it.`;
}

/** Who loses most and who gains most. */
function summariseDollars({ answer }: ExposureSource): string {
  const sorted = shownVendors(answer).toSorted((a, b) => a.ebitChangeUsdBn - b.ebitChangeUsdBn);
  const [least, most] = [sorted[0], sorted.at(-1)];
  const span = `over ${horizonWords(answer)}`;
  const says = (vendor: ExposureVendor, verb: string): string =>
    `${vendor.name} ${verb}, ${formatUsdBn(Math.abs(vendor.ebitChangeUsdBn))}`;
  const loses =
    least !== undefined && least.ebitChangeUsdBn < -LEAST_USD_BN ? says(least, 'loses most') : null;
  const gains = most !== undefined && most.ebitChangeUsdBn > LEAST_USD_BN ? says(most, 'gains most') : null;
  const told = [loses, gains].filter((words) => words !== null);
  return told.length === 0 ? `No vendor’s operating profit changes ${span}.` : `${told.join('; ')} ${span}.`;
}

function notesOf({ answer, draws }: ExposureSource, measure: Measure): string[] {
  const unmodelled = MEMORY_TIERS.filter((tier) => !isTierModelled(answer, tier)).map(
    (tier) => TIER_NAMES[tier],
  );
  const left = unmodelledVendors(answer);
  return [
    draws === null
      ? 'No whiskers: the draws behind the 80 % range are missing.'
      : 'Whiskers: the 80 % range (P10 to P90) of the draws. The bars hold every input at its point, so they need not lie in the middle.',
    'Dots: the total of all parts. Solid: computed from prices, shares and margins of the registry. Dotted: bytes moved to another tier, whose rows are assumptions.',
    ...(unmodelled.length === 0
      ? []
      : [`Not modelled at this date, which is not 0: what bytes moved to ${unmodelled.join(', ')} bring.`]),
    ...(measure.note === '' ? [] : [measure.note]),
    ...(left.length === 0
      ? []
      : [`Not modelled: ${left.join(', ')}; no row of the registry gives their shares.`]),
  ];
}

function toTable(rows: readonly Row[], measure: Measure): ChartTableModel {
  const { unit, write } = measure;
  const isMoney = unit === 'USD bn';
  const sums = PARTS.map((_, index) => rows.reduce((sum, { parts }) => sum + (parts[index] ?? 0), 0));
  return {
    caption:
      'Change of operating profit over the horizon, part by part; the parts sum to the total of each row.',
    columns: [
      { label: 'Vendor', unit: null },
      ...PARTS.map(({ label }) => ({ label: `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`, unit })),
      { label: 'Total', unit },
      { label: 'P10', unit },
      { label: 'P50', unit },
      { label: 'P90', unit },
      { label: 'Runs with a gain', unit: 'fraction' },
    ],
    rows: rows.map(({ vendor, parts, total, whisker, probabilityOfGain }) => [
      { value: vendor.ticker, text: vendor.name },
      ...parts.map((value) => numberCell(value, write, total === null ? 'no HBM revenue' : 'not modelled')),
      numberCell(total, write, 'no HBM revenue'),
      ...[whisker?.low, whisker?.median, whisker?.high].map((value) =>
        numberCell(value ?? null, write, total === null ? 'no HBM revenue' : 'no draws'),
      ),
      numberCell(probabilityOfGain, (value) => formatPct(value * 100), 'no draws'),
    ]),
    totals: isMoney
      ? [
          textCell('Together'),
          ...sums.map((value) => numberCell(value, write, '')),
          numberCell(
            rows.reduce((sum, { total }) => sum + (total ?? 0), 0),
            write,
            '',
          ),
          ...['quantiles do not add', '', '', ''].map((text) => numberCell(null, write, text)),
        ]
      : null,
  };
}

function toCard({ vendor, parts, total, whisker, probabilityOfGain }: Row, measure: Measure): ChartCard {
  const { write, unit } = measure;
  const withUnit = (value: number): string => (unit === 'USD bn' ? `${write(value)} USD bn` : write(value));
  return {
    title: vendor.name,
    lines: [
      {
        label: 'Operating profit',
        text: total === null ? 'no HBM revenue to measure by' : withUnit(total),
        colour: vendorColour(vendor.ticker),
      },
      ...PARTS.flatMap(({ label, colour }, index) => {
        const value = parts[index] ?? null;
        return value === null || Math.abs(value) <= LEAST_USD_BN
          ? []
          : [{ label, text: withUnit(value), colour }];
      }),
      ...(whisker === null || total === null
        ? []
        : [{ label: '80 % range', text: formatRange(whisker.low, whisker.high, unit), colour: null }]),
      ...(probabilityOfGain === null
        ? []
        : [{ label: 'Gains in', text: `${formatPct(probabilityOfGain * 100)} of runs`, colour: null }]),
    ],
    footer: 'Derived by the model; the table below opens every step.',
  };
}

/** Change of value over market value, undivided: the discounting mixes the parts. */
function prepareValueBars({ answer }: ExposureSource): BarPlotModel {
  const vendors = shownVendors(answer);
  const unit = '% of market value';
  const known = vendors.filter(({ valueChangePct }) => valueChangePct !== null);
  const least = known.toSorted((a, b) => (a.valueChangePct ?? 0) - (b.valueChangePct ?? 0))[0];
  return {
    title: 'Change of value by vendor, of market value',
    summary:
      least?.valueChangePct == null || Math.abs(least.valueChangePct) < 1e-9
        ? 'No vendor’s value changes in this scenario.'
        : `${least.name} is touched most: ${signedPct(least.valueChangePct)} of its market value.`,
    notes: [
      'Value: after-tax change of operating profit, discounted, with what persists after the horizon. Undivided, because tax and discount act on the sum.',
      'No whiskers: a run gives the range of one vendor’s value at a time; Sensitivity shows it for the vendor chosen there.',
    ],
    valueAxis: linearAxis(
      known.map(({ valueChangePct }) => valueChangePct ?? 0),
      'change of value, % of market value',
    ),
    bars: vendors.map(({ name, ticker, valueChangePct }) => ({
      label: name,
      sublabel: null,
      segments:
        valueChangePct === null
          ? []
          : [{ from: 0, to: valueChangePct, colour: vendorColour(ticker), form: 'reported' as const }],
      whisker: null,
      valueLabel: valueChangePct === null ? 'not known' : signedPct(valueChangePct),
    })),
    rules: [],
    legend: [],
    table: {
      caption: 'Change of value against the market value on file',
      columns: [
        { label: 'Vendor', unit: null },
        { label: 'Value change', unit: 'USD bn' },
        { label: 'Market value', unit: 'USD bn' },
        { label: 'Of', unit: null },
        { label: 'Change', unit },
      ],
      rows: vendors.map((vendor) => [
        { value: vendor.ticker, text: vendor.name },
        numberCell(vendor.valueChangeUsdBn, formatSigned, ''),
        numberCell(vendor.marketCapUsdBn, formatUsdBn, 'not known'),
        textCell(vendor.marketCapAsOn ?? 'no date'),
        numberCell(vendor.valueChangePct, signedPct, 'no market value on file'),
      ]),
      totals: null,
    },
    cards: vendors.map(
      ({ name, ticker, valueChangeUsdBn, valueChangePct, marketCapUsdBn, marketCapAsOn }) => ({
        title: name,
        lines: [
          {
            label: 'Value change',
            text: `${formatSigned(valueChangeUsdBn)} USD bn`,
            colour: vendorColour(ticker),
          },
          {
            label: 'Of market value',
            text: valueChangePct === null ? 'no market value on file' : signedPct(valueChangePct),
            colour: null,
          },
          ...(marketCapUsdBn === null
            ? []
            : [
                {
                  label: `Market value, ${marketCapAsOn ?? ''}`,
                  text: formatUsdBn(marketCapUsdBn),
                  colour: null,
                },
              ]),
        ],
        footer: 'Derived by the model from the market value on file.',
      }),
    ),
    fileName: `waterline-exposure-value-${answer.asOf}`,
  };
}
