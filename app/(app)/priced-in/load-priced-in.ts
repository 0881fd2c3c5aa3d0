import 'server-only';

import type { createPricedInEngine } from '#lib/charts/priced-in/priced-in-engine.ts';
import type { PricedInModel } from '#lib/charts/priced-in/priced-in-model.ts';
import type { PricedInMarket } from '#lib/charts/priced-in/priced-in-source.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { DecodedLiveLink } from '#lib/core/scenario/live-link.ts';
import { PRICED_IN_CODEC, type PricedInView } from '#lib/core/scenario/priced-in-view.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getMarketSide } from '#lib/services/implied-saving/get-market-side.ts';

import { openLivePage, type OpenedLivePage } from '../../_scenario/open-live-page.ts';

interface LoadedPricedIn {
  readonly opened: OpenedLivePage<PricedInView, PricedInModel>;
  readonly market: PricedInMarket;
}

interface LoadOptions {
  readonly today: string;
  readonly link: DecodedLiveLink<PricedInView>;
  readonly createEngine: typeof createPricedInEngine;
}

/** Loads the page; a beginning that cannot be is left out and said. Throws when the database is away. */
export async function loadPricedIn({
  today,
  link,
  createEngine,
}: LoadOptions): Promise<Result<LoadedPricedIn, RequestFault>> {
  const versioned = await getExposureWorld(scopeOfLink(link));
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const scope = { asOf: world.asOf, dataVersion };
  const { since, event } = link.view;
  const asked = await getMarketSide(world, scope, {
    ...(since !== null && { since }),
    ...(event !== null && { event }),
  });
  const market = asked.ok ? asked : await getMarketSide(world, scope, {});
  if (!market.ok) return market;
  const refused = asked.ok ? [] : toLinkFaults(asked.error, link.view);
  const used = { ...link, ...(asked.ok ? {} : { view: { ...link.view, since: null, event: null } }) };
  const opened = await openLivePage({
    today,
    link: { ...used, faults: [...link.faults, ...refused] },
    codec: PRICED_IN_CODEC,
    createEngine: (live, versions) => createEngine(live, versions, market.value),
  });
  if (!opened.ok) return opened;

  return ok({ opened: opened.value, market: market.value });
}

function toLinkFaults(fault: RequestFault, { since, event }: PricedInView): LinkFault[] {
  const [param, raw] = since === null ? ['event', event ?? ''] : ['since', since];
  const messages =
    fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];
  return messages.map((message) => ({ param, raw, message }));
}
