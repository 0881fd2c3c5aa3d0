/** The ledger of freezes, missed months among them. */
import type { TrackRecordFreeze, TrackRecordResponse } from '../../contracts/track-record.ts';
import type { NotedCell, NotedTable } from '../as-of/noted-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';

/** One row a month, newest first. */
export function prepareFreezesTable({ freezes, missedMonths }: TrackRecordResponse): NotedTable {
  const rows = [
    ...freezes.map((freeze) => ({ month: freeze.month, cells: toRow(freeze) })),
    ...missedMonths.map((month) => ({ month, cells: toMissedRow(month) })),
  ].toSorted((a, b) => (a.month > b.month ? -1 : 1));
  return {
    caption: 'Freezes',
    columns: [
      { label: 'Month', unit: null },
      { label: 'Frozen', unit: null, isShort: true },
      { label: 'Calls', unit: 'count' },
      { label: 'Data version', unit: '' },
      { label: 'Model', unit: null, isShort: true },
      { label: 'Draws', unit: 'count' },
      { label: 'Seed', unit: '' },
      { label: 'Digest', unit: null, isShort: true },
      { label: 'Checked now', unit: null, isShort: true },
    ],
    rows: rows.map(({ cells }) => cells),
    totals: null,
    fileName: 'waterline-freezes',
  };
}

const SHOWN_DIGITS = 12;

function toRow(freeze: TrackRecordFreeze): NotedCell[] {
  const { month, frozenAt, calls, dataVersion, modelVersion, draws, seed, digest, isIntact } = freeze;
  return [
    { value: month, text: formatDate(month) },
    { value: frozenAt, text: `${formatDate(frozenAt.slice(0, 10))} ${frozenAt.slice(11, 16)} UTC` },
    numberCell(calls, String, ''),
    numberCell(dataVersion, String, ''),
    textCell(modelVersion),
    numberCell(draws, (value) => value.toLocaleString('en-US'), ''),
    numberCell(seed, String, ''),
    { value: digest, text: `${digest.slice(0, SHOWN_DIGITS)}…` },
    textCell(isIntact ? 'matches its digest' : 'DOES NOT MATCH its digest'),
  ];
}

function toMissedRow(month: string): NotedCell[] {
  const none = (): NotedCell => ({ value: null, text: '–' });
  return [
    { value: month, text: formatDate(month) },
    { value: null, text: 'missed: nothing ran in it, and it is not filled in' },
    ...Array.from({ length: 7 }, none),
  ];
}
