import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import {
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

/** The latest price that Yahoo showed, in the major unit of `currency`. */
export interface NewQuote {
  readonly symbol: string;
  /** Instant, ISO 8601 UTC. */
  readonly pricedAt: string;
  readonly price: number;
  readonly previousClose: number | null;
  readonly currency: string;
  readonly minorUnitFactor: number;
}

/** Its key and content. */
export const QUOTE: RevisedTable = {
  name: 'quote',
  key: ['symbol', 'priced_at', 'source'],
  content: ['is_withdrawn', 'price', 'previous_close', 'currency', 'minor_unit_factor'],
  isImported: false,
  isAcceptable: true,
};

/** Writes the quotes that are new or revised. */
export async function insertQuotes(
  tx: DbTransaction,
  quotes: readonly NewQuote[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const rows = withAccepted(QUOTE, quotes.map(toRow), acceptedInto(accepted, 'quote', toRow));

  return writeRevised(tx, QUOTE, rows, origin);
}

function toRow(quote: NewQuote): RevisedRow {
  return {
    symbol: quote.symbol,
    priced_at: quote.pricedAt,
    source: 'yahoo',
    price: quote.price,
    previous_close: quote.previousClose,
    currency: quote.currency,
    minor_unit_factor: quote.minorUnitFactor,
    is_withdrawn: false,
  };
}
