import 'server-only';

import type { StudiedTicker } from '#lib/contracts/event-studies.ts';
import type { EventFact } from '#lib/contracts/facts/events.ts';
import { benchmarkOf } from '#lib/core/event-study/benchmarks.ts';
import { findConfounders, MARKET_SHOCKS, type DatedEvent } from '#lib/core/event-study/confounders.ts';
import type { StudyListing } from '#lib/core/event-study/desk.ts';
import type { FirstSession } from '#lib/core/event-study/first-session.ts';
import { frozenCar, NO_BENCHMARK } from '#lib/core/event-study/frozen.ts';
import {
  DEFAULT_STUDY_OPTIONS,
  describeStudyFault,
  type StudyFault,
  type StudyOptions,
} from '#lib/core/event-study/options.ts';
import { placeboPaths } from '#lib/core/event-study/placebo.ts';
import { isKeptWay, type StudySettings } from '#lib/core/event-study/study-link.ts';
import type { ListingStudy } from '#lib/core/event-study/study.ts';
import { warnOfConfounders, warnOfModel, warnOfReturns } from '#lib/core/event-study/study-warnings.ts';
import {
  figuresFromPrices,
  figuresFromRecord,
  FOLLOWED_TO,
  type BandPoint,
  type TickerFigures,
} from '#lib/core/event-study/ticker-report.ts';
import type { PathPoint } from '#lib/core/event-study/recovery.ts';
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import type { KeptStudy } from '#lib/db/frozen-studies.ts';

import { recordKey, type LoadedDesk } from './load-desk.ts';

/** A listing's answer, with what charts and tests across listings need beside it. */
export interface TickerStudy {
  readonly answer: StudiedTicker;
  readonly path: readonly PathPoint[];
  readonly band: readonly BandPoint[];
  /** From prices alone. */
  readonly study: ListingStudy | null;
  readonly record: KeptStudy | null;
}

/** Settings as the core computes with them. */
export function toOptions(settings: StudySettings): StudyOptions {
  return {
    model: settings.model,
    returns: settings.returns,
    varianceDivisor: settings.divisor,
    carError: settings.error,
    estimation: settings.estimation,
    minimumDays: DEFAULT_STUDY_OPTIONS.minimumDays,
    excludedDays: settings.shocks === 'keep' ? new Set() : SHOCK_DAYS,
  };
}

const SHOCK_DAYS: ReadonlySet<string> = new Set(
  MARKET_SHOCKS.flatMap(({ fromOn, toOn }) => {
    const first = toDayNumber(fromOn);
    return Array.from({ length: toDayNumber(toOn) - first + 1 }, (_, i) => toIsoDate(first + i));
  }),
);

/** Name under which a desk keeps the series of these settings. */
function keyOf({ estimation, model, returns, divisor, error, shocks }: StudySettings): string {
  return JSON.stringify([estimation, model, returns, divisor, error, shocks]);
}

/**
 * One listing around one event: from prices where they serve, else from the record that was kept.
 *
 * @param withPlacebo whether to compute the band from prices; a list of many events leaves it out
 */
export function studyTicker(
  loaded: LoadedDesk,
  listing: StudyListing,
  event: EventFact,
  settings: StudySettings,
  withPlacebo: boolean,
): TickerStudy {
  const { desk } = loaded;
  const options = toOptions(settings);
  const key = keyOf(settings);
  const symbol = listing.symbol;
  const first = desk.firstSession(symbol, event);
  const benchmark = settings.model === 'constant-mean' ? null : benchmarkOf(symbol, settings.benchmark);
  const record = findRecord(loaded, symbol, event.id, settings, benchmark);
  const made = desk.study(listing, event, { benchmark: settings.benchmark, options, key });
  const paths =
    made.ok && withPlacebo
      ? placeboPaths(
          made.value.series,
          { from: settings.range.from, to: Math.max(settings.range.to, FOLLOWED_TO) },
          { eventDays: new Set(datedEventsOf(loaded, symbol).map(({ firstSessionOn }) => firstSessionOn)) },
        )
      : null;
  const figures = made.ok ? figuresFromPrices(made.value, settings.range, paths) : made;
  const kept = record === null ? null : figuresFromRecord(record, settings.range, loaded.placebos);
  const used = figures.ok ? figures.value : kept;
  const study = figures.ok && made.ok ? made.value : null;
  const faultOf = (fault: StudyFault): string => describeStudyFault(bornLater(listing, first) ?? fault);
  const benchmarkCurrency = study?.series.returns.benchmarkCurrency ?? null;

  return {
    path: used?.path ?? [],
    band: used?.band ?? [],
    study,
    record,
    answer: {
      ticker: symbol,
      name: listing.name,
      currency: listing.currency,
      benchmark,
      firstTradingDay: first?.sessionOn ?? null,
      basis: used?.basis ?? null,
      absence: used === null && !figures.ok ? absenceOf(faultOf(figures.error), record, settings) : null,
      ...fitAnswer(used),
      ...figureAnswer(used),
      record: recordAnswer(record, settings, figures.ok ? figures.value.car : null),
      warnings: [
        ...(first?.hadNoSessionOnTheDay === true
          ? [`No session here on ${event.occurredOn}: the news first traded on ${first.sessionOn}.`]
          : []),
        ...(listing.listedFromOn !== null && used !== null && used.fit.fromOn <= listing.listedFromOn
          ? [`Days before ${listing.listedFromOn} (not yet in regular trading) are not used.`]
          : []),
        ...(study === null ? [] : warnOfReturns(study, settings.range)),
        ...(used === null
          ? []
          : warnOfModel({
              symbol,
              currency: listing.currency,
              benchmark,
              benchmarkCurrency,
              range: settings.range,
              car: used.car,
              fit: used.fit,
            })),
        ...(used === null
          ? []
          : confounderWarnings(loaded, symbol, event.id, used, first?.sessionOn ?? '', settings)),
      ],
    },
  };
}

