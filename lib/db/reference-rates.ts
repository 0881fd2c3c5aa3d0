import type { EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';

import { db } from './client.ts';
import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import {
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

/** Its key and content. */
export const REFERENCE_RATE: RevisedTable = {
  name: 'reference_rate',
  key: ['source', 'base_currency', 'currency', 'rated_on'],
  content: ['is_withdrawn', 'units_per_base'],
  isImported: false,
  isAcceptable: true,
};

/** Writes the rates of the ECB that are new or revised. */
export async function insertEuroRates(
  tx: DbTransaction,
  rates: readonly EuroReferenceRate[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const rows = withAccepted(
    REFERENCE_RATE,
    rates.map(toRow),
    acceptedInto(accepted, 'reference_rate', toRow),
  );

  return writeRevised(tx, REFERENCE_RATE, rows, origin);
}

function toRow({ currency, ratedOn, unitsPerEur }: EuroReferenceRate): RevisedRow {
  return {
    source: 'ecb',
    base_currency: 'EUR',
    currency,
    rated_on: ratedOn,
    units_per_base: unitsPerEur,
    is_withdrawn: false,
  };
}

/** The standing revision of every daily rate of the ECB of these currencies, in the order of the days. */
export async function listEuroRates(
  tx: DbTransaction,
  currencies: readonly string[],
): Promise<EuroReferenceRate[]> {
  return tx.$queryRaw<EuroReferenceRate[]>`
    SELECT currency, rated_on::text AS "ratedOn", units_per_base::float8 AS "unitsPerEur"
      FROM (SELECT DISTINCT ON (rated_on, currency) * FROM reference_rate
             WHERE source = 'ecb' AND base_currency = 'EUR' AND currency = ANY(${[...currencies]})
             ORDER BY rated_on, currency, revision DESC) AS newest
     WHERE NOT is_withdrawn ORDER BY rated_on, currency`;
}

/**
 * The last day on which each of the currencies has a rate of the ECB, the earliest of them; null when one has none,
 * so that a currency that is asked for the first time is read from its beginning.
 */
export async function findEuroRatesThrough(currencies: readonly string[]): Promise<IsoDate | null> {
  const [found] = await db().$queryRaw<{ throughOn: IsoDate | null; count: number }[]>`
    SELECT min(last_on)::text AS "throughOn", count(*)::int AS count
      FROM (SELECT currency, max(rated_on) AS last_on
              FROM (SELECT DISTINCT ON (currency, rated_on) currency, rated_on, is_withdrawn FROM reference_rate
                     WHERE source = 'ecb' AND base_currency = 'EUR' AND currency = ANY(${[...currencies]})
                     ORDER BY currency, rated_on, revision DESC) AS newest
             WHERE NOT is_withdrawn GROUP BY currency) AS reach`;

  return found === undefined || found.count < currencies.length ? null : found.throughOn;
}
