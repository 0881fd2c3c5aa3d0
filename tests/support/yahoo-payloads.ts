/** A listing of the fake Yahoo. Bars are made from the seed for every weekday unless `bars` gives them. */
export interface FakeListing {
  readonly symbol: string;
  /** As Yahoo writes it: GBp for pence. */
  readonly currency: string;
  readonly timeZone: string;
  /** Local hour at which the session opens and closes. */
  readonly hours: readonly [open: number, close: number];
  readonly price: number;
  readonly instrumentType?: 'EQUITY' | 'CURRENCY';
  readonly bars?: readonly FakeBar[];
  readonly dividends?: readonly { readonly exOn: string; readonly amount: number }[];
  readonly splits?: readonly {
    readonly exOn: string;
    readonly numerator: number;
    readonly denominator: number;
  }[];
}

export interface FakeBar {
  readonly sessionOn: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly adjclose: number | null;
  readonly volume: number | null;
}

export interface ChartBody {
  chart: {
    result: [
      {
        meta: Record<string, unknown>;
        timestamp: number[];
        events?: Record<string, Record<string, unknown>>;
        indicators: { quote: [Record<string, unknown[]>]; adjclose?: [Record<string, unknown[]>] };
      },
    ];
    error: null;
  };
}

const DAY_MS = 86_400_000;

/** A number from 0 to 1 that only its key decides. */
export function seededFraction(key: string): number {
  let hash = 2166136261;
  for (const letter of key) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);

  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** The bar of one weekday: a slow wave with noise, so that neighbours are near one another over any range. */
export function makeBar(listing: FakeListing, sessionOn: string, seed: number): FakeBar {
  const day = Date.parse(sessionOn) / DAY_MS;
  const noise = (part: string) => seededFraction(`${seed}/${listing.symbol}/${sessionOn}/${part}`) - 0.5;
  const middle = listing.price * (1 + 0.2 * Math.sin(day / 60)) * (1 + 0.03 * noise('middle'));
  const open = middle * (1 + 0.01 * noise('open'));
  const close = middle * (1 + 0.01 * noise('close'));
  const isPair = listing.instrumentType === 'CURRENCY';

  return {
    sessionOn,
    open,
    high: Math.max(open, close) * 1.004,
    low: Math.min(open, close) * 0.996,
    close,
    adjclose: close * 0.98,
    volume: isPair ? 0 : Math.round(1e6 * (1.5 + noise('volume'))),
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Shows an instant as `YYYY-MM-DD HH:MM:SS` in a time zone; five years of bars ask for it thousands of times. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);

  return clock;
}

/** Unix seconds of a local hour on a calendar date. */
export function localSeconds(date: string, hour: number, timeZone: string): number {
  const guessMs = Date.parse(date) + hour * 3_600_000;
  const shown = clockOf(timeZone).format(guessMs);
  const offsetMs = Date.parse(`${shown.replace(' ', 'T')}Z`) - guessMs;

  return (guessMs - offsetMs) / 1000;
}

/** Weekdays from one ISO date to another, both included. */
export function weekdays(fromOn: string, toOn: string): readonly string[] {
  const days: string[] = [];
  for (let ms = Date.parse(fromOn); ms <= Date.parse(toOn); ms += DAY_MS) {
    const date = new Date(ms);
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10));
  }

  return days;
}

interface ChartQuestion {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly nowMs: number;
  readonly seed: number;
}

