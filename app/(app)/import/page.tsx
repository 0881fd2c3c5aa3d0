import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { batchesQuerySchema, IMPORT_TABLES } from '#lib/contracts/imports/imports.ts';
import { PRICE_BAR_FILE } from '#lib/contracts/imports/price-bars.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { listImports } from '#lib/services/imports/desk/list-batches.ts';
import { MAX_FILE_BYTES } from '#lib/services/imports/desk/spool-body.ts';

import { requireMember } from '../../_auth/current-viewer.ts';
import { NoAccess } from '../../_auth/NoAccess.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { BatchesSection } from './BatchesSection.tsx';
import { ImportDesk } from './ImportDesk.tsx';

export const metadata = { title: 'Import' };

const BATCHES_PER_PAGE = 50;

/** CSV files of the desk: previewed, committed, undone. */
export default async function ImportPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const allowed = await requireMember('editor');
  if (!('member' in allowed)) return <NoAccess detail={allowed.refusal} />;
  const { cursor } = Object.fromEntries(toPairs(await searchParams));
  const query = parseInput(batchesQuerySchema, { ...(cursor !== undefined && { cursor }) });
  const before = query.ok ? query.value.cursor : undefined;
  const batches = await listImports({
    limit: BATCHES_PER_PAGE,
    ...(before !== undefined && { cursor: before }),
  });
  const tables = IMPORT_TABLES.map((table) => ({
    table,
    columns: (table === 'price_bar' ? PRICE_BAR_FILE : FACT_FILES[table]).columns.map(({ header }) => header),
  }));

  return (
    <PlainPage title="Import">
      <ImportDesk tables={tables} maxBytes={MAX_FILE_BYTES} />
      <BatchesSection batches={batches} isOlder={before !== undefined} />
    </PlainPage>
  );
}
