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
  accelerators: 'Chips × GB × price',
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
      { label: 'Period', unit: null, isShort: true },
      { label: 'Route', unit: null },
      { label: 'Figure', unit: 'USD bn' },
      { label: 'Low', unit: 'USD bn', isFileOnly: true },
      { label: 'High', unit: 'USD bn', isFileOnly: true },
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
    {
      ...money(pointUsdBn, 'none'),
      ...(pointUsdBn === null ? {} : { evidence: routeKey(label, route) }),
      ...(lowUsdBn === null || highUsdBn === null ? {} : { note: formatUsdBnRange(lowUsdBn, highUsdBn) }),
    },
    money(lowUsdBn),
    money(highUsdBn),
    money(modelUsdBn),
    numberCell(route === 'calibrated' ? null : gapPct, formatErrorPct, ''),
    textCell(reading),
  ];
}

/** A route's figure with the model over exactly the same, USD bn. */
type ComparedRow = ReconciliationRow & { readonly pointUsdBn: number; readonly modelUsdBn: number };

function isCompared(row: ReconciliationRow): row is ComparedRow {
  return row.pointUsdBn !== null && row.modelUsdBn !== null;
}

/** Routes of one period over the calibrated model of the same coverage, as bars; null without the period. */
export function prepareReconciliationBars(
  { periods, calibration }: Reconciliation,
  label: string,
): BarPlotModel | null {
  const period = periods.find((one) => one.label === label);
  if (period === undefined) return null;
  const drawn = period.rows.filter(isCompared);
  const distance = Math.abs(calibration.point - 1).toFixed(2);
  const side = calibration.point >= 1 ? 'above' : 'below';
  return {
    title: `HBM revenue of ${periodWords(label)} by every route, over the calibrated model`,
    summary: `${summarise(drawn)} The calibration factor is ${calibration.point.toFixed(2)} (${calibration.low.toFixed(2)}–${calibration.high.toFixed(2)}), ${distance} ${side} one.`,
    notes: [
      'Each bar is the route over the calibrated model for exactly what the route covers, so that parts of a period compare.',
      ...drawn.flatMap(({ route, coverage }) =>
        coverage === null ? [] : [`${ROUTE_NAMES[route]} covers: ${coverage}.`],
      ),
      ...period.rows.flatMap(({ route, absence }) =>
        absence === null ? [] : [`${ROUTE_NAMES[route]}: ${absence}.`],
      ),
    ],
    valueAxis: linearAxis(
      drawn.map(({ pointUsdBn, highUsdBn, modelUsdBn }) => (highUsdBn ?? pointUsdBn) / modelUsdBn),
      'times the calibrated model',
    ),
    bars: drawn.map(toBar),
    rules: [{ value: 1, label: 'calibrated model' }],
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

function summarise(rows: readonly ComparedRow[]): string {
  const gaps = rows.flatMap(({ route, gapPct }) =>
    gapPct === null || route === 'calibrated'
      ? []
      : [`${lowerFirst(ROUTE_NAMES[route])} ${formatErrorPct(gapPct)}`],
  );
  const model = rows.find(({ route }) => route === 'calibrated');
  if (model === undefined) return 'The model gives no figure.';
  const words = gaps.length === 0 ? 'nothing to compare with' : gaps.join(', ');
  return `Against ${formatUsdBn(model.pointUsdBn)} of the calibrated model: ${words}.`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function toBar({
  route,
  lowUsdBn,
  pointUsdBn,
  highUsdBn,
  modelUsdBn,
  coverage,
  gapPct,
}: ComparedRow): PlotBar {
  const [colour, form] = ROUTE_LOOKS[route];
  const gap = gapPct === null || route === 'calibrated' ? '' : `, ${formatErrorPct(gapPct)}`;
  return {
    label: ROUTE_NAMES[route],
    sublabel: coverage === null ? null : 'a part of it',
    segments: [{ from: 0, to: pointUsdBn / modelUsdBn, colour, form }],
    whisker:
      lowUsdBn === null || highUsdBn === null
        ? null
        : { low: lowUsdBn / modelUsdBn, high: highUsdBn / modelUsdBn },
    valueLabel: `${formatUsdBn(pointUsdBn)}${gap}`,
  };
}

function toCard(row: ComparedRow): ChartCard {
  const [colour] = ROUTE_LOOKS[row.route];
  const range =
    row.lowUsdBn === null || row.highUsdBn === null
      ? ''
      : ` (${formatUsdBnRange(row.lowUsdBn, row.highUsdBn)})`;
  return {
    title: ROUTE_NAMES[row.route],
    lines: [
      { label: 'Figure', text: `${formatUsdBn(row.pointUsdBn)}${range}`, colour },
      { label: 'Model for the same', text: formatUsdBn(row.modelUsdBn), colour: 'c-water' },
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
      { label: 'Vendor', unit: null, isShort: true },
      { label: 'Fiscal quarter', unit: null, isShort: true },
      { label: 'Disclosed', unit: 'USD bn' },
      { label: 'Bound', unit: null, isShort: true },
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
