import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { HttpPolicy } from '../http.ts';
import type { HealthProbe, SourceAnswer, SourceDeps, SourceDescription, SourceFailure } from '../source.ts';
import type { ListedSymbol, PriceObservation, QuarterlyFundamentals, Quote } from './observations.ts';
import { parseChart } from './parse-chart.ts';
import { parseFundamentals } from './parse-fundamentals.ts';
import { parseQuotes } from './parse-quotes.ts';
import type { DatedClose } from './price-levels.ts';
import { createYahooClient } from './yahoo-client.ts';
import type { YahooClient } from './yahoo-client.ts';
import { YAHOO_POLICY } from './yahoo-policy.ts';

/** Which daily bars to fetch. */
export interface PriceRequest {
  readonly listing: ListedSymbol;
  /** First and last session wanted, ISO dates in the exchange's time zone, both included. */
  readonly fromOn: string;
  readonly toOn: string;
  /** The last close stored before `fromOn` in the major unit, against which a hundredfold jump shows; null when there is none. */
  readonly knownClose: DatedClose | null;
  /** Closes that somebody has accepted although they stand a hundredfold off, in the major unit; none when left out. */
  readonly acceptedCloses?: readonly DatedClose[];
}

/** Which statements to fetch. */
export interface FundamentalsRequest {
  readonly symbol: string;
  /** Quarters that end on this ISO date or later. */
  readonly fromOn: string;
}

type Fetched<Observation> = Promise<Result<SourceAnswer<Observation>, SourceFailure>>;

/** Yahoo Finance. A failure means that nothing came; a symbol that Yahoo does not have is `missing`, not a failure. */
export interface YahooSource {
  readonly description: SourceDescription;
  /** Daily bars, dividends and splits of one symbol; needs no session. */
  readonly fetchPrices: (request: PriceRequest) => Fetched<PriceObservation>;
  /**
   * Latest quotes of up to `batchLimit` symbols; needs a session with a crumb.
   *
   * @throws RangeError when asked for more
   */
  readonly fetchQuotes: (listings: readonly ListedSymbol[]) => Fetched<Quote>;
  /** Quarterly statements of one symbol; needs no session. */
  readonly fetchFundamentals: (request: FundamentalsRequest) => Fetched<QuarterlyFundamentals>;
  /** Asks for a week of one chart. */
  readonly probeHealth: HealthProbe;
}

const DESCRIPTION = {
  id: 'yahoo',
  name: 'Yahoo Finance',
  terms:
    'Unofficial, for personal use; prices may not be passed on. https://legal.yahoo.com/us/en/yahoo/terms/otos/index.html',
  batchLimit: 50,
  requiredSetting: null,
} as const;

const DAY_MS = 86_400_000;
const PROBE_SYMBOL = 'AAPL';
/** Letters, digits and the signs of classes, indices, pairs and futures; it goes into an address as it is. */
const SYMBOL = /^[A-Za-z0-9^][A-Za-z0-9.=-]{0,24}$/;

/** Yahoo through yahoo-finance2, whose own queue bounds what is under way. */
export function createYahooSource(deps: SourceDeps, policy: HttpPolicy = YAHOO_POLICY): YahooSource {
  const client = createYahooClient(policy, deps);

  return {
    description: { ...DESCRIPTION, maxUnderWay: policy.maxUnderWay },
    fetchPrices: (request) => fetchPrices(request, client, deps),
    fetchQuotes: (listings) => fetchQuotes(listings, client, deps),
    fetchFundamentals: (request) => fetchFundamentals(request, client, deps),
    async probeHealth() {
      const startMs = deps.nowMs();
      const answer = await askChart(client, PROBE_SYMBOL, startMs - 7 * DAY_MS, startMs);

      return answer.ok ? ok({ elapsedMs: deps.nowMs() - startMs }) : answer;
    },
  };
}

async function fetchPrices(
  request: PriceRequest,
  client: YahooClient,
  deps: SourceDeps,
): Fetched<PriceObservation> {
  const { symbol } = request.listing;
  if (!SYMBOL.test(symbol)) return ok(withoutAnswer([symbol]));
  // A day more on both sides: sessions begin on another UTC day in some time zones. The parser keeps what was asked.
  const fromMs = Date.parse(request.fromOn) - DAY_MS;
  const payload = await askChart(client, symbol, fromMs, Date.parse(request.toOn) + 2 * DAY_MS);
  if (!payload.ok) return payload;

  return parseChart(payload.value, { ...request, nowMs: deps.nowMs() });
}

function askChart(client: YahooClient, symbol: string, fromMs: number, toMs: number) {
  return client.ask((yahoo, options) =>
    yahoo.chart(
      symbol,
      {
        period1: new Date(fromMs),
        period2: new Date(toMs),
        interval: '1d',
        events: 'div|split',
        includePrePost: false,
        return: 'object',
      },
      options,
    ),
  );
}

async function fetchQuotes(
  listings: readonly ListedSymbol[],
  client: YahooClient,
  deps: SourceDeps,
): Fetched<Quote> {
  if (listings.length > DESCRIPTION.batchLimit) {
    throw new RangeError(`at most ${DESCRIPTION.batchLimit} quotes at once, not ${listings.length}`);
  }
  const askable = listings.filter(({ symbol }) => SYMBOL.test(symbol));
  const unaskable = withoutAnswer(
    listings.map(({ symbol }) => symbol).filter((symbol) => !SYMBOL.test(symbol)),
  );
  if (askable.length === 0) return ok(unaskable);
  const symbols = askable.map(({ symbol }) => symbol);
  const payload = await client.ask((yahoo, options) => yahoo.quote(symbols, {}, options));
  if (!payload.ok) return payload;
  const answer = parseQuotes(payload.value, askable, deps.nowMs());

  return answer.ok
    ? ok({ ...answer.value, missing: [...answer.value.missing, ...unaskable.missing] })
    : answer;
}

async function fetchFundamentals(
  { symbol, fromOn }: FundamentalsRequest,
  client: YahooClient,
  deps: SourceDeps,
): Fetched<QuarterlyFundamentals> {
  if (!SYMBOL.test(symbol)) return ok(withoutAnswer([symbol]));
  const payloads = [];
  // One after the other: all statements at once make an address of sixteen thousand characters.
  for (const statement of ['financials', 'cash-flow'] as const) {
    const payload = await client.ask((yahoo, options) =>
      yahoo.fundamentalsTimeSeries(
        symbol,
        { period1: fromOn, period2: new Date(deps.nowMs()), type: 'quarterly', module: statement },
        options,
      ),
    );
    if (!payload.ok) return err(payload.error);
    payloads.push(payload.value);
  }

  return parseFundamentals(payloads, symbol, new Date(deps.nowMs()).toISOString().slice(0, 10));
}

function withoutAnswer(subjects: readonly string[]): SourceAnswer<never> {
  return {
    observations: [],
    quarantined: [],
    missing: subjects.map((subject) => ({ subject, reason: 'It is no symbol that Yahoo could have.' })),
    payloads: [],
  };
}
