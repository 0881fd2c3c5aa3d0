import { spawn, type ChildProcess } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { startFakeEdgar } from '#tests/support/fake-edgar.ts';
import { openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { startFakeYahoo, type FakeYahoo } from '#tests/support/fake-yahoo.ts';
import { weekdays } from '#tests/support/yahoo-payloads.ts';

import { DRIVEN_SCHEDULE, DRIVEN_SYMBOLS, SLOT_MINUTES, type WorkerSettings } from './driven-schedule.ts';

/** A Saturday, so that no session is under way and every bar is final. */
const START_MS = Date.parse('2026-11-21T00:00:00Z');
const STEPS = 50;
const KILL_FROM_STEP = 20;
const SLOT_MS = SLOT_MINUTES * 60_000;
const NAMES = ['one', 'two', 'three'] as const;
const VICTIM = 'two';

let database: TestDatabase;
let client: Client;
let yahoo: FakeYahoo;
let others: FakeSource[];
const folder = makeTestFolder();
const clockFile = path.join(folder, 'clock');
let clockMs = START_MS;
const workers = new Map<string, ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase({ seeded: false });
  client = new Client({ connectionString: database.url });
  await client.connect();
  yahoo = await startFakeYahoo({
    listings: DRIVEN_SYMBOLS.map((symbol) => ({
      symbol,
      currency: 'USD',
      timeZone: 'America/New_York',
      hours: [9.5, 16],
      price: 100,
    })),
    nowMs: () => clockMs,
    delayMs: 15,
  });
  const filing = { accn: '0000723125-26-000001', fy: 2026, fp: 'Q1', form: '10-Q', filed: '2026-01-10' };
  others = [
    await startFakeEdgar([
      {
        cik: 723_125,
        entityName: 'MICRON TECHNOLOGY INC',
        concepts: {
          RevenueFromContractWithCustomerExcludingAssessedTax: [
            { ...filing, start: '2025-08-29', end: '2025-11-27', val: 8_700_000_000 },
          ],
        },
      },
    ]),
    await startFakeEcb([['2026-11-20', { USD: '1.1600', KRW: '1690.50' }]]),
    await startFakeOpenRouter([
      openRouterModel('example/one', { prompt: '0.000001', completion: '0.000003' }),
    ]),
  ];
  moveClock(START_MS);
  for (const name of NAMES) startWorker(name);
}, 120_000);

afterAll(async () => {
  for (const worker of workers.values()) worker.kill('SIGKILL');
  await client.end();
  await Promise.all([yahoo.close(), ...others.map((other) => other.close())]);
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function moveClock(toMs: number): void {
  clockMs = toMs;
  // Renamed into place: a worker must never read half a number.
  writeFileSync(`${clockFile}.new`, String(toMs));
  renameSync(`${clockFile}.new`, clockFile);
}

function startWorker(name: string): void {
  const [edgar, ecb, openrouter] = others.map(({ url }) => url.href);
  const settings: WorkerSettings = {
    name,
    clockFile,
    yahooOrigin: yahoo.origin,
    edgarUrl: edgar ?? '',
    ecbUrl: ecb ?? '',
    openrouterUrl: openrouter ?? '',
  };
  const file = path.join(import.meta.dirname, 'worker-under-test.ts');
  const child = spawn(process.execPath, ['--conditions=react-server', file, JSON.stringify(settings)], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  workers.set(name, child);
}

async function rows<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, [...values])).rows;
}

/** The victim holds a run of prices and has stored a symbol of it, but not all. */
async function isVictimInTheMiddle(): Promise<boolean> {
  const found = await rows(
    `SELECT FROM refresh_run AS run WHERE state = 'running' AND lease_holder = $1 AND source = 'yahoo'
        AND (SELECT count(*) FROM refresh_subject AS done WHERE done.run_id = run.id) BETWEEN 1 AND 2`,
    [VICTIM],
  );

  return found.length > 0;
}

const holders = new Set<string>();
let killedAt: string | null = null;

