import type { Client } from 'pg';
import type { SequenceEntry } from './backup-format.ts';

const SEQUENCES = `
  SELECT c.relname AS name FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
     AND NOT EXISTS (
       SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   ORDER BY c.relname COLLATE "C"`;

/**
 * Reads where every sequence of the schema `public` stands. A sequence moves outside of transactions, so read after
 * the rows it is never behind them.
 */
export async function readSequences(client: Client): Promise<SequenceEntry[]> {
  const names = await client.query<{ name: string }>(SEQUENCES);
  const entries: SequenceEntry[] = [];
  for (const { name } of names.rows) {
    const answer = await client.query<Omit<SequenceEntry, 'name'>>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM public.${client.escapeIdentifier(name)}`,
    );
    entries.push(...answer.rows.map((row) => ({ name, ...row })));
  }
  return entries;
}

/** Puts sequences where they stood. */
export async function writeSequences(client: Client, entries: readonly SequenceEntry[]): Promise<void> {
  for (const { name, lastValue, isCalled } of entries) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      `public.${client.escapeIdentifier(name)}`,
      lastValue,
      isCalled,
    ]);
  }
}
