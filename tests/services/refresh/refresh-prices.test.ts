import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { findRun } from '#lib/db/refresh-runs.ts';
import { listSubjects, sumSubjects } from '#lib/db/refresh-subjects.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { NOW_MS, POLICY } from '#tests/sources/yahoo/fake-market.ts';
import { startFakeYahoo, type FakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveRefresh, runNow, type DrivenRefresh } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import type { FakeListing } from '#tests/support/yahoo-payloads.ts';

const DAY_MS = 86_400_000;
const NEW_YORK = { currency: 'USD', timeZone: 'America/New_York', hours: [9.5, 16] } as const;
const ALL = { fromOn: '2000-01-01', toOn: '2030-01-01' };

let database: OpenDatabase;
let yahoo: FakeYahoo;
const listings: FakeListing[] = [];
let seed = 0;

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
beforeEach(async () => {
  listings.length = 0;
  seed += 1;
  yahoo = await startFakeYahoo({ listings, nowMs: () => NOW_MS + 30 * DAY_MS, seed });

  return () => yahoo.close();
});
afterAll(() => database.close());

/** Refreshes symbols of the fake market; its clock moves the source too. */
function refreshOf(symbols: readonly string[], validFromOn: string | null = null): DrivenRefresh {
  const deps: DrivenRefresh = driveRefresh(NOW_MS, () => {
    const sourceDeps = driveDeps(deps.nowMs(), yahoo.fetch);
    const source = createYahooSource({ ...sourceDeps, nowMs: deps.nowMs }, POLICY);
    const priced = symbols.map((symbol) => ({ symbol, currency: 'USD', validFromOn }));

    return Promise.resolve(ok(planPrices(priced, source, deps.nowMs)));
  });

  return deps;
}

async function countRows(symbol: string) {
  const bars = await db().priceBar.findMany({ where: { symbol } });

  return { bars: bars.length, revised: bars.filter(({ revision }) => revision > 1).length };
}

