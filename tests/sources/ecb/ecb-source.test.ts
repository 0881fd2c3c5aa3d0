import { afterEach, describe, expect, it } from 'vitest';

import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import { crossRatesPerUsd } from '#lib/core/currencies/euro-rates.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { startFakeEcb, type EcbDays } from '#tests/support/fake-ecb.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { liveDeps, TODAY_ON } from '#tests/support/live-deps.ts';

/** Weekdays of half a year back from today; the won costs as many euros as the day's number shows. */
const DAYS: EcbDays = Array.from({ length: 182 }, (_, i) => toDayNumber(TODAY_ON) - i)
  .filter((day) => ![0, 6].includes(new Date(toIsoDate(day)).getUTCDay()))
  .map((day) => [toIsoDate(day), { USD: '1.25', KRW: String(1700 + (day % 90)), JPY: '180.5', CHF: '0.93' }]);

const started: FakeSource[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((source) => source.close()));
});

async function ecbOf(days = DAYS) {
  const fake = await startFakeEcb(days);
  started.push(fake);

  return { fake, source: createEcbSource(liveDeps().deps, { baseUrl: fake.url }) };
}

describe('the source of reference rates', () => {
  it('asks once for the short file and gives the currencies asked for, and the dollar, from the day asked for', async () => {
    const { fake, source } = await ecbOf();
    const answer = await source.fetchRates({ currencies: ['KRW'], sinceOn: '2026-11-19' });
    if (!answer.ok) throw new Error(answer.error.detail);
    const { observations, payloads } = answer.value;
    expect(new Set(observations.map(({ currency }) => currency))).toEqual(new Set(['USD', 'KRW']));
    expect(new Set(observations.map(({ ratedOn }) => ratedOn))).toEqual(
      new Set(['2026-11-23', '2026-11-20', '2026-11-19']),
    );
    expect(fake.traffic().paths).toEqual(['/stats/eurofxref/eurofxref-hist-90d.xml']);
    expect(payloads[0]?.text).toContain('<gesmes:Envelope');
  });

  it('asks for the long file when the short one does not go back far enough', async () => {
    const { fake, source } = await ecbOf();
    const answer = await source.fetchRates({ currencies: ['JPY'], sinceOn: '2026-06-01' });
    expect(answer.ok && answer.value.observations.at(-1)?.ratedOn).toBe('2026-06-01');
    expect(fake.traffic().paths).toEqual(['/stats/eurofxref/eurofxref-hist.xml']);
  });

  it('names what the bank does not publish', async () => {
    const { source } = await ecbOf();
    const answer = await source.fetchRates({ currencies: ['KRW', 'TWD'], sinceOn: '2026-11-20' });
    expect(answer.ok && answer.value.missing).toEqual([
      { subject: 'TWD', reason: 'The ECB publishes no reference rate of TWD.' },
    ]);
  });

  it('has won per dollar on trading days only', async () => {
    const { source } = await ecbOf();
    const answer = await source.fetchRates({ currencies: ['KRW'], sinceOn: '2026-11-20' });
    const { rates, absent } = crossRatesPerUsd(answer.ok ? answer.value.observations : [], ['KRW', 'TWD']);
    expect(rates.map(({ ratedOn }) => ratedOn)).toEqual(['2026-11-20', '2026-11-23']);
    expect(absent).toEqual([{ currency: 'TWD', ratedOn: null, reason: 'no rate on any day' }]);
  });

  it('keeps a swapped pair apart and says so, and does not call it missing', async () => {
    const { source } = await ecbOf([[TODAY_ON, { USD: '1.25', KRW: '0.0005', JPY: '180.5' }]]);
    const answer = await source.fetchRates({ currencies: ['KRW', 'JPY'], sinceOn: '2026-11-20' });
    expect(answer).toMatchObject({ ok: true, value: { quarantined: [{ subject: 'KRW' }], missing: [] } });
    expect(answer.ok && answer.value.observations.map(({ currency }) => currency)).toEqual(['USD', 'JPY']);
  });

  it('is well when the file of the day comes', async () => {
    const { fake, source } = await ecbOf();
    expect((await source.probe()).ok).toBe(true);
    expect(fake.traffic().paths).toEqual(['/stats/eurofxref/eurofxref-daily.xml']);
  });
});
