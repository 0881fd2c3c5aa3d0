import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import type { SourceAnswer, SourceFailure } from '#lib/sources/source.ts';
import type { PriceObservation } from '#lib/sources/yahoo/observations.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import type { FakeYahoo, YahooPath } from '#tests/support/fake-yahoo.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import type { YahooFaultKind } from '#tests/support/yahoo-faults.ts';
import { barsOf, LISTINGS, MU, NOW_MS, POLICY, RANGE } from './fake-market.ts';

/** Fault by fault what came of it, for the reader of the run. */
const table: string[] = [];
const note = (fault: string, outcome: string) => table.push(`${fault.padEnd(42)} ${outcome}`);

let yahoo: FakeYahoo;
beforeAll(async () => {
  yahoo = await startFakeYahoo({ listings: LISTINGS, seed: 7, nowMs: () => NOW_MS });
});
afterEach(() => {
  yahoo.clearFaults();
});
afterAll(async () => {
  await yahoo.close();
  console.log(table.join('\n'));
});

const newSource = () => createYahooSource(driveDeps(NOW_MS, yahoo.fetch), POLICY);

async function fetchMu(fault: YahooFaultKind): Promise<SourceAnswer<PriceObservation>> {
  yahoo.setFault({ symbol: 'MU' }, fault);
  const answer = await newSource().fetchPrices({ listing: MU, ...RANGE });
  if (!answer.ok) throw new Error(answer.error.detail);

  return answer.value;
}

type FailureRow = [string, YahooPath, YahooFaultKind, SourceFailure['kind'], boolean, number | null];

const FAILURES: readonly FailureRow[] = [
  ['429', 'chart', { kind: 'status', status: 429 }, 'rate-limited', true, null],
  [
    '429 with Retry-After',
    'chart',
    { kind: 'status', status: 429, retryAfter: '900' },
    'rate-limited',
    true,
    900,
  ],
  ['429 at the session', 'session', { kind: 'status', status: 429 }, 'rate-limited', true, null],
  ['429 at the crumb', 'crumb', { kind: 'status', status: 429, retryAfter: '30' }, 'rate-limited', true, 30],
  [
    'a crumb "Too Many Requests"',
    'crumb',
    { kind: 'body', body: 'Too Many Requests\r\n' },
    'rate-limited',
    true,
    null,
  ],
  ['a crumb that is another text', 'crumb', { kind: 'body', body: '{"a": 1}' }, 'malformed', true, null],
  ['an empty crumb', 'crumb', { kind: 'body', body: '' }, 'malformed', true, null],
  ['a consent page for a crumb', 'crumb', { kind: 'consent-page' }, 'refused', false, null],
  ['a consent page for a chart', 'chart', { kind: 'consent-page' }, 'refused', false, null],
  ['a consent page for quotes', 'quote', { kind: 'consent-page' }, 'refused', false, null],
  ['being sent to give consent', 'session', { kind: 'consent-redirect' }, 'refused', false, null],
  ['401', 'chart', { kind: 'status', status: 401 }, 'refused', false, null],
  [
    '401 for quotes, again with a new crumb',
    'quote',
    { kind: 'status', status: 401 },
    'refused',
    false,
    null,
  ],
  ['404 without Yahoo’s words', 'chart', { kind: 'status', status: 404 }, 'not-found', false, null],
  ['502', 'chart', { kind: 'status', status: 502 }, 'unreachable', true, null],
  ['an empty 200', 'chart', { kind: 'body', body: '' }, 'malformed', true, null],
  [
    '"Too Many Requests" for a chart',
    'chart',
    { kind: 'body', body: 'Too Many Requests' },
    'rate-limited',
    true,
    null,
  ],
  ['a chart that is cut off', 'chart', { kind: 'truncated' }, 'malformed', true, null],
  ['quotes that are cut off', 'quote', { kind: 'truncated' }, 'malformed', true, null],
  ['statements that are cut off', 'statements', { kind: 'truncated' }, 'malformed', true, null],
  [
    'a renamed envelope',
    'quote',
    { kind: 'renamed', from: 'quoteResponse', to: 'quotes' },
    'malformed',
    false,
    null,
  ],
  ['a hang', 'chart', { kind: 'hang' }, 'timed-out', true, null],
  ['a hang of the crumb', 'crumb', { kind: 'hang' }, 'timed-out', true, null],
  ['a connection that is reset', 'chart', { kind: 'reset' }, 'unreachable', true, null],
];

