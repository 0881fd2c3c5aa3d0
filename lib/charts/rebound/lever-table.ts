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
    title: 'What three levers do',
    summary: summarise(answers),
    notes: [
      'One lever at a time, everything else as set. The ranges are argued, not measured: every one is an assumption, and none is drawn in the runs.',
    ],
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

function valueWords({ value, ends, isSet }: LeverAnswer): string {
  const words = [...(value === 0 ? ['off'] : []), ...ends, ...(isSet ? ['as set'] : [])];
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
