import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { SourceAnswer } from '#lib/sources/source.ts';
import type { PriceObservation } from '#lib/sources/yahoo/observations.ts';
import { parseChart } from '#lib/sources/yahoo/parse-chart.ts';
import { localSeconds } from '#tests/support/yahoo-payloads.ts';

const DAYS = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
const NOW_MS = Date.parse('2026-11-20T22:00:00Z');
const ZONE = 'America/New_York';

interface Rows {
  readonly days?: readonly string[];
  readonly columns?: Readonly<Record<string, readonly unknown[] | undefined>>;
  readonly meta?: { readonly exchangeTimezoneName?: string; readonly [name: string]: unknown };
  readonly events?: unknown;
  readonly timestamp?: readonly unknown[];
}

/** A chart answer of plain rows, with what a test changes in it. */
function chartText({ days = DAYS, columns = {}, meta = {}, events, timestamp }: Rows): string {
  const zone = meta.exchangeTimezoneName ?? ZONE;
  const closes = days.map((_, index) => 100 + index);
  const quote = {
    open: closes.map((close) => close - 1),
    high: closes.map((close) => close + 2),
    low: closes.map((close) => close - 2),
    close: closes,
    volume: closes.map(() => 1_000_000),
    ...columns,
  };

  return JSON.stringify({
    chart: {
      result: [
        {
          meta: { symbol: 'MU', currency: 'USD', exchangeTimezoneName: ZONE, ...meta },
          timestamp: timestamp ?? days.map((day) => localSeconds(day, 9.5, zone)),
          events,
          indicators: { quote: [quote], adjclose: [{ adjclose: columns['adjclose'] ?? closes }] },
        },
      ],
      error: null,
    },
  });
}

interface Wanted {
  readonly symbol?: string;
  readonly currency?: string;
  readonly fromOn?: string;
  readonly toOn?: string;
  readonly nowMs?: number;
}

function parse(text: string, wanted: Wanted = {}) {
  const payload = {
    url: 'https://query2.finance.yahoo.com/',
    status: 200,
    receivedAt: '',
    mediaType: '',
    text,
  };
  const {
    symbol = 'MU',
    currency = 'USD',
    fromOn = '2026-11-01',
    toOn = '2026-11-30',
    nowMs = NOW_MS,
  } = wanted;

  return parseChart(payload, { listing: { symbol, currency }, fromOn, toOn, knownClose: null, nowMs });
}

function answerOf(rows: Rows, wanted: Wanted = {}): SourceAnswer<PriceObservation> {
  const answer = parse(chartText(rows), wanted);
  if (!answer.ok) throw new Error(answer.error.detail);

  return answer.value;
}

const barsOf = ({ observations }: SourceAnswer<PriceObservation>) =>
  observations.flatMap((each) => (each.kind === 'bar' ? [each] : []));

