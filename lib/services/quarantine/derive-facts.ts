import type { HeldRow } from '#lib/contracts/held-row.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { findNewestBatchId } from '#lib/db/import-batches.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';

import { mergeFilings } from '../filings/merge-filings.ts';
import { appendPriceFacts } from '../refresh/facts/append-price-facts.ts';
import { appendRateFacts } from '../refresh/facts/append-rate-facts.ts';
import { REFERENCE_CURRENCIES } from '../refresh/refresh-universe.ts';

/**
 * Makes the facts that follow from a table now that a row of it has changed, as the refresh of its source does.
 *
 * @returns the batch that holds them; null when none changed
 */
export async function deriveFacts(
  tx: DbTransaction,
  held: HeldRow,
  todayOn: IsoDate,
): Promise<number | null> {
  const before = await findNewestBatchId(tx);
  if (held.table === 'reference_rate') await appendRateFacts(tx, REFERENCE_CURRENCIES, todayOn);
  if (held.table === 'model_price') await appendPriceFacts(tx, [held.row.modelId], todayOn);
  if (held.table === 'filed_fact') {
    const issuer = EDGAR_ISSUERS.find(({ cik }) => cik === held.row.cik);
    if (issuer !== undefined) await mergeFilings(tx, issuer, todayOn);
  }
  const after = await findNewestBatchId(tx);

  return after === before ? null : after;
}
