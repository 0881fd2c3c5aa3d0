/** Every flagship price with what it means at the mix and what serving costs: the table twin of the price history. */
import type { FlagshipStep, LabRow } from '../../core/labs/lab-economics.ts';
import { numberCell, textCell, type ChartTableCell, type ChartTableModel } from '../chart-model.ts';
import { formatDate, formatFraction } from '../format.ts';
import { formatListPrice, formatModelledPrice, formatMultiple, NOT_LISTED } from './price-format.ts';

const UNIT = 'USD per million tokens';

/** Table of the flagship prices of `rows`. */
export function prepareFlagshipTable(rows: readonly LabRow[], caption: string): ChartTableModel {
  return {
    caption,
    columns: [
      { label: 'Model, from', unit: null },
      { label: 'Lab', unit: null },
      { label: 'Input', unit: UNIT },
      { label: 'Cached', unit: UNIT },
      { label: 'Output', unit: UNIT },
      { label: 'Cached / input', unit: 'fraction' },
      { label: 'At the mix', unit: UNIT },
      { label: 'Cost, low', unit: UNIT },
      { label: 'Cost, point', unit: UNIT },
      { label: 'Cost, high', unit: UNIT },
      { label: 'Price / cost', unit: '×' },
      { label: 'Cost from', unit: null },
      { label: 'Source', unit: null },
    ],
    rows: rows.flatMap((row) => row.steps.map((step) => toCells(row, step))),
    totals: null,
  };
}

function toCells({ lab }: LabRow, step: FlagshipStep): ChartTableCell[] {
  const { price, blended, cost, priceOverCost } = step;
  const { inputUsdPerMtok: input, cachedInputUsdPerMtok: cached, outputUsdPerMtok: output } = price;
  const ratio = input === null || cached === null || input === 0 ? null : cached / input;
  const costAt = (end: 'low' | 'point' | 'high'): ChartTableCell =>
    'absence' in cost ? { value: null, text: cost.absence } : numberCell(cost[end], formatModelledPrice, '');
  return [
    {
      value: `${price.model}, ${price.effectiveOn}`,
      text: `${price.model}, ${formatDate(price.effectiveOn)}`,
    },
    textCell(lab.name),
    numberCell(input, formatListPrice, NOT_LISTED),
    numberCell(cached, formatListPrice, NOT_LISTED),
    numberCell(output, formatListPrice, NOT_LISTED),
    numberCell(ratio, formatFraction, NOT_LISTED),
    'absence' in blended
      ? { value: null, text: blended.absence }
      : numberCell(blended.usdPerMtok, formatListPrice, ''),
    costAt('low'),
    costAt('point'),
    costAt('high'),
    numberCell(priceOverCost, formatMultiple, 'no cost or no price'),
    textCell('absence' in cost ? cost.absence : `${cost.architectureIds.join(', ')}: ${cost.basisWords}`),
    { value: price.url, text: price.sourceTitle ?? 'source not named' },
  ];
}
