import { exchangeHolidayFile, type ExchangeHolidayFact } from '#lib/contracts/facts/exchange-holidays.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';

const { exchange, kind } = exchangeHolidayFile.row.shape;

/** Closed weekdays and unusual closing times of the exchanges, by exchange and day; the same at every `asOf`. */
export async function listExchangeHolidays(scope: FactScope): Promise<ExchangeHolidayFact[]> {
  const rows = await db().exchangeHoliday.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map((row) => ({
    ...row,
    exchange: narrow(exchange.options, row.exchange, 'exchange_holiday.exchange'),
    kind: narrow(kind.options, row.kind, 'exchange_holiday.kind'),
  }));
}
