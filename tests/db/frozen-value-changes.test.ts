/** Records of what prices did to value: shipped, kept as computed, never rewritten; their file read and refused. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { db } from '#lib/db/client.ts';
import { insertFrozenValueChanges, listFrozenValueChanges } from '#lib/db/frozen-value-changes.ts';
import {
  FROZEN_FILE_NAME,
  readFrozenFile,
  writeFrozenFile,
} from '#lib/services/implied-saving/frozen-file.ts';

import { openDatabase, type OpenDatabase } from './open-database.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

const shipped = () => readFile(new URL(`../../prisma/seed/data/${FROZEN_FILE_NAME}`, import.meta.url));

async function shippedRecords() {
  const read = readFrozenFile(await shipped());
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

describe('the file', () => {
  it('reads and writes back to the same text, and is in the database as it stands there', async () => {
    const text = new TextDecoder().decode(await shipped());
    const records = await shippedRecords();
    expect(writeFrozenFile(records)).toBe(text);
    expect(records.length).toBeGreaterThan(80);
    const kept = await listFrozenValueChanges('ev087');
    const own = records.filter(({ eventId }) => eventId === 'ev087');
    expect(kept.map(({ ticker }) => ticker)).toEqual(own.map(({ ticker }) => ticker).toSorted());
    for (const record of kept) expect(own).toContainEqual(record);
  });

  it('holds changes of value and no price: nothing in it is as large as a share', async () => {
    for (const { changePct, stdErrorPct, sessions, d0On, estimationToOn } of await shippedRecords()) {
      expect(sessions.toSorted()).toEqual(sessions);
      expect((sessions[0] ?? '') > d0On).toBe(true);
      expect(estimationToOn <= d0On).toBe(true);
      // The error grows with the sessions watched.
      expect(stdErrorPct.at(-1) ?? 0).toBeGreaterThan(stdErrorPct[0] ?? Infinity);
      expect(changePct.every((change) => Math.abs(change) < 1000)).toBe(true);
    }
  });

  it('is refused with its line where it is wrong', async () => {
    const [header = '', first = ''] = new TextDecoder().decode(await shipped()).split('\r\n');
    const reading = (text: string) => readFrozenFile(new TextEncoder().encode(text));
    expect(reading('a,b\r\n1,2\r\n')).toMatchObject({ ok: false });
    const cells = first.split(',');
    const withCell = (column: string, value: string): string => {
      const changed = cells.with(header.split(',').indexOf(column), value);
      return `${header}\r\n${changed.join(',')}\r\n`;
    };
    expect(reading(withCell('beta', 'steep'))).toEqual({
      ok: false,
      error: 'line 2: holds something that is no number',
    });
    expect(reading(withCell('d0_on', '2026-02-30'))).toEqual({
      ok: false,
      error: 'line 2: d0_on 2026-02-30 is not a date',
    });
    expect(reading(withCell('change_pct', '1;2;3'))).toMatchObject({ ok: false });
    expect(reading(`${header}\r\nev1,MU\r\n`)).toEqual({ ok: false, error: 'line 2: has 2 cells' });
  });
});

describe('the table', () => {
  it('takes a new computation beside the old, shows the newest, and keeps a repeated one once', async () => {
    const [record] = await listFrozenValueChanges('ev087');
    if (record === undefined) throw new Error('no record');
    const later = {
      ...record,
      computedOn: '2027-01-15',
      changePct: record.changePct.map((change) => Math.round(change * 100 + 100) / 100),
    };
    expect(await insertFrozenValueChanges([later])).toBe(1);
    expect(await insertFrozenValueChanges([later, record])).toBe(0);
    expect(await listFrozenValueChanges('ev087')).toContainEqual(later);
    const count = await db().frozenValueChange.count({ where: { eventId: 'ev087', ticker: record.ticker } });
    expect(count).toBe(2);
  });

  it('rewrites nothing', async () => {
    await expect(db().$executeRaw`UPDATE frozen_value_change SET alpha = 0`).rejects.toThrow(/append-only/);
    await expect(db().$executeRaw`DELETE FROM frozen_value_change`).rejects.toThrow(/append-only/);
    await expect(db().$executeRaw`TRUNCATE frozen_value_change`).rejects.toThrow(/append-only/);
  });

  it('refuses records that contradict themselves', async () => {
    const [record] = await listFrozenValueChanges('ev088');
    if (record === undefined) throw new Error('no record');
    const wrong = [
      { ...record, eventId: 'x1', changePct: record.changePct.slice(1) },
      { ...record, eventId: 'x2', d0On: record.sessions.at(-1) ?? '' },
      { ...record, eventId: 'x3', residualStdDev: 0 },
      { ...record, eventId: ' ' },
      { ...record, eventId: 'x5', computedOn: record.d0On },
      { ...record, eventId: 'x6', sessions: [], changePct: [], stdErrorPct: [], implied: [] },
    ];
    for (const each of wrong) {
      await expect(insertFrozenValueChanges([each]), each.eventId).rejects.toThrow(/frozen_value_change/);
    }
  });
});
