/** Implied saving and windows over the API: records without prices, planted prices, one formula, bad input. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ImpliedResponse, WindowsResponse } from '#lib/contracts/implied-saving.ts';
import type { NewPriceBar } from '#lib/db/price-bars.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';
import { listUsSessions } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function solve(body: object): Promise<ImpliedResponse> {
  const response = await api.postJson('/api/v1/implied-saving', body);
  expect(response.status).toBe(200);
  return (await response.json()) as ImpliedResponse;
}

async function valueChangeOf(ticker: string, scenario: object): Promise<number> {
  const response = await api.postJson('/api/v1/exposure', scenario);
  const { vendors } = (await response.json()) as { vendors: { ticker: string; valueChangeUsdBn: number }[] };
  return vendors.find((vendor) => vendor.ticker === ticker)?.valueChangeUsdBn ?? NaN;
}

async function faultsOf(body: object): Promise<{ status: number; pointers: string[] }> {
  const response = await api.postJson('/api/v1/implied-saving', body);
  const { errors = [] } = (await response.json()) as { errors?: { pointer: string }[] };
  return { status: response.status, pointers: errors.map(({ pointer }) => pointer) };
}

const itemOf = (answer: ImpliedResponse, ticker: string) => {
  const item = answer.items.find((one) => one.ticker === ticker);
  if (item === undefined) throw new Error(ticker);
  return item;
};

describe('without prices', () => {
  it('answers from the frozen records, since the first leg of the newest efficiency event', async () => {
    const answer = await solve({});
    expect(answer).toMatchObject({
      source: 'frozen',
      event: 'ev087',
      sinceOn: '2026-03-24',
      frozenDifference: null,
      scenarioSaving: 0.28,
      draws: 256,
    });
    expect(answer.frozenOn).not.toBeNull();
    const micron = itemOf(answer, 'MU');
    expect(micron).toMatchObject({ d0On: '2026-03-24', marketCapUsdBn: 1101, absence: null });
    expect(micron.history.length).toBeGreaterThan(90);
    // More than a hundred sessions of noise drown all that any saving can do.
    expect(micron.newest?.verdict).toBe('not-separable');
    expect(itemOf(answer, '285A.T')).toMatchObject({
      newest: null,
      absence: 'no prices are stored, and no record of it is frozen',
    });
  });

  it('reads a session as the exposure endpoint has it: at the solution the model gives the market’s change', async () => {
    const scenario = { usageElasticity: 0.8, contractShare: 0.4 };
    const answer = await solve({ scenario, draws: 32 });
    let read = 0;
    for (const item of answer.items) {
      for (const { verdict, roots, changePct } of item.history) {
        const root = roots[0];
        if (verdict !== 'implied' || root === undefined || read >= 6) continue;
        read += 1;
        const change = (changePct / 100) * (item.marketCapUsdBn ?? NaN);
        const model = await valueChangeOf(item.ticker, { ...scenario, memorySaving: root.from });
        expect(Math.abs(model - change)).toBeLessThan(1e-7);
      }
    }
    expect(read).toBeGreaterThan(2);
  });

  it('holds the gap to the scenario’s own saving', async () => {
    const scenario = { memorySaving: 0.5 };
    const { gapUsdBn, changeUsdBn, modelUsdBn } = itemOf(
      await solve({ scenario, tickers: ['MU'], draws: 32 }),
      'MU',
    );
    expect(modelUsdBn).toBeCloseTo(await valueChangeOf('MU', scenario), 9);
    expect(gapUsdBn).toBeCloseTo((changeUsdBn ?? NaN) - (modelUsdBn ?? NaN), 9);
  });

  it('gives the opposite sign to makers of flash once bytes move there, and none before', async () => {
    const none = await solve({ tickers: ['SNDK', 'WDC'], draws: 32 });
    expect(none.items.map(({ newest }) => newest?.verdict)).toEqual(['no-exposure', 'no-exposure']);
    const moved = await solve({ scenario: { tierShiftShare: 0.3 }, tickers: ['SNDK'], draws: 32 });
    expect(itemOf(moved, 'SNDK').reachHighUsdBn).toBeGreaterThan(0);
    expect(itemOf(moved, 'SNDK').reachLowUsdBn).toBe(0);
  });

  it('says which listing was not born, and that a day without records has none', async () => {
    const since = await solve({ event: 'ev025', draws: 32 });
    expect(itemOf(since, 'SNDK').absence).toContain('no record of it is frozen');
    expect(itemOf(since, 'MU').newest).not.toBeNull();
    const typed = await solve({ since: '2026-07-04', draws: 32 });
    expect(typed.source).toBe('prices');
    expect(typed.items.every(({ absence }) => absence === 'no price history is stored')).toBe(true);
  });
});

describe('windows without prices', () => {
  it('come from the records, with the reason of each that is none, and survive as recomputed here', async () => {
    const response = await api.call('/api/v1/windows?threshold=0.5');
    const answer = (await response.json()) as WindowsResponse;
    expect(answer.source).toBe('frozen');
    for (const row of answer.items) {
      expect(row.isOpen === null, row.event).toBe(row.absence !== null);
      if (row.isOpen === null) continue;
      expect(row.pricedInShare).toBeCloseTo((row.changePct ?? NaN) / (row.modelChangePct ?? NaN), 12);
    }
    // TurboQuant: its effective saving is smaller than the orders nobody fills, so there is nothing to price in.
    const turbo = answer.items.find(({ event, ticker }) => event === 'ev087' && ticker === 'MU');
    expect(turbo).toMatchObject({
      modelChangePct: 0,
      absence: 'the model gives it no change of value: the backlog takes it whole',
    });
    expect(turbo?.effectiveSaving ?? 1).toBeLessThan(0.01);

    const spells = answer.items.flatMap(({ isOpen, sessions, closedAfterSessions }) =>
      isOpen === null ? [] : [{ until: closedAfterSessions ?? sessions ?? 0, isClosed: !isOpen }],
    );
    const all = answer.survival.find(({ kind }) => kind === 'all');
    expect(all?.windows).toBe(spells.length);
    let open = 1;
    for (const step of all?.steps ?? []) {
      const atRisk = spells.filter(({ until }) => until >= step.session).length;
      const closed = spells.filter(({ until, isClosed }) => isClosed && until === step.session).length;
      open *= (atRisk - closed) / atRisk;
      expect(step).toMatchObject({ atRisk, closed });
      expect(step.open).toBeCloseTo(open, 12);
    }
    const kinds = answer.survival.filter(({ kind }) => kind !== 'all');
    expect(kinds.reduce((sum, { windows }) => sum + windows, 0)).toBe(all?.windows);
  });

  it('close later at a higher threshold, and refuse one that is none', async () => {
    const closedAt = async (threshold: string): Promise<number> => {
      const response = await api.call(`/api/v1/windows?threshold=${threshold}`);
      return ((await response.json()) as WindowsResponse).survival[0]?.closed ?? NaN;
    };
    expect(await closedAt('1')).toBeLessThanOrEqual(await closedAt('0.25'));
    for (const bad of ['0', '1.5', 'half', '-1', '0.00001']) {
      expect((await api.call(`/api/v1/windows?threshold=${bad}`)).status, bad).toBe(422);
    }
  });
});

describe('bad input', () => {
  it('is named, all of it', async () => {
    expect(await faultsOf({ tickers: ['MU', 'INTC'] })).toEqual({ status: 422, pointers: ['/tickers'] });
    expect(await faultsOf({ since: '2026-03-24', event: 'ev087' })).toEqual({
      status: 422,
      pointers: ['/since'],
    });
    expect(await faultsOf({ since: '2999-01-01' })).toEqual({ status: 422, pointers: ['/since'] });
    expect(await faultsOf({ since: '2026-02-30' })).toEqual({ status: 422, pointers: ['/since'] });
    expect(await faultsOf({ draws: 3 })).toEqual({ status: 422, pointers: ['/draws'] });
    expect(await faultsOf({ draws: 1e9 })).toEqual({ status: 422, pointers: ['/draws'] });
    expect(await faultsOf({ seed: -1 })).toEqual({ status: 422, pointers: ['/seed'] });
    expect(await faultsOf({ scenario: { passThrough: 2 } })).toEqual({
      status: 422,
      pointers: ['/scenario/passThrough'],
    });
    expect(await faultsOf({ wrong: 1 })).toMatchObject({ status: 422 });
    expect(await faultsOf({ event: 'ev999' })).toMatchObject({ status: 404 });
  });
});

describe('with prices', () => {
  const [DAY, LAST] = ['2026-08-19', '2026-08-20'];
  const PLANTED = 0.3;
  const BETA = 1.5;
  const ALPHA = 0.001;

  /** Benchmark and share that follow the market model to 0.1 % a day, but for the planted change on the last session. */
  async function plantPrices(): Promise<void> {
    const sessions = listUsSessions(LAST, 330).toReversed();
    const changePct = ((await valueChangeOf('MU', { memorySaving: PLANTED })) / 1101) * 100;
    const bars: NewPriceBar[] = [];
    let [market, own] = [500, 100];
    const add = (symbol: string, sessionOn: string, close: number): void => {
      bars.push(
        priceBar({
          symbol,
          sessionOn,
          close,
          adjustedClose: close,
          open: null,
          high: null,
          low: null,
          volumeShares: null,
        }),
      );
    };
    sessions.forEach((sessionOn, i) => {
      const move = 0.012 * Math.sin(i * 1.7) + 0.006 * Math.cos(i * 0.31);
      const noise = 0.001 * Math.sin(i * 2.9 + 1);
      if (i > 0) market *= 1 + move;
      if (i > 0 && sessionOn !== LAST) own *= 1 + ALPHA + BETA * move + noise;
      if (sessionOn === LAST) {
        // V(now) is the market value on file, 100 %: it is to be what was expected of d0, plus the change.
        const expected = own * (1 + ALPHA + BETA * move);
        own = expected / (1 - changePct / 100);
      }
      add('SPY', sessionOn, market);
      add('MU', sessionOn, own);
      if (sessionOn >= '2026-07-01') add('SNDK', sessionOn, own);
    });
    const { inTransaction } = await import('#lib/db/transaction.ts');
    const { insertPriceBars } = await import('#lib/db/price-bars.ts');
    const runId = await makeEndedRun(new Date(`${LAST}T23:00:00Z`));
    await inTransaction((tx) => insertPriceBars(tx, 'yahoo', bars, { runId, recordedAt: new Date() }));
  }

  it('solves a planted saving back, from closes alone', async () => {
    await plantPrices();
    const answer = await solve({ since: DAY, tickers: ['MU', 'SNDK', '000660.KS'] });
    expect(answer.source).toBe('prices');
    const micron = itemOf(answer, 'MU');
    expect(micron).toMatchObject({ d0On: DAY, benchmark: 'SPY', absence: null });
    expect(micron.beta).toBeCloseTo(BETA, 2);
    expect(micron.newest?.verdict).toBe('implied');
    // The fit of a noisy series is off by a few hundredths of a percent a day, which is a point or two of saving.
    expect(Math.abs((micron.newest?.roots[0]?.from ?? NaN) - PLANTED)).toBeLessThan(0.03);
    expect(micron.newest?.range?.low.saving ?? NaN).toBeLessThan(PLANTED);
    const change = micron.changeUsdBn ?? NaN;
    const model = await valueChangeOf('MU', { memorySaving: micron.newest?.roots[0]?.from });
    expect(Math.abs(model - change)).toBeLessThan(1e-7);
    expect(itemOf(answer, 'SNDK').absence).toMatch(
      /estimation window of SNDK has \d+ usable days; 120 are needed/,
    );
    expect(itemOf(answer, '000660.KS').absence).toBe('no price history is stored');
  });

  it('starts at the last close on or before a day without a session, and names a day outside the history', async () => {
    const holiday = await solve({ since: '2026-08-16', tickers: ['MU'], draws: 32 });
    expect(itemOf(holiday, 'MU').d0On).toBe('2026-08-14');
    const early = await solve({ since: '2020-01-02', tickers: ['MU'], draws: 32 });
    expect(itemOf(early, 'MU').absence).toMatch(/^its first close on file is of 2025-/);
    const late = await solve({ since: LAST, tickers: ['MU'], draws: 32 });
    expect(itemOf(late, 'MU').absence).toBe(`no session after that day is on file; the last is ${LAST}`);
  });

  it('says how far the frozen records are from the prices at hand', async () => {
    const answer = await solve({ event: 'ev087', tickers: ['MU'], draws: 32 });
    expect(answer.source).toBe('prices');
    expect(answer.frozenDifference).toMatchObject({ ticker: 'MU' });
    expect(answer.frozenDifference?.points ?? 0).toBeGreaterThan(1);
  });

  it('is the same twice', async () => {
    const body = { since: DAY, tickers: ['MU'] };
    expect(await solve(body)).toEqual(await solve(body));
  });
});
