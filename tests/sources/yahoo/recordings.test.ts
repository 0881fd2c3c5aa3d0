import { describe, expect, it } from 'vitest';

import type { SourceAnswer } from '#lib/sources/source.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import type { DailyBar, ListedSymbol, PriceObservation } from '#lib/sources/yahoo/observations.ts';
import { parseChart } from '#lib/sources/yahoo/parse-chart.ts';
import { parseFundamentals } from '#lib/sources/yahoo/parse-fundamentals.ts';
import { parseQuotes } from '#lib/sources/yahoo/parse-quotes.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import { hasYahooRecordings, readYahooRecording } from '#tests/support/yahoo-recordings.ts';

function readChart(
  name: string,
  listing: ListedSymbol,
  fromOn: string,
  toOn: string,
): SourceAnswer<PriceObservation> {
  const payload = readYahooRecording(name);
  const answer = parseChart(payload, { listing, fromOn, toOn, knownClose: null, nowMs: payload.recordedMs });
  if (!answer.ok) throw new Error(answer.error.detail);

  return answer.value;
}

const barsOf = (answer: SourceAnswer<PriceObservation>): readonly DailyBar[] =>
  answer.observations.flatMap((each) => (each.kind === 'bar' ? [each] : []));

if (!hasYahooRecordings) console.warn('Recordings of Yahoo are not beside the project: not played.');