describe('bars of a chart', () => {
  it('are what stands in the columns, day by day', () => {
    const bars = barsOf(answerOf({}));
    expect(bars.map(({ sessionOn }) => sessionOn)).toEqual(DAYS);
    expect(bars[1]).toEqual({
      kind: 'bar',
      symbol: 'MU',
      sessionOn: '2026-11-17',
      isFinal: true,
      open: 100,
      high: 103,
      low: 99,
      close: 101,
      adjustedClose: 101,
      volumeShares: 1_000_000,
      currency: 'USD',
      minorUnitFactor: 1,
      exchangeTimeZone: ZONE,
    });
  });

  it('are only those of the days asked for', () => {
    const bars = barsOf(answerOf({}, { fromOn: '2026-11-17', toOn: '2026-11-18' }));
    expect(bars.map(({ sessionOn }) => sessionOn)).toEqual(['2026-11-17', '2026-11-18']);
  });

  it('come in order of time, whatever order they were sent in', () => {
    const bars = barsOf(answerOf({ days: DAYS.toReversed() }));
    expect(bars.map(({ sessionOn }) => sessionOn)).toEqual(DAYS);
  });

  it('of a session that is under way are not final, until it has closed', () => {
    const regular = {
      start: localSeconds('2026-11-20', 9.5, ZONE),
      end: localSeconds('2026-11-20', 16, ZONE),
    };
    const meta = { currentTradingPeriod: { regular } };
    const finality = (nowMs: number) => barsOf(answerOf({ meta }, { nowMs })).map(({ isFinal }) => isFinal);
    expect(finality(regular.end * 1000 - 1)).toEqual([true, true, true, true, false]);
    expect(finality(regular.end * 1000)).toEqual([true, true, true, true, true]);
  });

  it('of today are not final when Yahoo does not tell the hours', () => {
    const bars = barsOf(answerOf({ meta: { currentTradingPeriod: 'gone' } }));
    expect(bars.map(({ isFinal }) => isFinal)).toEqual([true, true, true, true, false]);
  });

  it('of a running session come twice: the state of the moment stands', () => {
    const days = [...DAYS, '2026-11-20'];
    const bars = barsOf(answerOf({ days, meta: { currentTradingPeriod: undefined } }, { nowMs: NOW_MS }));
    expect(bars).toHaveLength(5);
    expect(bars.at(-1)).toMatchObject({ sessionOn: '2026-11-20', close: 105, isFinal: false });
  });

  it('without any time stamp are none, and that is no fault', () => {
    const text = JSON.stringify({
      chart: {
        result: [
          {
            meta: { symbol: 'MU', currency: 'USD', exchangeTimezoneName: ZONE },
            indicators: { quote: [{}], adjclose: [{}] },
          },
        ],
        error: null,
      },
    });
    expect(parse(text)).toMatchObject({
      ok: true,
      value: { observations: [], quarantined: [], missing: [] },
    });
  });

  it('keep what is there when one figure beside the close is doubtful', () => {
    const volume = [1.5, -1, 1e6, 1e6, null];
    const answer = answerOf({ columns: { high: [{}, null, 104, 105, 106], volume } });
    expect(barsOf(answer).map(({ high, volumeShares }) => [high, volumeShares])).toEqual([
      [null, null],
      [null, null],
      [104, 1e6],
      [105, 1e6],
      [106, null],
    ]);
    expect(answer.quarantined.map(({ field, rawValue }) => [field, rawValue])).toEqual([
      ['bars.2026-11-16.high', '{}'],
      ['bars.2026-11-16.volume', '1.5'],
      ['bars.2026-11-17.volume', '-1'],
    ]);
  });

  it('a figure too large for a number is infinite, and kept apart', () => {
    const answer = parse(chartText({}).replace('"close":[100,', '"close":[1e999,'));
    expect(answer.ok ? answer.value.quarantined : []).toMatchObject([
      { field: 'bars.2026-11-16.close', rawValue: 'Infinity', reason: 'It is infinite.' },
    ]);
  });

  it('a bare NaN takes only its own bar', () => {
    const answer = parse(chartText({}).replace('"close":[100,', '"close":[NaN,'));
    expect(answer.ok ? barsOf(answer.value) : []).toHaveLength(4);
    expect(answer.ok ? answer.value.quarantined : []).toMatchObject([{ rawValue: '"NaN"' }]);
  });

  it('columns of different lengths are not laid side by side', () => {
    const short = answerOf({ columns: { close: [100, 101] } });
    expect(short.observations).toEqual([]);
    expect(short.quarantined).toMatchObject([{ field: 'indicators.quote.close', rawValue: '2' }]);
    expect(barsOf(answerOf({ columns: { low: [1] } })).map(({ low }) => low)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('a time stamp that is none takes its row with it', () => {
    const timestamp = DAYS.map((day) => localSeconds(day, 9.5, ZONE));
    const answer = answerOf({ timestamp: [...timestamp.slice(0, 4), '1e99'] });
    expect(barsOf(answer)).toHaveLength(4);
    expect(answer.quarantined).toMatchObject([{ field: 'timestamp.4' }]);
    expect(answerOf({ timestamp: [...timestamp.slice(0, 4), 1e300] }).quarantined).toHaveLength(1);
  });

  it('a rate outside its band is kept apart, each figure by itself', () => {
    const meta = { symbol: 'KRW=X', currency: 'KRW', exchangeTimezoneName: 'Europe/London' };
    const rates = [1400, 1401, 0.00071, 1403, 1404];
    const ones = { open: rates, high: rates, low: rates, close: rates, adjclose: rates };
    const answer = answerOf({ meta, columns: ones }, { symbol: 'KRW=X', currency: 'KRW' });
    expect(barsOf(answer).map(({ close }) => close)).toEqual([1400, 1401, 1403, 1404]);
    expect(answer.quarantined).toMatchObject([
      { field: 'bars.2026-11-18.close', reason: expect.stringContaining('won per US dollar') as string },
    ]);
  });

  it.each([
    ['another symbol', { symbol: 'MUX' }, 'meta.symbol'],
    ['another currency', { currency: 'KRW' }, 'meta.currency'],
    ['no currency', { currency: null }, 'meta.currency'],
    ['a time zone that is none', { exchangeTimezoneName: 'Nowhere/At_All' }, 'meta.exchangeTimezoneName'],
  ])('an answer about %s is kept apart whole', (_, meta, field) => {
    const answer = answerOf({ meta: { exchangeTimezoneName: ZONE, ...meta }, timestamp: [1] });
    expect(answer.observations).toEqual([]);
    expect(answer.quarantined).toMatchObject([{ subject: 'MU', field }]);
    expect(answer.payloads).toHaveLength(1);
  });

  it.each([
    ['', true],
    ['no', true],
    ['{"chart":{"result":[{', true],
    ['{}', false],
    ['[]', false],
    ['{"chart":null}', false],
    ['{"chart":{"result":"x","error":null}}', false],
  ])('the text %s is malformed; another try may help: %s', (text, isRetryable) => {
    expect(parse(text)).toMatchObject({ ok: false, error: { kind: 'malformed', isRetryable } });
  });

  it('never throw, whatever JSON comes, and never invent a bar', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (result, quote) => {
        for (const body of [result, { chart: result }, { chart: { result: [result], error: null } }]) {
          const answer = parse(JSON.stringify(body));
          expect(answer.ok ? answer.value.observations : []).toEqual([]);
        }
        const text = chartText({}).replace(/"quote":\[.*?\}\]/, `"quote":[${JSON.stringify(quote)}]`);
        const answer = parse(text);
        expect(answer.ok ? barsOf(answer.value) : []).toEqual([]);
      }),
    );
  });

  it('in pence are the same as in pounds, divided by the factor kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 500, max: 20_000 }), { minLength: 5, maxLength: 5 }),
        (pence) => {
          const meta = { symbol: 'VOD.L', currency: 'GBp', exchangeTimezoneName: 'Europe/London' };
          const wanted = { symbol: 'VOD.L', currency: 'GBP' };
          const bars = barsOf(answerOf({ meta, columns: { close: pence, adjclose: pence } }, wanted));
          for (const [index, bar] of bars.entries()) {
            expect(bar.close).toBe((pence[index] ?? 0) / 100);
            expect(bar).toMatchObject({ currency: 'GBP', minorUnitFactor: 100 });
          }
          expect(bars).toHaveLength(5);
        },
      ),
    );
  });
});

