import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import type { FakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import { barsOf, LISTINGS, MU, NOW_MS, POLICY, RANGE } from './fake-market.ts';

let yahoo: FakeYahoo;
beforeAll(async () => {
  yahoo = await startFakeYahoo({ listings: LISTINGS, seed: 7, nowMs: () => NOW_MS });
});
afterEach(() => {
  yahoo.clearFaults();
});
afterAll(() => yahoo.close());

const newSource = () => createYahooSource(driveDeps(NOW_MS, yahoo.fetch), POLICY);

describe('a fetch without faults', () => {
  it('brings every session with its dividend, raw and adjusted apart, and the payload without secrets', async () => {
    const answer = await newSource().fetchPrices({ listing: MU, ...RANGE });
    if (!answer.ok) throw new Error(answer.error.detail);
    const bars = barsOf(answer.value);
    expect(bars.map(({ sessionOn }) => sessionOn)).toEqual([
      ...['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'],
      ...['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'],
    ]);
    for (const bar of bars) {
      expect(bar.isFinal).toBe(true);
      expect(bar.adjustedClose).toBeCloseTo(bar.close * 0.98, 9);
      expect(bar.exchangeTimeZone).toBe('America/New_York');
    }
    expect(answer.value.observations.filter(({ kind }) => kind === 'dividend')).toEqual([
      {
        kind: 'dividend',
        symbol: 'MU',
        exOn: '2026-11-12',
        amountPerShare: 0.115,
        currency: 'USD',
        minorUnitFactor: 1,
      },
    ]);
    expect(answer.value).toMatchObject({ quarantined: [], missing: [] });
    expect(answer.value.payloads).toHaveLength(1);
    expect(answer.value.payloads[0]?.text).toContain('"timestamp"');
  });

  it('turns pence into pounds and keeps the factor', async () => {
    const listing = { symbol: 'VOD.L', currency: 'GBP' };
    const answer = await newSource().fetchPrices({ listing, ...RANGE });
    if (!answer.ok) throw new Error(answer.error.detail);
    const [bar] = barsOf(answer.value);
    expect(bar).toMatchObject({ currency: 'GBP', minorUnitFactor: 100 });
    expect(bar?.close).toBeGreaterThan(0.5);
    expect(bar?.close).toBeLessThan(1.5);
  });

  it('gives a currency pair no volume', async () => {
    const answer = await newSource().fetchPrices({ listing: { symbol: 'KRW=X', currency: 'KRW' }, ...RANGE });
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(barsOf(answer.value).length).toBeGreaterThan(8);
    expect(new Set(barsOf(answer.value).map(({ volumeShares }) => volumeShares))).toEqual(new Set([null]));
    // Its session of the day is still running at 21:30 in London.
    expect(barsOf(answer.value).at(-1)).toMatchObject({ sessionOn: '2026-11-20', isFinal: false });
  });

  it('has the first day asked for where that day begins on the day before in UTC', async () => {
    const listing = { symbol: 'KRW=X', currency: 'KRW' };
    const answer = await newSource().fetchPrices({
      ...RANGE,
      listing,
      fromOn: '2026-07-06',
      toOn: '2026-07-10',
    });
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(barsOf(answer.value).map(({ sessionOn }) => sessionOn)).toEqual([
      ...['2026-07-06', '2026-07-07', '2026-07-08', '2026-07-09', '2026-07-10'],
    ]);
  });

  it('opens one session for quotes, asks for the crumb once and hides it', async () => {
    const source = newSource();
    const before = yahoo.requests.length;
    const listings = [MU, { symbol: 'SNDK', currency: 'USD' }, { symbol: 'NOPE', currency: 'USD' }];
    const answers = [await source.fetchQuotes(listings), await source.fetchQuotes(listings)];
    for (const answer of answers) {
      if (!answer.ok) throw new Error(answer.error.detail);
      expect(answer.value.observations.map(({ symbol }) => symbol)).toEqual(['MU', 'SNDK']);
      expect(answer.value.missing.map(({ subject }) => subject)).toEqual(['NOPE']);
      expect(answer.value.payloads[0]?.url).toContain('crumb=REDACTED');
    }
    expect(yahoo.requests.slice(before).map(({ path }) => path)).toEqual([
      'session',
      'crumb',
      'quote',
      'quote',
    ]);
    expect(yahoo.requests.at(-1)?.userAgent).toBe(POLICY.userAgent);
  });

  it('follows the detour to the consent host as long as it leads back', async () => {
    yahoo.setFault('session', { kind: 'detour' }, 1);
    const answer = await newSource().fetchQuotes([MU]);
    expect(answer).toMatchObject({ ok: true, value: { observations: [{ symbol: 'MU' }] } });
  });

  it.each([
    'https://evil.example/guce.yahoo.com',
    'http://guce.yahoo.com/x',
    'https://guce.yahoo.com.evil.example/',
  ])('does not follow a session that leads to %s', async (location) => {
    const asked: string[] = [];
    const leading: typeof fetch = (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.resolve(new Response(null, { status: 302, headers: { location } }));
    };
    const answer = await createYahooSource(driveDeps(NOW_MS, leading), POLICY).fetchQuotes([MU]);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'refused' } });
    expect(new Set(asked)).toEqual(new Set(['https://finance.yahoo.com/quote/AAPL']));
  });

  it('opens a new session when the crumb has lapsed', async () => {
    const source = newSource();
    expect((await source.fetchQuotes([MU])).ok).toBe(true);
    expect((await source.fetchQuotes([MU])).ok).toBe(true);
    yahoo.lapseCrumbs();
    expect((await source.fetchQuotes([MU])).ok).toBe(true);
  });

  it('brings quarters of statements, spending above zero', async () => {
    const answer = await newSource().fetchFundamentals({ symbol: 'MU', fromOn: '2025-10-01' });
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.observations.map(({ periodEndOn }) => periodEndOn)).toEqual([
      ...['2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30'],
    ]);
    for (const quarter of answer.value.observations) {
      expect(quarter.capitalExpenditure).toBeGreaterThan(2e9);
      expect(quarter.dilutedAverageShares).toBeGreaterThan(9e8);
    }
    expect(answer.value.payloads).toHaveLength(2);
  });

  it('a symbol that Yahoo does not have is missing, not a failure', async () => {
    const gone = { symbol: 'GONE', currency: 'USD' };
    expect(await newSource().fetchPrices({ listing: gone, ...RANGE })).toMatchObject({
      ok: true,
      value: {
        observations: [],
        missing: [{ subject: 'GONE', reason: expect.stringContaining('delisted') as string }],
      },
    });
    expect(await newSource().fetchFundamentals({ symbol: 'GONE', fromOn: '2025-10-01' })).toMatchObject({
      ok: true,
      value: { observations: [], quarantined: [], missing: [{ subject: 'GONE' }] },
    });
  });

  it.each(['../../v1/x', 'A?b=c', 'A B', ''])(
    'never asks for "%s", which would change the address',
    async (symbol) => {
      const before = yahoo.requests.length;
      const listing = { symbol, currency: 'USD' };
      const source = newSource();
      expect(await source.fetchPrices({ listing, ...RANGE })).toMatchObject({
        ok: true,
        value: { payloads: [] },
      });
      expect(await source.fetchQuotes([listing])).toMatchObject({
        ok: true,
        value: { missing: [{ subject: symbol }] },
      });
      expect(yahoo.requests).toHaveLength(before);
    },
  );

  it('has never more than two requests under way, however many are asked for', async () => {
    const slow = await startFakeYahoo({ listings: LISTINGS, seed: 7, nowMs: () => NOW_MS, delayMs: 10 });
    const source = createYahooSource(driveDeps(NOW_MS, slow.fetch), POLICY);
    const prices = Array.from({ length: 12 }, () => source.fetchPrices({ listing: MU, ...RANGE }));
    const answers = await Promise.all([...prices, source.fetchQuotes([MU])]);
    await slow.close();
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(slow.requests).toHaveLength(15);
    expect(slow.maxUnderWay()).toBe(2);
  });

  it('finds with one request whether Yahoo answers at all', async () => {
    const before = yahoo.requests.length;
    expect(await newSource().probeHealth()).toEqual({ ok: true, value: { elapsedMs: 0 } });
    expect(yahoo.requests).toHaveLength(before + 1);
    yahoo.setFault('chart', { kind: 'status', status: 429 });
    expect(await newSource().probeHealth()).toMatchObject({ ok: false, error: { kind: 'rate-limited' } });
  });
});
