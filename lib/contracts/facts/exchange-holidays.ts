import { z } from 'zod';
import { parseDayNumber, weekdayOf } from '../../core/calendar/day-number.ts';
import { EXCHANGES } from '../../core/calendar/exchange.ts';
import { HOLIDAY_KINDS } from '../../core/calendar/holiday-table.ts';
import { choiceCell, dateCell, optionalTextCell, textCell } from './cells.ts';
import { defineFactFile, sourceCells, type Fact } from './fact.ts';

const LOCAL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** `exchange_holidays.csv`: closed weekdays and sessions that end at another time than usual. */
export const exchangeHolidayFile = defineFactFile({
  table: 'exchange_holiday',
  fileName: 'exchange_holidays.csv',
  keyFields: ['exchange', 'holidayOn'],
  row: z
    .strictObject({
      exchange: choiceCell(EXCHANGES),
      holidayOn: dateCell().refine(isWeekday, 'is a Saturday or Sunday; weekends need no row'),
      name: textCell(),
      kind: choiceCell(HOLIDAY_KINDS),
      /** HH:MM in the exchange's time zone; blank exactly when there is no session. */
      closesAtLocal: optionalTextCell().refine(
        (time) => time === null || LOCAL_TIME.test(time),
        'is not a time of day; write HH:MM',
      ),
      ...sourceCells(),
      /** `derived`: follows from the rule in `note`, but nobody has announced the day yet. */
      confidence: choiceCell(['primary', 'press', 'estimate', 'derived']),
      note: optionalTextCell(),
    })
    .refine((row) => (row.kind === 'full') === (row.closesAtLocal === null), {
      path: ['closesAtLocal'],
      message: 'must say when the session ends, and stay blank when there is none (kind full)',
    })
    .refine((row) => row.confidence !== 'derived' || row.note !== null, {
      path: ['note'],
      message: 'must state the rule that a derived day follows from',
    }),
});

export type ExchangeHolidayFact = Fact<z.output<typeof exchangeHolidayFile.row>>;

/** What is no date at all is refused by its own rule. */
function isWeekday(date: string): boolean {
  const dayNumber = parseDayNumber(date);
  return dayNumber === null || weekdayOf(dayNumber) < 5;
}
