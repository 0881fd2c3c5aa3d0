import 'server-only';

import type { RecordTable } from '#lib/contracts/imports/record-export.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { listNewestDays } from '#lib/db/records/newest-days.ts';

/** How far each set of records reaches. */
export async function listRecordReach(): Promise<ReadonlyMap<RecordTable, IsoDate | null>> {
  return listNewestDays();
}
