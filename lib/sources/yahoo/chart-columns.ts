import type { QuarantinedValue } from '../source.ts';
import type { ChartResult } from './chart-schema.ts';
import { quarantine } from './quarantine.ts';

/** One row across the columns of a chart, as it came. */
export interface BarRow {
  readonly timestamp: unknown;
  readonly open: unknown;
  readonly high: unknown;
  readonly low: unknown;
  readonly close: unknown;
  readonly volume: unknown;
  readonly adjustedClose: unknown;
}

export interface Columns {
  readonly rows: readonly BarRow[];
  readonly quarantined: readonly QuarantinedValue[];
}

type ColumnName = Exclude<keyof BarRow, 'timestamp'>;

const COLUMN_NAMES = ['open', 'high', 'low', 'close', 'volume', 'adjustedClose'] as const;

/**
 * The columns of a chart turned into rows. A column that is missing or not as long as the time stamps is quarantined
 * and reads as absent; when that is the close, there are no rows. No time stamps means no session in the range.
 */
export function readColumns({ timestamp, indicators }: ChartResult, symbol: string): Columns {
  if (timestamp === undefined || timestamp.length === 0) return { rows: [], quarantined: [] };
  const quote = indicators.quote[0] ?? {};
  const quarantined: QuarantinedValue[] = [];
  const columns = new Map<ColumnName, readonly unknown[]>();
  for (const name of COLUMN_NAMES) {
    const isAdjusted = name === 'adjustedClose';
    const column = isAdjusted ? indicators.adjclose?.[0]?.adjclose : quote[name];
    if (Array.isArray(column) && column.length === timestamp.length) {
      columns.set(name, column as readonly unknown[]);
    } else {
      const field = isAdjusted ? 'indicators.adjclose' : `indicators.quote.${name}`;
      quarantined.push(quarantine(symbol, field, ...describeFault(column, quote, timestamp.length)));
    }
  }
  if (!columns.has('close')) return { rows: [], quarantined };

  return {
    rows: timestamp.map((stamp, index) => ({ timestamp: stamp, ...pickRow(columns, index) })),
    quarantined,
  };
}

function pickRow(
  columns: ReadonlyMap<ColumnName, readonly unknown[]>,
  index: number,
): Omit<BarRow, 'timestamp'> {
  return {
    open: columns.get('open')?.[index],
    high: columns.get('high')?.[index],
    low: columns.get('low')?.[index],
    close: columns.get('close')?.[index],
    volume: columns.get('volume')?.[index],
    adjustedClose: columns.get('adjustedClose')?.[index],
  };
}

/** What is kept and why; of a missing column the names that came instead. */
function describeFault(
  column: unknown,
  quote: Readonly<Record<string, unknown>>,
  rowCount: number,
): [unknown, string] {
  if (column === undefined) {
    return [Object.keys(quote), 'The column is missing or was renamed; these are the columns that came.'];
  }
  if (!Array.isArray(column)) return [column, 'It is not a column of numbers.'];

  return [column.length, `The column has another length than the ${rowCount} time stamps.`];
}
