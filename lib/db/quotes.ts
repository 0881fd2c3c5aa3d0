import { writeRevised, type RevisedTable, type RowOrigin, type WriteCounts } from './revised-rows.ts';
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

const QUOTE: RevisedTable = {
  name: 'quote',
  key: ['symbol', 'priced_at', 'source'],
  content: ['price', 'previous_close', 'currency', 'minor_unit_factor'],
  isImported: false,
};

/** Writes the quotes that are new or revised. */
export async function insertQuotes(
  tx: DbTransaction,
  quotes: readonly NewQuote[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  const rows = quotes.map((quote) => ({
    symbol: quote.symbol,
    priced_at: quote.pricedAt,
    source: 'yahoo',
    price: quote.price,
    previous_close: quote.previousClose,
    currency: quote.currency,
    minor_unit_factor: quote.minorUnitFactor,
  }));

  return writeRevised(tx, QUOTE, rows, origin);
}
