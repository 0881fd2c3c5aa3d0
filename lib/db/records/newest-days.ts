import { RECORD_TABLES, type RecordTable } from '#lib/contracts/imports/record-export.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';

import { Prisma } from '#prisma/generated/client.ts';

import { db } from '../client.ts';
import { RECORD_SQL } from './record-sql.ts';

/** Newest day of each set of records; null where there is no row. */
export async function listNewestDays(): Promise<ReadonlyMap<RecordTable, IsoDate | null>> {
  const found = await Promise.all(
    RECORD_TABLES.map(async (table) => {
      // The base table: a bar that does not stand was still heard of.
      const [day, from] = [Prisma.raw(RECORD_SQL[table].day), Prisma.raw(table)];
      const rows = await db().$queryRaw<
        { day: IsoDate | null }[]
      >`SELECT max(${day})::text AS day FROM ${from}`;
      return [table, rows[0]?.day ?? null] as const;
    }),
  );

  return new Map(found);
}
