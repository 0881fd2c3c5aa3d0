/** Frozen calls as they were made, with what came of each; and what matures next. */
import type { TrackRecordCall } from '../../contracts/track-record.ts';
import { DUE_DAYS } from '../../core/track-record/grade-calls.ts';
import { toDayNumber, toIsoDate } from '../../core/calendar/day-number.ts';
import { formatErrorPct } from '../as-of/change-words.ts';
import type { NotedCell, NotedTable } from '../as-of/noted-table.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import {
  formatBand,
  formatLevel,
  kindWords,
  outcomeKey,
  ownDays,
  STATE_WORDS,
  targetWords,
  type RecordPair,
} from './record-words.ts';

const LEVELS = ['p05', 'p10', 'p25', 'p50', 'p75', 'p90', 'p95'] as const;

/** Calls of one month, in the order of subject, vendor and quarter. */
export function prepareCallsTable({ frozen, subject }: RecordPair, month: string): NotedTable {
  const calls = frozen.calls.filter(
    (call) => call.month === month && (subject === null || call.subject === subject),
  );
  return {
    caption: `Calls frozen in ${formatDate(month)}`,
    columns: [
      { label: 'Figure', unit: null },
      { label: 'Called, median', unit: '' },
      { label: 'Unit', unit: null, isFileOnly: true },
      ...LEVELS.map((level) => ({ label: level, unit: '', isFileOnly: true })),
      { label: 'State', unit: null, isShort: true },
      { label: 'Came', unit: '' },
      { label: 'Came first', unit: '', isFileOnly: true },
      { label: 'Error', unit: 'percent' },
      { label: 'In the 80 % band', unit: null, isShort: true },
      { label: 'Source', unit: null, isFileOnly: true },
    ],
    rows: calls.map(toCallRow),
    totals: null,
    fileName: `waterline-frozen-calls-${month}`,
  };
}

function toCallRow(call: TrackRecordCall): NotedCell[] {
  const { latest, first, state } = call;
  const absence = state === 'open' ? 'not yet' : (call.reason ?? '');
  const days = ownDays(call);
  const level = (value: number): string => formatLevel(call, value);
  return [
    { ...textCell(targetWords(call)), ...(days === null ? {} : { note: days }) },
    { ...numberCell(call.p50, level, ''), note: formatBand(call) },
    textCell(call.unit),
    ...LEVELS.map((name) => numberCell(call[name], level, '')),
    { ...textCell(STATE_WORDS[state]), ...stateNote(call) },
    {
      ...numberCell(latest?.actual ?? null, level, absence),
      ...(latest === null ? {} : { note: cameNote(call, latest), evidence: outcomeKey(call) }),
    },
    numberCell(first?.actual ?? null, level, absence),
    numberCell(latest?.errorPct ?? null, formatErrorPct, latest === null ? '–' : 'none'),
    textCell(latest === null ? '–' : latest.inside80 ? 'yes' : 'no'),
    textCell(latest?.sources.map(({ title, url }) => url ?? title).join(' ') ?? ''),
  ];
}

function stateNote({ state, maturedOn }: TrackRecordCall): Pick<NotedCell, 'note'> {
  if (maturedOn === null) return {};
  return { note: `${state === 'graded' ? 'first public' : 'given up'} ${formatDate(maturedOn)}` };
}

function cameNote(call: TrackRecordCall, latest: NonNullable<TrackRecordCall['latest']>): string {
  const { first } = call;
  const kind = kindWords(latest);
  return first === null || first.actual === latest.actual
    ? kind
    : `${kind}; first ${formatLevel(call, first.actual)}, ${first.inside80 ? 'inside' : 'outside'} the band`;
}

/** The next call of each vendor and subject that can mature, by the newest freeze. */
export function prepareNextTable({ frozen }: RecordPair): NotedTable {
  const newest = frozen.freezes.at(-1)?.month;
  const waiting = frozen.calls.filter(
    ({ month, state }) => month === newest && (state === 'open' || state === 'awaited'),
  );
  const groups = Map.groupBy(waiting, ({ subject, vendor }) => vendor ?? subject);
  const next = [...groups.values()].flatMap(
    (calls) => calls.toSorted((a, b) => (a.periodEndOn < b.periodEndOn ? -1 : 1))[0] ?? [],
  );
  return {
    caption: 'Next to mature',
    columns: [
      { label: 'Figure', unit: null },
      { label: 'Period ends', unit: null, isShort: true },
      { label: 'Given up if not disclosed by', unit: null, isShort: true },
      { label: 'Called, median', unit: '' },
      { label: 'Low of the 80 % band', unit: '', isFileOnly: true },
      { label: 'High of the 80 % band', unit: '', isFileOnly: true },
      { label: 'Unit', unit: null, isFileOnly: true },
    ],
    rows: next
      .toSorted((a, b) => (a.periodEndOn < b.periodEndOn ? -1 : 1))
      .map((call): NotedCell[] => {
        const days = ownDays(call);
        const level = (value: number): string => formatLevel(call, value);
        const dueOn = toIsoDate(toDayNumber(call.periodEndOn) + DUE_DAYS);
        return [
          { ...textCell(targetWords(call)), ...(days === null ? {} : { note: days }) },
          { value: call.periodEndOn, text: formatDate(call.periodEndOn) },
          { value: dueOn, text: call.subject === 'saving' ? 'nobody reports it' : formatDate(dueOn) },
          { ...numberCell(call.p50, level, ''), note: formatBand(call) },
          numberCell(call.p10, level, ''),
          numberCell(call.p90, level, ''),
          textCell(call.unit),
        ];
      }),
    totals: null,
    fileName: 'waterline-next-calls',
  };
}
