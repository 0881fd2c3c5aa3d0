import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';

/** The promises that the database keeps by itself, tried with plain SQL as the app's own role. */

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase({ seeded: true });
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const KEPT = [...FACT_TABLES, 'source', 'vendor', 'import_batch', 'import_batch_file'];

const OPEN_BATCH = `INSERT INTO import_batch (id, origin, summary, owner, author, collected_on)
  SELECT max(id) + 1, 'csv', 'test', 'tester', 'tester', '2026-11-23' FROM import_batch`;

/** Runs the statements in a transaction that is always rolled back. */
async function attempt(...statements: string[]): Promise<void> {
  await client.query('BEGIN');
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Copies one stored row into an open batch with some columns changed. */
function copyWith(table: string, changes: Readonly<Record<string, string>>): string {
  const assignments = Object.entries(changes).map(([column, value]) => `'${column}', ${value}`);
  const patch = ["'key', 'copy'", "'batch_id', (SELECT max(id) FROM import_batch)", ...assignments];
  return `INSERT INTO ${table} SELECT (jsonb_populate_record(fact, jsonb_build_object(${patch.join(', ')}))).*
    FROM ${table} AS fact LIMIT 1`;
}

describe('history', () => {
  it.each(KEPT)('%s refuses UPDATE, DELETE and TRUNCATE and keeps its rows', async (table) => {
    const count = async () => (await client.query(`SELECT count(*) FROM ${table}`)).rows as unknown;
    const before = await count();
    const column = table === 'source' ? 'fingerprint' : table === 'vendor' ? 'name' : null;
    const target = column ?? (table === 'import_batch' ? 'id' : 'batch_id');
    await expect(attempt(`UPDATE ${table} SET ${target} = ${target}`)).rejects.toThrow(/append-only: UPDATE/);
    await expect(attempt(`DELETE FROM ${table}`)).rejects.toThrow(/append-only: DELETE/);
    await expect(attempt(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only: TRUNCATE/);
    expect(await count()).toEqual(before);
  });

  it('a committed batch takes no more rows', async () => {
    await expect(attempt(copyWith('event', { batch_id: '1' }))).rejects.toThrow(
      /batch 1 is already committed/,
    );
  });

  it('rows may join the batch that their own transaction opened', async () => {
    await expect(attempt(OPEN_BATCH, copyWith('event', {}))).resolves.toBeUndefined();
  });

  it.each([0, 1, 2, 4, 99])('batch number %i is refused after batch 2', async (id) => {
    const insert = `INSERT INTO import_batch (id, origin, summary, owner, author, collected_on)
      VALUES (${String(id)}, 'csv', 'test', 'tester', 'tester', '2026-11-23')`;
    await expect(attempt(insert)).rejects.toThrow(/must be 3/);
  });

  it('every table that people write names an owner and an author', async () => {
    const found = await client.query(
      `SELECT is_nullable FROM information_schema.columns
        WHERE table_name = 'import_batch' AND column_name IN ('owner', 'author')`,
    );
    expect(found.rows).toEqual([{ is_nullable: 'NO' }, { is_nullable: 'NO' }]);
  });
});

describe('constraints', () => {
  const broken: [rule: string, table: string, changes: Readonly<Record<string, string>>][] = [
    ['low above point', 'hbm_market', { low: '2', point: '1' }],
    ['point above high', 'elasticity', { point: '2', high: '1' }],
    ['low above high without a point', 'capex_hbm_bridge', { low: '2', point: 'NULL', high: '1' }],
    ['a range of an assumption out of order', 'assumption', { low: '0.9', point: '0.5', high: '0.95' }],
    ['NaN', 'capex_actual', { capex_usd_bn: "'NaN'" }],
    ['infinity', 'capex_actual', { capex_usd_bn: "'Infinity'" }],
    ['a number too large for the column', 'capex_actual', { capex_usd_bn: '1e16' }],
    ['negative capex', 'capex_actual', { capex_usd_bn: '-1' }],
    ['a period that ends before it starts', 'capex_actual', { period_end_on: "'2001-01-01'" }],
    ['a reported quarter visible before it ended', 'capex_actual', { visible_from: "'2001-01-01'" }],
    ['an announcement visible on another day', 'capex_announcement', { visible_from: "'2001-01-01'" }],
    ['an announcement that replaces itself', 'capex_announcement', { id: "'a'", supersedes_id: "'a'" }],
    ['an unknown kind', 'capex_announcement', { kind: "'rumour'" }],
    ['an unknown grade', 'event', { grade: "'hearsay'" }],
    ['a saving above all of it', 'technique', { saving_high: '1.01' }],
    ['a technique that acts on nothing', 'technique', { acts_on: "'[]'::jsonb" }],
    ['a share above 100 %', 'vendor_profile', { nand_share_of_revenue_pct: '101' }],
    ['a market value without its day', 'vendor_profile', { market_cap_as_on: 'NULL' }],
    ['an entity that does not exist', 'vendor_metric', { vendor: "'Nobody'" }],
    ['a source that does not exist', 'event', { source_id: '-1' }],
    ['a blank required text', 'event', { title: "''" }],
    ['a lognormal range that touches 0', 'assumption', { distribution: "'lognormal'", low: '0' }],
    ['an event traded before it happened', 'event', { first_trading_day_us_on: "'2001-01-01'" }],
    ['a holiday on a weekend', 'exchange_holiday', { holiday_on: "'2026-11-28'" }],
    ['a closed day with a closing time', 'exchange_holiday', { kind: "'full'", closes_at_local: "'13:00'" }],
    [
      'an early close without its time',
      'exchange_holiday',
      { kind: "'early_close'", closes_at_local: 'NULL' },
    ],
    [
      'a closing time that is none',
      'exchange_holiday',
      { kind: "'early_close'", closes_at_local: "'25:00'" },
    ],
    ['an exchange that is not known', 'exchange_holiday', { exchange: "'LSE'" }],
    ['a derived holiday without its rule', 'exchange_holiday', { grade: "'derived'", note: 'NULL' }],
    ['a rate of exchange of 0', 'fx_rate', { rate_quote_per_usd: '0' }],
  ];

  it.each(broken)('refuse %s (%s)', async (_rule, table, changes) => {
    await expect(attempt(OPEN_BATCH, copyWith(table, changes))).rejects.toThrow(
      /violates|overflow|invalid input/,
    );
  });

  it.each([...new Set(broken.map(([, table]) => table))])('accept an unchanged copy in %s', async (table) => {
    await expect(attempt(OPEN_BATCH, copyWith(table, {}))).resolves.toBeUndefined();
  });

  const source = (columns: string, values: string): string =>
    `INSERT INTO source (fingerprint, ${columns}) VALUES (repeat('0', 64), ${values})`;

  it.each([
    ['a script as address', source('url', "'javascript:alert(1)'")],
    ['an address with a space', source('url', "'https://a b'")],
    [
      'a date that is none',
      source('url, published_on, published_by', "'https://a.b', 'May 2026', '2026-05-31'"),
    ],
    [
      'a stated date and a day that disagree',
      source('url, published_on, published_by', "'https://a.b', '2026-05', '2026-06-30'"),
    ],
    ['a source that says nothing', source('publisher', "'x'")],
  ])('refuse %s', async (_rule, statement) => {
    await expect(attempt(statement)).rejects.toThrow(/violates/);
  });

  it('accept a year as date of publication', async () => {
    await expect(
      attempt(source('url, published_on, published_by', "'https://a.b', '2026', '2026-12-31'")),
    ).resolves.toBeUndefined();
  });
});
