import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { POLICY } from '#tests/sources/yahoo/fake-market.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import type { YahooFaultKind } from '#tests/support/yahoo-faults.ts';
import { weekdays, type FakeBar } from '#tests/support/yahoo-payloads.ts';
import { countsOf, decide, findOpen, openValues } from './quarantine-rig.ts';

const LISTED = { currency: 'USD', timeZone: 'America/New_York', hours: [9.5, 16], price: 230 } as const;
const FIRST_ON = '2026-11-02';

/** Half an hour after the close of New York. */
const closeOf = (day: string) => Date.parse(`${day}T21:30:00Z`);

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

/** Yahoo with the closes given, on weekdays from {@link FIRST_ON}; a refresh on a day sees those until then. */
async function market(symbol: string, closes: readonly number[]) {
  const days = weekdays(FIRST_ON, '2026-12-31');
  const bars: FakeBar[] = closes.map((close, index) => ({
    ...{ sessionOn: days[index] ?? '', open: close, high: close, low: close, close, adjclose: close },
    volume: 1000,
  }));
  let nowMs = 0;
  const yahoo = await startFakeYahoo({ listings: [{ symbol, ...LISTED, bars }], nowMs: () => nowMs });
  const on = async (session: number): Promise<bigint> => {
    nowMs = closeOf(days[session] ?? '');
    const source = createYahooSource({ ...driveDeps(nowMs, yahoo.fetch), nowMs: () => nowMs }, POLICY);
    const tasks = planPrices([{ symbol, currency: 'USD', validFromOn: FIRST_ON }], source, () => nowMs);
    return runNow(
      'yahoo',
      'prices-us',
      driveRefresh(nowMs, () => Promise.resolve(ok(tasks))),
    );
  };
  const stored = async () =>
    (await listStandingBars([symbol], { fromOn: FIRST_ON, toOn: '2026-12-31' })).map(({ close }) => close);

  return {
    on,
    stored,
    days,
    spoil: (fault: YahooFaultKind) => {
      yahoo.setFault('chart', fault);
    },
    close: yahoo.close,
  };
}

const fieldOf = (day: string | undefined) => new RegExp(`^bars\\.${day ?? ''}\\.close$`);

describe('a hundredfold jump that is real', () => {
  const CALM = [230, 231, 229, 232, 230, 231, 230, 229];
  const HIGH = [23_100, 23_050, 23_200, 23_150, 23_000, 23_100, 23_250, 23_300];

  it('is accepted once: the days after it at the new level are not asked about', async () => {
    const at = await market('SHIFT', [...CALM, ...HIGH]);
    await at.on(7);
    await at.on(8);
    const jump = await findOpen(fieldOf(at.days[8]));
    expect(await at.stored()).toEqual(CALM);
    await decide(jump.id, 'accepted', 'ten shares were made one');
    expect(await at.stored()).toEqual([...CALM, 23_100]);
    const [bar] = await listStandingBars(['SHIFT'], { fromOn: jump.field.slice(5, 15), toOn: '2026-12-31' });
    expect(bar?.provenance).toMatch(
      /^accepted by editor ed@firm\.example on .* because ten shares were made one$/,
    );

    // Until long after the jump has left the sessions that are read again.
    for (const session of [9, 10, 11, 12, 13, 14, 15]) {
      expect((await countsOf(await at.on(session)))[3]).toBe(0);
      expect(await at.stored()).toEqual([...CALM, ...HIGH.slice(0, session - 7)]);
    }
    expect((await openValues()).openCount).toBe(0);
    await at.close();
  });

  it('of one day only is accepted, and the days after it are as good as before', async () => {
    const at = await market('SPIKE', [...CALM, 23_100, ...CALM]);
    await at.on(7);
    await at.on(8);
    await decide((await findOpen(fieldOf(at.days[8]))).id, 'accepted');
    for (const session of [9, 10, 11, 12, 13, 14, 15, 16]) {
      expect((await countsOf(await at.on(session)))[3]).toBe(0);
    }
    expect(await at.stored()).toEqual([...CALM, 23_100, ...CALM]);
    await at.close();
  });

  it('does not let the next jump through', async () => {
    const at = await market('TWICE', [...CALM, 23_100, 230, 231, 23_400]);
    await at.on(7);
    await at.on(8);
    await decide((await findOpen(fieldOf(at.days[8]))).id, 'accepted');
    await at.on(11);

    const second = await findOpen(fieldOf(at.days[11]));
    expect(second.rawValue).toBe('23400');
    expect(await at.stored()).toEqual([...CALM, 23_100, 230, 231]);
    await decide(second.id, 'rejected');
    await at.close();
  });

  it('is taken back: the day is a gap again, and a later revision of the source is left alone', async () => {
    const at = await market('BACK', [...CALM, 23_100, 23_200]);
    await at.on(7);
    await at.on(8);
    const jump = await findOpen(fieldOf(at.days[8]));
    await decide(jump.id, 'accepted');
    expect(await decide(jump.id, 'undecided', 'a slip of mine')).toMatchObject({
      ok: true,
      value: { detail: 'It waits for a decision again. Nothing stood before, so the value is withdrawn.' },
    });
    expect(await at.stored()).toEqual(CALM);
    expect((await countsOf(await at.on(8))).slice(0, 2)).toEqual([0, 0]);
    expect(await at.stored()).toEqual(CALM);

    // Accepted again; then the source itself says otherwise, and says it last.
    await decide(jump.id, 'accepted');
    at.spoil({ kind: 'instead-of-close', row: 5, value: 231.5 });
    await at.on(8);
    expect(await at.stored()).toEqual([...CALM, 231.5]);
    expect(await decide(jump.id, 'undecided')).toMatchObject({
      ok: true,
      value: { detail: 'It waits for a decision again. A later revision stands in its place, and stays.' },
    });
    expect(await at.stored()).toEqual([...CALM, 231.5]);
    await at.close();
  });
});

