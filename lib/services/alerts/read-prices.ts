import 'server-only';

import type { Observation } from '#lib/core/alerts/run-level.ts';
import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import type { HolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { nextSession } from '#lib/core/calendar/trading-days.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { judgePriceFreshness } from '#lib/core/freshness/price-freshness.ts';
import { dayBefore } from '#lib/core/ledger/ledger.ts';
import { listSplits, type StandingSplit } from '#lib/db/corporate-actions.ts';
import { listStandingBars, type StandingPriceBar } from '#lib/db/price-bars.ts';
import { env } from '#lib/platform/env.ts';

import { readHolidays } from '../refresh/plan-slots.ts';
import type { AlertWorld, LevelReader, Reading } from './alert-readers.ts';

/** A close that is wanted alone is looked for so far back. */
const NEWEST_DAYS = 40;
/** A rule that was not evaluated for longer goes on with the closes of this time. */
const MOST_DAYS = 370;

/** Closes of a listing against a level in its currency. */
export const PRICE_READER: LevelReader<'price-level'> = {
  family: 'level',
  condition: ({ direction, level, band }) => ({ kind: direction, level, band }),
  subjectOf: ({ ticker }) => ticker,
  read: async (subjects, world) => {
    const series = await loadCloses(
      [...subjects].map(([ticker, { after }]) => ({ ticker, after })),
      world,
    );

    return new Map([...subjects.keys()].map((ticker) => [ticker, toReading(ticker, series, world)]));
  },
  history: async ({ spec }, fromOn, world) => {
    const series = await loadCloses([{ ticker: spec.ticker, after: fromOn }], world);
    const { breaks: _splits, ...reading } = toReading(spec.ticker, series, world);
    const [first] = series.closes.get(spec.ticker) ?? [];

    return {
      ...reading,
      fromOn: first === undefined || first.sessionOn < fromOn ? fromOn : first.sessionOn,
      sampled: 'at every stored close',
      absence: describeGap(spec.ticker, first, fromOn),
    };
  },
  pathOf: ({ ticker }) => `/companies/${encodeURIComponent(ticker)}`,
};

/** Sessions since the newest close of a listing. */
export const STALE_READER: LevelReader<'stale'> = {
  family: 'level',
  // Over n sessions: from n + 1 on, and back as soon as it is n.
  condition: ({ sessions }) => ({ kind: 'above', level: sessions + 1, band: 0 }),
  subjectOf: ({ ticker }) => ticker,
  read: async (subjects, world) => {
    const series = await loadCloses(
      [...subjects.keys()].map((ticker) => ({ ticker, after: null })),
      world,
    );

    return new Map([...subjects.keys()].map((ticker) => [ticker, toAge(ticker, series, world)]));
  },
  history: async ({ spec: { ticker } }, fromOn, world) => {
    const series = await loadCloses([{ ticker, after: fromOn }], world);
    const closes = series.closes.get(ticker) ?? [];
    const now = toAge(ticker, series, world);

    return {
      unit: 'sessions',
      lapse: null,
      observations: [...listGaps(ticker, closes, series.holidays), ...now.observations],
      fromOn: closes[0]?.sessionOn ?? fromOn,
      sampled: 'from sessions without a stored close; how late a close came is not kept',
      absence: describeGap(ticker, closes[0], fromOn),
    };
  },
  pathOf: ({ ticker }) => `/companies/${encodeURIComponent(ticker)}`,
};

interface PriceSeries {
  readonly closes: ReadonlyMap<string, readonly StandingPriceBar[]>;
  readonly splits: readonly StandingSplit[];
  readonly holidays: HolidayTable;
}

/** Final closes; a bar of a running session is none yet. */
async function loadCloses(
  wanted: readonly { readonly ticker: string; readonly after: string | null }[],
  { on, nowMs }: AlertWorld,
): Promise<PriceSeries> {
  const earliest = dayBefore(on, MOST_DAYS);
  const fromOn = wanted
    .map(({ after }) => after ?? on)
    .reduce((least, day) => (day < least ? day : least), dayBefore(on, NEWEST_DAYS));
  const tickers = wanted.map(({ ticker }) => ticker);
  const [bars, splits, holidays] = await Promise.all([
    listStandingBars(tickers, { fromOn: fromOn < earliest ? earliest : fromOn, toOn: on }),
    listSplits(tickers, earliest),
    readHolidays(nowMs),
  ]);

  return {
    closes: Map.groupBy(
      bars.filter(({ isFinal }) => isFinal),
      ({ symbol }) => symbol,
    ),
    splits,
    holidays,
  };
}

function toReading(ticker: string, { closes, splits, holidays }: PriceSeries, world: AlertWorld): Reading {
  const own = closes.get(ticker) ?? [];
  const newest = own.at(-1);
  const currency = newest?.currency ?? null;
  const breaks = splits
    .filter(({ symbol }) => symbol === ticker)
    .map(({ exOn, numerator, denominator }) => ({
      on: exOn,
      reason: `a split of ${String(numerator)} for ${String(denominator)} on ${exOn} changed what a share is; set the level anew`,
    }));
  if (newest === undefined) {
    const absence = `no close of the last ${String(NEWEST_DAYS)} days is stored${switchedOff()}`;
    return { unit: null, observations: [], lapse: absence, breaks };
  }

  return {
    unit: currency,
    observations: own.map((bar): Observation => ({
      at: bar.sessionOn,
      on: bar.sessionOn,
      // Closes in another currency are on another scale.
      value: bar.currency === currency ? bar.close : null,
      absence: bar.currency === currency ? null : `priced in ${bar.currency} then`,
      bounds: null,
    })),
    lapse: describeLapse(ticker, newest.sessionOn, holidays, world.nowMs),
    breaks,
  };
}

function describeLapse(
  ticker: string,
  newestOn: IsoDate,
  holidays: HolidayTable,
  atMs: number,
): string | null {
  const exchange = exchangeOfSymbol(ticker);
  if (exchange === null) return null;
  const { state, age } = judgePriceFreshness({ newestOn, exchange }, { holidays, atMs });

  return state === 'stale' ? `no price since ${newestOn}, ${age}${switchedOff()}` : null;
}

/** The hour is in the name of an observation, since an age moves without new data. */
function toAge(ticker: string, { closes, holidays }: PriceSeries, world: AlertWorld): Reading {
  const exchange = exchangeOfSymbol(ticker);
  const newest = closes.get(ticker)?.at(-1);
  const rest = { unit: 'sessions', lapse: null, breaks: [] };
  if (exchange === null || newest === undefined) {
    const absence =
      exchange === null
        ? `the sessions of the exchange of ${ticker} are not on file`
        : `no close of the last ${String(NEWEST_DAYS)} days is stored${switchedOff()}`;
    return { ...rest, observations: [], lapse: absence };
  }
  const { count } = judgePriceFreshness(
    { newestOn: newest.sessionOn, exchange },
    { holidays, atMs: world.nowMs },
  );

  return {
    ...rest,
    observations: [{ at: world.at, on: world.on, value: count, absence: null, bounds: null }],
  };
}

/** How old the newest close had become just before the next one, wherever sessions lie between two. */
function listGaps(
  ticker: string,
  closes: readonly StandingPriceBar[],
  holidays: HolidayTable,
): readonly Observation[] {
  const exchange = exchangeOfSymbol(ticker);
  if (exchange === null) return [];
  return closes.flatMap(({ sessionOn }, index) => {
    const before = closes[index - 1]?.sessionOn;
    if (before === undefined) return [];
    const steps: Observation[] = [];
    let day = nextSession(holidays, exchange, before).sessionOn;
    for (let age = 1; day < sessionOn; age += 1) {
      steps.push({ at: day, on: day, value: age, absence: null, bounds: null });
      day = nextSession(holidays, exchange, day).sessionOn;
    }

    return [...steps, { at: sessionOn, on: sessionOn, value: 0, absence: null, bounds: null }];
  });
}

function describeGap(ticker: string, first: StandingPriceBar | undefined, fromOn: IsoDate): string | null {
  if (first === undefined) return `no prices of ${ticker} are stored${switchedOff()}`;

  return first.sessionOn <= dayBefore(fromOn, -7) ? null : `no prices stored before ${first.sessionOn}`;
}

/** Said where prices are missing because nobody fetches them. */
function switchedOff(): string {
  return env().refresh === 'off' ? '; the refresh is switched off (WATERLINE_REFRESH)' : '';
}