/** The body of `/v8/finance/chart/<symbol>`. */
export function makeChart(listing: FakeListing, question: ChartQuestion): ChartBody {
  const { timeZone, hours } = listing;
  const stampOf = (date: string) => localSeconds(date, hours[0], timeZone);
  const isInside = (seconds: number) =>
    seconds >= question.fromSeconds && seconds <= question.toSeconds && seconds * 1000 <= question.nowMs;
  const toDate = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
  const bars = (
    listing.bars ??
    weekdays(toDate(question.fromSeconds), toDate(question.toSeconds)).map((date) =>
      makeBar(listing, date, question.seed),
    )
  ).filter(({ sessionOn }) => isInside(stampOf(sessionOn)));
  const todayOn = new Date(question.nowMs).toLocaleDateString('sv-SE', { timeZone });
  const events = {
    dividends: Object.fromEntries(
      (listing.dividends ?? [])
        .map(({ exOn, amount }) => ({ amount, date: stampOf(exOn) }))
        .filter(({ date }) => isInside(date))
        .map((dividend) => [String(dividend.date), dividend]),
    ),
    splits: Object.fromEntries(
      (listing.splits ?? [])
        .map(({ exOn, numerator, denominator }) => ({
          date: stampOf(exOn),
          numerator,
          denominator,
          splitRatio: `${numerator}:${denominator}`,
        }))
        .filter(({ date }) => isInside(date))
        .map((split) => [String(split.date), split]),
    ),
  };
  const column = (name: Exclude<keyof FakeBar, 'sessionOn'>) => bars.map((bar) => bar[name]);

  return {
    chart: {
      result: [
        {
          meta: {
            currency: listing.currency,
            symbol: listing.symbol,
            instrumentType: listing.instrumentType ?? 'EQUITY',
            exchangeTimezoneName: timeZone,
            gmtoffset: localSeconds(todayOn, 0, 'UTC') - localSeconds(todayOn, 0, timeZone),
            regularMarketPrice: bars.at(-1)?.close ?? listing.price,
            currentTradingPeriod: {
              regular: {
                timezone: timeZone,
                start: stampOf(todayOn),
                end: localSeconds(todayOn, hours[1], timeZone),
              },
            },
            dataGranularity: '1d',
            range: '',
          },
          timestamp: bars.map(({ sessionOn }) => stampOf(sessionOn)),
          events,
          indicators: {
            quote: [
              {
                volume: column('volume'),
                open: column('open'),
                high: column('high'),
                low: column('low'),
                close: column('close'),
              },
            ],
            adjclose: [{ adjclose: column('adjclose') }],
          },
        },
      ],
      error: null,
    },
  };
}

/** One entry of the body of `/v7/finance/quote`. */
export function makeQuote(listing: FakeListing, nowMs: number, seed: number): Record<string, unknown> {
  const todayOn = new Date(nowMs).toISOString().slice(0, 10);
  const bar = makeBar(listing, todayOn, seed);
  const before = makeBar(listing, new Date(nowMs - DAY_MS).toISOString().slice(0, 10), seed);

  return {
    language: 'en-US',
    quoteType: listing.instrumentType ?? 'EQUITY',
    currency: listing.currency,
    exchangeTimezoneName: listing.timeZone,
    regularMarketTime: Math.floor(nowMs / 1000) - 900,
    regularMarketPrice: bar.close,
    regularMarketPreviousClose: before.close,
    symbol: listing.symbol,
  };
}

const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'] as const;

/** The body of the statement endpoint for the series asked for; series that it does not know are named without data. */
export function makeStatements(
  symbol: string,
  types: readonly string[],
  question: Omit<ChartQuestion, 'nowMs'>,
): unknown {
  const fromYear = new Date(question.fromSeconds * 1000).getUTCFullYear();
  const ends = Array.from({ length: 8 }, (_, year) => QUARTER_ENDS.map((end) => `${fromYear + year}-${end}`))
    .flat()
    .filter((end) => {
      const seconds = Date.parse(end) / 1000;
      return seconds >= question.fromSeconds && seconds <= question.toSeconds;
    });
  const sizes: Readonly<Record<string, number>> = {
    quarterlyTotalRevenue: 9e9,
    quarterlyOperatingIncome: 2e9,
    quarterlyCapitalExpenditure: -3e9,
    quarterlyDilutedAverageShares: 1.1e9,
  };
  const result = types.map((type) => {
    const size = sizes[type];
    const meta = { symbol: [symbol], type: [type] };
    if (size === undefined) return { meta };
    const points = ends.map((asOfDate) => {
      const raw =
        Math.round((size * (0.9 + 0.2 * seededFraction(`${question.seed}/${type}/${asOfDate}`))) / 1e6) * 1e6;
      return {
        dataId: 20100,
        asOfDate,
        periodType: '3M',
        currencyCode: 'USD',
        reportedValue: { raw, fmt: `${(raw / 1e9).toFixed(2)}B` },
      };
    });

    return { meta, timestamp: ends.map((end) => Date.parse(end) / 1000), [type]: points };
  });

  return { timeseries: { result, error: null } };
}
