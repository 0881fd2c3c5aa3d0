import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { columnList, factTable } from '../fact-sql.ts';
import { contentColumns, withdrawFacts } from '../fact-writes.ts';
import { VENDOR_TABLES } from '../import-batches.ts';
import type { DbTransaction } from '../transaction.ts';

/** Writes the staged changes into an open batch: sources and, where rows name one, entities, then the revisions. */
export async function writeStaged(tx: DbTransaction, table: FactTable, batchId: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO source (fingerprint, title, publisher, url, published_on, published_by)
    SELECT DISTINCT ON (cited.fingerprint) cited.fingerprint, cited.title, cited.publisher, cited.url,
           cited."publishedOn", cited."publishedBy"
      FROM desk_change JOIN desk_row AS row USING (key)
     CROSS JOIN LATERAL jsonb_to_record(row.source) AS cited(
       fingerprint text, title text, publisher text, url text, "publishedOn" text, "publishedBy" date)
     WHERE row.source IS NOT NULL ORDER BY cited.fingerprint
    ON CONFLICT (fingerprint) DO NOTHING`;
  if (VENDOR_TABLES.includes(table)) {
    await tx.$executeRaw`
      INSERT INTO vendor (name, batch_id)
      SELECT DISTINCT row.content ->> 'vendor', ${batchId}::integer
        FROM desk_change JOIN desk_row AS row USING (key) ON CONFLICT DO NOTHING`;
  }
  const columns = contentColumns(table);
  await tx.$executeRaw`
    INSERT INTO ${factTable(table)} (key, batch_id, is_withdrawn, content_hash, source_id, visible_from,
                                     visible_rule, grade, ${columnList(columns)})
    SELECT row.key, ${batchId}::integer, false, row.content_hash, source.id, row.visible_from, row.visible_rule,
           row.grade, ${ofRecord(columns)}
      FROM desk_change JOIN desk_row AS row USING (key)
     CROSS JOIN LATERAL jsonb_populate_record(NULL::${factTable(table)}, row.content) AS content
      LEFT JOIN source ON source.fingerprint = row.source ->> 'fingerprint'
     ORDER BY row.line`;
  const gone = await tx.$queryRaw<{ key: string }[]>`SELECT key FROM desk_change WHERE status = 'withdrawn'`;
  await withdrawFacts(
    tx,
    table,
    batchId,
    gone.map(({ key }) => key),
  );
}

function ofRecord(columns: readonly string[]): Prisma.Sql {
  return Prisma.raw(columns.map((column) => `content."${column}"`).join(', '));
}
