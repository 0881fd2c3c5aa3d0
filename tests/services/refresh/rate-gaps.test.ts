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
