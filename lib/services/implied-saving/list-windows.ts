import 'server-only';

import type { WindowsQuery, WindowsResponse } from '#lib/contracts/implied-saving.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { makesHbm } from '#lib/core/implied-saving/evaluate.ts';
import { lastQuietDay } from '#lib/core/implied-saving/since-event.ts';
import { createValueCurves } from '#lib/core/implied-saving/value-curve.ts';
import { DEFAULT_THRESHOLD, studyWindows, type WindowCase } from '#lib/core/implied-saving/window-study.ts';
import type { AbnormalPath } from '#lib/core/implied-saving/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listEvents } from '#lib/db/events.ts';
import { listFrozenValueChanges } from '#lib/db/frozen-value-changes.ts';

import { listDeflations } from '../efficiency/list-deflations.ts';
import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { resolveScope } from '../scope/resolve-scope.ts';
import { listPriceSide, loadPriceHistory } from './load-price-side.ts';

/**
 * Windows of every efficiency event under the default scenario: how far the market has moved to the value change that the
 * model gives the event's effective saving, and how long windows stay open.
 */
export async function listWindows(query: WindowsQuery): Promise<Result<WindowsResponse, RequestFault>> {
  const scope = await resolveScope(query, ['event']);
  if (!scope.ok) return scope;
  const [versioned, deflations, events, frozen] = await Promise.all([
    getExposureWorld(scope.value),
    listDeflations(scope.value),
    listEvents(scope.value),
    listFrozenValueChanges(),
  ]);
  if (!versioned.ok) return versioned;
  if (!deflations.ok) return deflations;
  const { world } = versioned.value;
  const history = await loadPriceHistory(world, scope.value);
  const effects = readEffects(world);
  if (!effects.ok) return effects;
  const hasPrices = history.listings.some(({ ticker, closes }) => makesHbm(ticker) && closes.days.length > 0);
  const records = frozen.filter(({ computedOn }) => computedOn <= scope.value.asOf);

  const cases = deflations.value.items.flatMap((item): WindowCase[] => {
    const event = events.find(({ id }) => id === item.event);
    if (event === undefined) return [];
    const priced = hasPrices ? listPriceSide(history, (ticker) => lastQuietDay(event, ticker)) : null;
    return effects.value.map(({ ticker, name, changePctAt }) => {
      const live = priced?.find((one) => one.ticker === ticker);
      const record = records.find((one) => one.eventId === event.id && one.ticker === ticker);
      const path: AbnormalPath | null = hasPrices ? (live?.path ?? null) : (record ?? null);
      const noPath = hasPrices
        ? (live?.absence ?? 'not followed')
        : 'no prices are stored, and no record of it is frozen';
      const effective = item.effective?.point ?? null;
      return {
        event: event.id,
        occurredOn: event.occurredOn,
        title: event.title,
        kind: event.kind,
        ticker,
        name,
        effectiveSaving: effective,
        modelChangePct: effective === null ? null : changePctAt(effective),
        path,
        absence: item.absence ?? (path === null ? noPath : null),
      };
    });
  });

  return ok({
    modelVersion: MODEL_VERSION,
    ...scope.value,
    source: hasPrices ? 'prices' : records.length > 0 ? 'frozen' : 'none',
    ...studyWindows(cases, query.threshold ?? DEFAULT_THRESHOLD),
  });
}

/** Value change of each maker of HBM at a saving, % of its market value, under the default scenario. */
function readEffects(world: ExposureWorld) {
  const makers = world.vendors.filter(
    ({ ticker, marketCapUsdBn }) => makesHbm(ticker) && marketCapUsdBn !== null,
  );
  const curves = createValueCurves(
    world,
    {},
    makers.map(({ ticker }) => ticker),
  );
  if (!curves.ok) return err(invalidInput(curves.error));

  return ok(
    makers.map(({ ticker, name, marketCapUsdBn }, i) => ({
      ticker,
      name,
      changePctAt: (saving: number): number =>
        ((curves.value[i]?.at(saving) ?? NaN) / (marketCapUsdBn ?? NaN)) * 100,
    })),
  );
}
