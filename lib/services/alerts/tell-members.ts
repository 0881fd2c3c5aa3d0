import 'server-only';

import type { DueAlert, NewFiring } from '#lib/db/alert-evaluation.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

/** placeholder */
export async function tellMembers(
  _tx: DbTransaction,
  _firings: readonly NewFiring[],
  _rules: readonly DueAlert[],
  _at: Date,
): Promise<void> {
  await Promise.resolve();
}
