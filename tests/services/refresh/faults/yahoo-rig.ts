import { db } from '#lib/db/client.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { planFundamentals } from '#lib/services/refresh/tasks/fundamental-tasks.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { planQuotes } from '#lib/services/refresh/tasks/quote-tasks.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { NOW_MS, POLICY } from '#tests/sources/yahoo/fake-market.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import type { YahooFaultKind } from '#tests/support/yahoo-faults.ts';
import { makeBar, makeQuote, makeStatements, weekdays } from '#tests/support/yahoo-payloads.ts';

import type { FaultRig } from './fault-row.ts';

/** What is asked for: a chart of bars, a quote with its session and crumb, or statements. */
export type YahooTarget = 'chart' | 'quote' | 'crumb' | 'session' | 'statements';

const DAY_MS = 86_400_000;
const LISTED = { currency: 'USD', timeZone: 'America/New_York', hours: [9.5, 16], price: 230 } as const;
const SEED = 1;
/** Long enough for an answer on loopback, short enough for a test of one that never comes. */
const TIMEOUT_MS = 300;

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/**
 * Yahoo with one share of its own, in a week of its own; its Thursday is fetched in peace, its Friday under the fault.
 */
export async function startYahooRig(nth: number, on: YahooTarget, fault: YahooFaultKind): Promise<FaultRig> {
  const fridayMs = NOW_MS + nth * 7 * DAY_MS;
  const firstOn = dayOf(fridayMs - 11 * DAY_MS);
  const symbol = `F${String(nth).padStart(2, '0')}`;
  let nowMs = () => fridayMs;
  const listing = { symbol, ...LISTED };
  const yahoo = await startFakeYahoo({ listings: [listing], seed: SEED, nowMs: () => nowMs() });
  const kind = on === 'chart' ? 'bars' : on === 'statements' ? 'statements' : 'quotes';

  return {
    source: 'yahoo',
    jobId: on === 'chart' ? 'prices-us' : on === 'statements' ? 'fundamentals' : 'quotes',
    peaceMs: fridayMs - DAY_MS,
    faultMs: fridayMs,
    tasksAt: (clock) => {
      nowMs = clock;
      const deps = { ...driveDeps(clock(), yahoo.fetch), nowMs: clock };
      const source = createYahooSource(deps, { ...POLICY, timeoutMs: TIMEOUT_MS });
      if (kind === 'quotes') return planQuotes([{ symbol, currency: 'USD' }], source);
      if (kind === 'statements') return planFundamentals([symbol], source, clock);
      return planPrices([{ symbol, currency: 'USD', validFromOn: firstOn }], source, clock);
    },
    startFault: () => {
      yahoo.setFault(on, fault);
    },
    endFault: () => {
      yahoo.clearFaults();
    },
    stored: () => STORED[kind](symbol),
    truth: () => TRUTH[kind](listing, { fridayMs, nowMs: nowMs() }),
    close: yahoo.close,
  };
}

const STORED = {
  bars: async (symbol: string) =>
    (await listStandingBars([symbol], { fromOn: '2026-01-01', toOn: '2029-12-31' })).map(
      ({ sessionOn, close, volumeShares }) => `${sessionOn} ${close.toFixed(6)} ${String(volumeShares)}`,
    ),
  quotes: async (symbol: string) =>
    (await db().quote.findMany({ where: { symbol }, orderBy: { pricedAt: 'asc' } })).map(
      ({ pricedAt, price }) => `${pricedAt.toISOString()} ${price.toFixed(6)}`,
    ),
  statements: async (symbol: string) =>
    (
      await db().fundamental.findMany({
        where: { symbol },
        orderBy: [{ periodEndOn: 'asc' }, { revision: 'asc' }],
      })
    )
      .map(({ periodEndOn, revenue }) => `${dayOf(periodEndOn.getTime())} ${String(revenue)}`)
      .filter((line, index, lines) => lines[index - 1] !== line),
};

type Listing = Parameters<typeof makeBar>[0];

interface Instants {
  readonly fridayMs: number;
  readonly nowMs: number;
}

const TRUTH = {
  bars: (listing: Listing, { fridayMs }: Instants) =>
    weekdays(dayOf(fridayMs - 11 * DAY_MS), dayOf(fridayMs)).map((day) => {
      const { close, volume } = makeBar(listing, day, SEED);
      return `${day} ${(close ?? NaN).toFixed(6)} ${String(volume)}`;
    }),
  /** The quotes of both days: that of the first fetch stays. */
  quotes: (listing: Listing, { fridayMs, nowMs }: Instants) =>
    [fridayMs - DAY_MS, nowMs].map((atMs) => {
      const { regularMarketTime, regularMarketPrice } = makeQuote(listing, atMs, SEED);
      return `${new Date(Number(regularMarketTime) * 1000).toISOString()} ${Number(regularMarketPrice).toFixed(6)}`;
    }),
  /** No quarter ends between the two fetches. */
  statements: ({ symbol }: Listing, { nowMs }: Instants) => {
    const type = 'quarterlyTotalRevenue';
    const from = new Date(nowMs);
    from.setUTCFullYear(from.getUTCFullYear() - 5);
    const question = { fromSeconds: from.getTime() / 1000, toSeconds: nowMs / 1000, seed: SEED };
    const { timeseries } = makeStatements(symbol, [type], question) as {
      timeseries: { result: [Record<typeof type, { asOfDate: string; reportedValue: { raw: number } }[]>] };
    };
    return timeseries.result[0][type].map(
      ({ asOfDate, reportedValue }) => `${asOfDate} ${String(reportedValue.raw)}`,
    );
  },
};
