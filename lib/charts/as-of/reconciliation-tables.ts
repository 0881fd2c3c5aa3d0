/** The reconciliation as tables and bars: every route beside the calibrated model. */
import { quarterLabel } from '../../core/calendar/quarter.ts';
import type {
  ReconciledPeriod,
  Reconciliation,
  ReconciliationRow,
  RouteId,
} from '../../core/reconciliation/reconcile.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ColourToken } from '../chart-model.ts';
import { formatDate, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import { formatErrorPct, periodWords } from './change-words.ts';
import type { NotedCell, NotedTable } from './noted-table.ts';

export const ROUTE_NAMES: Readonly<Record<RouteId, string>> = {
  calibrated: 'Capex chain, calibrated',
  uncalibrated: 'Capex chain, not calibrated',
  published: 'Published market sizes',
  disclosed: 'Vendors’ disclosures',
  accelerators: 'Chips × GB × price, a quarter later',
  'component-cost': 'Component-cost model by others',
};

const ROUTE_LOOKS: Readonly<Record<RouteId, readonly [ColourToken, MarkForm]>> = {
  calibrated: ['c-water', 'derived'],
  uncalibrated: ['c-water', 'assumption'],
  published: ['c-sand', 'estimate'],
  disclosed: ['c-deep', 'reported'],
  accelerators: ['c-supply', 'derived'],
  'component-cost': ['c-supply', 'estimate'],
};

/** Key of the evidence of a route. */
export function routeKey(period: string, route: RouteId): string {
  return `route:${period}:${route}`;
}

const isLong = ({ label }: ReconciledPeriod): boolean => !/^\d{4}Q[1-4]$/.test(label);

/** Years and the running year so far, or single quarters. */
export function prepareReconciliationTable(
  { periods, asOf }: Reconciliation,
  which: 'years' | 'quarters',
): NotedTable {
  const chosen = periods.filter((period) => isLong(period) === (which === 'years'));
  const routes = which === 'years' ? null : (['uncalibrated', 'component-cost'] as const);
  const rows = chosen.flatMap(({ label, rows: own }) =>
    own
      .filter(({ route }) => routes === null || !(routes as readonly RouteId[]).includes(route))
      .map((row) => toRow(label, row)),
  );
  return {
    caption:
      which === 'years'
        ? `HBM revenue by every route, as known on ${formatDate(asOf)}`
        : 'The same by quarter; the uncalibrated chain keeps its distance in every quarter',
    columns: [
      { label: 'Period', unit: null },
      { label: 'Route', unit: null },
      { label: 'Figure', unit: 'USD bn' },
      { label: 'Low', unit: 'USD bn' },
      { label: 'High', unit: 'USD bn' },
      { label: 'Model for the same', unit: 'USD bn' },
      { label: 'Gap', unit: 'percent' },
      { label: 'Reading', unit: null },
    ],
    rows,
    totals: null,
    fileName: `waterline-reconciliation-${which}`,
  };
}

function toRow(label: string, row: ReconciliationRow): NotedCell[] {
  const { route, lowUsdBn, pointUsdBn, highUsdBn, modelUsdBn, gapPct, coverage, reading } = row;
  const money = (value: number | null, missing = ''): NotedCell => numberCell(value, formatUsdBn, missing);
  return [
    textCell(label),
    { ...textCell(ROUTE_NAMES[route]), ...(coverage === null ? {} : { note: coverage }) },
    { ...money(pointUsdBn, 'none'), ...(pointUsdBn === null ? {} : { evidence: routeKey(label, route) }) },
    money(lowUsdBn),
    money(highUsdBn),
    money(modelUsdBn),
    numberCell(route === 'calibrated' ? null : gapPct, formatErrorPct, ''),
    textCell(reading),
  ];
}

/** Routes of one period as bars; routes that cover only a part, or have nothing, are named in the notes. */
export function prepareReconciliationBars(
  { periods, calibration }: Reconciliation,
  label: string,
): BarPlotModel | null {
  const period = periods.find((one) => one.label === label);
  if (period === undefined) return null;
  const drawn = period.rows.filter(({ pointUsdBn }) => pointUsdBn !== null);
  const partial = drawn.filter(({ coverage }) => coverage !== null);
  const model = drawn.find(({ route }) => route === 'calibrated')?.pointUsdBn ?? 0;
  return {
    title: `HBM revenue of ${periodWords(label)} by every route`,
    summary: `${summarise(drawn)} The calibration factor is ${calibration.point.toFixed(2)} (${calibration.low.toFixed(2)}–${calibration.high.toFixed(2)}), ${Math.abs(calibration.point - 1).toFixed(2)} ${calibration.point >= 1 ? 'above' : 'below'} one.`,
    notes: [
      ...partial.map(({ route, coverage }) => `${ROUTE_NAMES[route]} covers a part: ${coverage ?? ''}.`),
      ...period.rows.flatMap(({ route, absence }) =>
        absence === null ? [] : [`${ROUTE_NAMES[route]}: ${absence}.`],
      ),
    ],
    valueAxis: linearAxis(
      drawn.flatMap(({ pointUsdBn, highUsdBn }) => [pointUsdBn ?? 0, highUsdBn ?? 0]),
      'USD bn',
    ),
    bars: drawn.map(toBar),
    rules: [{ value: model, label: 'calibrated model' }],
    legend: [],
    table: {
      caption: `HBM revenue of ${label} by route`,
      columns: [
        { label: 'Route', unit: null },
        { label: 'Figure', unit: 'USD bn' },
        { label: 'Low', unit: 'USD bn' },
        { label: 'High', unit: 'USD bn' },
        { label: 'Model for the same', unit: 'USD bn' },
        { label: 'Gap', unit: 'percent' },
      ],
      rows: period.rows.map((row) => [
        textCell(ROUTE_NAMES[row.route]),
        numberCell(row.pointUsdBn, formatUsdBn, row.absence ?? ''),
        numberCell(row.lowUsdBn, formatUsdBn, ''),
        numberCell(row.highUsdBn, formatUsdBn, ''),
        numberCell(row.modelUsdBn, formatUsdBn, ''),
        numberCell(row.gapPct, formatErrorPct, ''),
      ]),
      totals: null,
    },
    cards: drawn.map(toCard),
    fileName: `waterline-reconciliation-${label}`,
  };
}

function summarise(rows: readonly ReconciliationRow[]): string {
  const others = rows.filter(({ route }) => route !== 'calibrated');
  const gaps = others.flatMap(({ route, gapPct }) =>
    gapPct === null ? [] : [`${ROUTE_NAMES[route].toLowerCase()} ${formatErrorPct(gapPct)}`],
  );
  const model = rows.find(({ route }) => route === 'calibrated')?.pointUsdBn ?? null;
  if (model === null) return 'The model gives no figure.';
  return `Against ${formatUsdBn(model)} of the calibrated model: ${gaps.length === 0 ? 'nothing to compare with' : gaps.join(', ')}.`;
}

function toBar({ route, lowUsdBn, pointUsdBn, highUsdBn, coverage }: ReconciliationRow): PlotBar {
  const [colour, form] = ROUTE_LOOKS[route];
  return {
    label: ROUTE_NAMES[route],
    sublabel: coverage === null ? null : 'a part of the period',
    segments: [{ from: 0, to: pointUsdBn ?? 0, colour, form }],
    whisker: lowUsdBn === null || highUsdBn === null ? null : { low: lowUsdBn, high: highUsdBn },
    valueLabel: formatUsdBn(pointUsdBn ?? 0),
  };
}

function toCard(row: ReconciliationRow): ChartCard {
  const [colour] = ROUTE_LOOKS[row.route];
  const range =
    row.lowUsdBn === null || row.highUsdBn === null
      ? ''
      : ` (${formatUsdBnRange(row.lowUsdBn, row.highUsdBn)})`;
  return {
    title: ROUTE_NAMES[row.route],
    lines: [
      { label: 'Figure', text: `${formatUsdBn(row.pointUsdBn ?? 0)}${range}`, colour },
      ...(row.modelUsdBn === null
        ? []
        : [{ label: 'Model for the same', text: formatUsdBn(row.modelUsdBn), colour: 'c-water' as const }]),
      ...(row.gapPct === null ? [] : [{ label: 'Gap', text: formatErrorPct(row.gapPct), colour: null }]),
    ],
    footer: row.reading,
  };
}

const BASIS_WORDS = { stated: 'stated in money', derived: 'derived', share: 'stated share of DRAM' } as const;
const BOUND_WORDS = { floor: 'at least', ceiling: 'at most' } as const;

/** Each disclosure of a vendor, with its source. */
export function prepareDisclosureTable({ periods }: Reconciliation): NotedTable {
  const quarters = periods.filter((period) => !isLong(period));
  return {
    caption: 'HBM revenue that vendors disclosed, by calendar quarter',
    columns: [
      { label: 'Quarter', unit: null },
      { label: 'Vendor', unit: null },
      { label: 'Fiscal quarter', unit: null },
      { label: 'Disclosed', unit: 'USD bn' },
      { label: 'Bound', unit: null },
      { label: 'How', unit: null },
      { label: 'Source', unit: null },
    ],
    rows: quarters.flatMap(({ disclosed }) =>
      disclosed.disclosures.map((one): NotedCell[] => {
        const [source] = one.sources;
        return [
          textCell(quarterLabel(one.quarter)),
          textCell(one.vendor),
          textCell(one.fiscalQuarter),
          numberCell(one.usdBn, formatUsdBn, ''),
          textCell(one.bound === null ? '' : BOUND_WORDS[one.bound]),
          { ...textCell(BASIS_WORDS[one.basis]), note: one.sources.map(({ says }) => says).join('; ') },
          { ...textCell(source?.title ?? 'source not named'), href: source?.url ?? null },
        ];
      }),
    ),
    totals: null,
    fileName: 'waterline-hbm-disclosures',
  };
}