describe('what fails, and how', () => {
  it.each(FAILURES)('%s', async (name, path, fault, kind, isRetryable, retryAfterSeconds) => {
    yahoo.setFault(path, fault);
    // Only a hang is waited out; the right answers have time on a busy machine.
    const timeoutMs = fault.kind === 'hang' ? 1500 : POLICY.timeoutMs;
    const source = createYahooSource(driveDeps(NOW_MS, yahoo.fetch), { ...POLICY, timeoutMs });
    const answer =
      path === 'chart'
        ? await source.fetchPrices({ listing: MU, ...RANGE })
        : path === 'statements'
          ? await source.fetchFundamentals({ symbol: 'MU', fromOn: '2025-10-01' })
          : await source.fetchQuotes([MU]);
    note(name, answer.ok ? 'an answer' : `nothing stored, ${answer.error.kind}: ${answer.error.detail}`);
    expect(answer).toMatchObject({ ok: false, error: { kind, isRetryable, retryAfterSeconds } });
    expect(answer.ok ? '' : answer.error.detail).toMatch(/^\S.{20,}\.$/s);

    // The next fetch is as if nothing had been: neither a bad crumb nor a bad session stays.
    yahoo.clearFaults();
    expect((await source.fetchQuotes([MU])).ok).toBe(true);
    expect((await source.fetchPrices({ listing: MU, ...RANGE })).ok).toBe(true);
  });

  it('prices and statements survive while no session can be had', async () => {
    yahoo.setFault('crumb', { kind: 'body', body: 'Too Many Requests' });
    const source = newSource();
    expect((await source.fetchQuotes([MU])).ok).toBe(false);
    expect((await source.fetchPrices({ listing: MU, ...RANGE })).ok).toBe(true);
    expect((await source.fetchFundamentals({ symbol: 'MU', fromOn: '2025-10-01' })).ok).toBe(true);
  });

  it('a connection that is reset once is tried again by itself', async () => {
    yahoo.setFault('chart', { kind: 'reset' }, 1);
    const answer = await newSource().fetchPrices({ listing: MU, ...RANGE });
    expect(answer.ok).toBe(true);
  });

  it('an answer larger than allowed is not read to its end, and not used', async () => {
    const source = createYahooSource(driveDeps(NOW_MS, yahoo.fetch), { ...POLICY, maxBytes: 500 });
    const answer = await source.fetchPrices({ listing: MU, ...RANGE });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed', isRetryable: false } });
  });

  it('429 is not tried again at once', async () => {
    yahoo.setFault('chart', { kind: 'status', status: 429 });
    const before = yahoo.requests.length;
    await newSource().fetchPrices({ listing: MU, ...RANGE });
    expect(yahoo.requests).toHaveLength(before + 1);
  });
});

/** Fault, bars that are left of ten, and what is quarantined: field and a word of its reason. */
const DOUBTS: readonly [string, YahooFaultKind, number, readonly [RegExp, RegExp][]][] = [
  ['a wrong currency', { kind: 'wrong-currency', currency: 'KRW' }, 0, [[/^meta\.currency$/, /in USD/]]],
  ['a renamed column', { kind: 'renamed', from: 'close', to: 'last' }, 0, [[/quote\.close/, /renamed/]]],
  [
    'a renamed head',
    { kind: 'renamed', from: 'exchangeTimezoneName', to: 'zone' },
    0,
    [[/meta\.exch/, /renamed/]],
  ],
  ['another symbol', { kind: 'renamed', from: 'symbol', to: 'ticker' }, 0, [[/meta\.symbol/, /renamed/]]],
  [
    'a renamed column beside the close',
    { kind: 'renamed', from: 'open', to: 'first' },
    10,
    [[/quote\.open/, /renamed/]],
  ],
  [
    'a hundredfold jump',
    { kind: 'hundredfold-jump', row: 4, factor: 100 },
    9,
    [[/13\.close$/, /hundredfold/]],
  ],
  ['a hundredth', { kind: 'hundredfold-jump', row: 9, factor: 0.01 }, 9, [[/20\.close$/, /hundredfold/]]],
  ['null bars', { kind: 'null-bars', rows: [2, 3] }, 8, []],
  ['a day twice, identical', { kind: 'duplicate-day', row: 5, isDifferent: false }, 10, []],
  [
    'a day twice, different',
    { kind: 'duplicate-day', row: 5, isDifferent: true },
    9,
    [
      [/bars\.2026-11-16$/, /more than once/],
      [/bars\.2026-11-16$/, /more than once/],
    ],
  ],
  ['a bar of the future', { kind: 'future-bars', days: 3 }, 10, [[/bars\.2026-11-23$/, /future/]]],
  ['infinity', { kind: 'instead-of-close', row: 0, value: 'Infinity' }, 9, [[/09\.close$/, /infinite/]]],
  ['an empty object', { kind: 'instead-of-close', row: 0, value: {} }, 9, [[/09\.close$/, /object/]]],
  ['a text', { kind: 'instead-of-close', row: 0, value: '230.5' }, 9, [[/09\.close$/, /text/]]],
  ['zero', { kind: 'instead-of-close', row: 0, value: 0 }, 9, [[/09\.close$/, /above zero/]]],
];

