import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { chooseRival } from '#lib/core/ledger/choose-rival.ts';
import { rivalsOf } from '#lib/core/ledger/ledger.ts';
import { listTargetDays } from '#lib/core/calendar/target-days.ts';
import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { openBatch, lockImports } from '#lib/db/import-batches.ts';
import { listSubjects } from '#lib/db/refresh-subjects.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { listQuarterRates } from '#lib/services/currencies/list-quarter-rates.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { getLedger } from '#lib/services/sources/get-ledger.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { startFakeEcb, type EcbDays } from '#tests/support/fake-ecb.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

const NOW_MS = Date.parse('2026-11-24T16:00:00Z');
const LATER_MS = NOW_MS + 7 * 86_400_000;
const AS_OF = '2026-11-24';
const CURRENCIES = ['USD', 'KRW', 'JPY', 'CNY', 'TWD'];
/** The day that the ECB corrects later. */
const CORRECTED_ON = '2026-09-30';

/** Every day from the beginning of 2026, newest first: won and yen of a dollar move, yuan does not. */
const DAYS: EcbDays = listTargetDays('2026-01-01', AS_OF)
  .map((ratedOn, index) => {
    const rates = {
      USD: '1.2500',
      KRW: (1750 + index).toFixed(2),
      JPY: (196 + index / 100).toFixed(2),
      CNY: '8.7500',
    };
    return [ratedOn, rates] as const;
  })
  .toReversed();

/** Mean of the file's own numbers by other means than the code: sums of text turned to numbers. */
function meanOf(currency: 'KRW' | 'JPY' | 'CNY', from: string, to: string): number {
  let [sum, count] = [0, 0];
  for (const [ratedOn, rates] of DAYS) {
    if (ratedOn < from || ratedOn > to) continue;
    sum += Number(rates[currency]) / Number(rates['USD']);
    count += 1;
  }
  return Math.round((sum / count) * 1e4) / 1e4;
}

let database: OpenDatabase;
let bank: FakeSource;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  bank = await startFakeEcb(DAYS);
});
afterAll(async () => {
  await bank.close();
  await database.close();
});

function runRates(nowMs = NOW_MS): Promise<bigint> {
  const ecb = createEcbSource(driveDeps(nowMs), { baseUrl: bank.url });
  const deps = driveRefresh(nowMs, () => Promise.resolve(ok(planRates(CURRENCIES, ecb, () => nowMs))));

  return runNow('ecb', 'reference-rates', deps);
}

const noteOf = async (run: bigint): Promise<string> => (await listSubjects(run))[0]?.reason ?? '';
const factsOf = (pair: string, calendarQuarter: string) =>
  db().fxRate.findMany({ where: { pair, calendarQuarter }, orderBy: { batchId: 'asc' } });

async function rateThatCounts(quoteCurrency: string, calendarQuarter: string, asOf = AS_OF) {
  const rates = (await listQuarterRates({ asOf })).filter(
    (rate) => rate.quoteCurrency === quoteCurrency && rate.calendarQuarter === calendarQuarter,
  );
  expect(rates).toHaveLength(1);
  return rates[0];
}

