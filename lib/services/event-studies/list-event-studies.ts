import 'server-only';

import type { EventItem } from '#lib/contracts/event-studies.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { eventKindWords } from '#lib/core/event-study/event-kinds.ts';
import { poolEvents, type PooledResult } from '#lib/core/event-study/pooled.ts';
import type { StudySettings } from '#lib/core/event-study/study-link.ts';
import { ok, type Result } from '#lib/core/result.ts';

import { resolveScope, type RequestedScope, type Scope } from '../scope/resolve-scope.ts';
import { toEventItem } from './list-events.ts';
import { loadDesk, type LoadedDesk } from './load-desk.ts';
import { sketchTicker, type TickerSketch } from './study-ticker.ts';

/** One event with the reaction of every listing. */
export interface StudiedEvent {
  readonly event: EventItem;
  readonly tickers: readonly TickerSketch[];
  /** Mean CAR of the listings that cover the window; null where none does. */
  readonly meanCar: number | null;
  /** Mean of where they stand at most 60 sessions on. */
  readonly meanLatest: { readonly car: number; readonly day: number } | null;
}

/** Events of one kind, pooled. */
export interface PooledKind extends PooledResult {
  readonly kind: string;
  readonly words: string;
}

/** All that the page of events shows but the one study that it draws. */
export interface EventStudies extends Scope {
  /** Newest first. */
  readonly events: readonly StudiedEvent[];
  readonly pools: readonly PooledKind[];
  readonly pricesTo: string | null;
}

/** Every event of the ledger with the reactions over one window, and the pools by kind. */
export async function listEventStudies(
  requested: RequestedScope,
  settings: StudySettings,
): Promise<Result<EventStudies, RequestFault>> {
  const scope = await resolveScope(requested, ['event']);
  if (!scope.ok) return scope;
  const loaded = await loadDesk(scope.value, { model: settings.model });
  const studied = loaded.events.map((event) => {
    const tickers = loaded.listings.map((listing) => sketchTicker(loaded, listing, event, settings));
    return { event: toEventItem(event), tickers, ...meansOf(tickers) };
  });

  return ok({
    ...scope.value,
    events: studied.toReversed(),
    pools: poolKinds(studied, loaded, settings),
    pricesTo: loaded.pricesTo,
  });
}

function meansOf(tickers: readonly TickerSketch[]): Pick<StudiedEvent, 'meanCar' | 'meanLatest'> {
  const known = tickers.flatMap(({ car }) => (car === null ? [] : [car]));
  const latest = tickers.flatMap((ticker) => (ticker.latest === null ? [] : [ticker.latest]));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;

  return {
    meanCar: known.length === 0 ? null : mean(known),
    meanLatest:
      latest.length === 0
        ? null
        : { car: mean(latest.map(({ car }) => car)), day: Math.max(...latest.map(({ day }) => day)) },
  };
}

function poolKinds(
  studied: readonly StudiedEvent[],
  { desk }: LoadedDesk,
  { range }: StudySettings,
): PooledKind[] {
  const kinds = [...new Set(studied.map(({ event }) => event.kind))];
  const length = range.to - range.from;
  return kinds
    .map((kind) => {
      const pool = studied
        .filter(({ event }) => event.kind === kind)
        .map(({ event, tickers }) => ({
          id: event.id,
          firstSessionOn: desk.firstSession('MU', event)?.sessionOn ?? event.firstTradingDayUs,
          cars: tickers.flatMap(({ car }) => (car === null ? [] : [car])),
        }));
      const ends = new Map(
        pool.map(({ id, firstSessionOn }) => [id, desk.sessionFrom('MU', firstSessionOn, length)]),
      );
      // Both windows are as long, so that they share days when the later begins before the earlier has ended.
      return {
        kind,
        words: eventKindWords(kind),
        ...poolEvents(pool, range, (a, b) => {
          const [first, second] = a.firstSessionOn <= b.firstSessionOn ? [a, b] : [b, a];
          return second.firstSessionOn <= (ends.get(first.id) ?? '');
        }),
      };
    })
    .toSorted((a, b) => b.events - a.events);
}
