import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { sumPayloads } from '#lib/db/payload-clearing.ts';
import { insertPayloads } from '#lib/db/raw-payloads.ts';
import { NO_ROWS } from '#lib/db/revised-rows.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { clearOldPayloads } from '#lib/services/refresh/clear-old-payloads.ts';
import { packPayload } from '#lib/services/refresh/pack-payload.ts';
import type { RefreshDeps } from '#lib/services/refresh/refresh-deps.ts';
import type { FetchedSubject } from '#lib/services/refresh/subject-task.ts';
import type { SourceId } from '#lib/sources/source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';

const DAY_MS = 86_400_000;
/** Day 0 of the tests; answers come at noon. */
const START_MS = Date.parse('2026-01-01T12:00:00Z');
const KEEP_DAYS = 90;

let database: OpenDatabase;
let client: Client;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.close();
});

interface Brought {
  readonly day: number;
  readonly text: string;
  readonly source?: SourceId;
  readonly subject?: string;
  readonly revisedCount?: number;
  readonly doubtful?: string;
}

const answer = (text: string) => ({
  ...{ url: 'https://source.example/', status: 200, mediaType: 'text/plain', text },
});

/** A run of that day that brings an answer, as any source does. */
async function bring(brought: Brought): Promise<bigint> {
  const { day, text, source = 'ecb', subject = 'rates', revisedCount = 0, doubtful } = brought;
  const nowMs = START_MS + day * DAY_MS;
  const fetched: FetchedSubject = {
    payloads: [{ ...answer(text), receivedAt: new Date(nowMs).toISOString() }],
    quarantined:
      doubtful === undefined ? [] : [{ subject, field: 'rate', rawValue: doubtful, reason: 'Too high.' }],
    missingReason: null,
    note: null,
    isWholeHistory: false,
    store: () => Promise.resolve({ ...NO_ROWS, unchangedCount: 1, revisedCount }),
  };
  const task = { subject, fetch: () => Promise.resolve(ok(fetched)) };

  return runNow(
    source,
    'any',
    driveRefresh(nowMs, () => Promise.resolve(ok([task]))),
  );
}

/** Deps of a process that clears on that day. */
function clearer(
  day: number,
  { clearAtOnce = 500, signal }: { clearAtOnce?: number; signal?: AbortSignal } = {},
) {
  const deps = driveRefresh(START_MS + day * DAY_MS, () => Promise.resolve(ok([])));
  const answers = { keepDays: KEEP_DAYS, clearEveryMs: DAY_MS, clearAtOnce };
  const driven: RefreshDeps = { ...deps, policy: { ...deps.policy, answers } };

  return signal === undefined ? driven : { ...driven, signal };
}

/** Runs whose answers of a subject are still there, in the order in which they came. */
async function keptRuns(subject: string): Promise<bigint[]> {
  const rows = await db().runPayload.findMany({ where: { subject }, orderBy: { id: 'asc' } });

  return rows.map(({ runId }) => runId);
}

describe('answers as they came', () => {
  it('are kept for the days that are set, and after that the newest of each subject and source stays', async () => {
    const rates = [];
    for (const day of [0, 1, 2]) rates.push(await bring({ day, text: `rates of day ${String(day)}` }));
    // Another source has a subject of the same name, of which this is the newest.
    const other = await bring({ day: 0, text: 'other rates', source: 'openrouter' });

    expect(await clearOldPayloads(clearer(KEEP_DAYS - 1))).toBe(0);
    // On day 91 the answers of day 0 are 91 days old and those of day 1 just 90.
    expect(await clearOldPayloads(clearer(KEEP_DAYS + 1))).toBe(1);
    expect(await keptRuns('rates')).toEqual([rates[1], rates[2], other]);
    expect(await clearOldPayloads(clearer(900))).toBe(1);
    expect(await keptRuns('rates')).toEqual([rates[2], other]);
  });

  it('that something was revised by or first doubted in stay for good; a doubt seen before keeps nothing', async () => {
    const runs = [];
    for (const [day, extra] of [
      [0, { revisedCount: 2 }],
      [1, { doubtful: '99' }],
      [2, { doubtful: '99' }],
      [3, {}],
      [4, {}],
    ] as const) {
      runs.push(
        await bring({ day: 1000 + day, text: `evidence ${String(day)}`, subject: 'evidence', ...extra }),
      );
    }
    expect(await clearOldPayloads(clearer(2000))).toBe(2);
    expect(await keptRuns('evidence')).toEqual([runs[0], runs[1], runs[4]]);
  });

  it('that came more than once keep their text while one arrival of it stays', async () => {
    const same = { text: 'the very same answer', subject: 'same' };
    await bring({ day: 2100, ...same });
    await bring({ day: 2101, ...same });
    const texts = () => db().rawPayload.count();
    const before = await texts();
    expect(await clearOldPayloads(clearer(2300))).toBe(1);
    expect(await texts()).toBe(before);
    expect(await keptRuns('same')).toHaveLength(1);
  });
});

