import 'server-only';

import { csvLine } from '#lib/contracts/csv-text.ts';
import { parseDayNumber, toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import type { FrozenValueChange } from '#lib/db/frozen-value-changes.ts';

import { readCsv } from '../imports/read-csv.ts';

/** File of `prisma/seed/data` that the frozen records ship in: one line a listing and event, arrays with semicolons. */
export const FROZEN_FILE_NAME = 'frozen_value_changes.csv';

const HEADINGS = [
  'event_id',
  'ticker',
  'computed_on',
  'model_version',
  'd0_on',
  'benchmark',
  'alpha',
  'beta',
  'residual_std_dev',
  'estimation_from_on',
  'estimation_to_on',
  'estimation_sessions',
  'session_gaps_days',
  'change_pct',
  'std_error_pct',
  'implied',
] as const;

type Heading = (typeof HEADINGS)[number];

/** The whole file. Sessions are days since the one before, the first since d0. */
export function writeFrozenFile(records: readonly FrozenValueChange[]): string {
  return [csvLine([...HEADINGS]), ...records.map(toLine)].join('');
}

function toLine(record: FrozenValueChange): string {
  const days = [record.d0On, ...record.sessions].map(toDayNumber);
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? NaN));
  return csvLine([
    record.eventId,
    record.ticker,
    record.computedOn,
    record.modelVersion,
    record.d0On,
    record.benchmark,
    record.alpha,
    record.beta,
    record.residualStdDev,
    record.estimationFromOn,
    record.estimationToOn,
    record.estimationSessions,
    gaps.join(';'),
    record.changePct.join(';'),
    record.stdErrorPct.join(';'),
    record.implied.join(';'),
  ]);
}

/** Records of the file; `Err` names the line and what is wrong with it. */
export function readFrozenFile(bytes: Uint8Array): Result<FrozenValueChange[], string> {
  const read = readCsv(bytes);
  if (!read.ok) return err(`line ${String(read.error.line)} ${read.error.reason}`);
  const [head, ...rows] = read.value;
  if (head?.cells.join() !== HEADINGS.join()) return err(`the columns must be ${HEADINGS.join()}`);
  const records: FrozenValueChange[] = [];
  for (const { line, cells } of rows) {
    const record = readLine(cells);
    if (!record.ok) return err(`line ${String(line)}: ${record.error}`);
    records.push(record.value);
  }
  return ok(records);
}

function readLine(cells: readonly string[]): Result<FrozenValueChange, string> {
  if (cells.length !== HEADINGS.length) return err(`has ${String(cells.length)} cells`);
  const text = (heading: Heading): string => {
    const cell = cells[HEADINGS.indexOf(heading)] ?? '';
    // The apostrophe that keeps a spreadsheet from running a cell.
    return cell.startsWith("'") ? cell.slice(1) : cell;
  };
  const list = (heading: Heading): string[] => (text(heading) === '' ? [] : text(heading).split(';'));
  const numbers = (heading: Heading): number[] => list(heading).map(Number);
  const d0On = text('d0_on');
  const start = parseDayNumber(d0On);
  if (start === null) return err(`d0_on ${d0On} is not a date`);
  const record: FrozenValueChange = {
    eventId: text('event_id'),
    ticker: text('ticker'),
    computedOn: text('computed_on'),
    modelVersion: text('model_version'),
    d0On,
    benchmark: text('benchmark'),
    alpha: Number(text('alpha')),
    beta: Number(text('beta')),
    residualStdDev: Number(text('residual_std_dev')),
    estimationFromOn: text('estimation_from_on'),
    estimationToOn: text('estimation_to_on'),
    estimationSessions: Number(text('estimation_sessions')),
    sessions: readSessions(start, numbers('session_gaps_days')),
    changePct: numbers('change_pct'),
    stdErrorPct: numbers('std_error_pct'),
    implied: list('implied'),
  };
  const { sessions, changePct, stdErrorPct, implied, alpha, beta, residualStdDev } = record;
  const all = [alpha, beta, residualStdDev, record.estimationSessions, ...changePct, ...stdErrorPct];
  if (!all.every(Number.isFinite)) return err('holds something that is no number');
  const lengths = [changePct.length, stdErrorPct.length, implied.length || sessions.length];
  if (sessions.length === 0 || lengths.some((length) => length !== sessions.length)) {
    return err(`has ${String(sessions.length)} sessions but ${lengths.join(', ')} values`);
  }
  return ok(record);
}

function readSessions(start: number, gaps: readonly number[]): IsoDate[] {
  let day = start;
  return gaps.map((gap) => {
    day += gap;
    return toIsoDate(day);
  });
}
