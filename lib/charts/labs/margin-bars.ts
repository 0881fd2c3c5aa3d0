/** Gross margin of each lab on its flagship's tokens, before and after the saving, as rows with whiskers. */
import type { LabEconomics } from '../../core/labs/lab-economics.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableModel } from '../chart-model.ts';
import { formatFraction, formatFractionRange, formatQuarterLong } from '../format.ts';
import { labColour } from './lab-colours.ts';
import { formatChosen, formatListPrice, formatModelledPrice, formatModelledRange } from './price-format.ts';
import { pricedLabs, RANGE_WORDS, type PricedLab } from './labs-headline.ts';
import { linearAxis } from '../plot-axis.ts';

/** The chart; null when no lab has a margin. */
export function prepareMarginBars(economics: LabEconomics): BarPlotModel | null {
  const labs = pricedLabs(economics);
  if (labs.length === 0) return null;
  const ends = labs.flatMap(({ margin }) => [margin.after.low, margin.before.low, 1]);
  return {
    valueAxis: linearAxis(
      ends,
      'gross margin on tokens at list price',
      (value) => `${String(Math.round(value * 100))} %`,
    ),
    bars: labs.map(toBar),
    rules: [],
    legend: [
      { label: 'before the saving, colour of the lab', colour: 'c-muted' },
      { label: 'added by what is not passed on', colour: 'c-sand' },
    ],
    title: 'Gross margin on flagship tokens, before and after',
    summary: summarise(economics, labs),
    notes: [
      `Whiskers: the margin after the saving, ${RANGE_WORDS}.`,
      'Dotted where no architecture is published and open models stand for the lab’s own: an assumption.',
      ...economics.labs.flatMap(({ lab, absence }) => (absence === null ? [] : [`${lab.name}: ${absence}.`])),
    ],
    table: toTable(labs),
    cards: labs.map(toCard),
    fileName: 'lab-gross-margins',
  };
}

function basisOf({ step }: PricedLab): string {
  return 'absence' in step.cost ? '' : step.cost.basis;
}

function toBar(priced: PricedLab): PlotBar {
  const { row, step, margin } = priced;
  const form = basisOf(priced) === 'proxy' ? 'assumption' : 'derived';
  return {
    label: row.lab.name,
    sublabel: step.price.model,
    segments: [
      { from: 0, to: margin.before.point, colour: labColour(row.lab.id), form },
      { from: margin.before.point, to: margin.after.point, colour: 'c-sand', form: 'derived' },
    ],
    whisker: { low: margin.after.low, high: margin.after.high },
    valueLabel: `${formatFraction(margin.before.point)} → ${formatFraction(margin.after.point)}`,
  };
}

function summarise({ costSaving, passThrough, quarter }: LabEconomics, labs: readonly PricedLab[]): string {
  const least = labs.toSorted((a, b) => a.margin.after.point - b.margin.after.point);
  const [low, high] = [least[0], least.at(-1)];
  if (low === undefined || high === undefined) return 'No lab has a margin.';
  const saving = costSaving.isGiven
    ? `A cost saving of ${formatFraction(costSaving.point)}`
    : `The fleet’s cost saving of ${formatFraction(costSaving.point)} at ${formatQuarterLong(quarter)}`;
  return `${saving} with ${formatChosen(passThrough)} passed on leaves gross margins from ${formatFraction(low.margin.after.point)} (${low.row.lab.name}, before ${formatFraction(low.margin.before.point)}) to ${formatFraction(high.margin.after.point)} (${high.row.lab.name}, before ${formatFraction(high.margin.before.point)}).`;
}

function toCard({ row, step, margin, priceOverCost }: PricedLab): ChartCard {
  const { cost, blended, price } = step;
  const colour = labColour(row.lab.id);
  return {
    title: `${row.lab.name}: ${price.model}`,
    lines: [
      {
        label: 'Price at the mix',
        text: 'absence' in blended ? blended.absence : formatListPrice(blended.usdPerMtok),
        colour: null,
      },
      {
        label: 'Cost',
        text:
          'absence' in cost
            ? cost.absence
            : `${formatModelledPrice(cost.point)} (${formatModelledRange(cost.low, cost.high)})`,
        colour: null,
      },
      { label: 'Price over cost', text: `${priceOverCost.toPrecision(2)} ×`, colour: null },
      { label: 'Margin before', text: rangeText(margin.before), colour },
      { label: 'Margin after', text: rangeText(margin.after), colour: 'c-sand' },
    ],
    footer: 'absence' in cost ? '' : `USD per million tokens. Cost: ${cost.basisWords}`,
  };
}

function rangeText({
  low,
  point,
  high,
}: {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}) {
  return `${formatFraction(point)} (${formatFractionRange(low, high)})`;
}

function toTable(labs: readonly PricedLab[]): ChartTableModel {
  const ends = ['low', 'point', 'high'] as const;
  return {
    caption: 'Gross margin on flagship tokens at list price, as fractions of the price',
    columns: [
      { label: 'Lab', unit: null },
      { label: 'Model', unit: null },
      ...ends.map((end) => ({ label: `Before, ${end}`, unit: 'fraction' })),
      ...ends.map((end) => ({ label: `After, ${end}`, unit: 'fraction' })),
      { label: 'Cost from', unit: null },
    ],
    rows: labs.map(({ row, step, margin }) => [
      textCell(row.lab.name),
      textCell(step.price.model),
      ...ends.map((end) => numberCell(margin.before[end], formatFraction, '')),
      ...ends.map((end) => numberCell(margin.after[end], formatFraction, '')),
      textCell('absence' in step.cost ? step.cost.absence : step.cost.basisWords),
    ]),
    totals: null,
  };
}
