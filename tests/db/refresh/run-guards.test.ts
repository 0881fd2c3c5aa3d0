import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { db } from '#lib/db/client.ts';
import { keepQuarantined } from '#lib/db/quarantined-values.ts';
import { insertRun, keepLease, lockSource, takeRun, type HeldRun } from '#lib/db/refresh-runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { makeEndedRun } from '#tests/support/refresh-rows.ts';

const AT = new Date('2026-11-20T22:00:00Z');
const MINUTE_MS = 60_000;

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

function plan(slotId: string): Promise<bigint | null> {
  return inTransaction((tx) =>
    insertRun(tx, {
      jobId: 'reference-rates',
      slotId,
      slotAt: AT,
      source: 'ecb',
      reason: 'regular',
      foldedCount: 0,
      startAt: AT,
      createdAt: AT,
      requestedBy: null,
    }),
  );
}

function take(holder: string, afterMinutes: number): Promise<HeldRun | null> {
  const now = new Date(AT.getTime() + afterMinutes * MINUTE_MS);

  return inTransaction(async (tx) => {
    await lockSource(tx, 'ecb');
    return takeRun(tx, 'ecb', { holder, now, until: new Date(now.getTime() + MINUTE_MS) });
  });
}

describe('a slot', () => {
  it('gets one run however many plan it at once, and one holder at a time', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => plan('reference-rates@one')));
    const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(holder, 0)));

    expect(made.filter((id) => id !== null)).toHaveLength(1);
    expect(taken.filter((run) => run !== null)).toHaveLength(1);
    expect(await take('e', 0.5)).toBeNull();

    const first = taken.find((run) => run !== null);
    const resumed = await take('f', 2);
    expect(resumed).toMatchObject({ id: first?.id, leaseNumber: 2, tries: 1 });
    if (first == null) throw new Error('nobody took the run');
    expect(await inTransaction((tx) => keepLease(tx, first, AT))).toBe(false);
  });
});

describe('the database itself', () => {
  it('keeps a run that has ended as it is', async () => {
    const id = await makeEndedRun(AT);

    await expect(db().$executeRaw`UPDATE refresh_run SET tries = 9 WHERE id = ${id}`).rejects.toThrow(
      /has ended/,
    );
    await expect(db().$executeRaw`DELETE FROM refresh_run WHERE id = ${id}`).rejects.toThrow(/append-only/);
  });

  it('keeps what came in quarantine, once, whatever is decided about it', async () => {
    const runId = await makeEndedRun(new Date(AT.getTime() + MINUTE_MS));
    const value = { subject: 'MU', field: 'bars.x.close', rawValue: 'a\u0000b\ud83d', reason: 'It is odd.' };
    for (const at of [AT, new Date(AT.getTime() + MINUTE_MS)]) {
      await inTransaction((tx) => keepQuarantined(tx, { source: 'yahoo', runId, at }, [value, value]));
    }
    const [kept, ...others] = await db().quarantinedValue.findMany();

    expect(others).toEqual([]);
    expect(kept).toMatchObject({ rawValue: 'a\uFFFDb\uFFFD', firstSeenAt: AT });
    expect(kept?.lastSeenAt.getTime()).toBe(AT.getTime() + MINUTE_MS);
    await expect(db().$executeRaw`UPDATE quarantined_value SET raw_value = '1'`).rejects.toThrow(
      /keeps what/,
    );
    await expect(
      db().$executeRaw`UPDATE quarantined_value SET decision = 'accepted', decided_at = now()`,
    ).rejects.toThrow(/accepted_has_row/);
    // What acceptance stores is as it came last, until somebody has decided.
    await db().$executeRaw`UPDATE quarantined_value SET held_row = '{"table": "quote"}'`;
    await db().$executeRaw`UPDATE quarantined_value SET decision = 'rejected', decided_at = now()`;
    await expect(db().$executeRaw`UPDATE quarantined_value SET held_row = '{}'`).rejects.toThrow(
      /keeps what/,
    );
  });
});
