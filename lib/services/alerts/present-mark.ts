import 'server-only';

import type { ReadMark } from '#lib/core/alerts/run-events.ts';
import { readDataMark } from '#lib/db/alert-evaluation.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

/** Up to where somebody has read who looks now. */
export async function presentMark(tx: DbTransaction): Promise<ReadMark> {
  const at = now().toISOString();
  const { dataVersion } = await readDataMark(tx);

  return { on: at.slice(0, 10), dataVersion, at };
}