describe('a clearing', () => {
  it('goes in steps, each written down, and is done once a day', async () => {
    for (let day = 0; day < 7; day += 1) {
      await bring({ day: 2400 + day, text: `step ${String(day)}`, subject: 'steps' });
    }
    const before = await sumPayloads();
    const rowsBefore = await db().payloadClearing.count();
    expect(await clearOldPayloads(clearer(2600, { clearAtOnce: 4 }))).toBe(6);
    const rows = await db().payloadClearing.findMany({ orderBy: { id: 'asc' }, skip: rowsBefore });
    const after = await sumPayloads();

    expect(rows.map(({ arrivalCount, isLast, keepDays }) => [arrivalCount, isLast, keepDays])).toEqual([
      [4, false, KEEP_DAYS],
      [2, true, KEEP_DAYS],
    ]);
    expect(after.keptArrivalCount).toBe(before.keptArrivalCount - 6);
    expect(after.keptByteCount).toBe(
      before.keptByteCount - (after.clearedByteCount - before.clearedByteCount),
    );
    expect(after.clearedByteCount).toBeGreaterThan(before.clearedByteCount);
    expect(after.lastClearedAt).toEqual(new Date(START_MS + 2600 * DAY_MS));
    // Not again within the day, and nothing more the day after.
    expect(await clearOldPayloads(clearer(2600.5))).toBe(0);
    expect(await db().payloadClearing.count()).toBe(rowsBefore + 2);
    expect(await clearOldPayloads(clearer(2601))).toBe(0);
    expect((await sumPayloads()).lastClearedAt).toEqual(after.lastClearedAt);
  });

  it('lets each answer go once, however many processes are at it', async () => {
    for (let day = 0; day < 12; day += 1) {
      await bring({ day: 2700 + day, text: `many ${String(day)}`, subject: 'many' });
    }
    const before = await sumPayloads();
    const deps = clearer(2900, { clearAtOnce: 2 });
    // One that finds another at it leaves; who is left over is done by a look that comes later.
    const counts = await Promise.all(Array.from({ length: 4 }, () => clearOldPayloads(deps)));
    counts.push(await clearOldPayloads(deps));

    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(11);
    expect((await sumPayloads()).clearedArrivalCount).toBe(before.clearedArrivalCount + 11);
    expect(await keptRuns('many')).toHaveLength(1);
  });

  it('that is stopped or breaks off goes on with the next look', async () => {
    for (let day = 0; day < 4; day += 1) {
      await bring({ day: 3000 + day, text: `cut ${String(day)}`, subject: 'cut' });
    }
    const stopped = new AbortController();
    stopped.abort();
    expect(await clearOldPayloads(clearer(3200, { signal: stopped.signal }))).toBe(0);
    await client.query(`CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'broken off'; END $$`);
    await client.query(
      'CREATE TRIGGER breaks_off BEFORE INSERT ON payload_clearing FOR EACH ROW EXECUTE FUNCTION break_off()',
    );
    await expect(clearOldPayloads(clearer(3200))).rejects.toThrow('broken off');
    expect(await keptRuns('cut')).toHaveLength(4);
    await client.query('DROP TRIGGER breaks_off ON payload_clearing');
    expect(await clearOldPayloads(clearer(3200))).toBe(3);
  });

  it('leaves while an answer is being stored, whose text stays although its only arrival was old', async () => {
    const text = 'a text that comes again';
    const first = await bring({ day: 3300, text, subject: 'again' });
    const second = await bring({ day: 3301, text: 'a newer one', subject: 'again' });
    const receivedAt = new Date(START_MS + 3499 * DAY_MS).toISOString();
    const packed = await packPayload({ ...answer(text), receivedAt });
    let release = (): void => undefined;
    const storing = inTransaction(async (tx) => {
      await insertPayloads(tx, { runId: second, subject: 'again' }, [packed]);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    while ((await locksHeld()) === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await clearOldPayloads(clearer(3500))).toBe(0);
    expect(await keptRuns('again')).toEqual([first, second]);
    release();
    await storing;
    expect(await clearOldPayloads(clearer(3500))).toBe(1);
    expect(await keptRuns('again')).toEqual([second, second]);
    expect(await db().rawPayload.count({ where: { sha256: packed.sha256 } })).toBe(1);
  });
});

async function locksHeld(): Promise<number> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
      WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND datname = current_database()`,
  );

  return rowCount ?? 0;
}

describe('the database', () => {
  it.each(['run_payload', 'raw_payload'])(
    'lets nothing of %s go but to a clearing, and changes nothing',
    async (table) => {
      await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow(/append-only: DELETE is refused/);
      await expect(client.query(`UPDATE ${table} SET sha256 = sha256`)).rejects.toThrow(
        /append-only: UPDATE is refused/,
      );
      await expect(client.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(
        /append-only: TRUNCATE is refused/,
      );
    },
  );

  it('keeps what was let go written down', async () => {
    await expect(client.query('DELETE FROM payload_clearing')).rejects.toThrow(/append-only/);
    await expect(client.query('UPDATE payload_clearing SET keep_days = 8')).rejects.toThrow(/append-only/);
  });

  it('refuses to let a text go that an arrival names, also to a clearing', async () => {
    await client.query('BEGIN');
    await client.query("SELECT set_config('waterline.clears_payloads', 'yes', true)");
    await expect(client.query('DELETE FROM raw_payload')).rejects.toThrow(/violates RESTRICT|foreign key/);
    await client.query('ROLLBACK');
  });
});