describe('a refresh of prices', () => {
  it('reads five years at first, then the last five sessions, and twice in a row changes nothing', async () => {
    listings.push({ symbol: 'AAA', ...NEW_YORK, price: 100 });
    const deps = refreshOf(['AAA']);
    const first = await runNow('yahoo', 'prices-us', deps);
    const before = await countRows('AAA');
    const second = await runNow('yahoo', 'prices-us', deps);

    expect(before.bars).toBeGreaterThan(1300);
    expect(await countRows('AAA')).toEqual(before);
    expect(await listSubjects(first)).toMatchObject([
      { outcome: 'done', newCount: before.bars, isWholeHistory: true },
    ]);
    expect(await listSubjects(second)).toMatchObject([
      { outcome: 'done', newCount: 0, revisedCount: 0, unchangedCount: 5, isWholeHistory: false },
    ]);
    expect(await findRun(second)).toMatchObject({
      state: 'succeeded',
      tries: 1,
      plannedCount: 1,
      detail: null,
    });
  });

  it('leaves days before a listing may be used out', async () => {
    listings.push({ symbol: 'NEW', ...NEW_YORK, price: 40 });
    await runNow('yahoo', 'prices-us', refreshOf(['NEW'], '2026-11-02'));
    const [first] = await listStandingBars(['NEW'], ALL);

    expect(first?.sessionOn).toBe('2026-11-02');
  });

  it('keeps a wrong bar and the right one that follows, and the right one stands', async () => {
    const wrong = { sessionOn: '2026-11-20', open: 10, high: 12, low: 9, close: 11, adjclose: 11, volume: 5 };
    const right = { ...wrong, close: 10.5, adjclose: 10.5 };
    const before = { ...right, sessionOn: '2026-11-19' };
    listings.push({ symbol: 'FIX', ...NEW_YORK, price: 10, bars: [before, wrong] });
    const deps = refreshOf(['FIX']);
    await runNow('yahoo', 'prices-us', deps);
    listings[0] = { symbol: 'FIX', ...NEW_YORK, price: 10, bars: [before, right] };
    const run = await runNow('yahoo', 'prices-us', deps);

    const all = await db().priceBar.findMany({
      where: { symbol: 'FIX', sessionOn: new Date('2026-11-20') },
      orderBy: { revision: 'asc' },
    });
    expect(all.map(({ close }) => close.toNumber())).toEqual([11, 10.5]);
    expect((await listStandingBars(['FIX'], ALL)).map(({ close }) => close)).toEqual([10.5, 10.5]);
    expect((await sumSubjects([run])).get(run)).toMatchObject({ newCount: 0, revisedCount: 1 });
  });

  it('reads the whole history again on the day of a split, and once only', async () => {
    const bars = [
      '2026-11-09',
      '2026-11-10',
      '2026-11-11',
      '2026-11-12',
      '2026-11-13',
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
    ].map((sessionOn, index) => ({
      sessionOn,
      open: 400,
      high: 410,
      low: 390,
      close: 400 + index,
      adjclose: 400 + index,
      volume: 8,
    }));
    listings.push({ symbol: 'SPL', ...NEW_YORK, price: 400, bars });
    const deps = refreshOf(['SPL']);
    await runNow('yahoo', 'prices-us', deps);
    const restated = bars.map((bar) => ({
      ...bar,
      open: bar.open / 4,
      high: bar.high / 4,
      low: bar.low / 4,
      close: bar.close / 4,
      adjclose: bar.adjclose / 4,
      volume: bar.volume * 4,
    }));
    listings[0] = {
      symbol: 'SPL',
      ...NEW_YORK,
      price: 100,
      bars: [
        ...restated,
        { sessionOn: '2026-11-20', open: 101, high: 103, low: 100, close: 102, adjclose: 102, volume: 30 },
      ],
      splits: [{ exOn: '2026-11-20', numerator: 4, denominator: 1 }],
    };
    const splitDay = await runNow('yahoo', 'prices-us', deps);
    const after = await runNow('yahoo', 'prices-us', deps);

    expect(await listSubjects(splitDay)).toMatchObject([
      { outcome: 'done', newCount: 1, revisedCount: 9, isWholeHistory: true },
    ]);
    expect(await listSubjects(after)).toMatchObject([
      { unchangedCount: 5, newCount: 0, revisedCount: 0, isWholeHistory: false },
    ]);
    const standing = await listStandingBars(['SPL'], ALL);
    expect(standing.map(({ close }) => close)).toEqual([
      100, 100.25, 100.5, 100.75, 101, 101.25, 101.5, 101.75, 102, 102,
    ]);
    expect(await db().corporateAction.findMany({ where: { symbol: 'SPL' } })).toMatchObject([
      { kind: 'split', numerator: 4, denominator: 1, revision: 1 },
    ]);
  });

  it('goes on with the other symbols when one fails, and asks only for that one again', async () => {
    listings.push({ symbol: 'OK1', ...NEW_YORK, price: 50 }, { symbol: 'BAD', ...NEW_YORK, price: 60 });
    yahoo.setFault({ symbol: 'BAD' }, { kind: 'status', status: 503 }, 2);
    const deps = refreshOf(['OK1', 'BAD']);
    const run = await runNow('yahoo', 'prices-us', deps);
    const waiting = await findRun(run);
    const asked = yahoo.requests.length;

    expect(waiting).toMatchObject({ state: 'waiting', tries: 1 });
    expect(await listSubjects(run)).toMatchObject([{ outcome: expect.any(String) as string }, {}]);
    expect((await sumSubjects([run])).get(run)).toMatchObject({ failedCount: 1, subjectCount: 2 });

    deps.moveTo(waiting?.nextTryAt?.getTime() ?? 0);
    const { takeUpRuns } = await import('#lib/services/refresh/take-up-runs.ts');
    await takeUpRuns('yahoo', deps);
    expect(await findRun(run)).toMatchObject({ state: 'succeeded', tries: 2 });
    expect(yahoo.requests.slice(asked).every(({ url }) => url.includes('/BAD'))).toBe(true);
  });

  it('says of a symbol that the source does not have that it is missing', async () => {
    const run = await runNow('yahoo', 'prices-us', refreshOf(['GONE']));

    expect(await listSubjects(run)).toMatchObject([
      { outcome: 'missing', reason: expect.stringContaining('Yahoo') as string },
    ]);
    expect(await findRun(run)).toMatchObject({ state: 'succeeded' });
  });
});
