/** A company's revenue by segment, quarter by quarter: solid reported, outlined derived, hatched shared out by days. */
import type { AccountQuarter } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import { listPartNames, type RevenuePart } from '../../core/vendors/split-revenue.ts';
import type { BarPlotModel, BarSegment, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableCell } from '../chart-model.ts';
import { formatFraction, formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { isStale } from '../series-age.ts';
import { KIND_FORMS, KIND_WORDS, quarterWords, segmentColour } from './account-words.ts';
import {
  calendarWords,
  drawnValue,
  howWords,
  quarterAges,
  rateCell,
  periodOf,
  scaleOf,
  sourceCell,
  type DrawnQuarters,
} from './drawn-quarters.ts';
import { companyEvents } from '../timeline/event-choices.ts';

/** The chart; null when no quarter has a revenue. */
export function prepareRevenueBars(drawn: DrawnQuarters): BarPlotModel | null {
  const { quarters, study, unit } = drawn;
  const known = quarters.filter(({ revenue }) => !isAbsent(revenue));
  if (known.length === 0) return null;
  const shown = trimEnds(quarters);
  const values = shown.map((quarter) => drawnValue(drawn, quarter, quarter.revenue));
  const { name, ticker } = study.company;
  return {
    orientation: 'columns',
    valueAxis: linearAxis(
      values.filter((value) => typeof value === 'number'),
      `revenue, ${unit} per quarter`,
    ),
    bars: shown.map((quarter) => toBar(drawn, quarter)),
    time: { periods: shown.map(periodOf), events: companyEvents(name) },
    rules: [],
    legend: legendOf(shown),
    title: `${name}: revenue by segment in ${drawn.isCalendar ? 'calendar' : 'its own fiscal'} quarters`,
    summary: summarise(drawn, shown),
    notes: notesOf(drawn, shown),
    table: {
      caption: `${name}: revenue by segment, ${unit}`,
      columns: [
        { label: 'Quarter', unit: null },
        { label: 'Calendar quarter', unit: null },
        { label: 'Revenue', unit },
        { label: 'Rate, per dollar', unit: '' },
        { label: 'How', unit: null },
        { label: 'Segments', unit: null },
        { label: 'Source', unit: null },
      ],
      rows: shown.map((quarter) => toCells(drawn, quarter)),
      totals: null,
    },
    cards: shown.map((quarter) => toCard(drawn, quarter)),
    fileName: `${ticker.toLowerCase().replace('.', '-')}-revenue-by-segment`,
    ages: quarterAges(drawn, 'revenue'),
  };
}

/** Without quarters at either end that have no revenue, except a newest one that is partly reported: it is a gap. */
function trimEnds(quarters: readonly AccountQuarter[]): readonly AccountQuarter[] {
  const first = quarters.findIndex(({ revenue }) => !isAbsent(revenue));
  const last = quarters.findLastIndex(
    ({ revenue }) => !isAbsent(revenue) || revenue.absence.startsWith('only'),
  );
  return quarters.slice(first, last + 1);
}

function segmentsOf(drawn: DrawnQuarters, quarter: AccountQuarter): BarSegment[] {
  const scale = scaleOf(drawn, quarter);
  if (scale === null) return [];
  let from = 0;
  return quarter.split.parts.map(({ value, role, kind }) => {
    const to = from + value * scale;
    const segment = {
      from,
      to,
      colour: segmentColour(role),
      form: KIND_FORMS[kind],
      isStale: isStale(drawn.study.freshness.quarter),
    };
    from = to;
    return segment;
  });
}

function toBar(drawn: DrawnQuarters, quarter: AccountQuarter): PlotBar {
  const value = drawnValue(drawn, quarter, quarter.revenue);
  return {
    label: quarterWords(quarter.label),
    sublabel: null,
    segments: segmentsOf(drawn, quarter),
    whisker: null,
    valueLabel: typeof value === 'number' ? formatSignificant(value) : '',
  };
}

/** One entry a segment that is drawn, then the forms that are. */
function legendOf(quarters: readonly AccountQuarter[]): BarPlotModel['legend'] {
  const parts = quarters.flatMap(({ split }) => split.parts);
  const kinds = (['reported', 'derived', 'prorated'] as const).filter((kind) =>
    parts.some((part) => part.kind === kind),
  );
  return [
    ...listPartNames(parts).map(({ label, role }) => ({ label, colour: segmentColour(role) })),
    ...(kinds.length === 1 && kinds[0] === 'reported'
      ? []
      : kinds.map((kind) => ({
          label: KIND_WORDS[kind],
          colour: 'c-muted' as const,
          form: KIND_FORMS[kind],
        }))),
  ];
}

function summarise(drawn: DrawnQuarters, quarters: readonly AccountQuarter[]): string {
  const known = quarters.flatMap((quarter) => {
    const value = drawnValue(drawn, quarter, quarter.revenue);
    return typeof value === 'number' ? [{ quarter, value }] : [];
  });
  const newest = known.at(-1);
  if (newest === undefined) return 'No quarter has a revenue in this currency.';
  const before = known.find(({ quarter }) => quarter.calendar === newest.quarter.calendar - 4);
  const growth =
    before === undefined
      ? ''
      : `, ${formatSignificant(newest.value / before.value, 2)} times that of ${quarterWords(before.quarter.label)}`;
  const { revenue } = newest.quarter;
  const kind = isAbsent(revenue) ? '' : ` (${KIND_WORDS[revenue.kind]})`;
  return `Revenue of ${quarterWords(newest.quarter.label)} is ${drawn.format(newest.value)}${kind}${growth}.`;
}

function notesOf({ isCalendar, isUsd, study }: DrawnQuarters, quarters: readonly AccountQuarter[]): string[] {
  const gaps = quarters.flatMap(({ label, revenue }) =>
    isAbsent(revenue) ? [`${quarterWords(label)}: ${revenue.absence}.`] : [],
  );
  const isProrated = quarters.some(({ revenue }) => !isAbsent(revenue) && revenue.kind === 'prorated');
  const faults = quarters.flatMap(({ label, split }) => split.faults.map((fault) => `${label}: ${fault}.`));
  return [
    ...(isCalendar && isProrated
      ? [
          'Fiscal quarters are shared out by days, which takes revenue to flow evenly within each; when prices move fast it does not.',
        ]
      : []),
    ...(isUsd && study.company.unit !== 'USD_bn'
      ? ['In dollars at the mean rate of each calendar quarter; its date stands in the table.']
      : []),
    ...(quarters.some(({ split }) => split.parts.length > 1)
      ? ['A rest within the rounding of printed parts is not drawn.']
      : []),
    ...(gaps.length === 0 ? [] : [`Gaps: ${gaps.join(' ')}`]),
    ...faults,
  ];
}

function partWords({ label, value, kind }: RevenuePart, format: (value: number) => string): string {
  return `${label} ${format(value)}${kind === 'reported' ? '' : ` (${KIND_WORDS[kind]})`}`;
}

function toCells(drawn: DrawnQuarters, quarter: AccountQuarter): ChartTableCell[] {
  const value = drawnValue(drawn, quarter, quarter.revenue);
  const scale = scaleOf(drawn, quarter);
  const parts =
    scale === null
      ? []
      : quarter.split.parts.map((part) => partWords({ ...part, value: part.value * scale }, drawn.format));
  return [
    textCell(quarterWords(quarter.label)),
    textCell(calendarWords(drawn, quarter) ?? quarter.label),
    typeof value === 'number' ? numberCell(value, drawn.format, '') : { value: null, text: value.absence },
    rateCell(quarter),
    textCell(howWords(quarter.revenue)),
    textCell(parts.join('; ')),
    sourceCell([quarter.revenue]),
  ];
}

function toCard(drawn: DrawnQuarters, quarter: AccountQuarter): ChartCard {
  const value = drawnValue(drawn, quarter, quarter.revenue);
  const scale = scaleOf(drawn, quarter) ?? 1;
  const title = calendarWords(drawn, quarter);
  return {
    title: title === null ? quarterWords(quarter.label) : `${quarter.label} (${title})`,
    lines: [
      {
        label: 'Revenue',
        text: typeof value === 'number' ? drawn.format(value) : value.absence,
        colour: null,
      },
      ...(typeof value === 'number'
        ? quarter.split.parts.map((part) => ({
            label: part.label,
            text: `${drawn.format(part.value * scale)}, ${formatFraction((part.value * scale) / value)}`,
            colour: segmentColour(part.role),
          }))
        : []),
    ],
    footer: howWords(quarter.revenue),
  };
}
