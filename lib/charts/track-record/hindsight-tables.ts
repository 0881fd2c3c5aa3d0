/** Hindsight by the figure that was called: what came, and how the calls of past month ends stood to it. */
import type { TrackRecordCall } from '../../contracts/track-record.ts';
import { targetKey } from '../../core/track-record/types.ts';
import { median } from '../../core/reconciliation/published-route.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import type { NotedCell, NotedTable } from '../as-of/noted-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { formatBand, formatLevel, kindWords, ownDays, targetWords, type RecordPair } from './record-words.ts';

/** One row a figure, by subject, vendor and quarter. */
export function prepareHindsightTable({ hindsight, subject }: RecordPair): NotedTable {
  const graded = hindsight.calls.filter(
    ({ latest, ...call }) => latest !== null && (subject === null || call.subject === subject),
  );
  const groups = [...Map.groupBy(graded, targetKey)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    caption: 'In hindsight, not scored: by figure',
    columns: [
      { label: 'Figure', unit: null },
      { label: 'Came', unit: '' },
      { label: 'Unit', unit: null, isFileOnly: true },
      { label: 'Calls on it', unit: 'count' },
      { label: 'In the 80 % band', unit: 'count' },
      { label: 'Median error', unit: 'percent' },
      { label: 'First call', unit: '' },
      { label: 'Last call', unit: '' },
      { label: 'Source', unit: null },
    ],
    rows: groups.map(([, calls]) => toRow(calls)),
    totals: null,
    fileName: 'waterline-hindsight',
  };
}

function toRow(calls: readonly TrackRecordCall[]): NotedCell[] {
  const [first] = calls;
  const last = calls.at(-1);
  const latest = first?.latest ?? null;
  if (first === undefined || last === undefined || latest === null) return [];
  const errors = calls.flatMap((call) => call.latest?.errorPct ?? []);
  const inside = calls.filter((call) => call.latest?.inside80 === true).length;
  const days = ownDays(first);
  const source = latest.sources[0];
  return [
    { ...textCell(targetWords(first)), ...(days === null ? {} : { note: days }) },
    { ...numberCell(latest.actual, (value) => formatLevel(first, value), ''), note: kindWords(latest) },
    textCell(first.unit),
    numberCell(calls.length, String, ''),
    numberCell(inside, String, ''),
    numberCell(errors.length === 0 ? null : median(errors), formatErrorPct, 'none'),
    callCell(first),
    callCell(last),
    source === undefined
      ? textCell('–')
      : { value: source.url ?? source.title, text: source.title, href: source.url },
  ];
}

/** Median and band of a call, with the month end that it is of. */
function callCell(call: TrackRecordCall): NotedCell {
  return {
    ...numberCell(call.p50, (value) => formatLevel(call, value), ''),
    note: `${formatBand(call)}, end of ${formatDate(call.month)}`,
  };
}
