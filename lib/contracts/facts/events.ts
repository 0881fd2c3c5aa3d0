import { z } from 'zod';
import { choiceCell, dateCell, listCell, optionalTextCell, textCell, yesNoCell } from './cells.ts';
import { defineFactFile, sourceCellsWithoutPublisher, type Fact } from './fact.ts';

/** `events.csv`: dated events with the first sessions in which they could trade. */
export const eventFile = defineFactFile({
  table: 'event',
  fileName: 'events.csv',
  keyFields: ['id'],
  headers: { firstTradingDayUsOn: 'first_trading_day_us', firstTradingDayKrOn: 'first_trading_day_kr' },
  row: z.strictObject({
    id: textCell(),
    occurredOn: dateCell(),
    firstTradingDayUsOn: dateCell(),
    firstTradingDayKrOn: dateCell(),
    kind: textCell(),
    title: textCell(),
    actors: listCell(';'),
    /** Ids of `techniques.csv`. */
    techniques: listCell(';'),
    expectedDirectionForHbm: choiceCell(['up', 'down', 'ambiguous']),
    reportedReaction: optionalTextCell(),
    computedFirstDayMoves: optionalTextCell(),
    sourceSeen: yesNoCell(),
    /** us: before or during New York hours; usclose: after them; asia: before Seoul's close; asiaeve: after it. */
    timing: choiceCell(['us', 'usclose', 'asia', 'asiaeve']),
    notes: optionalTextCell(),
    ...sourceCellsWithoutPublisher(),
  }),
});

export type EventFact = Fact<z.output<typeof eventFile.row>>;
