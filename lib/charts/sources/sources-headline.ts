/** The sentence of the Sources page, its key figures and what stands behind them. */
import type { IsoDate } from '../../core/facts/types.ts';
import type { LedgerCounts } from '../../core/ledger/ledger.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import { formatDate, formatFraction } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { formatStored } from './amount-words.ts';

/** What a value is, said under the sentence. */
export const VALUES_NOTE =
  'A value is one row of a table of facts as it stands: a number with its range, or a dated fact such as an event. In conflict: another source states another number for the same quantity, period and unit.';

/** The sentence in parts. */
export function prepareSourcesHeadline(counts: LedgerCounts): SentencePart[] {
  return [
    figure(formatStored(counts.rows), 'values'),
    plain(counts.rows === 1 ? ' value, ' : ' values, '),
    figure(shareOf(counts.primary, counts.rows), 'primary'),
    plain(' primary, '),
    figure(formatStored(counts.contestedRows), 'conflicts'),
    plain(' in conflict'),
    muted(` (over ${countWords(counts.contestedQuantities, 'quantity', 'quantities')})`),
    plain(', '),
    figure(formatStored(counts.revisedLately), 'revised'),
    plain(' revised in the last week.'),
  ];
}

/** Key figures. */
export function prepareSourcesFigures(counts: LedgerCounts): PageFigure[] {
  return [
    {
      key: 'values',
      label: 'Values that stand',
      value: formatStored(counts.rows),
      range: null,
      note: `${formatStored(counts.dated)} from a source with a date of publication`,
    },
    {
      key: 'primary',
      label: 'From primary sources',
      value: shareOf(counts.primary, counts.rows),
      range: null,
      note: countWords(counts.primary, 'value', 'values'),
    },
    {
      key: 'conflicts',
      label: 'In conflict',
      value: formatStored(counts.contestedRows),
      range: null,
      note: `sources differ on ${countWords(counts.contestedQuantities, 'quantity', 'quantities')}`,
    },
    {
      key: 'revised',
      label: 'Revised in the last week',
      value: formatStored(counts.revisedLately),
      range: null,
      note: `${countWords(counts.revised, 'value', 'values')} ever`,
    },
  ];
}

/** Evidence of the figures, by key. */
export function prepareSourcesEvidence(counts: LedgerCounts, asOf: IsoDate): EvidenceBook {
  return {
    values: evidenceOf({
      title: 'Values that stand',
      value: formatStored(counts.rows),
      words: `Rows of all tables of facts whose newest revision was public by ${formatDate(asOf)} and is not a withdrawal.`,
    }),
    primary: evidenceOf({
      title: 'From primary sources',
      value: shareOf(counts.primary, counts.rows),
      words:
        'Values of the grade primary (filings, company releases, papers by their authors) by all values. The grade is that of the row’s own source.',
      formula: 'primary / values',
      steps: [
        { label: 'Primary', note: 'values', value: formatStored(counts.primary) },
        { label: 'All', note: 'values', value: formatStored(counts.rows) },
      ],
    }),
    conflicts: evidenceOf({
      title: 'In conflict',
      value: formatStored(counts.contestedRows),
      words:
        'Values of the HBM market, capex to HBM, vendor metrics and shipments for which another row states another number or range for the same quantity, subject, period and unit. Definitions that name another HBM generation, or shipments, bits, capacity or cost where the other does not, are another quantity. The other tables hold one row a quantity.',
      steps: [
        { label: 'Values', note: 'in conflict', value: formatStored(counts.contestedRows) },
        {
          label: 'Quantities',
          note: 'on which they differ',
          value: formatStored(counts.contestedQuantities),
        },
      ],
      notes: [
        'A forecast and the report that followed it count as a conflict until the rule of choice has spoken.',
      ],
    }),
    revised: evidenceOf({
      title: 'Revised in the last week',
      value: formatStored(counts.revisedLately),
      words: `Values recorded more than once, the last time in the seven days to ${formatDate(asOf)} (UTC, day of the import).`,
      steps: [{ label: 'Ever revised', note: 'values', value: formatStored(counts.revised) }],
    }),
  };
}

/** "1 value", "3 values". */
export function countWords(count: number, one: string, many: string): string {
  return `${formatStored(count)} ${count === 1 ? one : many}`;
}

function shareOf(part: number, whole: number): string {
  return formatFraction(whole === 0 ? 0 : part / whole);
}
