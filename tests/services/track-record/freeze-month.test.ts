import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { seedOfMonth } from '#lib/core/track-record/months.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { db } from '#lib/db/client.ts';
import { insertFreeze, listFreezes, type StoredFreeze } from '#lib/db/forecast-freezes.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { digestFreeze } from '#lib/services/track-record/digest-freeze.ts';
import { freezeMonth } from '#lib/services/track-record/freeze-month.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { PROJECT_ROOT } from '#tests/support/cluster.ts';
import { plantFreezes, removeFreezes } from '#tests/support/frozen-months.ts';

let database: OpenDatabase;
let client: Client;
let today = '';

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  client = new Client({ connectionString: database.url });
  await client.connect();
  const [row] = (
    await client.query<{ today: string }>(`SELECT (now() AT TIME ZONE 'UTC')::date::text AS today`)
  ).rows;
  today = row?.today ?? '';
});

afterEach(() => removeFreezes(database.url));

afterAll(async () => {
  await client.end();
  await database.close();
});

async function onlyFreeze(): Promise<StoredFreeze> {
  const freezes = await listFreezes(db(), { asOf: '9999-12-31' });
  const [freeze] = freezes;
  if (freeze === undefined || freezes.length > 1) throw new Error(`${String(freezes.length)} freezes`);
  return freeze;
}

describe('freezing the month', () => {
  it('keeps what the same engine gives with the seed of the month, to the last digit', async () => {
    expect(await freezeMonth()).toBe(1);
    const freeze = await onlyFreeze();
    const month = today.slice(0, 7);
    expect(freeze).toMatchObject({ month, asOf: today, draws: 4096, seed: seedOfMonth(month) });
    const versioned = await getExposureWorld({ asOf: today, dataVersion: freeze.dataVersion });
    if (!versioned.ok) throw new Error('no world');
    const { world } = versioned.value;
    const run = computeUncertainty(world, { draws: 4096, seed: freeze.seed, sobolDraws: 0 });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const totals = freeze.calls.filter(({ subject }) => subject === 'hbm-total');
    expect(totals.length).toBeGreaterThanOrEqual(7);
    for (const { quarter, quantiles } of totals) {
      expect({ quarter, ...quantiles }).toEqual(run.value.byQuarter.find((one) => one.quarter === quarter));
    }
    expect(freeze.digest).toBe(digestFreeze(freeze));
  });

  it('makes one freeze a month, however often and by however many it is asked for', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, freezeMonth));
    expect(made.toSorted()).toEqual([0, 0, 0, 0, 0, 1]);
    const first = await onlyFreeze();
    expect(await freezeMonth()).toBe(0);
    expect(await onlyFreeze()).toEqual(first);
  });

  it('follows the freeze before it, and fills no month in between', async () => {
    await plantFreezes(database.url, [{ asOf: '2020-02-10', calls: [PLANTED] }]);
    expect(await freezeMonth()).toBe(1);
    const [older, newer, ...more] = await listFreezes(db(), { asOf: '9999-12-31' });
    expect(more).toEqual([]);
    expect(older?.month).toBe('2020-02');
    expect(newer?.previousDigest).toBe(older?.digest);
  });

  it('leaves nothing behind when it is cut short, and is then done anew', async () => {
    expect(await freezeMonth()).toBe(1);
    const { frozenAt: _at, ...content } = await onlyFreeze();
    await removeFreezes(database.url);
    await expect(
      inTransaction(async (tx) => {
        await insertFreeze(tx, content);
        throw new Error('cut short');
      }),
    ).rejects.toThrow('cut short');
    expect(await db().forecastFreeze.count()).toBe(0);
    expect(await db().forecastCall.count()).toBe(0);
    expect(await freezeMonth()).toBe(1);
    expect((await onlyFreeze()).digest).toBe(content.digest);
  });

  it('is done once by two workers, one of which is killed while it does it', async () => {
    // The lock makes whoever inserts wait, so that the kill comes in the middle.
    await client.query('BEGIN; LOCK TABLE forecast_call IN EXCLUSIVE MODE');
    const victim = startWorker();
    await expect.poll(isWaiting, { timeout: 30_000 }).toBe(true);
    victim.kill('SIGKILL');
    await new Promise((resolve) => victim.once('exit', resolve));
    await client.query('ROLLBACK');
    const [one, two] = [startWorker(), startWorker()];
    await expect.poll(() => db().forecastFreeze.count(), { timeout: 30_000 }).toBe(1);
    await sleep(1_000);
    const freeze = await onlyFreeze();
    expect(freeze.calls).toHaveLength(await db().forecastCall.count());
    expect(freeze.digest).toBe(digestFreeze(freeze));
    const ended = [one, two].map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const worker of [one, two]) worker.kill('SIGTERM');
    expect(await Promise.all(ended)).toEqual([0, 0]);
  });
});

const PLANTED = {
  subject: 'hbm-total',
  vendor: null,
  quarter: '2020Q1',
  periodStartOn: '2020-01-01',
  periodEndOn: '2020-03-31',
  horizonQuarters: 0,
  unit: 'USD bn',
  quantiles: { p05: 1, p10: 2, p25: 3, p50: 4, p75: 5, p90: 6, p95: 7 },
} as const;

function startWorker() {
  const script = `
    import { runFreezeLoop } from '#lib/jobs/freeze-loop.ts';
    import { closeDb } from '#lib/db/client.ts';
    const ending = new AbortController();
    process.once('SIGTERM', () => ending.abort());
    await runFreezeLoop(ending.signal, { pauseMs: 50 });
    await closeDb();`;
  return spawn(
    process.execPath,
    ['--conditions=react-server', '--input-type=module-typescript', '-e', script],
    {
      cwd: PROJECT_ROOT,
      env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

async function isWaiting(): Promise<boolean> {
  const found = await client.query(
    `SELECT FROM pg_locks WHERE NOT granted AND relation = 'forecast_call'::regclass`,
  );
  return found.rowCount !== 0;
}