describe('corporate actions of a chart', () => {
  const date = localSeconds('2026-11-18', 9.5, ZONE);
  const withEvents = (events: unknown, rows: Rows = {}, wanted: Wanted = {}) =>
    answerOf({ ...rows, events }, wanted);
  const actionsOf = ({ observations }: SourceAnswer<PriceObservation>) =>
    observations.filter(({ kind }) => kind !== 'bar');

  it('are dated in the time zone of the exchange, ratios in whole numbers', () => {
    const answer = withEvents({
      splits: { a: { date, numerator: 1.5, denominator: 1, splitRatio: '1.5:1' } },
      dividends: { b: { date: localSeconds('2026-11-17', 9.5, ZONE), amount: 0.115 } },
    });
    expect(actionsOf(answer)).toEqual([
      {
        kind: 'dividend',
        symbol: 'MU',
        exOn: '2026-11-17',
        amountPerShare: 0.115,
        currency: 'USD',
        minorUnitFactor: 1,
      },
      { kind: 'split', symbol: 'MU', exOn: '2026-11-18', numerator: 3, denominator: 2 },
    ]);
  });

  it('a dividend in pounds on a share in pence is not divided again', () => {
    const meta = { symbol: 'VOD.L', currency: 'GBp', exchangeTimezoneName: 'Europe/London' };
    const dividends = {
      a: { date, amount: 4.5 },
      b: { date: date + 86_400, amount: 0.045, currency: 'GBP' },
    };
    const answer = withEvents({ dividends }, { meta }, { symbol: 'VOD.L', currency: 'GBP' });
    expect(actionsOf(answer)).toMatchObject([
      { amountPerShare: 0.045, currency: 'GBP', minorUnitFactor: 100 },
      { amountPerShare: 0.045, currency: 'GBP', minorUnitFactor: 1 },
    ]);
  });

  it('that may not be believed are kept apart', () => {
    const answer = withEvents({
      splits: { a: { date, numerator: 0, denominator: 1 }, b: { numerator: 2, denominator: 1 } },
      dividends: {
        c: { date, amount: {} },
        d: { date, amount: -1 },
        e: { date, amount: 1, currency: 'pence' },
      },
    });
    expect(actionsOf(answer)).toEqual([]);
    expect(answer.quarantined.map(({ field }) => field).toSorted()).toEqual([
      'events.dividends.c',
      'events.dividends.d',
      'events.dividends.e',
      'events.splits.a',
      'events.splits.b',
    ]);
  });

  it('outside the days asked for do not count', () => {
    const events = { splits: { a: { date, numerator: 2, denominator: 1 } } };
    expect(actionsOf(withEvents(events, {}, { fromOn: '2026-11-19' }))).toEqual([]);
  });
});
