/** What three levers that stand at zero do to break-even, time and cost. */
import { textCell, numberCell, type ChartTableCell } from '../chart-model.ts';
import { formatQuarterLong, formatSignificant, formatUsdBn } from '../format.ts';
import { formatInputPercent } from '../resolved-inputs.ts';
import type { LeverAnswer } from './lever-answers.ts';
import type { NamedTable } from './named-table.ts';
import { lastQuarterOf, type ReboundAnswers } from './rebound-answers.ts';

/** Null where the registry has none of the levers. */
export function prepareLeverTable(answers: ReboundAnswers): NamedTable | null {
  const { levers } = answers;
  if (levers.length === 0) return null;
  return {
    title: 'Three levers that stand at zero',
    summary: summarise(answers),
    notes: [`One lever at a time, everything else as set; 0 leaves the lever out. ${assumedWords(levers)}`],
    table: {
      caption: 'Break-even by lever',
      columns: [
        { label: 'Lever', unit: null },
        { label: 'At', unit: '' },
        { label: 'Break-even elasticity', unit: '' },
        { label: 'Long-run demand', unit: 'of baseline' },
        { label: 'Demand back', unit: '' },
        { label: 'Lost until then', unit: 'USD bn' },
      ],
      rows: levers.map((lever) => [
        textCell(lever.name),
        { value: lever.value, text: `${formatInputPercent(lever.value)} (${valueWords(lever)})` },
        numberCell(lever.breakEven, (value) => formatSignificant(value), 'none offsets'),
        numberCell(lever.longRunDemand, (value) => formatSignificant(value, 4), ''),
        backCell(lever, lastQuarterOf(answers)),
        numberCell(lever.offset.revenueLostUsdBn, (value) => formatSignificant(value), ''),
      ]),
      totals: null,
    },
    fileName: 'rebound-levers',
  };
}

function assumedWords(levers: readonly LeverAnswer[]): string {
  const names = (kept: readonly LeverAnswer[]): number => new Set(kept.map(({ field }) => field)).size;
  const assumed = names(levers.filter(({ basis }) => basis === 'assumption'));
  return `${String(assumed)} of the ${String(names(levers))} ranges are assumptions, argued but not measured; the runs hold the levers.`;
}

function valueWords({ value, ends, isSet }: LeverAnswer): string {
  const words = [...(value === 0 && ends.length === 0 ? ['off'] : []), ...ends, ...(isSet ? ['as set'] : [])];
  return words.join(', ');
}

function backCell({ offset, isEverBelow }: LeverAnswer, last: string): ChartTableCell {
  if (offset.quarter !== null) return { value: offset.quarter, text: formatQuarterLong(offset.quarter) };
  return { value: null, text: isEverBelow ? `not by ${formatQuarterLong(last)}` : 'never below' };
}

/** Which lever moves break-even most, and which not at all. */
function summarise({ levers, point }: ReboundAnswers): string {
  const base = point.breakEvenElasticity;
  if (base === null) return 'No elasticity offsets as set; the levers change what is lost.';
  const moves = levers.flatMap(({ name, breakEven, value }) =>
    breakEven === null ? [] : [{ name, value, breakEven, by: Math.abs(breakEven - base) }],
  );
  const widest = moves.toSorted((a, b) => b.by - a.by)[0];
  if (widest === undefined || widest.by < 0.005 * base) {
    return `None of the three moves break-even from ${formatSignificant(base)}; they change what is lost.`;
  }
  const dearest = levers.toSorted((a, b) => b.offset.revenueLostUsdBn - a.offset.revenueLostUsdBn)[0];
  const dear =
    dearest === undefined || dearest.offset.revenueLostUsdBn === 0
      ? ''
      : ` The loss until demand is back is largest, ${formatUsdBn(dearest.offset.revenueLostUsdBn)}, with “${dearest.name}” at ${formatInputPercent(dearest.value)}.`;
  return `“${widest.name}” at ${formatInputPercent(widest.value)} moves break-even most, from ${formatSignificant(base)} to ${formatSignificant(widest.breakEven)}.${dear}`;
}
