import type { RecordTable } from '#lib/contracts/imports/record-export.ts';

import { liveRefresh } from '../refresh/live-deps.ts';

/** The desk's own rows, which come by an import. */
const DESK_TERMS = "The desk's own; ask whoever imported them.";
/** Of a source that was taken out of this installation after it had been read. */
const UNKNOWN_TERMS = 'Not known here; ask the source before passing anything on.';

/** What a source allows to be done with its rows. */
export function termsOfSource(source: string): string {
  if (source === 'csv') return DESK_TERMS;

  return liveRefresh().descriptions.find(({ id }) => id === source)?.terms ?? UNKNOWN_TERMS;
}

/** How the columns of each set are to be read. */
export const RECORD_NOTES: Readonly<Record<RecordTable, readonly string[]>> = {
  price_bar: [
    "For the desk's own use: prices may not be passed on.",
    'Prices are in the currency of the row, in its major unit. open, high, low and close are not adjusted for dividends; ' +
      'adj_close is, for dividends and splits since.',
    'One bar a symbol and session: the one of the desk where it has one, else that of Yahoo. Sessions under way and ' +
      'sessions without a bar have no row; nothing is carried forward.',
  ],
  reference_rate: [
    'units_per_base: units of currency for one of base_currency. The newest revision of each day; a day without a rate has no row.',
  ],
  filed_fact: [
    'value: in unit, as filed and not scaled; figures since the start of the year are not differenced. A restatement is ' +
      'another filing with a row of its own.',
  ],
  model_price: [
    'USD for a million tokens. Every change of a price is a row; a blank cached price is one that the list does not state.',
  ],
  quarantined_value: [
    'raw_value: as it came, cut to 200 characters. A value that was accepted stands in a revision of its own, the others are in no figure; a blank decision waits for one.',
  ],
  refresh_run: ['Instants are UTC. detail: what went wrong; blank when nothing did.'],
};
