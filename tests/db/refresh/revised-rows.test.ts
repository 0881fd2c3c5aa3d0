import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { countChangedActions, insertCorporateActions } from '#lib/db/corporate-actions.ts';
import { db } from '#lib/db/client.ts';
import { openBatch } from '#lib/db/import-batches.ts';
import { findPriceReach, insertPriceBars, listStandingBars, type NewPriceBar } from '#lib/db/price-bars.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

const AT = new Date('2026-11-20T22:00:00Z');
const DAY = { fromOn: '2026-11-20', toOn: '2026-11-20' };

let database: OpenDatabase;
let runId: bigint;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
  runId = await makeEndedRun(AT);
});
afterAll(() => database.close());

function store(bars: readonly NewPriceBar[]) {
  return inTransaction((tx) => insertPriceBars(tx, 'yahoo', bars, { runId, recordedAt: AT }));
}

async function openDeskImport(tx: DbTransaction): Promise<number> {
  const batch = { summary: 'closes', owner: 'desk', author: 'ana', collectedOn: '2026-11-20' };

  return openBatch(tx, { ...batch, origin: 'csv' }, []);
}

describe('price bars', () => {
  it('are written once, however often they come', async () => {
    const bars = [priceBar({ symbol: 'ONCE' }), priceBar({ symbol: 'ONCE', sessionOn: '2026-11-19' })];

    expect(await store(bars)).toEqual({ newCount: 2, revisedCount: 0, unchangedCount: 0 });
    expect(await store(bars)).toEqual({ newCount: 0, revisedCount: 0, unchangedCount: 2 });
    expect(await db().priceBar.count({ where: { symbol: 'ONCE' } })).toBe(2);
  });

  it('are compared with the digits that are stored, so that the last bits of a float are no revision', async () => {
    await store([priceBar({ symbol: 'BITS', close: 85.120_002_746_582_03 })]);

    expect(await store([priceBar({ symbol: 'BITS', close: 85.120_003 })])).toMatchObject({
      unchangedCount: 1,
    });
  });

  it('keep the wrong one and the right one, and the right one stands', async () => {
    await store([priceBar({ symbol: 'FIXED', close: 2311 })]);
    expect(await store([priceBar({ symbol: 'FIXED' })])).toMatchObject({ newCount: 0, revisedCount: 1 });

    const [standing, ...others] = await listStandingBars(['FIXED'], DAY);
    const all = await db().priceBar.findMany({ where: { symbol: 'FIXED' }, orderBy: { revision: 'asc' } });
    expect(others).toEqual([]);
    expect(standing).toMatchObject({ close: 231.1, revision: 2, source: 'yahoo' });
    expect(all.map(({ close }) => close.toNumber())).toEqual([2311, 231.1]);
  });

  it("of the desk stand before Yahoo's, and are taken back by a withdrawn revision", async () => {
    await store([priceBar({ symbol: 'OWN' })]);
    await inTransaction(async (tx) => {
      const importBatchId = await openDeskImport(tx);
      await insertPriceBars(tx, 'csv', [priceBar({ symbol: 'OWN', close: 231 })], {
        importBatchId,
        recordedAt: AT,
      });
    });
    expect(await listStandingBars(['OWN'], DAY)).toMatchObject([{ source: 'csv', close: 231 }]);

    await inTransaction(async (tx) => {
      const importBatchId = await openDeskImport(tx);
      const held = await tx.priceBar.findFirstOrThrow({ where: { symbol: 'OWN', source: 'csv' } });
      await tx.priceBar.create({ data: { ...held, revision: 2, isWithdrawn: true, importBatchId } });
    });
    expect(await listStandingBars(['OWN'], DAY)).toMatchObject([{ source: 'yahoo', close: 231.1 }]);
  });

  it('are refused when they are no prices, come from no run, or join an import that is sealed', async () => {
    await expect(store([priceBar({ symbol: 'BAD', close: -1 })])).rejects.toThrow(/prices_positive/);
    await expect(
      inTransaction((tx) =>
        insertPriceBars(tx, 'yahoo', [priceBar({ symbol: 'BAD' })], { runId: 999_999n, recordedAt: AT }),
      ),
    ).rejects.toThrow(/no refresh run 999999/);
    await expect(
      inTransaction((tx) =>
        insertPriceBars(tx, 'csv', [priceBar({ symbol: 'BAD' })], { importBatchId: 1, recordedAt: AT }),
      ),
    ).rejects.toThrow(/already committed/);
    expect(await db().priceBar.count({ where: { symbol: 'BAD' } })).toBe(0);
  });

  it('say how far they reach and where the last sessions begin', async () => {
    const days = ['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19'];
    await store(days.map((sessionOn, index) => priceBar({ symbol: 'REACH', sessionOn, close: 230 + index })));

    expect(await findPriceReach('yahoo', 'REACH', 5)).toEqual({
      firstOn: '2026-11-12',
      lastOn: '2026-11-19',
      rereadFromOn: '2026-11-13',
      closeBefore: { sessionOn: '2026-11-12', close: 230 },
    });
    expect(await findPriceReach('yahoo', 'UNKNOWN', 5)).toBeNull();
  });

  it('cannot be changed or deleted', async () => {
    await store([priceBar({ symbol: 'KEPT' })]);

    const change = db().$executeRaw`UPDATE price_bar SET close = 1 WHERE symbol = 'KEPT'`;
    await expect(change).rejects.toThrow(/append-only/);
    const deletion = db().$executeRaw`DELETE FROM price_bar WHERE symbol = 'KEPT'`;
    await expect(deletion).rejects.toThrow(/append-only/);
  });
});

describe('corporate actions', () => {
  it('are seen to be new or changed before they are written', async () => {
    const split = { kind: 'split', symbol: 'MU', exOn: '2026-11-20', numerator: 4, denominator: 1 } as const;
    const write = () =>
      inTransaction((tx) => insertCorporateActions(tx, 'yahoo', [split], { runId, recordedAt: AT }));

    expect(await countChangedActions('yahoo', [split])).toBe(1);
    expect(await write()).toMatchObject({ newCount: 1 });
    expect(await countChangedActions('yahoo', [split])).toBe(0);
    expect(await countChangedActions('yahoo', [{ ...split, numerator: 5 }])).toBe(1);
    expect(await write()).toMatchObject({ unchangedCount: 1 });
  });
});