describe.skipIf(!hasYahooRecordings)(
  'recorded answers of Yahoo (skipped where they are not beside the project)',
  () => {
    it('a year of NVIDIA with its 4:1 split: every session, no doubt', () => {
      const name = '2025-03/historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31.json';
      const answer = readChart(name, { symbol: 'NVDA', currency: 'USD' }, '2021-02-01', '2022-01-31');
      expect(barsOf(answer)).toHaveLength(252);
      expect(answer.observations.filter(({ kind }) => kind === 'split')).toEqual([
        { kind: 'split', symbol: 'NVDA', exOn: '2021-07-20', numerator: 4, denominator: 1 },
      ]);
      expect(answer.quarantined).toEqual([]);
      // Yahoo restates for later splits, the 10:1 of 2024 too: NVIDIA closed at 529.48 on 2021-02-01.
      expect(barsOf(answer)[0]).toMatchObject({ sessionOn: '2021-02-01', isFinal: true });
      expect(barsOf(answer)[0]?.close).toBeCloseTo(529.48 / 40, 3);
    });

    it('a year of Microsoft with four dividends', () => {
      const name = '2025-03/historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.json';
      const answer = readChart(name, { symbol: 'MSFT', currency: 'USD' }, '2021-02-01', '2022-01-31');
      expect(barsOf(answer)).toHaveLength(252);
      const dividends = answer.observations.flatMap((each) => (each.kind === 'dividend' ? [each] : []));
      expect(dividends.map(({ exOn, amountPerShare }) => [exOn, amountPerShare])).toEqual([
        ['2021-02-17', 0.56],
        ['2021-05-19', 0.56],
        ['2021-08-18', 0.56],
        ['2021-11-17', 0.62],
      ]);
      for (const bar of barsOf(answer)) expect(bar.adjustedClose).toBeLessThan(bar.close);
    });

    it('Apple across its split and the end of daylight saving time', () => {
      const name = '2025-03/chart-AAPL-2020-08-31-to-2020-11-07.json';
      const answer = readChart(name, { symbol: 'AAPL', currency: 'USD' }, '2020-08-31', '2020-11-06');
      const days = barsOf(answer).map(({ sessionOn }) => sessionOn);
      expect(days).toHaveLength(49);
      expect([days[0], days.at(-1)]).toEqual(['2020-08-31', '2020-11-06']);
      expect(answer.observations.map(({ kind }) => kind).filter((kind) => kind !== 'bar')).toEqual([
        'split',
        'dividend',
      ]);
    });

    it.each(['2025-03', '2026-10'])(
      'a currency pair as of %s: dated in London, without a volume',
      (folder) => {
        const name = `${folder}/chart-EURUSD_EQ_X-2020-01-01-to-2020-01-03.json`;
        const answer = readChart(name, { symbol: 'EURUSD=X', currency: 'USD' }, '2020-01-01', '2020-01-03');
        expect(barsOf(answer).map(({ sessionOn, volumeShares }) => [sessionOn, volumeShares])).toEqual([
          ['2020-01-01', null],
          ['2020-01-02', null],
          ['2020-01-03', null],
        ]);
        expect(answer.quarantined).toEqual([]);
      },
    );

    it('rupiah: nothing is divided', () => {
      const name = '2025-03/chart-WSKT.JK-2020-01-01-to-2020-01-03.json';
      const answer = readChart(name, { symbol: 'WSKT.JK', currency: 'IDR' }, '2020-01-01', '2020-01-03');
      expect(barsOf(answer)).toMatchObject([{ sessionOn: '2020-01-02', close: 1505, minorUnitFactor: 1 }]);
      const expectedUsd = readChart(name, { symbol: 'WSKT.JK', currency: 'USD' }, '2020-01-01', '2020-01-03');
      expect(expectedUsd).toMatchObject({
        observations: [],
        quarantined: [{ field: 'meta.currency', rawValue: '"IDR"' }],
      });
    });

    it.each([
      ['2025-03/quote-AAPL-BABA.json', ['AAPL', 'BABA'], 'USD', [244.6, 124.73]],
      ['2025-03/quote-EURUSD_EQ_X.json', ['EURUSD=X'], 'USD', [1.0489877]],
      ['2025-03/quote-WSKT.JK.json', ['WSKT.JK'], 'IDR', [202]],
      ['2026-10/quote-AMZN.json', ['AMZN'], 'USD', [251.52]],
    ] as const)('quotes of %s', (name, symbols, currency, prices) => {
      const payload = readYahooRecording(name);
      const listings = symbols.map((symbol) => ({ symbol, currency }));
      const answer = parseQuotes(payload, listings, payload.recordedMs);
      if (!answer.ok) throw new Error(answer.error.detail);
      expect(answer.value.observations.map(({ price }) => price)).toEqual(prices);
      expect(answer.value).toMatchObject({ quarantined: [], missing: [] });
    });

    it('a delisted symbol is missing; a quote without currency is kept apart', () => {
      const gone = readYahooRecording('2025-03/quote-SIX.json');
      const six = parseQuotes(gone, [{ symbol: 'SIX', currency: 'USD' }], gone.recordedMs);
      expect(six).toMatchObject({ ok: true, value: { observations: [], missing: [{ subject: 'SIX' }] } });
      const few = readYahooRecording('2025-03/quote-MSFT-fields-beta.json');
      const msft = parseQuotes(few, [{ symbol: 'MSFT', currency: 'USD' }], few.recordedMs);
      expect(msft).toMatchObject({
        ok: true,
        value: { observations: [], quarantined: [{ field: 'currency' }] },
      });
    });

    it('statements of Amazon; cash flow was not asked for there, and is said to be missing', () => {
      const payload = readYahooRecording('2025-03/fundamentalsTimeSeries-AMZN-financials-quarterly.json');
      const answer = parseFundamentals([payload], 'AMZN', '2025-03-01');
      if (!answer.ok) throw new Error(answer.error.detail);
      expect(answer.value.observations).toMatchObject([
        {
          periodEndOn: '2023-06-30',
          revenue: 134_383e6,
          operatingIncome: 7681e6,
          dilutedAverageShares: 10_449e6,
        },
        {
          periodEndOn: '2023-09-30',
          revenue: 143_083e6,
          operatingIncome: 11_188e6,
          dilutedAverageShares: 10_558e6,
        },
        {
          periodEndOn: '2023-12-31',
          revenue: 169_961e6,
          operatingIncome: 13_209e6,
          dilutedAverageShares: 10_610e6,
        },
      ]);
      expect(answer.value.observations.map(({ capitalExpenditure }) => capitalExpenditure)).toEqual([
        null,
        null,
        null,
      ]);
      expect(answer.value.quarantined.map(({ field }) => field)).toEqual(['quarterlyCapitalExpenditure']);
    });

    it('the recorded conversation about a session ends in a refusal, because it leads to consent', async () => {
      const detour = readYahooRecording('2025-03/getCrumb-quote-AAPL.json');
      const consent = readYahooRecording('2025-03/getCrumb-quote-AAPL-consent.html.json');
      const asked: string[] = [];
      const replay: typeof fetch = (input) => {
        const url = new URL(input instanceof Request ? input.url : input);
        asked.push(url.host);
        const isGuce = url.host === 'guce.yahoo.com';
        const location = isGuce
          ? 'https://consent.yahoo.com/v2/collectConsent?sessionId=REDACTED'
          : 'https://guce.yahoo.com/consent?brandType=nonEu';
        return Promise.resolve(
          new Response(null, { status: (isGuce ? consent : detour).status, headers: { location } }),
        );
      };
      const source = createYahooSource(driveDeps(detour.recordedMs, replay));
      const answer = await source.fetchQuotes([{ symbol: 'AMZN', currency: 'USD' }]);
      expect(answer).toMatchObject({ ok: false, error: { kind: 'refused', isRetryable: false } });
      expect(new Set(asked)).toEqual(new Set(['finance.yahoo.com', 'guce.yahoo.com']));
    });
  },
);