const datedEvents = new WeakMap<LoadedDesk, Map<string, readonly DatedEvent[]>>();

/** Events as a listing met them, made once a desk. */
function datedEventsOf(loaded: LoadedDesk, symbol: string): readonly DatedEvent[] {
  const known = datedEvents.get(loaded) ?? new Map<string, readonly DatedEvent[]>();
  datedEvents.set(loaded, known);
  const dated = known.get(symbol) ?? loaded.desk.datedEvents(symbol, loaded.events);
  known.set(symbol, dated);
  return dated;
}

function findRecord(
  { records }: LoadedDesk,
  symbol: string,
  eventId: string,
  settings: StudySettings,
  benchmark: string | null,
): KeptStudy | null {
  if (!isKeptWay(settings)) return null;
  return records.get(recordKey({ eventId, symbol, benchmark: benchmark ?? NO_BENCHMARK })) ?? null;
}

/** A share that was not listed yet lacks prices for that reason. */
function bornLater({ symbol, listedFromOn }: StudyListing, first: FirstSession | null): StudyFault | null {
  return listedFromOn !== null && first !== null && first.sessionOn < listedFromOn
    ? { kind: 'before-listing', symbol, firstOn: listedFromOn, dayOn: first.sessionOn }
    : null;
}

function absenceOf(fault: string, record: KeptStudy | null, settings: StudySettings): string {
  if (record !== null) return `${fault} The kept record does not reach this window.`;
  return isKeptWay(settings)
    ? `${fault} No record was kept either.`
    : `${fault} No record is kept of these settings.`;
}

function fitAnswer(used: TickerFigures | null) {
  return {
    alpha: used?.fit.alpha ?? null,
    beta: used?.fit.beta ?? null,
    n: used?.fit.n ?? null,
    residualStdDev: used?.fit.residualStdDev ?? null,
    estimationFrom: used?.fit.fromOn ?? null,
    estimationTo: used?.fit.toOn ?? null,
  };
}

function figureAnswer(used: TickerFigures | null) {
  const last = used?.path.findLast(({ day, car }) => day <= FOLLOWED_TO && car !== null);

  return {
    abnormalReturns: used?.days ?? [],
    car: used?.car ?? null,
    carStdError: used?.stdError ?? null,
    carErrorIsExact: used?.isErrorExact ?? null,
    t: used?.t ?? null,
    closeToClose: used?.closeToClose ?? null,
    placebo: used?.placebo ?? null,
    recovery: used?.recovery == null ? null : { day: used.recovery.day, lastDay: used.recovery.lastDay },
    latest: last?.car == null ? null : { day: last.day, car: last.car },
  };
}

function recordAnswer(record: KeptStudy | null, settings: StudySettings, car: number | null) {
  const kept = record === null ? null : frozenCar(record, settings.range);
  if (record === null || kept === null) return null;
  return {
    computedOn: record.computedOn,
    version: record.version,
    car: kept.car,
    difference: car === null ? null : car - kept.car,
  };
}

function confounderWarnings(
  loaded: LoadedDesk,
  symbol: string,
  eventId: string,
  used: TickerFigures,
  firstSessionOn: string,
  { range }: StudySettings,
): string[] {
  const dated = (day: number): string =>
    used.days.find((each) => each.day === day)?.on ?? loaded.desk.sessionFrom(symbol, firstSessionOn, day);
  return warnOfConfounders(
    findConfounders(eventId, datedEventsOf(loaded, symbol), {
      range: { fromOn: dated(range.from), toOn: dated(range.to) },
      estimation: { fromOn: used.fit.fromOn, toOn: used.fit.toOn },
    }),
  );
}

/** A listing's reaction as a list of events shows it. */
export interface TickerSketch {
  readonly ticker: string;
  readonly basis: 'prices' | 'record' | null;
  readonly car: number | null;
  readonly t: number | null;
  readonly latest: { readonly day: number; readonly car: number } | null;
}

/** As {@link studyTicker}, without placebo dates and warnings. */
export function sketchTicker(
  loaded: LoadedDesk,
  listing: StudyListing,
  event: EventFact,
  settings: StudySettings,
): TickerSketch {
  const { symbol } = listing;
  const benchmark = settings.model === 'constant-mean' ? null : benchmarkOf(symbol, settings.benchmark);
  const made = loaded.desk.study(listing, event, {
    benchmark: settings.benchmark,
    options: toOptions(settings),
    key: keyOf(settings),
  });
  const figures = made.ok ? figuresFromPrices(made.value, settings.range, null) : made;
  const record = figures.ok ? null : findRecord(loaded, symbol, event.id, settings, benchmark);
  const used = figures.ok
    ? figures.value
    : record === null
      ? null
      : figuresFromRecord(record, settings.range, loaded.placebos);
  const { car, t, latest } = figureAnswer(used);

  return { ticker: symbol, basis: used?.basis ?? null, car, t, latest };
}