/** Waits until every job has ended its run of the slot; moves the clock on when nothing goes on, so that leases lapse. */
async function untilSlotEnded(slotMs: number, mayKill: boolean): Promise<void> {
  let quietSinceMs = performance.now();
  for (;;) {
    if (mayKill && killedAt === null && (await isVictimInTheMiddle())) {
      workers.get(VICTIM)?.kill('SIGKILL');
      killedAt = new Date(slotMs).toISOString();
    }
    const [now] = await rows<{ ended: number; held: string[] | null }>(
      `SELECT (count(*) FILTER (WHERE ended_at IS NOT NULL))::int AS ended,
              array_agg(DISTINCT lease_holder) FILTER (WHERE lease_holder IS NOT NULL) AS held
         FROM refresh_run WHERE slot_at = $1`,
      [new Date(slotMs)],
    );
    for (const holder of now?.held ?? []) holders.add(holder);
    if (now?.ended === DRIVEN_SCHEDULE.length) return;
    if (performance.now() - quietSinceMs > 1_500) {
      moveClock(Math.min(clockMs + 30_000, slotMs + SLOT_MS - 1));
      quietSinceMs = performance.now();
    }
    await sleep(10);
  }
}

describe('three workers on one database', () => {
  it('record each of 200 slots once, although one is killed in the middle, and lose or double no bar', async () => {
    const startedMs = performance.now();
    // The first slot waits for the workers to have started.
    for (let step = 1; step <= STEPS; step += 1) {
      moveClock(START_MS + step * SLOT_MS);
      await untilSlotEnded(START_MS + step * SLOT_MS, step >= KILL_FROM_STEP);
    }

    const runs = await rows<{ state: string; slot_id: string; lease_number: number; tries: number }>(
      'SELECT state, slot_id, lease_number, tries FROM refresh_run WHERE slot_at > $1',
      [new Date(START_MS)],
    );
    const resumed = runs.filter(({ lease_number }) => lease_number > 1);
    const bars = await rows<{ symbol: string; days: string[]; revision: number; count: number }>(
      `SELECT symbol, array_agg(session_on::text ORDER BY session_on) AS days, max(revision) AS revision,
              count(*)::int AS count FROM price_bar GROUP BY symbol ORDER BY symbol`,
    );
    const subjects = await rows<{ outcome: string; count: number }>(
      `SELECT outcome, count(*)::int AS count FROM refresh_subject JOIN refresh_run ON id = run_id
        WHERE source = 'yahoo' AND slot_at > $1 GROUP BY outcome`,
      [new Date(START_MS)],
    );
    const expected = weekdays('2021-11-21', '2026-11-20');
    console.log(
      [
        `Three workers: ${String(runs.length)} runs of ${String(new Set(runs.map(({ slot_id }) => slot_id)).size)} slots in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`,
        `held by ${[...holders].toSorted().join(', ')}; "${VICTIM}" killed in its run of ${String(killedAt)}`,
        `gone on with by another: ${resumed.map((run) => `${run.slot_id} (lease ${String(run.lease_number)}, ${String(run.tries)} try)`).join(', ')}`,
        ...bars.map(
          ({ symbol, count, revision }) =>
            `${symbol}: ${String(count)} bars, newest revision ${String(revision)}, expected ${String(expected.length)}`,
        ),
      ].join('\n'),
    );

    expect(runs.length).toBe(STEPS * DRIVEN_SCHEDULE.length);
    expect(new Set(runs.map(({ slot_id }) => slot_id)).size).toBe(runs.length);
    expect(runs.filter(({ state }) => state !== 'succeeded')).toEqual([]);
    expect(killedAt).not.toBeNull();
    expect(workers.get(VICTIM)?.signalCode).toBe('SIGKILL');
    expect(resumed.length).toBeGreaterThanOrEqual(1);
    expect(holders.size).toBe(NAMES.length);
    expect(subjects).toEqual([{ outcome: 'done', count: STEPS * DRIVEN_SYMBOLS.length }]);
    expect(bars.map(({ symbol }) => symbol)).toEqual([...DRIVEN_SYMBOLS]);
    for (const { days, revision } of bars) {
      expect(days).toEqual(expected);
      expect(revision).toBe(1);
    }
  }, 180_000);

  it('give back what is under way and end when they are told to', async () => {
    const ended = (['one', 'three'] as const).map(
      (name) => new Promise((resolve) => workers.get(name)?.once('exit', resolve)),
    );
    workers.get('one')?.kill('SIGTERM');
    workers.get('three')?.kill('SIGTERM');

    expect(await Promise.all(ended)).toEqual([0, 0]);
    expect(await rows("SELECT FROM refresh_run WHERE state = 'running'")).toEqual([]);
  });
});
