/** A headline on its way down: what is left after each step. */
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate, formatFraction } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import {
  factorWords,
  keptOf,
  stepLabel,
  type DeflatedEvent,
  type DeflationStepItem,
} from './deflation-words.ts';

/** Bar of one step: what is left, with what the step takes away hatched behind it. */
function barOf(step: DeflationStepItem, before: number | null, by: string): PlotBar {
  const { left, low, high, id } = step;
  const lost = before === null || before <= left ? [] : [{ from: left, to: before }];
  return {
    label: stepLabel(step, by),
    sublabel: factorWords(step),
    // What is left comes last: the connector to the next step starts where it ends.
    segments: [
      ...lost.map((part) => ({ ...part, colour: 'c-supply' as const, form: 'derived' as const })),
      {
        from: 0,
        to: left,
        colour: 'c-deep',
        form: id === 'claim' || id === 'measured' ? 'reported' : 'assumption',
      },
    ],
    whisker: low === high || before === null ? null : { low: low * before, high: high * before },
    valueLabel: formatFraction(left),
  };
}

/** The ladder of one event by a date. */
export function prepareDeflationLadder(item: DeflatedEvent, by: string): BarPlotModel {
  const { steps, effective, title, techniqueName, notAdded } = item;
  const kept = keptOf(item);
  const last = steps.length - 1;
  const bars = steps.map((step, index): PlotBar => {
    const bar = barOf(step, steps[index - 1]?.left ?? null, by);
    return index === last ? { ...bar, whisker: { low: effective.low, high: effective.high } } : bar;
  });
  const values = bars.flatMap(({ segments, whisker }) => [
    ...segments.map(({ to }) => to),
    ...(whisker === null ? [] : [whisker.high]),
  ]);
  return {
    title: 'From the headline to the fleet',
    summary: `${title} (${formatDate(item.occurredOn)}): of the headline ${kept === null ? 'nothing' : formatFraction(kept)} is left by ${formatDate(by)}.`,
    notes: [
      'Dark is left, pale is taken away by the step. Whiskers: the step alone at its low and high; on the last bar the range of the whole.',
      `Taken for ${techniqueName}.${notAdded.length === 0 ? '' : ` Not added: ${notAdded.map(({ technique, reason }) => `${technique} (${reason})`).join('; ')}.`}`,
    ],
    valueAxis: linearAxis(values, '%', (value) => String(Math.round(value * 100))),
    connectors: true,
    bars,
    rules: [],
    legend: [],
    table: {
      caption: 'Steps from the headline to the fleet',
      columns: [
        { label: 'Step', unit: null },
        { label: 'Factor', unit: 'fraction' },
        { label: 'Low', unit: 'fraction' },
        { label: 'High', unit: 'fraction' },
        { label: 'Left', unit: 'fraction' },
        { label: 'Why', unit: null },
        { label: 'Rows of the registry', unit: null },
      ],
      rows: steps.map((step) => [
        textCell(stepLabel(step, by)),
        numberCell(step.point, formatFraction, ''),
        numberCell(step.low, formatFraction, ''),
        numberCell(step.high, formatFraction, ''),
        numberCell(step.left, formatFraction, ''),
        textCell(step.note),
        textCell(step.assumptionIds.join(', ')),
      ]),
      totals: null,
    },
    cards: steps.map((step) => ({
      title: stepLabel(step, by),
      lines: [
        { label: 'Factor', text: factorWords(step), colour: null },
        { label: 'Left', text: formatFraction(step.left), colour: 'c-deep' as const },
        { label: 'Why', text: step.note, colour: null },
      ],
      footer: step.assumptionIds.length === 0 ? 'As published' : 'Assumption of the registry',
    })),
    fileName: `waterline-deflator-${item.event}`,
  };
}
