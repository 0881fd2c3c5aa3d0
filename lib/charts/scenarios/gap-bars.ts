/** Waterfall from one scenario's change of HBM revenue to the other's, a step for each input that differs. */
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction, formatSigned, formatUsdBnChange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { partLabel, spanWords, type ComparedPair } from './compared-pair.ts';
import { changeUsdBn } from '../headline.ts';
import { SLOT_MARKS, type ComparedRun } from './compared-run.ts';

/** The steps; null where no input differs or the gap is not split. */
export function prepareGapBars({ first, second, gap }: ComparedPair): BarPlotModel | null {
  if (!gap.ok || gap.value.parts.length === 0) return null;
  const { parts, gapUsdBn, firstUsdBn, secondUsdBn } = gap.value;
  let from = firstUsdBn;
  const steps = parts.map((part) => {
    const step = { part, label: partLabel(part), from, to: from + part.shareUsdBn };
    from = step.to;
    return step;
  });
  const bars: PlotBar[] = [
    endBar(first),
    ...steps.map(({ part, label, from: start, to }) => ({
      label,
      sublabel: shareWords(part.shareUsdBn, gapUsdBn),
      segments: [{ from: start, to, colour: 'c-water' as const, form: 'derived' as const }],
      whisker: null,
      valueLabel: formatSigned(part.shareUsdBn),
    })),
    endBar(second),
  ];
  const [top] = parts;
  const { length } = parts;
  return {
    title: `From ${first.name} to ${second.name}, input by input`,
    summary: `Between ${first.name} and ${second.name} lies ${formatUsdBnChange(gapUsdBn)} of HBM revenue; ${
      length === 1 ? 'one input makes it' : `${String(length)} inputs make it, the largest step`
    }${top === undefined ? '' : `: ${partLabel(top)} (${formatUsdBnChange(top.shareUsdBn)})`}.`,
    notes: [
      'Shapley shares: the mean effect of an input over all orders in which one scenario can be turned into the other, so the steps do not depend on an order and end exactly at the second scenario.',
      ...(parts.some(({ fields }) => fields.length > 1)
        ? ['Inputs that exclude each other, or that have no price together, are one step.']
        : []),
      'Every other input at its point.',
    ],
    valueAxis: linearAxis(
      [firstUsdBn, secondUsdBn, ...steps.map(({ to }) => to)],
      'change of HBM revenue, USD bn over the horizon',
    ),
    connectors: true,
    bars,
    rules: [],
    legend: [],
    table: {
      caption: `Gap in the change of HBM revenue, ${first.name} to ${second.name}`,
      columns: [
        { label: 'Step', unit: null },
        { label: 'Change', unit: 'USD bn' },
        { label: 'Share of the gap', unit: 'fraction' },
        { label: 'Ends at', unit: 'USD bn' },
      ],
      rows: [
        [
          textCell(first.name),
          numberCell(firstUsdBn, formatSigned, ''),
          textCell(''),
          numberCell(firstUsdBn, formatSigned, ''),
        ],
        ...steps.map(({ part, label, to }) => [
          textCell(label),
          numberCell(part.shareUsdBn, formatSigned, ''),
          numberCell(gapUsdBn === 0 ? null : part.shareUsdBn / gapUsdBn, formatFraction, 'no gap'),
          numberCell(to, formatSigned, ''),
        ]),
      ],
      totals: [
        textCell(second.name),
        numberCell(secondUsdBn, formatSigned, ''),
        textCell(''),
        numberCell(secondUsdBn, formatSigned, ''),
      ],
    },
    cards: [
      endCard(first),
      ...steps.map(({ part, label, to }) => ({
        title: label,
        lines: [
          { label: 'Makes', text: formatUsdBnChange(part.shareUsdBn), colour: 'c-water' as const },
          { label: 'Of the gap', text: shareWords(part.shareUsdBn, gapUsdBn), colour: null },
          { label: 'Ends at', text: formatUsdBnChange(to), colour: null },
        ],
        footer: 'Shapley share, computed',
      })),
      endCard(second),
    ],
    fileName: 'waterline-scenario-gap',
  };
}

function shareWords(share: number, gap: number): string {
  return gap === 0 ? 'no gap' : `${formatFraction(share / gap)} of the gap`;
}

function endBar(run: ComparedRun): PlotBar {
  const change = changeUsdBn(run.answer);
  return {
    label: run.name,
    sublabel: null,
    segments: [{ from: 0, to: change, colour: SLOT_MARKS[run.slot].colour, form: 'reported' }],
    whisker: null,
    valueLabel: formatSigned(change),
  };
}

function endCard(run: ComparedRun) {
  return {
    title: run.name,
    lines: [
      {
        label: 'Change of HBM revenue',
        text: formatUsdBnChange(changeUsdBn(run.answer)),
        colour: SLOT_MARKS[run.slot].colour,
      },
    ],
    footer: `Computed, ${spanWords(run)}`,
  };
}
