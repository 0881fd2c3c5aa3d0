import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listTargetDays } from '#lib/core/calendar/target-days.ts';
import { ecbPairOf } from '#lib/core/currencies/quarter-rate-choice.ts';
import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { startFakeEcb, type EcbDays } from '#tests/support/fake-ecb.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import { decide, findOpen } from './quarantine-rig.ts';

/** Facts that follow from what a source brought, once a doubted part of it is accepted. */

const NOW_MS = Date.parse('2026-10-05T16:00:00Z');
const DOUBTED_ON = '2026-08-12';
const [CALM, CRISIS] = ['1750.00', '4060.50'];
const DAYS: EcbDays = listTargetDays('2026-07-01', '2026-10-05')
  .map((ratedOn) => [ratedOn, { USD: '1.2500', KRW: ratedOn === DOUBTED_ON ? CRISIS : CALM }] as const)
  .toReversed();

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

const means = async () =>
  (await db().fxRate.findMany({ where: { pair: ecbPairOf('KRW'), calendarQuarter: '2026Q3' } })).map((fact) =>
    fact.rateQuotePerUsd.toNumber(),
  );

describe('the mean of a quarter with a doubted day', () => {
  it('is made when the day is accepted, of all its days, and is said to stay when that is taken back', async () => {
    const bank = await startFakeEcb(DAYS);
    const ecb = createEcbSource(driveDeps(NOW_MS), { baseUrl: bank.url });
    const deps = driveRefresh(NOW_MS, () =>
      Promise.resolve(ok(planRates(['USD', 'KRW'], ecb, () => NOW_MS))),
    );
    await runNow('ecb', 'reference-rates', deps);
    const doubted = await findOpen(/^2026-08-12\.rate$/);
    expect(await means()).toEqual([]);

    const batches = await db().importBatch.count();
    expect(await decide(doubted.id, 'accepted')).toEqual({
      ok: true,
      value: {
        done: true,
        detail: `It is accepted and stored. Facts follow from it: batch ${String(batches + 1)}.`,
      },
    });
    const count = DAYS.filter(([ratedOn]) => ratedOn <= '2026-09-30').length;
    const mean = ((count - 1) * Number(CALM) + Number(CRISIS)) / 1.25 / count;
    expect(await means()).toEqual([Math.round(mean * 1e4) / 1e4]);

    // The refresh comes to the same and makes nothing again.
    await runNow('ecb', 'reference-rates', deps);
    expect(await db().importBatch.count()).toBe(batches + 1);
    expect(await decide(doubted.id, 'undecided')).toMatchObject({
      ok: true,
      value: { detail: expect.stringMatching(/withdrawn\. Facts that were made of it since stay/) as string },
    });
    await runNow('ecb', 'reference-rates', deps);
    expect(await db().importBatch.count()).toBe(batches + 1);
    await bank.close();
  });
});
