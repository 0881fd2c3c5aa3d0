import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FACT_TABLES } from '#lib/contracts/facts/tables.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';

/** The seed program as processes of its own, started together or killed half-way. */

let database: TestDatabase;
let client: Client;

beforeEach(async () => {
  database = await createTestDatabase({ seeded: false });
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

interface SeedRun {
  readonly child: ChildProcess;
  readonly finished: Promise<{ code: number | null; output: string }>;
}

function startSeed(): SeedRun {
  const child = spawn(process.execPath, ['--conditions=react-server', 'prisma/seed/seed.ts'], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)));
  const finished = once(child, 'close').then(() => ({ code: child.exitCode, output: chunks.join('') }));
  return { child, finished };
}

async function countRows(table: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]?.count ?? 0;
}

async function waitForBlockedInsert(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rowCount } = await client.query(
      `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO "assumption"%'`,
    );
    if (rowCount !== 0) return;
    await pause(50);
  }
  throw new Error('the seed never came to its last table');
}

describe('imports', () => {
  it('started together import once, figures and restatements: the second waits and finds nothing new', async () => {
    const runs = await Promise.all([startSeed().finished, startSeed().finished]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const closing = runs
      .map(({ output }) => output.split('\n').find((line) => line.startsWith('Facts are')))
      .toSorted();
    expect(closing).toEqual(['Facts are imported; data version 2.', 'Facts are unchanged; data version 2.']);
    expect(await countRows('import_batch')).toBe(2);
    expect(await countRows('assumption')).toBe(226);
    const frozen = runs
      .map(({ output }) => /event studies and .*: (\d+) kept anew/.exec(output)?.[1])
      .toSorted();
    expect(frozen).toEqual([
      '0',
      String((await countRows('frozen_study')) + (await countRows('frozen_placebo'))),
    ]);
  });

  it('killed after writing all tables but the last leave nothing, and the next import is complete', async () => {
    // A share lock lets the import read the last table but not write it.
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE assumption IN SHARE MODE');
    const killed = startSeed();
    await waitForBlockedInsert();
    killed.child.kill('SIGKILL');
    await killed.finished;
    await holder.end();
    expect(await countRows('import_batch')).toBe(0);
    expect(await countRows('capex_announcement')).toBe(0);

    const retried = await startSeed().finished;
    expect(retried.output).toContain('data version 2.');
    expect(retried.code).toBe(0);
    for (const table of [...FACT_TABLES, 'source', 'vendor'])
      expect(await countRows(table)).toBeGreaterThan(0);
    expect(await countRows('import_batch')).toBe(2);
    expect(await countRows('capex_announcement')).toBe(97);
  });

  it('into a database without tables end with a message and an error code', async () => {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    const { code, output } = await startSeed().finished;
    expect(code).toBe(1);
    expect(output).toMatch(/does not exist/);
  });
});
