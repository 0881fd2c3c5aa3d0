/** The refresh inside a web server: in a thread that ends with it, and that is started again when it breaks down. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { keepThread } from '#lib/jobs/keep-thread.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startFakeYahoo, type FakeYahoo } from '#tests/support/fake-yahoo.ts';

const folder = makeTestFolder();
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a server that refreshes', () => {
  let database: TestDatabase;
  let client: Client;
  let yahoo: FakeYahoo;
  beforeAll(async () => {
    database = await createTestDatabase({ seeded: true });
    client = new Client({ connectionString: database.url });
    await client.connect();
    const listed = await client.query<{ symbol: string; currency: string }>(
      'SELECT DISTINCT ticker AS symbol, currency FROM listing',
    );
    yahoo = await startFakeYahoo({
      listings: listed.rows.map((each) => ({
        ...each,
        timeZone: 'America/New_York',
        hours: [9.5, 16],
        price: 100,
      })),
      nowMs: () => Date.now(),
      delayMs: 100,
    });
  });
  afterAll(async () => {
    await yahoo.close();
    await client.end();
    await database.drop();
  });

  async function count(sql: string): Promise<number> {
    const { rows } = await client.query<{ count: number }>(sql);
    return rows[0]?.count ?? 0;
  }

  it('fills an empty database, and gives back what is under way when it is stopped', async () => {
    const preload = pathToFileURL(path.join(import.meta.dirname, '../support/redirect-yahoo.ts')).href;
    const server = spawn(
      process.execPath,
      ['--conditions=react-server', path.join(import.meta.dirname, 'web-server-under-test.ts')],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: `--import=${preload}`,
          FAKE_YAHOO_ORIGIN: yahoo.origin,
          DATABASE_URL: database.url,
          WATERLINE_REFRESH: 'on',
          LOG_LEVEL: 'silent',
        },
        stdio: 'inherit',
      },
    );
    const ended = once(server, 'exit');
    try {
      const bars = () => count('SELECT count(*)::int AS count FROM price_bar');
      await expect.poll(bars, { timeout: 40_000 }).toBeGreaterThan(3_000);
      expect(
        await count(`SELECT count(*)::int AS count FROM refresh_run WHERE state = 'running'`),
      ).toBeGreaterThan(0);
      // The forecast of the month is frozen beside it, without holding up the start.
      const frozen = () => count('SELECT count(*)::int AS count FROM forecast_freeze');
      await expect.poll(frozen, { timeout: 20_000 }).toBe(1);
    } finally {
      server.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    expect(await count(`SELECT count(*)::int AS count FROM refresh_run WHERE lease_holder IS NOT NULL`)).toBe(
      0,
    );
    const halves = `SELECT count(*)::int AS count FROM refresh_subject AS subject
                     WHERE outcome = 'done' AND new_count = 0 AND unchanged_count = 0 AND revised_count = 0`;
    expect(await count(halves)).toBe(0);
  });
});

describe('a kept thread', () => {
  it('is started again when it breaks down, hears of the end, and is not started after it', async () => {
    const notes = path.join(folder, 'notes');
    const file = path.join(folder, 'thread.ts');
    writeFileSync(notes, '');
    writeFileSync(
      file,
      `import { appendFileSync, readFileSync } from 'node:fs';
       import { parentPort } from 'node:worker_threads';
       const notes = ${JSON.stringify(notes)};
       appendFileSync(notes, 'began ');
       if (readFileSync(notes, 'utf8') === 'began ') throw new Error('broken on purpose');
       parentPort?.once('message', () => appendFileSync(notes, 'ended'));`,
    );
    const ending = new AbortController();
    keepThread(file, { restartMs: 20, signal: ending.signal });
    await expect.poll(() => readFileSync(notes, 'utf8'), { timeout: 20_000 }).toBe('began began ');
    ending.abort();
    await expect.poll(() => readFileSync(notes, 'utf8'), { timeout: 20_000 }).toBe('began began ended');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(readFileSync(notes, 'utf8')).toBe('began began ended');
  });
});
