/**
 * The study desk: every listing with its series, joined with any benchmark once and used for every event. What the page,
 * the API, the records and the bench compute with.
 */
import { exchangeOfSymbol, type Exchange } from '../calendar/exchange.ts';
import type { HolidayTable } from '../calendar/holiday-table.ts';
import type { IsoDate } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { benchmarkOf } from './benchmarks.ts';
import type { DatedEvent } from './confounders.ts';
import { firstSessionOf, type FirstSession, type NewsTiming } from './first-session.ts';
import type { StudyFault, StudyOptions } from './options.ts';
import { joinReturns, type CloseSeries } from './returns.ts';
import { listSessions, shiftSession } from './session-axis.ts';
import { prepareSeries, studyListing, type ListingStudy, type StudySeries } from './study.ts';

/** A share whose reaction is studied. */
export interface StudyListing {
  readonly symbol: string;
  readonly name: string;
  readonly currency: string;
  /** First day of regular trading; null where it lies before all prices. */
  readonly listedFromOn: IsoDate | null;
}

/** An event as the ledger has it. */
export interface StudyEvent {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly occurredOn: IsoDate;
  readonly timing: NewsTiming;
}

/** What a desk is made from. */
export interface DeskInput {
  readonly table: HolidayTable;
  readonly closes: ReadonlyMap<string, CloseSeries>;
}

/** Studies any event on any listing, remembering what all events of a listing share. */
export class StudyDesk {
  readonly #input: DeskInput;
  readonly #series = new Map<string, Result<StudySeries, StudyFault>>();
  readonly #sessions = new Map<Exchange, readonly IsoDate[]>();

  constructor(input: DeskInput) {
    this.#input = input;
  }

  /** Day 0 of an event for a listing; null where the listing's exchange has no calendar here. */
  firstSession(symbol: string, event: Pick<StudyEvent, 'occurredOn' | 'timing'>): FirstSession | null {
    const exchange = exchangeOfSymbol(symbol);
    return exchange === null ? null : firstSessionOf(this.#input.table, exchange, event);
  }

  /** The session a number of sessions from another, by the calendar of a listing's exchange. */
  sessionFrom(symbol: string, fromOn: IsoDate, count: number): IsoDate {
    const exchange = exchangeOfSymbol(symbol);
    return exchange === null ? fromOn : shiftSession(this.#input.table, exchange, fromOn, count);
  }

  /** Events as a listing met them. */
  datedEvents(symbol: string, events: readonly StudyEvent[]): DatedEvent[] {
    return events.flatMap(({ id, title, kind, ...event }) => {
      const first = this.firstSession(symbol, event);
      return first === null ? [] : [{ id, title, kind, firstSessionOn: first.sessionOn }];
    });
  }

  /**
   * Returns of a listing beside a benchmark, ready for any event.
   *
   * @param key names the options: series are kept by it
   */
  series(
    listing: StudyListing,
    benchmark: string,
    options: StudyOptions,
    key: string,
  ): Result<StudySeries, StudyFault> {
    const name = [listing.symbol, benchmark, key].join(' ');
    const known = this.#series.get(name);
    if (known !== undefined) return known;
    const made = this.#makeSeries(listing, benchmark, options);
    this.#series.set(name, made);
    return made;
  }

  #makeSeries(
    listing: StudyListing,
    benchmark: string,
    options: StudyOptions,
  ): Result<StudySeries, StudyFault> {
    const { symbol, listedFromOn } = listing;
    const own = this.#input.closes.get(symbol);
    const exchange = exchangeOfSymbol(symbol);
    if (own === undefined || exchange === null) return err({ kind: 'no-prices', symbol });
    const market = options.model === 'constant-mean' ? null : benchmarkOf(symbol, benchmark);
    const other = market === null ? null : this.#input.closes.get(market);
    if (other === undefined) return err({ kind: 'no-prices', symbol: market ?? '' });
    const joined = joinReturns(own, other, this.#sessionsOf(exchange), {
      kind: options.returns,
      ...(listedFromOn === null ? {} : { listedFrom: listedFromOn }),
    });
    return joined.ok ? ok(prepareSeries(joined.value, options)) : joined;
  }

  #sessionsOf(exchange: Exchange): readonly IsoDate[] {
    const known = this.#sessions.get(exchange);
    if (known !== undefined) return known;
    const days = [...this.#input.closes.values()].flatMap(({ days: each }) => [each[0], each.at(-1)]);
    const ends = days.filter((day) => day !== undefined).sort();
    const [fromOn, toOn] = [ends[0], ends.at(-1)];
    const made =
      fromOn === undefined || toOn === undefined
        ? []
        : listSessions(this.#input.table, exchange, { fromOn, toOn });
    this.#sessions.set(exchange, made);
    return made;
  }

  /** A listing around an event. */
  study(
    listing: StudyListing,
    event: StudyEvent,
    {
      benchmark,
      options,
      key,
    }: { readonly benchmark: string; readonly options: StudyOptions; readonly key: string },
  ): Result<ListingStudy, StudyFault> {
    const series = this.series(listing, benchmark, options, key);
    if (!series.ok) return series;
    const first = this.firstSession(listing.symbol, event);
    if (first === null) return err({ kind: 'no-prices', symbol: listing.symbol });
    return studyListing(series.value, first.sessionOn);
  }
}
