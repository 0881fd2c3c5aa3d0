/** Hindsight by the figure that was called: what came, and how the calls of past month ends stood to it. */
import type { TrackRecordCall } from '../../contracts/track-record.ts';
import { compareTargets, targetKey } from '../../core/track-record/types.ts';
import { median } from '../../core/reconciliation/published-route.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import type { NotedCell, NotedTable } from '../as-of/noted-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { formatLevel, kindWords, outcomeKey, ownDays, targetWords, type RecordPair } from './record-words.ts';

/** One row a figure, by subject, vendor and quarter. */
export function prepareHindsightTable({ hindsight, subject }: RecordPair): NotedTable {
  const graded = hindsight.calls.filter(
    ({ latest, ...call }) => latest !== null && (subject === null || call.subject === subject),
  );
  const groups = Map.groupBy(graded.toSorted(compareTargets), targetKey);
  return {
    caption: 'In hindsight, not scored: by figure',
    columns: [
      { label: 'Figure', unit: null },
      { label: 'Came', unit: '' },
      { label: 'Unit', unit: null, isFileOnly: true },
      { label: 'Calls on it', unit: 'count' },
      { label: 'In the 80 % band', unit: 'count' },
      { label: 'Median error', unit: 'percent' },
      { label: 'Called, first to last', unit: null, isShort: true },
      { label: 'Source', unit: null, isFileOnly: true },
    ],
    rows: [...groups.values()].map(toRow),
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
  return [
    { ...textCell(targetWords(first)), ...(days === null ? {} : { note: days }) },
    {
      ...numberCell(latest.actual, (value) => formatLevel(first, value), ''),
      note: kindWords(latest),
      evidence: outcomeKey(first),
    },
    textCell(first.unit),
    numberCell(calls.length, String, ''),
    numberCell(inside, String, ''),
    numberCell(errors.length === 0 ? null : median(errors), formatErrorPct, 'none'),
    calledCell(first, last),
    textCell(latest.sources.map(({ title, url }) => url ?? title).join(' ')),
  ];
}

/** Medians of the first and the last call on a figure, with their month ends. */
function calledCell(first: TrackRecordCall, last: TrackRecordCall): NotedCell {
  const level = (call: TrackRecordCall): string => formatLevel(call, call.p50);
  if (first === last) return { ...textCell(level(first)), note: `end of ${formatDate(first.month)}` };
  return {
    ...textCell(`${level(first)} → ${level(last)}`),
    note: `ends of ${formatDate(first.month)} and ${formatDate(last.month)}`,
  };
}
