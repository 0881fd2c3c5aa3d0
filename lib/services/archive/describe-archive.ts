import 'server-only';

import { readTableSizes, type TableSizes } from '#lib/db/table-sizes.ts';

/** How much an archive of now would hold. */
export async function describeArchive(): Promise<TableSizes> {
  return readTableSizes();
}
