/** Operating income as columns and operating margin as a line, in the calendar and currency of the page. */
import { midYearOfQuarter } from '../../core/calendar/quarter.ts';
import type { AccountQuarter } from '../../core/vendors/company-study.ts';
import { isAbsent, type FigureKind } from '../../core/vendors/figure.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableModel } from '../chart-model.ts';
import { formatFraction, formatSignificant } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import { isStale } from '../series-age.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { KIND_FORMS, KIND_WORDS, quarterWords } from './account-words.ts';
import {
  calendarWords,
  drawnValue,
  howWords,
  periodOf,
  quarterAges,
  rateCell,
  sourceCell,
  type DrawnQuarters,
} from './drawn-quarters.ts';
import { companyEvents } from '../timeline/event-choices.ts';

/** Room beside the first and the last point, years; short of the next quarter, whose name would crowd. */
const HALF_QUARTER = 0.12;

/** Operating income; null when no quarter has one. */
export function prepareIncomeBars(drawn: DrawnQuarters): BarPlotModel | null {
  const shown = shownQuarters(drawn);
  const values = shown.flatMap((quarter) => {
    const value = drawnValue(drawn, quarter, quarter.operatingIncome);
    return typeof value === 'number' ? [value] : [];
  });
  if (values.length === 0) return null;
  const { name, ticker } = drawn.study.company;
  const losses = values.filter((value) => value < 0).length;
  return {
    orientation: 'columns',
    time: { periods: shown.map(periodOf), events: companyEvents(name) },
    valueAxis: linearAxis(values, `operating income, ${drawn.unit} per quarter`),
    bars: shown.map((quarter) => {
      const value = drawnValue(drawn, quarter, quarter.operatingIncome);
      const { operatingIncome: figure } = quarter;
      return {
        label: quarterWords(quarter.label),
        sublabel: null,
        segments:
          typeof value === 'number' && !isAbsent(figure)
            ? [
                {
                  from: 0,
                  to: value,
                  colour: vendorColour(ticker),
                  form: KIND_FORMS[figure.kind],
                  isStale: isStale(drawn.study.freshness.quarter),
                },
              ]
            : [],
        whisker: null,
        valueLabel: typeof value === 'number' ? formatSignificant(value) : '',
      };
    }),
    rules: [],
    legend: kindsOf(shown).map((kind) => ({
      label: KIND_WORDS[kind],
      colour: vendorColour(ticker),
      form: KIND_FORMS[kind],
    })),
    title: `${name}: operating income`,
    summary: `${String(losses)} of ${String(values.length)} quarters with a figure were losses; the newest is ${drawn.format(values.at(-1) ?? NaN)}.`,
    notes: gapNotes(shown, ({ operatingIncome }) =>
      isAbsent(operatingIncome) ? operatingIncome.absence : null,
    ),
    table: toTable(drawn, shown),
    cards: shown.map((quarter) => toCard(drawn, quarter)),
    fileName: `${fileStem(ticker)}-operating-income`,
    ages: quarterAges(drawn, 'operating income'),
  };
}

/** Operating margin; null when no quarter has one. */
export function prepareMarginLine(drawn: DrawnQuarters): XyPlotModel | null {
  const shown = shownQuarters(drawn);
  const margins = shown.flatMap(({ operatingMargin }) =>
    typeof operatingMargin === 'number' ? [operatingMargin] : [],
  );
  const [first, last] = [shown[0], shown.at(-1)];
  if (margins.length === 0 || first === undefined || last === undefined) return null;
  const { name, ticker } = drawn.study.company;
  const [low, high] = [Math.min(...margins), Math.max(...margins)];
  return {
    events: companyEvents(name),
    xAxis: timeAxis(
      midYearOfQuarter(first.calendar) - HALF_QUARTER,
      midYearOfQuarter(last.calendar) + HALF_QUARTER,
    ),
    yAxis: linearAxis(margins, 'operating margin', (value) => formatFraction(value).replace('.0', '')),
    series: [lineOf(drawn, shown), ...kindsOf(shown).map((kind) => pointsOf(drawn, shown, kind))],
    rules: [],
    title: `${name}: operating margin`,
    summary: `From ${formatFraction(low)} to ${formatFraction(high)} of revenue; the newest is ${formatFraction(margins.at(-1) ?? NaN)}.`,
    notes: [
      'Operating income over revenue of the same quarter, GAAP or K-IFRS; filled where both are reported.',
      ...gapNotes(shown, ({ operatingMargin }) =>
        typeof operatingMargin === 'number' ? null : operatingMargin.absence,
      ),
    ],
    table: toTable(drawn, shown),
    cards: shown.map((quarter) => toCard(drawn, quarter)),
    fileName: `${fileStem(ticker)}-operating-margin`,
    ages: quarterAges(drawn, MARGIN),
  };
}

/** Name of the line in legend and ages. */
const MARGIN = 'operating margin';

function fileStem(ticker: string): string {
  return ticker.toLowerCase().replace('.', '-');
}

