import 'server-only';

import { invalidField } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { FrozenDifference, ListingMarket, MarketSide } from '#lib/core/implied-saving/market-side.ts';
import {
  lastQuietDay,
  newestEfficiencyEvent,
  quietDayOf,
  type DatedEvent,
} from '#lib/core/implied-saving/since-event.ts';
import { TIER_VENDORS } from '#lib/core/market/tier-shift.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listEvents } from '#lib/db/events.ts';
import { listFrozenValueChanges, type FrozenValueChange } from '#lib/db/frozen-value-changes.ts';

import type { Scope } from '../scope/resolve-scope.ts';
import { listPriceSide, loadPriceHistory } from './load-price-side.ts';

/** Where the market is followed from: a day, an event of the ledger, or the newest efficiency event. */
export interface SinceChoice {
  readonly since?: IsoDate | undefined;
  readonly event?: string | undefined;
}

/** Events that a reader may begin at, newest first. */
export interface EventChoice {
  readonly id: string;
  readonly occurredOn: IsoDate;
  readonly title: string;
  readonly hasFrozen: boolean;
}

export interface ReadMarket {
  readonly market: MarketSide;
  readonly events: readonly EventChoice[];
  /** Records beside prices at hand, and how far apart they are; null where one of the two is missing. */
  readonly difference: FrozenDifference | null;
}

/** What the market says since the chosen close, from prices where there are any, else from the frozen records. */
export async function getMarketSide(
  world: ExposureWorld,
  scope: Scope,
  choice: SinceChoice,
): Promise<Result<ReadMarket, RequestFault>> {
  const [events, frozen, history] = await Promise.all([
    listEvents(scope),
    listFrozenValueChanges(),
    loadPriceHistory(world, scope),
  ]);
  // A record shows what prices said until the day it was computed: it is no knowledge of an earlier day.
  const known = frozen.filter(({ computedOn }) => computedOn <= scope.asOf);
  const lastFrozenOn = known
    .flatMap(({ sessions }) => sessions.at(-1) ?? [])
    .toSorted()
    .at(-1);
  const lastSessionOn = history.lastSessionOn ?? lastFrozenOn ?? scope.asOf;
  const start = chooseStart(choice, events, { scope, lastSessionOn });
  if (!start.ok) return start;
  const { event, sinceOn } = start.value;
  const priced = listPriceSide(history, (ticker) => (event === null ? sinceOn : lastQuietDay(event, ticker)));
  const records = known.filter((record) =>
    event === null ? record.d0On === sinceOn : record.eventId === event.id,
  );
  const hasPrices = priced.some(({ path }) => path !== null);
  const isFrozen = !hasPrices && records.length > 0;
  const frozenIds = new Set(known.map(({ eventId }) => eventId));

  return ok({
    market: {
      sinceOn,
      eventId: event?.id ?? null,
      eventTitle: event?.title ?? null,
      source: isFrozen ? 'frozen' : 'prices',
      frozenOn: isFrozen
        ? (records
            .map(({ computedOn }) => computedOn)
            .toSorted()
            .at(-1) ?? null)
        : null,
      listings: isFrozen ? toFrozenSide(world, records) : priced,
    },
    events: events
      .filter(
        ({ id, techniques, kind }) =>
          techniques.length > 0 || kind === 'efficiency-paper' || frozenIds.has(id),
      )
      .filter(({ firstTradingDayUsOn }) => firstTradingDayUsOn <= lastSessionOn)
      .map(({ id, occurredOn, title }) => ({ id, occurredOn, title, hasFrozen: frozenIds.has(id) }))
      .toSorted((a, b) => b.occurredOn.localeCompare(a.occurredOn)),
    difference: hasPrices ? compareFrozen(records, priced) : null,
  });
}

function chooseStart(
  { since, event: eventId }: SinceChoice,
  events: readonly DatedEvent[],
  { scope, lastSessionOn }: { readonly scope: Scope; readonly lastSessionOn: IsoDate },
): Result<{ readonly event: DatedEvent | null; readonly sinceOn: IsoDate }, RequestFault> {
  if (since !== undefined && eventId !== undefined) {
    return err(invalidField('since', 'begins at a day and event at an event; give one of the two'));
  }
  if (since !== undefined) {
    return since < scope.asOf
      ? ok({ event: null, sinceOn: since })
      : err(
          invalidField(
            'since',
            `must lie before ${scope.asOf}, the day that is spoken of; ${since} does not`,
          ),
        );
  }
  if (eventId !== undefined) {
    const event = events.find(({ id }) => id === eventId);
    return event === undefined
      ? err({ kind: 'not-found', detail: `There is no event "${eventId}" by ${scope.asOf}.` })
      : ok({ event, sinceOn: quietDayOf(event) });
  }
  const event = newestEfficiencyEvent(events, lastSessionOn);
  return event === null
    ? err(invalidField('event', 'no efficiency event is on file by that day; give since or event'))
    : ok({ event, sinceOn: quietDayOf(event) });
}

function toFrozenSide(world: ExposureWorld, records: readonly FrozenValueChange[]): readonly ListingMarket[] {
  return TIER_VENDORS.flatMap(({ ticker }): ListingMarket[] => {
    const vendor = world.vendors.find((one) => one.ticker === ticker);
    if (vendor === undefined) return [];
    const { name, marketCapUsdBn, marketCapAsOn } = vendor;
    const known = { ticker, name, marketCapUsdBn, marketCapAsOn };
    const record = records.find((one) => one.ticker === ticker);
    if (record === undefined) {
      return [
        { ...known, path: null, basis: null, absence: 'no prices are stored, and no record of it is frozen' },
      ];
    }
    const { d0On, sessions, changePct, stdErrorPct } = record;
    return [
      { ...known, path: { ticker, d0On, sessions, changePct, stdErrorPct }, basis: record, absence: null },
    ];
  });
}

/** Largest distance between the records and what prices say today of the same sessions. */
function compareFrozen(
  records: readonly FrozenValueChange[],
  priced: readonly ListingMarket[],
): FrozenDifference | null {
  const distances = records.flatMap((record) => {
    const path = priced.find(({ ticker }) => ticker === record.ticker)?.path;
    if (path == null) return [];
    return record.sessions.flatMap((sessionOn, i) => {
      const at = path.sessions.indexOf(sessionOn);
      if (at < 0) return [];
      const points = Math.abs((path.changePct[at] ?? NaN) - (record.changePct[i] ?? NaN));
      return [{ ticker: record.ticker, sessionOn, points, frozenOn: record.computedOn }];
    });
  });
  const largest = distances.toSorted((a, b) => b.points - a.points)[0];

  return largest === undefined ? null : { ...largest, sessions: distances.length };
}
