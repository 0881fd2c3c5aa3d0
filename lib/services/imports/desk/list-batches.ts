import 'server-only';

import type { Batches, BatchesQuery } from '#lib/contracts/imports/imports.ts';
import { findUndoings, listBatches } from '#lib/db/desk/batches.ts';

/** What was imported, newest first, a page at a time. */
export async function listImports({ cursor, limit }: BatchesQuery): Promise<Batches> {
  const found = await listBatches(limit + 1, cursor);
  const shown = found.slice(0, limit);
  const undoneBy = await findUndoings(shown.map(({ id }) => id));
  return {
    items: shown.map(({ id, committedAt, origin, summary, author, files }) => ({
      ...{ id, committedAt: committedAt.toISOString(), origin, summary, author },
      undoneBy: undoneBy.get(id) ?? null,
      tables: files.map(({ tableName, fileName, rowCount, addedCount, revisedCount, withdrawnCount }) => ({
        ...{ table: tableName, fileName, rows: rowCount },
        ...{ new: addedCount, revised: revisedCount, withdrawn: withdrawnCount },
      })),
    })),
    nextCursor: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