/** From the first to the last quarter that has an operating income. */
function shownQuarters({ quarters }: DrawnQuarters): readonly AccountQuarter[] {
  const isKnown = ({ operatingIncome }: AccountQuarter): boolean => !isAbsent(operatingIncome);
  const first = quarters.findIndex(isKnown);
  return first < 0 ? [] : quarters.slice(first, quarters.findLastIndex(isKnown) + 1);
}

/** Least certain of the two figures that a margin is made of. */
function kindOf({ revenue, operatingIncome }: AccountQuarter): FigureKind | null {
  if (isAbsent(revenue) || isAbsent(operatingIncome)) return null;
  const kinds = [revenue.kind, operatingIncome.kind];
  return (['prorated', 'derived'] as const).find((kind) => kinds.includes(kind)) ?? 'reported';
}

function kindsOf(quarters: readonly AccountQuarter[]): readonly FigureKind[] {
  return (['reported', 'derived', 'prorated'] as const).filter((kind) =>
    quarters.some((quarter) => kindOf(quarter) === kind),
  );
}

function lineOf({ study }: DrawnQuarters, quarters: readonly AccountQuarter[]): XySeries {
  return {
    id: 'margin',
    label: MARGIN,
    colour: vendorColour(study.company.ticker),
    mark: 'line',
    form: 'reported',
    isStale: isStale(study.freshness.quarter),
    points: quarters.map(({ calendar, operatingMargin }) => ({
      x: midYearOfQuarter(calendar),
      y: typeof operatingMargin === 'number' ? operatingMargin : null,
      cardIndex: null,
    })),
    endLabel: null,
  };
}

function pointsOf({ study }: DrawnQuarters, quarters: readonly AccountQuarter[], kind: FigureKind): XySeries {
  return {
    id: `margin-${kind}`,
    label: KIND_WORDS[kind],
    colour: vendorColour(study.company.ticker),
    mark: 'points',
    form: KIND_FORMS[kind],
    points: quarters.flatMap((quarter, cardIndex) => {
      const { calendar, operatingMargin } = quarter;
      if (typeof operatingMargin !== 'number' || kindOf(quarter) !== kind) return [];
      return [{ x: midYearOfQuarter(calendar), y: operatingMargin, cardIndex }];
    }),
    endLabel: null,
  };
}

function gapNotes(
  quarters: readonly AccountQuarter[],
  absenceOf: (quarter: AccountQuarter) => string | null,
): string[] {
  const gaps = quarters.flatMap((quarter) => {
    const absence = absenceOf(quarter);
    return absence === null ? [] : [`${quarterWords(quarter.label)}: ${absence}.`];
  });
  return gaps.length === 0 ? [] : [`Gaps: ${gaps.join(' ')}`];
}

function toTable(drawn: DrawnQuarters, quarters: readonly AccountQuarter[]): ChartTableModel {
  return {
    caption: `${drawn.study.company.name}: operating income, ${drawn.unit}, and margin`,
    columns: [
      { label: 'Quarter', unit: null },
      { label: 'Calendar quarter', unit: null },
      { label: 'Operating income', unit: drawn.unit },
      { label: 'Revenue', unit: drawn.unit },
      { label: 'Operating margin', unit: 'fraction' },
      { label: 'Rate, per dollar', unit: '' },
      { label: 'How', unit: null },
      { label: 'Source', unit: null },
    ],
    rows: quarters.map((quarter) => {
      const money = (figure: AccountQuarter['revenue']) => {
        const value = drawnValue(drawn, quarter, figure);
        return typeof value === 'number'
          ? numberCell(value, drawn.format, '')
          : { value: null, text: value.absence };
      };
      const { operatingMargin, operatingIncome, revenue } = quarter;
      return [
        textCell(quarterWords(quarter.label)),
        textCell(calendarWords(drawn, quarter) ?? quarter.label),
        money(operatingIncome),
        money(revenue),
        typeof operatingMargin === 'number'
          ? numberCell(operatingMargin, formatFraction, '')
          : { value: null, text: operatingMargin.absence },
        rateCell(quarter),
        textCell(howWords(operatingIncome)),
        sourceCell([operatingIncome, revenue]),
      ];
    }),
    totals: null,
  };
}

function toCard(drawn: DrawnQuarters, quarter: AccountQuarter): ChartCard {
  const income = drawnValue(drawn, quarter, quarter.operatingIncome);
  const { operatingMargin } = quarter;
  const title = calendarWords(drawn, quarter);
  const note = isAbsent(quarter.operatingIncome) ? null : quarter.operatingIncome.chosen[0]?.row.notes;
  return {
    title: title === null ? quarterWords(quarter.label) : `${quarter.label} (${title})`,
    lines: [
      {
        label: 'Operating income',
        text: typeof income === 'number' ? drawn.format(income) : income.absence,
        colour: vendorColour(drawn.study.company.ticker),
      },
      {
        label: 'Operating margin',
        text: typeof operatingMargin === 'number' ? formatFraction(operatingMargin) : operatingMargin.absence,
        colour: null,
      },
    ],
    footer: [howWords(quarter.operatingIncome), note ?? ''].filter((words) => words !== '').join('. '),
  };
}