describe('means of the ECB’s daily rates', () => {
  it('become facts with their source, one for each finished quarter that is there as a whole', async () => {
    const before = await getDataVersion();
    const note = await noteOf(await runRates());
    const facts = await db().fxRate.findMany({
      where: { batch: { origin: 'ecb' } },
      orderBy: { key: 'asc' },
      include: { source: true, batch: true },
    });

    // Three quarters of 2026 and three currencies; the fourth quarter is under way, the ECB has no Taiwan dollar.
    expect(facts.map(({ key }) => key)).toEqual(
      ['CNY', 'JPY', 'KRW'].flatMap((currency) =>
        ['2026Q1', '2026Q2', '2026Q3'].map((quarter) => `USD/${currency} (ECB) | ${quarter}`),
      ),
    );
    expect(await getDataVersion()).toBe(before + 1);
    expect(note).toContain('9 new, 0 revised');
    expect(note).toContain('TWD');
    const won = facts.find(({ key }) => key === 'USD/KRW (ECB) | 2026Q3');
    expect(won?.rateQuotePerUsd.toNumber()).toBe(meanOf('KRW', '2026-07-01', '2026-09-30'));
    expect(won).toMatchObject({
      observations: 66,
      grade: 'primary',
      visibleRule: 'published_on',
      visibleFrom: new Date('2026-09-30T00:00:00Z'),
      source: { publisher: 'European Central Bank', publishedOn: '2026-09-30' },
      batch: { origin: 'ecb', owner: 'European Central Bank' },
    });
  });

  it('reach what the model reads: where there was none, and before an estimate from three days', async () => {
    expect(await rateThatCounts('CNY', '2026Q3')).toMatchObject({
      rateQuotePerUsd: 7,
      publisher: 'European Central Bank',
    });
    expect((await rateThatCounts('KRW', '2026Q3'))?.rateQuotePerUsd).toBe(
      meanOf('KRW', '2026-07-01', '2026-09-30'),
    );
  });

  it('do not overrule the mean of another primary source, whose difference the ledger shows as a conflict', async () => {
    expect(await rateThatCounts('KRW', '2026Q2')).toMatchObject({
      pair: 'USD/KRW',
      rateQuotePerUsd: 1500.5519,
    });
    const ledger = await getLedger({ asOf: AS_OF });
    if (!ledger.ok) throw new Error(JSON.stringify(ledger.error));
    const row = ledger.value.rows.find(({ key }) => key === 'USD/KRW (ECB) | 2026Q2');
    if (row === undefined) throw new Error('the ledger lacks the mean of the ECB');
    const choice = chooseRival(rivalsOf(ledger.value.rows, row));

    expect(row).toMatchObject({ rivalCount: 1, isContested: true });
    expect(choice.chosenKey).toBe('USD/KRW | 2026Q2');
    expect(choice.reason).toContain('ECB');
  });

  it('are not known before the last rate of their quarter was published', async () => {
    const known = (asOf: string) =>
      listQuarterRates({ asOf }).then((rates) => rates.some(({ key }) => key === 'USD/CNY (ECB) | 2026Q3'));
    expect([await known('2026-09-29'), await known('2026-09-30')]).toEqual([false, true]);
  });

  it('are written once: the same rates again make no batch', async () => {
    const before = await getDataVersion();
    expect(await noteOf(await runRates())).not.toContain('became facts');
    expect(await getDataVersion()).toBe(before);
  });

  it('are revised when the ECB corrects a day, and past days keep what was known on them', async () => {
    const corrected = (1750 + DAYS.length - DAYS.findIndex(([day]) => day === CORRECTED_ON) - 1).toFixed(2);
    bank.fail({
      kind: 'rewritten',
      rewrite: (text) => text.replace(`currency="KRW" rate="${corrected}"`, 'currency="KRW" rate="2100.00"'),
    });
    await runRatesFromScratch();
    const [first, second, ...more] = await factsOf('USD/KRW (ECB)', '2026Q3');
    const shift = (2100 - Number(corrected)) / 1.25 / 66;

    expect(more).toEqual([]);
    expect(Number(second?.rateQuotePerUsd) - Number(first?.rateQuotePerUsd)).toBeCloseTo(shift, 3);
    expect(second).toMatchObject({
      visibleFrom: new Date('2026-12-01T00:00:00Z'),
      visibleRule: 'collected_on',
    });
    expect((await rateThatCounts('KRW', '2026Q3'))?.rateQuotePerUsd).toBe(Number(first?.rateQuotePerUsd));
    expect((await rateThatCounts('KRW', '2026Q3', '2026-12-01'))?.rateQuotePerUsd).toBe(
      Number(second?.rateQuotePerUsd),
    );
    bank.fail({ kind: 'rewritten', rewrite: (text) => text });
  });

  it('leave alone what the desk has recorded under their key since', async () => {
    const [newest] = (await factsOf('USD/JPY (ECB)', '2026Q3')).toReversed();
    if (newest === undefined) throw new Error('there is no mean of the yen');
    const batchId = await inTransaction(async (tx) => {
      await lockImports(tx);
      const by = { summary: 'a correction', owner: 'Desk', author: 'Desk', collectedOn: AS_OF };
      const id = await openBatch(tx, { origin: 'csv', ...by }, []);
      await tx.fxRate.create({ data: { ...newest, batchId: id, rateQuotePerUsd: 158, contentHash: 'desk' } });
      return id;
    });
    bank.fail({
      kind: 'rewritten',
      rewrite: (text) => text.replaceAll(/(currency="JPY" rate=)"[^"]+"/g, '$1"200.00"'),
    });
    const note = await noteOf(await runRatesFromScratch());
    bank.fail({ kind: 'rewritten', rewrite: (text) => text });

    expect(note).toContain('Left as the desk recorded them: USD/JPY (ECB) | 2026Q3.');
    expect((await factsOf('USD/JPY (ECB)', '2026Q3')).at(-1)?.batchId).toBe(batchId);
    // The other quarters of the yen moved with the file.
    expect((await factsOf('USD/JPY (ECB)', '2026Q1')).at(-1)?.rateQuotePerUsd.toNumber()).toBe(160);
  });
});

/** Reads the whole file a week later, as the first run of a currency does. */
function runRatesFromScratch(): Promise<bigint> {
  const ecb = createEcbSource(driveDeps(LATER_MS), { baseUrl: bank.url });
  const all = {
    ...ecb,
    fetchRates: (request: Parameters<typeof ecb.fetchRates>[0]) =>
      ecb.fetchRates({ ...request, sinceOn: '2026-01-01' }),
  };
  const deps = driveRefresh(LATER_MS, () => Promise.resolve(ok(planRates(CURRENCIES, all, () => LATER_MS))));

  return runNow('ecb', 'reference-rates', deps);
}
