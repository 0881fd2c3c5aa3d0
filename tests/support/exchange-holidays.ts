/** The shipped table of exchange holidays, straight from prisma/seed/data: calendar tests then need no database. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Exchange } from '#lib/core/calendar/exchange.ts';
import {
  buildHolidayTable,
  type ExchangeHoliday,
  type HolidayTable,
} from '#lib/core/calendar/holiday-table.ts';

/** A row of the file as text. */
export type HolidayRow = Readonly<Record<string, string>>;

/** Every row of `exchange_holidays.csv`. */
export function readHolidayRows(): HolidayRow[] {
  const path = new URL('../../prisma/seed/data/exchange_holidays.csv', import.meta.url);
  return parse<HolidayRow>(readFileSync(path, 'utf8'), { columns: true, bom: true });
}

/** The table that the shipped rows make. */
export function shippedHolidayTable(): HolidayTable {
  return buildHolidayTable(
    readHolidayRows().map((row) => ({
      exchange: row['exchange'] as Exchange,
      holidayOn: row['holiday_on'] ?? '',
      kind: row['kind'] as ExchangeHoliday['kind'],
      closesAtLocal: row['closes_at_local'] === '' ? null : (row['closes_at_local'] ?? null),
    })),
  );
}
