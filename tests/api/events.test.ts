import { existsSync, readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  eventsSchema,
  studySchema,
  type StudiedTicker,
  type StudyResponse,
} from '#lib/contracts/event-studies.ts';
import { insertPriceBars, type NewPriceBar } from '#lib/db/price-bars.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { closesOf, noise } from '#tests/support/event-series.ts';
import { listSessions } from '#lib/core/event-study/session-axis.ts';
import { shippedHolidayTable } from '#tests/support/exchange-holidays.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const TURBOQUANT = 'ev087';
const FIRST_SESSION = '2026-03-25';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function study(id: string, query = ''): Promise<StudyResponse> {
  const response = await api.call(`/api/v1/events/${id}/study${query}`);
  expect(response.status).toBe(200);
  return studySchema.parse(await response.json());
}

function ticker(answer: StudyResponse, symbol: string): StudiedTicker {
  const found = answer.tickers.find((each) => each.ticker === symbol);
  if (found === undefined) throw new Error(`no ${symbol}`);
  return found;
}

async function storeBars(at: string, bars: readonly NewPriceBar[]): Promise<void> {
  const recordedAt = new Date(at);
  const runId = await makeEndedRun(recordedAt);
  await inTransaction((tx) => insertPriceBars(tx, 'yahoo', bars, { runId, recordedAt }));
}

const close = (symbol: string, currency: string, sessionOn: string, value: number): NewPriceBar =>
  priceBar({
    symbol,
    currency,
    sessionOn,
    open: null,
    high: null,
    low: null,
    close: value,
    adjustedClose: value,
    volumeShares: null,
  });

describe('GET /api/v1/events', () => {
  const list = async (query = '') =>
    eventsSchema.parse(await (await api.call(`/api/v1/events${query}`)).json()).items;

  it('lists the ledger, newest first, by kind and technique, as known on a day', async () => {
    const all = await list();
    const days = all.map(({ occurredOn }) => occurredOn);
    expect(all).toHaveLength(134);
    expect(days).toEqual(days.toSorted().reverse());
    const papers = await list('?kind=efficiency-paper');
    expect(papers.map(({ id }) => id)).toContain(TURBOQUANT);
    expect(papers.every(({ kind }) => kind === 'efficiency-paper')).toBe(true);
    expect((await list('?technique=turboquant')).map(({ id }) => id).toSorted()).toEqual([
      'ev037',
      'ev087',
      'ev088',
    ]);
    expect((await list('?asOf=2026-03-23')).some(({ id }) => id === TURBOQUANT)).toBe(false);
  });

  it('is CSV with one row an event', async () => {
    const response = await api.call('/api/v1/events', { headers: { accept: 'text/csv' } });
    const rows = parse<Record<string, string>>(await response.text(), { columns: true });
    expect(rows).toHaveLength(134);
    expect(rows.find(({ id }) => id === TURBOQUANT)).toMatchObject({
      firstTradingDayUs: FIRST_SESSION,
      techniques: 'turboquant; turboquant-bandwidth',
    });
  });

  it('refuses what it does not know', async () => {
    expect((await api.call('/api/v1/events?sort=kind')).status).toBe(422);
  });
});

