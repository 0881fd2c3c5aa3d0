import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { callOf, plantFreezes } from '#tests/support/frozen-months.ts';

/** What the database itself keeps of frozen forecasts, tried with plain SQL as the app's own role. */

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

const DIGEST = 'a'.repeat(64);
const TODAY = `(now() AT TIME ZONE 'UTC')::date`;

interface FreezeColumns {
  readonly day?: string;
  readonly month?: string;
  readonly count?: number;
  readonly previous?: string;
}

function freeze({ day = TODAY, month, count = 1, previous = 'NULL' }: FreezeColumns = {}): string {
  const monthSql = month === undefined ? `to_char(${day}, 'YYYY-MM')` : `'${month}'`;
  return `INSERT INTO forecast_freeze VALUES (${monthSql}, '2001-01-01', ${day}, 1, '1.0.0', 1, 4096, ${String(count)}, '${DIGEST}', ${previous})`;
}

interface CallColumns {
  readonly vendor?: string;
  readonly ends?: string;
  readonly quantiles?: string;
  readonly unit?: string;
}

const SOUND = '1, 2, 3, 4, 5, 6, 7';

function call({ vendor = 'MU', ends, quantiles = SOUND, unit = 'USD bn' }: CallColumns = {}): string {
  const end = ends ?? `${TODAY} + 90`;
  return `INSERT INTO forecast_call VALUES (to_char(${TODAY}, 'YYYY-MM'), 'hbm-revenue/${vendor}/2031Q4', 'hbm-revenue',
    '${vendor}', '2031Q4', ${TODAY} - 200, ${end}, 1, '${unit}', ${quantiles})`;
}

/** Runs the statements in a transaction and checks what waits for its end; always rolled back. */
async function attempt(...statements: string[]): Promise<void> {
  await client.query('BEGIN');
  try {
    for (const statement of statements) await client.query(statement);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  } finally {
    await client.query('ROLLBACK');
  }
}

describe('a freeze of the present day', () => {
  it('comes in with its calls, dated by the database whatever is sent', async () => {
    await client.query('BEGIN');
    await client.query(freeze());
    await client.query(call());
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    const stored = await client.query<{ seconds: number }>(
      'SELECT abs(extract(epoch FROM clock_timestamp() - frozen_at))::float8 AS seconds FROM forecast_freeze',
    );
    await client.query('ROLLBACK');
    expect(stored.rows).toHaveLength(1);
    expect(stored.rows[0]?.seconds).toBeLessThan(60);
  });

  it('is refused when it holds fewer or more calls than it says', async () => {
    await expect(attempt(freeze({ count: 2 }), call())).rejects.toThrow(/says 2 calls and holds 1/);
    await expect(attempt(freeze(), call(), call({ vendor: 'X' }))).rejects.toThrow(
      /says 1 calls and holds 2/,
    );
  });

  it.each([
    ['quantiles out of order', { quantiles: '1, 2, 3, 4, 5, 7, 6' }, /quantiles_are_in_order/],
    ['a quantile that is no number', { quantiles: `1, 2, 3, 4, 5, 6, 'NaN'` }, /quantiles_are_in_order/],
    [
      'a lowest quantile that is no number',
      { quantiles: `'NaN', 2, 3, 4, 5, 6, 7` },
      /quantiles_are_in_order/,
    ],
    ['an endless quantile', { quantiles: `1, 2, 3, 4, 5, 6, 'Infinity'` }, /quantiles_are_in_order/],
    ['another unit', { unit: 'fraction' }, /unit_is_known/],
    ['a period that has ended', { ends: `${TODAY} - 1` }, /had ended when it was called/],
    ['a period that ends today', { ends: TODAY }, /had ended when it was called/],
  ])('takes no call with %s', async (_, columns, refusal) => {
    await expect(attempt(freeze(), call(columns))).rejects.toThrow(refusal);
  });
});

describe('filling in afterwards', () => {
  it.each([
    ['yesterday', `${TODAY} - 1`],
    ['a year ago', `${TODAY} - 365`],
    ['tomorrow', `${TODAY} + 1`],
  ])('a freeze of %s is refused', async (_, day) => {
    await expect(attempt(freeze({ day }), call())).rejects.toThrow(/frozen on its own day/);
  });

  it('a freeze of today under the name of another month is refused', async () => {
    await expect(attempt(freeze({ month: '2026-01' }), call())).rejects.toThrow(/is_of_its_month/);
  });

  it('a freeze that does not follow the one before it is refused', async () => {
    await expect(attempt(freeze({ previous: `'${'b'.repeat(64)}'` }), call())).rejects.toThrow(
      /does not follow the one before/,
    );
  });
});

describe('what is frozen', () => {
  beforeAll(async () => {
    await plantFreezes(database.url, [
      {
        asOf: '2025-11-10',
        calls: [callOf('MU', { quarter: '2026Q1', period: ['2025-11-28', '2026-02-26'], p50: 2 })],
      },
    ]);
  });

  it.each(['forecast_freeze', 'forecast_call'])('%s refuses UPDATE, DELETE and TRUNCATE', async (table) => {
    const rows = async () => (await client.query(`SELECT * FROM ${table}`)).rows as unknown[];
    const before = await rows();
    expect(before).toHaveLength(1);
    await expect(attempt(`UPDATE ${table} SET month = month`)).rejects.toThrow(/append-only: UPDATE/);
    await expect(attempt(`DELETE FROM ${table}`)).rejects.toThrow(/append-only: DELETE/);
    await expect(attempt(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only: TRUNCATE/);
    expect(await rows()).toEqual(before);
  });

  it('takes no more calls once it is committed', async () => {
    const late = call().replace(`to_char(${TODAY}, 'YYYY-MM')`, `'2025-11'`);
    await expect(attempt(late)).rejects.toThrow(/2025-11 is already committed and takes no more calls/);
  });

  it('comes once a month', async () => {
    await client.query(`${freeze({ previous: '(SELECT digest FROM forecast_freeze)' })}; ${call()}`);
    const again = freeze({ previous: `(SELECT digest FROM forecast_freeze WHERE month = '2025-11')` });
    await expect(attempt(again)).rejects.toThrow(/duplicate key/);
    await expect(attempt(call({ vendor: 'X' }))).rejects.toThrow(/takes no more calls/);
  });

  it('can be switched off by nobody but who owns the tables', async () => {
    await expect(client.query(`SET session_replication_role = replica`)).rejects.toThrow(/permission denied/);
  });
});
