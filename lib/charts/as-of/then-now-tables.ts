/** Figures and facts of two days side by side. */
import type { FactTableSummary } from '../../contracts/facts/summary.ts';
import type { IssuerYearCapex } from '../../core/exposure/types.ts';
import type { RangedValue } from '../../core/efficiency/one-at-a-time.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatDate, formatPct, formatQuarterLong, formatSignificant, formatUsdBn } from '../format.ts';
import { nameTable } from '../table-names.ts';
import { formatErrorPct } from './change-words.ts';
import { sumGuides } from './guide-sums.ts';
import { factCount, hbmOfYear, riskOf, spanOf, type KnownOn, type KnownPair } from './known-pair.ts';
import type { NotedCell, NotedTable } from './noted-table.ts';

interface ComparedFigure {
  readonly label: string;
  readonly then: RangedValue | null;
  readonly now: RangedValue | null;
  readonly format: (value: number) => string;
  readonly evidence?: string;
  readonly thenNote?: string;
  readonly nowNote?: string;
}

const exact = (point: number): RangedValue => ({ low: point, point, high: point });
const factor = (value: number): string => value.toFixed(2);
const inUsd = { format: formatUsdBn };

/** Capex by buyer, HBM revenue, what is at risk and the calibration, then and now. */
export function prepareThenNowTable(pair: KnownPair): NotedTable {
  const { then, now, year } = pair;
  const figures: readonly ComparedFigure[] = [
    ...issuerFigures(pair),
    guideFigure(pair),
    ...[year, year + 1].map((each) => ({
      ...inUsd,
      label: `HBM revenue of ${String(each)}, calibrated model`,
      then: hbmOfYear(then, each),
      now: hbmOfYear(now, each),
      ...(each === year ? { evidence: 'hbm' } : {}),
    })),
    {
      ...inUsd,
      label: 'HBM revenue at risk, default scenario',
      then: exact(riskOf(then)),
      now: exact(riskOf(now)),
      evidence: 'risk',
      thenNote: spanWords(then),
      nowNote: spanWords(now),
    },
    {
      label: 'Calibration factor',
      format: factor,
      then: then.model.calibration,
      now: now.model.calibration,
      evidence: 'calibration',
    },
  ];
  return {
    caption: `Known on ${formatDate(then.asOf)} and on ${formatDate(now.asOf)}`,
    columns: [
      { label: 'Figure', unit: null },
      { label: formatDate(then.asOf), unit: '' },
      { label: 'low', unit: '' },
      { label: 'high', unit: '' },
      { label: formatDate(now.asOf), unit: '' },
      { label: 'now low', unit: '' },
      { label: 'now high', unit: '' },
      { label: 'Change', unit: 'percent' },
    ],
    rows: figures.map(toRow),
    totals: null,
    fileName: `waterline-known-${then.asOf}`,
  };
}

function issuerFigures({ then, now, year }: KnownPair): ComparedFigure[] {
  const rowsOf = ({ world }: KnownOn): readonly IssuerYearCapex[] =>
    world.issuerYears.filter((row) => row.year === year);
  return rowsOf(now).map((row) => {
    const past = rowsOf(then).find(({ ticker }) => ticker === row.ticker) ?? null;
    return {
      ...inUsd,
      label: `Capex of ${String(year)}, ${row.issuer}`,
      then: past === null ? null : issuerRange(past),
      now: issuerRange(row),
      thenNote: past === null ? 'nothing reported yet' : issuerNote(past),
      nowNote: issuerNote(row),
    };
  });
}

function issuerRange(row: IssuerYearCapex): RangedValue {
  return { low: row.lowUsdBn, point: row.pointUsdBn, high: row.highUsdBn };
}

function issuerNote({ announcementId, actualUsdBn, pointUsdBn }: IssuerYearCapex): string {
  if (actualUsdBn !== null && Math.abs(actualUsdBn - pointUsdBn) < 1e-6) return 'reported';
  const open = announcementId === null ? 'grown by assumption' : 'guided';
  return actualUsdBn === null ? open : `${open}, ${formatUsdBn(actualUsdBn)} reported`;
}