describe('a study without any prices', () => {
  it('is that of the records, says so, and names who has neither', async () => {
    const answer = await study(TURBOQUANT);
    expect(answer.settings).toMatchObject({ window: '-1,3', estimation: '-250,-30', model: 'market' });
    expect(answer.warnings[0]).toMatch(/^There are no prices on file/);
    const micron = ticker(answer, 'MU');
    expect(micron).toMatchObject({
      basis: 'record',
      benchmark: 'SPY',
      firstTradingDay: FIRST_SESSION,
      absence: null,
    });
    expect(micron.car).toBe(micron.record?.car);
    expect(micron.t).toBeCloseTo((micron.car ?? NaN) / (micron.carStdError ?? NaN), 12);
    expect(ticker(answer, '285A.T')).toMatchObject({
      basis: null,
      car: null,
      absence: 'There are no prices of 285A.T. No record was kept either.',
    });
    expect(answer.across.patellZ).toBeNull();
    expect(answer.across.absence).toMatch(/records do not hold/);
  });

  it.each([
    ['0,0', 'ev087'],
    ['0,1', 'ev087'],
    ['-1,3', 'ev087'],
    ['0,0', 'ev025'],
    ['0,1', 'ev025'],
    ['-1,3', 'ev025'],
  ])('window %s of %s is kept for every share that had enough days', async (window, id) => {
    const answer = await study(id, `?window=${window}`);
    expect(answer.across.tickers).toBe(id === 'ev087' ? 6 : 5);
    for (const each of answer.tickers.filter(({ basis }) => basis !== null))
      expect(each.carErrorIsExact).toBe(true);
  });

  it('has no figure for settings that no record was made with, and says why', async () => {
    const answer = await study(TURBOQUANT, '?returns=log&divisor=n');
    expect(answer.tickers.every(({ car }) => car === null)).toBe(true);
    expect(ticker(answer, 'MU').absence).toBe(
      'There are no prices of MU. No record is kept of these settings.',
    );
  });

  it('an event before the first estimation window has no figure', async () => {
    const answer = await study('ev001');
    expect(answer.across.tickers).toBe(0);
    expect(answer.across.meanCar).toBeNull();
  });

  it('names every bad setting at once, and an event that is none', async () => {
    const response = await api.call(`/api/v1/events/${TURBOQUANT}/study?window=5,1&model=garch`);
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    expect(response.status).toBe(422);
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/model', '/window']);
    expect((await api.call('/api/v1/events/ev999/study')).status).toBe(404);
    expect((await api.call(`/api/v1/events/${TURBOQUANT}/study?asOf=2026-03-20`)).status).toBe(404);
  });
});

/** Prices come in as the tests go on; later ones stand before earlier ones. */
describe('a study from made prices', () => {
  const SESSIONS = listSessions(shippedHolidayTable(), 'US', { fromOn: '2025-01-02', toOn: '2026-06-30' });
  const zero = SESSIONS.indexOf(FIRST_SESSION);
  const market = SESSIONS.slice(1).map((_, i) => (i % 2 === 0 ? 0.01 : -0.008));
  /** Beta 2, alpha 0.001, noise in the estimation that cancels against both, −5 % and −3 % on days 0 and +1. */
  const own = market.map(
    (m, i) =>
      0.001 +
      2 * m +
      (i < zero - 20 ? (Math.floor(i / 2) % 2 === 0 ? 0.004 : -0.004) : 0) +
      (i + 1 === zero ? -0.05 : i + 1 === zero + 1 ? -0.03 : 0),
  );
  const bars = (symbol: string, returns: readonly number[], currency = 'USD'): NewPriceBar[] => {
    const { days, closes } = closesOf(symbol, returns, SESSIONS, currency);
    return days.map((day, i) => close(symbol, currency, day, closes[i] ?? NaN));
  };

  beforeAll(async () => {
    await storeBars('2026-11-25T22:00:00Z', [
      ...bars('SPY', market),
      ...bars('MU', own),
      // A share that does not move by itself, one that ends on day 0, one whose currency changed, one that never moves.
      ...bars('WDC', market),
      ...bars(
        'STX',
        own.map((value, i) => value + 0.001 * noise(3, i)),
      ).slice(0, zero + 1),
      ...bars('SNDK', own).map((bar, i) => ({ ...bar, currency: i < zero ? 'KRW' : 'USD' })),
    ]);
  });

  it('finds what was planted, from prices, and tells it apart from the record', async () => {
    const answer = await study(TURBOQUANT, '?window=0,1&estimation=-240,-25');
    const micron = ticker(answer, 'MU');
    expect(micron).toMatchObject({ basis: 'prices', n: 216, record: null });
    expect(micron.alpha).toBeCloseTo(0.001, 8);
    expect(micron.beta).toBeCloseTo(2, 6);
    // Closes are stored to six decimals, which is what the last digits come from.
    expect(micron.car).toBeCloseTo(-0.08, 7);
    expect(micron.abnormalReturns.find(({ day }) => day === 0)).toMatchObject({ on: FIRST_SESSION });
    const usual = ticker(await study(TURBOQUANT, '?window=0,1'), 'MU');
    expect(usual.record?.difference).toBeCloseTo((usual.car ?? NaN) - (usual.record?.car ?? NaN), 12);
    expect(Math.abs(usual.record?.difference ?? 0)).toBeGreaterThan(0.001);
  });

  it('names each share that cannot be computed, and falls back to its record where the settings are those', async () => {
    const answer = await study(TURBOQUANT, '?window=0,1&estimation=-240,-25');
    expect(ticker(answer, 'WDC').absence).toMatch(/does not move apart from its expectation/);
    expect(ticker(answer, 'STX').absence).toMatch(/Prices of STX end on 2026-03-25, before day \+1\./);
    // Bars in the older currency are left out, so that too few days remain.
    expect(ticker(answer, 'SNDK').absence).toMatch(/usable days; 120 are needed/);
    expect(ticker(answer, '000660.KS').absence).toMatch(/no prices of 000660\.KS/);
    const kept = await study(TURBOQUANT, '?window=0,1');
    expect(ticker(kept, 'STX').basis).toBe('record');
    expect(kept.warnings[0]).toMatch(/do not serve for 000660\.KS, 005930\.KS, SNDK, WDC, STX/);
  });

  it('sees no price after its date', async () => {
    const answer = await study(TURBOQUANT, '?window=0,3&asOf=2026-03-26&estimation=-240,-25');
    expect(ticker(answer, 'MU').absence).toMatch(/Prices of MU end on 2026-03-26, before day \+2\./);
  });

  it('a benchmark without prices is named', async () => {
    const answer = await study(TURBOQUANT, '?benchmark=QQQ');
    expect(ticker(answer, 'MU').absence).toBe('There are no prices of QQQ. No record was kept either.');
  });

  it('answers no number that is none', async () => {
    const text = await (await api.call(`/api/v1/events/${TURBOQUANT}/study?window=0,1`)).text();
    expect(text).not.toMatch(/NaN|Infinity/);
  });
});

