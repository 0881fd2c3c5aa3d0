import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import {
  createModelSide,
  makesHbm,
  scenarioSavingOf,
  studyImplied,
  type ImpliedSession,
  type ModelSide,
} from '#lib/core/implied-saving/evaluate.ts';
import type { ListingMarket } from '#lib/core/implied-saving/market-side.ts';
import { lastQuietDay, quietDayOf } from '#lib/core/implied-saving/since-event.ts';
import type { SavingBound } from '#lib/core/implied-saving/types.ts';
import type { EventFact } from '#lib/contracts/facts/events.ts';
import { listEvents } from '#lib/db/events.ts';
import type { FrozenValueChange } from '#lib/db/frozen-value-changes.ts';
import { today } from '#lib/platform/clock.ts';

import { listDeflations } from '../efficiency/list-deflations.ts';
import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { listPriceSide, loadPriceHistory } from './load-price-side.ts';

/** Kind of which every listing is kept, with its implied saving session by session. */
const FOLLOWED_KIND = 'efficiency-paper';

/**
 * What prices at hand say after every event that the deflator gives an effective saving, or that is an efficiency paper:
 * abnormal changes and their errors, to 0.01 points, and what the default scenario reads from them. No price is in it.
 */
export async function listFrozenRecords(): Promise<readonly FrozenValueChange[]> {
  const versioned = await getExposureWorld({});
  if (!versioned.ok) throw new Error('the facts make no world today');
  const { world, dataVersion } = versioned.value;
  const scope = { asOf: world.asOf, dataVersion };
  const [events, deflations, history] = await Promise.all([
    listEvents(scope),
    listDeflations(scope),
    loadPriceHistory(world, scope),
  ]);
  if (!deflations.ok) throw new Error('no event can be deflated today');
  const effective = new Set(
    deflations.value.items.flatMap(({ event, effective: range }) => (range === null ? [] : [event])),
  );
  const model = createModelSide(
    world,
    { scenario: {} },
    history.listings.map(({ ticker }) => ticker),
  );
  if (!model.ok) throw new Error('the default scenario is refused');

  return events
    .filter(({ id, kind }) => effective.has(id) || kind === FOLLOWED_KIND)
    .flatMap((event) => {
      const listings = listPriceSide(history, (ticker) => lastQuietDay(event, ticker));
      return freezeEvent({ world, event, listings, model: model.value });
    });
}

function freezeEvent({
  world,
  event,
  listings,
  model,
}: {
  readonly world: ExposureWorld;
  readonly event: EventFact;
  readonly listings: readonly ListingMarket[];
  readonly model: ModelSide;
}): FrozenValueChange[] {
  const isFollowed = event.kind === FOLLOWED_KIND;
  const saving = scenarioSavingOf(world, {});
  const market = {
    sinceOn: quietDayOf(event),
    eventId: event.id,
    eventTitle: event.title,
    source: 'prices' as const,
    frozenOn: null,
    listings: listings.filter(({ ticker }) => isFollowed || makesHbm(ticker)),
  };
  const tickers = market.listings.map(({ ticker }) => ticker);
  const study = studyImplied(market, model, saving.ok ? saving.value : 0, isFollowed ? tickers : []);
  return study.listings.flatMap(({ ticker, market: { path, basis }, history }): FrozenValueChange[] => {
    if (path === null || basis === null) return [];
    return [
      {
        eventId: event.id,
        ticker,
        computedOn: today(),
        modelVersion: MODEL_VERSION,
        d0On: path.d0On,
        benchmark: basis.benchmark,
        alpha: round(basis.alpha, 1e6),
        beta: round(basis.beta, 1e4),
        residualStdDev: round(basis.residualStdDev, 1e6),
        estimationFromOn: basis.estimationFromOn,
        estimationToOn: basis.estimationToOn,
        estimationSessions: basis.estimationSessions,
        sessions: path.sessions,
        changePct: path.changePct.map((change) => round(change, 1e2)),
        stdErrorPct: path.stdErrorPct.map((error) => round(error, 1e2)),
        implied: isFollowed ? history.map(impliedText) : [],
      },
    ];
  });
}

function impliedText({ verdict, range }: ImpliedSession): string {
  if (range === null) return verdict;
  return [verdict, ...[range.low, range.mid, range.high].map(boundText)].join(':');
}

function boundText({ saving, side }: SavingBound): string {
  return saving === null ? side : String(round(saving, 1e3));
}

function round(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}