describe('two answers for one day', () => {
  it('are each asked about, and the one that is accepted stands', async () => {
    const at = await market('DOUBLE', [230, 231, 229, 232, 230, 231, 230]);
    await at.on(5);
    at.spoil({ kind: 'duplicate-day', row: 6, isDifferent: true });
    await at.on(6);
    const { items } = await openValues();
    const rivals = items.filter(({ subject }) => subject === 'DOUBLE');
    expect(rivals.map(({ field }) => field)).toEqual([
      `bars.${at.days[6] ?? ''}`,
      `bars.${at.days[6] ?? ''}`,
    ]);
    const right = rivals.find(
      ({ wouldStore }) => wouldStore?.table === 'price_bar' && wouldStore.row.close === 230,
    );
    const other = rivals.find(({ id }) => id !== right?.id);
    await decide(right?.id ?? '', 'accepted');
    await decide(other?.id ?? '', 'rejected');

    expect(await at.stored()).toEqual([230, 231, 229, 232, 230, 231, 230]);
    expect((await countsOf(await at.on(6))).slice(0, 2)).toEqual([0, 0]);
    expect((await openValues()).items.filter(({ subject }) => subject === 'DOUBLE')).toEqual([]);
    await at.close();
  });
});

describe('who decides', () => {
  it('at the same moment as another: one decision counts, the other is told of it', async () => {
    const at = await market('RACE', [230, 231, 229, 232, 230, 231, 23_000]);
    await at.on(5);
    await at.on(6);
    const { id } = await findOpen(fieldOf(at.days[6]));
    const answers = await Promise.all([
      decide(id, 'accepted', 'one'),
      decide(id, 'accepted', 'two'),
      decide(id, 'rejected', 'three'),
      decide(id, 'accepted', 'four'),
    ]);
    const told = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));

    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(told).toHaveLength(3);
    for (const error of told) {
      expect(error).toMatchObject({
        kind: 'conflict',
        detail: expect.stringMatching(
          /^This value was (accepted|kept out) by editor ed@firm\.example on .* because (one|two|three|four)\. Take that back/,
        ) as string,
      });
    }
    expect(await db().auditEntry.count({ where: { entityId: id, entityType: 'quarantined-value' } })).toBe(1);
    const rows = await db().priceBar.count({ where: { symbol: 'RACE', close: { gt: 1000 } } });
    expect(rows).toBeLessThanOrEqual(1);
    await at.close();
  });

  it.each<[YahooFaultKind, RegExp]>([
    [{ kind: 'renamed', from: 'close', to: 'closing' }, /indicators\.quote\.close/],
    [{ kind: 'instead-of-close', row: 6, value: 'Infinity' }, /\.close$/],
    [{ kind: 'instead-of-close', row: 6, value: {} }, /\.close$/],
    [{ kind: 'instead-of-close', row: 6, value: -4 }, /\.close$/],
  ])('about %j is told that nothing of it could be stored', async (fault, field) => {
    const symbol = `NO${String(JSON.stringify(fault).length)}`;
    const at = await market(symbol, [230, 231, 229, 232, 230, 231, 230]);
    await at.on(5);
    at.spoil(fault);
    await at.on(6);
    const value = (await openValues()).items.find(
      (item) => item.subject === symbol && field.test(item.field),
    );
    expect(value).toMatchObject({ wouldStore: null, remedy: expect.stringContaining('import') as string });
    const before = await at.stored();

    expect(await decide(value?.id ?? '', 'accepted')).toMatchObject({
      ok: false,
      error: {
        kind: 'invalid-input',
        faults: [{ pointer: '/decision', message: expect.stringContaining('import') as string }],
      },
    });
    expect(await at.stored()).toEqual(before);
    expect((await openValues()).items.some(({ id }) => id === value?.id)).toBe(true);
    await at.close();
  });
});