const PRICES = new URL('../../../shared/facts/prices_daily.csv', import.meta.url);

describe.skipIf(!existsSync(PRICES))(
  'studies from the desk’s own prices (skipped where the file is absent)',
  () => {
    let api: ApiUnderTest;
    beforeAll(async () => {
      api = await startApi({ seeded: true });
      const rows = parse<Record<string, string>>(readFileSync(PRICES, 'utf8'), { columns: true });
      await storeBars(
        '2026-11-26T22:00:00Z',
        rows.map((row) =>
          close(row['symbol'] ?? '', row['currency'] ?? '', row['date'] ?? '', Number(row['adj_close'])),
        ),
      );
    });
    afterAll(() => api.close());

    it('are those of the records, to their rounding, for every event that the page shows', async () => {
      for (const id of ['ev010', 'ev025', 'ev042', 'ev087', 'ev105', 'ev127']) {
        for (const { record } of (await study(id, '?window=0,0')).tickers) {
          if (record !== null) expect(Math.abs(record.difference ?? 1)).toBeLessThan(1e-5);
        }
      }
    });

    it('match what the press printed of both TurboQuant days', async () => {
      const said = async (id: string) =>
        (await study(id)).printed.map(({ printed, said: words }) => `${printed}: ${words}`);
      expect(await said('ev087')).toEqual([
        'MU -3.4%: matched by (0, 0) from close to close',
        'SNDK -3.5%: matched by (0, 0) from close to close',
        'WDC -1.6%: matched by (0, 0) from close to close',
      ]);
      expect(
        (await said('ev088')).filter((words) => words.endsWith('matched by (0, 0) from close to close')),
      ).toHaveLength(6);
    });

    it('say that Seoul was shut when the DeepSeek sell-off came, and that Sandisk was not listed', async () => {
      const answer = await study('ev025');
      expect(ticker(answer, '000660.KS').firstTradingDay).toBe('2025-01-31');
      expect(ticker(answer, '000660.KS').warnings[0]).toMatch(/No session here on 2025-01-27/);
      expect(ticker(answer, 'SNDK').absence).toMatch(/regular trading from 2025-02-24 only/);
    });
  },
);
