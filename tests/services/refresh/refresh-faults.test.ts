import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { findRun } from '#lib/db/refresh-runs.ts';
import { listSubjects } from '#lib/db/refresh-subjects.ts';
import { planPrices } from '#lib/services/refresh/tasks/price-tasks.ts';
import { planQuotes } from '#lib/services/refresh/tasks/quote-tasks.ts';
import { toRunItem, toSubjectItem } from '#lib/services/refresh/to-run-item.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { NOW_MS, POLICY } from '#tests/sources/yahoo/fake-market.ts';
import { startFakeYahoo, type FakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import type { YahooFaultKind } from '#tests/support/yahoo-faults.ts';

interface Fault {
  readonly name: string;
  readonly fault: YahooFaultKind;
  /** What is asked for: a chart, or a quote with its session and crumb. */
  readonly on: 'chart' | 'quote' | 'crumb' | 'session';
  /** New rows, rows that say something else, values kept apart. */
  readonly stored: readonly [newCount: number, revisedCount: number, quarantinedCount: number];
  readonly state: 'waiting' | 'failed' | 'succeeded';
  /** Of the sentence that is shown; null when there is none. */
  readonly shown: RegExp | null;
}

/** Rows of a chart of the five sessions that are read again and the one that is new. */
const FAULTS: readonly Fault[] = [
  {
    name: '429 with Retry-After: 1800',
    on: 'chart',
    fault: { kind: 'status', status: 429, retryAfter: '1800' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /429 and asks to wait 1800 s/,
  },
  {
    name: '429 without Retry-After',
    on: 'chart',
    fault: { kind: 'status', status: 429 },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /429: too many requests/,
  },
  {
    name: '503',
    on: 'chart',
    fault: { kind: 'status', status: 503 },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /503: it is out of order/,
  },
  {
    name: '401 on a chart',
    on: 'chart',
    fault: { kind: 'status', status: 401 },
    stored: [0, 0, 0],
    state: 'failed',
    shown: /401: it does not serve this server/,
  },
  {
    name: 'empty 200',
    on: 'chart',
    fault: { kind: 'body', body: '' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /empty answer/,
  },
  {
    name: 'truncated JSON',
    on: 'chart',
    fault: { kind: 'truncated' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /cut off or no JSON/,
  },
  {
    name: 'consent page',
    on: 'chart',
    fault: { kind: 'consent-page' },
    stored: [0, 0, 0],
    state: 'failed',
    shown: /asks for consent/,
  },
  {
    name: 'connection reset',
    on: 'chart',
    fault: { kind: 'reset' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /broke off/,
  },
  {
    name: 'hang',
    on: 'chart',
    fault: { kind: 'hang' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /did not answer in full/,
  },
  {
    name: 'crumb "Too Many Requests"',
    on: 'crumb',
    fault: { kind: 'body', body: 'Too Many Requests' },
    stored: [0, 0, 0],
    state: 'waiting',
    shown: /too many requests/,
  },
  {
    name: 'renamed field',
    on: 'chart',
    fault: { kind: 'renamed', from: 'close', to: 'closing' },
    stored: [0, 0, 1],
    state: 'failed',
    shown: /missing or was renamed/,
  },
  {
    name: 'wrong currency',
    on: 'chart',
    fault: { kind: 'wrong-currency', currency: 'EUR' },
    stored: [0, 0, 1],
    state: 'failed',
    shown: /another currency/,
  },
  {
    name: 'hundredfold jump',
    on: 'chart',
    fault: { kind: 'hundredfold-jump', row: 6, factor: 100 },
    stored: [0, 0, 1],
    state: 'succeeded',
    shown: null,
  },
  {
    name: 'null bars',
    on: 'chart',
    fault: { kind: 'null-bars', rows: [6] },
    stored: [0, 0, 0],
    state: 'succeeded',
    shown: null,
  },
  {
    name: 'duplicate day',
    on: 'chart',
    fault: { kind: 'duplicate-day', row: 6, isDifferent: false },
    stored: [1, 0, 0],
    state: 'succeeded',
    shown: null,
  },
  {
    name: 'bars of the future',
    on: 'chart',
    fault: { kind: 'future-bars', days: 3 },
    stored: [1, 0, 1],
    state: 'succeeded',
    shown: null,
  },
];

const DAY_MS = 86_400_000;
const LISTING = { currency: 'USD', timeZone: 'America/New_York', hours: [9.5, 16], price: 230 } as const;
const RANGE = { fromOn: '2026-11-01', toOn: '2026-11-30' };

let database: OpenDatabase;
let yahoo: FakeYahoo;
let nowMs = NOW_MS;
const table: string[] = [];

beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
beforeEach(async () => {
  nowMs = NOW_MS - DAY_MS;
  const listings = FAULTS.map((_, index) => ({ symbol: symbolOf(index), ...LISTING }));
  yahoo = await startFakeYahoo({ listings, nowMs: () => nowMs });

  return () => yahoo.close();
});
afterAll(async () => {
  console.log(['fault | state | stored: new, revised, kept apart | what is shown', ...table].join('\n'));
  await database.close();
});

/** A symbol for each fault, so that none finds what another left. */
function symbolOf(index: number): string {
  return `F${String(index).padStart(2, '0')}`;
}

describe('a refresh under a fault of Yahoo', () => {
  it.each(FAULTS.map((fault, index) => ({ ...fault, symbol: symbolOf(index) })))('$name', async (each) => {
    const { name, fault, on, stored, state, shown, symbol } = each;
    const deps = driveRefresh(nowMs, () => {
      const sourceDeps = { ...driveDeps(deps.nowMs(), yahoo.fetch), nowMs: deps.nowMs };
      const source = createYahooSource(sourceDeps, { ...POLICY, timeoutMs: 300 });
      const prices = planPrices([{ symbol, currency: 'USD', validFromOn: '2026-11-09' }], source, deps.nowMs);

      return Promise.resolve(ok(on === 'chart' ? prices : planQuotes([{ symbol, currency: 'USD' }], source)));
    });
    await runNow('yahoo', 'prices-us', deps);
    const before = await listStandingBars([symbol], RANGE);
    nowMs = NOW_MS;
    deps.moveTo(nowMs);
    yahoo.setFault(on, fault);
    const id = await runNow('yahoo', 'prices-us', deps);
    const run = await findRun(id);
    const [subject] = await listSubjects(id);
    if (run === null || subject === undefined) throw new Error('the run left nothing');
    const item = toRunItem(run);
    const { newCount, revisedCount, quarantinedCount, outcome, reason } = toSubjectItem(subject);
    const [held] = await db().quarantinedValue.findMany({ where: { firstRunId: id } });
    const words = item.error ?? held?.reason ?? reason ?? `the bars; ${outcome}`;
    table.push(
      `${name} | ${item.state} | ${[newCount, revisedCount, quarantinedCount].join(', ')} | ${words}`,
    );

    expect([newCount, revisedCount, quarantinedCount]).toEqual(stored);
    expect(item.state).toBe(state);
    if (shown === null) expect(item.error).toBeNull();
    else expect(item.error).toMatch(shown);
    if (state === 'waiting') expect(run.nextTryAt?.getTime()).toBeGreaterThan(nowMs);
    // Whatever came, the bars of before still stand as they were.
    const after = await listStandingBars([symbol], RANGE);
    expect(after.filter(({ sessionOn }) => sessionOn < '2026-11-20')).toEqual(before);

    yahoo.clearFaults();
    deps.moveTo(Math.max(nowMs, run.nextTryAt?.getTime() ?? 0));
    await runNow('yahoo', 'prices-us', deps);
    if (on === 'chart') {
      const healed = await listStandingBars([symbol], RANGE);
      expect(healed.map(({ sessionOn }) => sessionOn)).toEqual([
        ...before.map(({ sessionOn }) => sessionOn),
        '2026-11-20',
      ]);
    }
  });
});
