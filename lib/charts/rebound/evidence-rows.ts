/** Rows on file from which no elasticity can be read, and what the evidence leaves open. */
import type { ElasticityEvidence } from '../../core/rebound/elasticity-evidence.ts';
import { textCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { formatInputNumber } from '../resolved-inputs.ts';
import { sourceCell } from './evidence-strip.ts';
import type { NamedTable } from './named-table.ts';

/** Everything of the file that is not drawn, each row with its reason; null when all is drawn. */
export function prepareOtherRows({ others, estimates }: ElasticityEvidence): NamedTable | null {
  if (others.length === 0) return null;
  return {
    title: 'Other rows on use and price, without an elasticity',
    summary: `${String(others.length)} of ${String(others.length + estimates.length)} rows about use and price state no elasticity; none of them is turned into one.`,
    notes: [],
    table: {
      caption: 'Rows without an elasticity',
      columns: [
        { label: 'Figure', unit: null },
        { label: 'Of', unit: '' },
        { label: 'States', unit: null },
        { label: 'Why not drawn', unit: null },
        { label: 'Source', unit: null },
      ],
      rows: others.map(({ row, reason }) => [
        textCell(row.quantity),
        textCell(formatDate(row.observedOn)),
        textCell(writeNumbers(row)),
        textCell(reason),
        sourceCell(row),
      ]),
      totals: null,
    },
    fileName: 'use-and-price-rows',
  };
}

function writeNumbers({ low, point, high, unit }: ElasticityEvidence['others'][number]['row']): string {
  if (point !== null) return `${formatInputNumber(point)} ${unit}`;
  if (low !== null && high !== null) return `${formatInputNumber(low)}–${formatInputNumber(high)} ${unit}`;
  if (high !== null) return `at most ${formatInputNumber(high)} ${unit}`;
  return low === null ? 'no number' : `at least ${formatInputNumber(low)} ${unit}`;
}

/** What the evidence does not say, counted from the rows. */
export function listEvidenceGaps({ estimates, others }: ElasticityEvidence): readonly string[] {
  const total = estimates.length + others.length;
  const use = estimates.filter(({ kind }) => kind === 'use');
  const withInterval = use.filter(({ low, high }) => low !== null && high !== null).length;
  const primary = use.filter(({ grade }) => grade === 'primary').length;
  const newest = use
    .map(({ observedOn }) => observedOn)
    .toSorted()
    .at(-1);
  return [
    total === 0
      ? 'How use answers price: no row was public by this date.'
      : `How use answers price in the long run: ${String(use.length)} of ${String(total)} rows on file ${use.length === 1 ? 'measures' : 'measure'} the price elasticity of token use, ${String(withInterval)} of them with an interval, ${primary === 0 ? 'none' : String(primary)} read in the original${newest === undefined ? '' : `; the newest speaks of ${formatDate(newest)}`}.`,
    'What price does to cached tokens: no estimate separates them from uncached ones, though they differ tenfold in price.',
    'How hardware demand answers: every estimate is of tokens; none is of compute, energy or memory.',
  ];
}
