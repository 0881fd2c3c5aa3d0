import type { Client } from 'pg';

const FOREIGN_KEYS = `
  SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint
   WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conparentid = 0`;

const TRIGGERS = `
  SELECT t.tgrelid::regclass::text AS "table", quote_ident(t.tgname) AS name,
         CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE' END AS enable
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgparentid = 0`;

/**
 * Switches off what refuses rows that come in another order or batch than they first came: triggers, and foreign
 * keys, which only a superuser may switch off, so that they are dropped. Needs no more than owning the tables, and is
 * undone with the transaction.
 *
 * @returns what puts all of it back; every row is then checked against the foreign keys
 */
export async function suspendGuards(client: Client): Promise<() => Promise<void>> {
  // A check that waits for the end of the transaction would forbid changing its table.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  const keys = await client.query<{ table: string; name: string; definition: string }>(FOREIGN_KEYS);
  const triggers = await client.query<{ table: string; name: string; enable: string }>(TRIGGERS);
  for (const { table, name } of keys.rows) {
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
  for (const { table, name } of triggers.rows) {
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  }
  return async () => {
    for (const { table, name, definition } of keys.rows) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    }
    for (const { table, name, enable } of triggers.rows) {
      await client.query(`ALTER TABLE ${table} ${enable} TRIGGER ${name}`);
    }
  };
}