function guideFigure({ then, now, year }: KnownPair): ComparedFigure {
  const range = (known: KnownOn): RangedValue | null => {
    const sum = sumGuides(known.world, year);
    return sum === null ? null : { low: sum.lowUsdBn, point: sum.pointUsdBn, high: sum.highUsdBn };
  };
  return {
    ...inUsd,
    label: `Capex of ${String(year)}, big four together`,
    then: range(then),
    now: range(now),
    evidence: 'guides',
  };
}

function toRow(figure: ComparedFigure): NotedCell[] {
  const { then, now, evidence } = figure;
  const side = (range: RangedValue | null, note: string | undefined): NotedCell[] => [
    {
      ...numberCell(range?.point ?? null, figure.format, 'not known'),
      ...(note === undefined ? {} : { note }),
      ...(evidence === undefined || range === null ? {} : { evidence }),
    },
    endCell(range, 'low', figure.format),
    endCell(range, 'high', figure.format),
  ];
  const change =
    then === null || now === null || then.point === 0 ? null : (now.point / then.point - 1) * 100;
  return [
    textCell(figure.label),
    ...side(then, figure.thenNote),
    ...side(now, figure.nowNote),
    numberCell(change, formatErrorPct, 'not comparable'),
  ];
}

/** One end of a range; blank where there is no range. */
function endCell(
  range: RangedValue | null,
  end: 'low' | 'high',
  format: (value: number) => string,
): NotedCell {
  return numberCell(range === null || range.low === range.high ? null : range[end], format, '');
}

function spanWords(known: KnownOn): string {
  const [first, last] = spanOf(known);
  return `${formatQuarterLong(first)} to ${formatQuarterLong(last)}`;
}

/** Rows of each fact table and its newest source, then and now. */
export function prepareFactsTable({ then, now }: KnownPair): NotedTable {
  const rowOf = (table: FactTableSummary): NotedCell[] => {
    const past = then.tables.find((one) => one.table === table.table);
    return [
      textCell(nameTable(table.table)),
      numberCell(past?.rows ?? 0, formatCount, ''),
      numberCell(table.rows, formatCount, ''),
      numberCell(table.rows === 0 ? null : ((past?.rows ?? 0) / table.rows) * 100, formatPct, 'no rows'),
      dateCell(past?.newestPublishedOn ?? null, then.asOf),
      dateCell(table.newestPublishedOn, now.asOf),
    ];
  };
  return {
    caption: 'Facts that stood on either day, by table',
    columns: [
      { label: 'Table', unit: null },
      { label: `Known on ${formatDate(then.asOf)}`, unit: 'rows' },
      { label: `Known on ${formatDate(now.asOf)}`, unit: 'rows' },
      { label: 'Known then', unit: 'percent' },
      { label: 'Newest source then', unit: null, isShort: true },
      { label: 'Newest source now', unit: null, isShort: true },
    ],
    rows: now.tables.map(rowOf),
    totals: [
      textCell('All'),
      numberCell(factCount(then), formatCount, ''),
      numberCell(factCount(now), formatCount, ''),
      numberCell((factCount(then) / factCount(now)) * 100, formatPct, ''),
      textCell(''),
      textCell(''),
    ],
    fileName: `waterline-facts-known-${then.asOf}`,
  };
}

/** Whole numbers in full: 2,431. */
export function formatCount(count: number): string {
  return formatSignificant(count, Math.max(1, String(Math.trunc(count)).length));
}

/** The source may be a write-up of later than the fact: an announcement counts from its own day. */
function dateCell(date: string | null, asOf: string): NotedCell {
  if (date === null) return { value: null, text: 'none dated' };
  const text = formatDate(date);
  return date > asOf ? { value: date, text, note: 'a later write-up' } : { value: date, text };
}
