import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listTargetDays } from '#lib/core/calendar/target-days.ts';
import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { listSubjects } from '#lib/db/refresh-subjects.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

const NOW_MS = Date.parse('2026-11-24T16:00:00Z');

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

describe('a process that lost its run while it was asking', () => {
  it('leaves neither rates nor facts behind', async () => {
    const days = listTargetDays('2026-01-01', '2026-11-24').map(
      (day) => [day, { USD: '1.2500', KRW: '1750.00' }] as const,
    );
    const bank = await startFakeEcb(days.toReversed());
    const ecb = createEcbSource(driveDeps(NOW_MS), { baseUrl: bank.url });
    const overtaken = {
      ...ecb,
      fetchRates: async (request: Parameters<typeof ecb.fetchRates>[0]) => {
        const answer = await ecb.fetchRates(request);
        await db().refreshRun.updateMany({
          where: { state: 'running' },
          data: { leaseNumber: { increment: 1 }, leaseHolder: 'another process' },
        });
        return answer;
      },
    };
    const deps = driveRefresh(NOW_MS, () =>
      Promise.resolve(ok(planRates(['USD', 'KRW'], overtaken, () => NOW_MS))),
    );
    const run = await runNow('ecb', 'reference-rates', deps);
    await bank.close();
    const left = await Promise.all([
      db().referenceRate.count(),
      db().fxRate.count(),
      db().importBatch.count(),
      db().rawPayload.count(),
    ]);

    expect(bank.traffic().paths.length).toBe(1);
    expect(left).toEqual([0, 0, 0, 0]);
    expect(await db().refreshRun.findUnique({ where: { id: run } })).toMatchObject({
      state: 'running',
      leaseHolder: 'another process',
    });
    // Its holder is gone for good, so that the source is free again.
    await db().refreshRun.updateMany({
      where: { id: run },
      data: { state: 'failed', endedAt: new Date(NOW_MS), leaseHolder: null, leaseUntil: null },
    });
  });
});

describe('a quarter that lacks days', () => {
  it('makes no fact and says how many, also where the day came but could not be believed', async () => {
    const days = listTargetDays('2026-01-01', '2026-11-24')
      .filter((day) => day !== '2026-05-04' && day !== '2026-05-05')
      .map((day) => [day, { USD: '1.2500', KRW: day === '2026-08-03' ? '17.50' : '1750.00' }] as const);
    const bank = await startFakeEcb(days.toReversed());
    const ecb = createEcbSource(driveDeps(NOW_MS), { baseUrl: bank.url });
    const deps = driveRefresh(NOW_MS, () =>
      Promise.resolve(ok(planRates(['USD', 'KRW'], ecb, () => NOW_MS))),
    );
    const run = await runNow('ecb', 'reference-rates', deps);
    await bank.close();
    const facts = await db().fxRate.findMany({ select: { key: true, observations: true } });

    expect((await listSubjects(run))[0]?.reason).toBe(
      'Quarter means that became facts: 1 new, 0 revised. No mean where days are missing: ' +
        'USD/KRW 2026Q2 lacks 2 of 62 days, USD/KRW 2026Q3 lacks 1 of 66 days.',
    );
    expect(facts).toEqual([{ key: 'USD/KRW (ECB) | 2026Q1', observations: 63 }]);
  });
});