describe('what is printed', () => {
  it('is nothing: yahoo-finance2 prints addresses with their crumbs when left to itself', async () => {
    const printed = (['log', 'info', 'warn', 'error', 'dir'] as const).map((name) => vi.spyOn(console, name));
    yahoo.setFault('quote', { kind: 'status', status: 400, body: '{"other":1}' });
    yahoo.setFault('statements', { kind: 'renamed', from: 'periodType', to: 'period' });
    const source = newSource();
    const quotes = await source.fetchQuotes([MU]);
    const statements = await source.fetchFundamentals({ symbol: 'MU', fromOn: '2025-10-01' });
    await source.fetchPrices({ listing: { symbol: 'GONE', currency: 'USD' }, ...RANGE });
    const calls = printed.flatMap((spy) => spy.mock.calls);
    for (const spy of printed) spy.mockRestore();
    expect(calls).toEqual([]);
    expect(quotes).toMatchObject({ ok: false, error: { kind: 'malformed' } });
    expect(statements).toMatchObject({ ok: true, value: { observations: [] } });
    // One entry for each of the four series, however many quarters it has.
    expect(statements.ok ? statements.value.quarantined.length : 0).toBe(4);
  });
});

describe('what is kept apart', () => {
  it.each(DOUBTS)('%s', async (name, fault, barCount, held) => {
    const answer = await fetchMu(fault);
    const doubts = answer.quarantined.map(({ field, reason }) => `${field}: ${reason}`);
    note(name, [`${barsOf(answer).length} of 10 bars stored`, ...doubts].join('; '));
    expect(barsOf(answer)).toHaveLength(barCount);
    expect(answer.quarantined).toHaveLength(held.length);
    for (const [index, [field, reason]] of held.entries()) {
      expect(answer.quarantined[index]?.field).toMatch(field);
      expect(answer.quarantined[index]?.reason).toMatch(reason);
      expect(answer.quarantined[index]?.subject).toBe('MU');
    }
    expect(answer.payloads).toHaveLength(1);
  });

  it('a null bar leaves a gap: the days beside it are not carried into it', async () => {
    const days = barsOf(await fetchMu({ kind: 'null-bars', rows: [2, 3] })).map(({ sessionOn }) => sessionOn);
    expect(days).not.toContain('2026-11-11');
    expect(days).not.toContain('2026-11-12');
    expect(days).toContain('2026-11-13');
  });

  it('a split day is a split, not a jump: a hundredfold one too', async () => {
    const answer = await fetchMu({ kind: 'split-day', row: 5, numerator: 100, denominator: 1 });
    expect(answer.quarantined).toEqual([]);
    expect(barsOf(answer)).toHaveLength(10);
    expect(answer.observations.filter(({ kind }) => kind === 'split')).toEqual([
      { kind: 'split', symbol: 'MU', exOn: '2026-11-16', numerator: 100, denominator: 1 },
    ]);
  });

  it('a split that Yahoo has restated the days before for does not stand against a close stored earlier', async () => {
    yahoo.setFault({ symbol: 'MU' }, { kind: 'split-day', row: 5, numerator: 1, denominator: 1 });
    const knownClose = { sessionOn: '2026-11-06', close: 23_000 };
    const answer = await newSource().fetchPrices({ listing: MU, ...RANGE, knownClose });
    expect(answer.ok ? barsOf(answer.value) : []).toHaveLength(10);
  });

  it('a whole range at a hundredth shows against the last stored close only', async () => {
    const listing = { symbol: '000660.KS', currency: 'KRW' };
    const knownClose = { sessionOn: '2026-11-06', close: 5600 };
    const held = await newSource().fetchPrices({ listing, ...RANGE, knownClose });
    expect(held).toMatchObject({ ok: true, value: { observations: [] } });
    expect(held.ok ? held.value.quarantined : []).toHaveLength(10);
    const taken = await newSource().fetchPrices({ listing, ...RANGE });
    expect(taken.ok ? barsOf(taken.value) : []).toHaveLength(10);
  });
});
