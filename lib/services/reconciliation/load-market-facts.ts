import 'server-only';

import type { MarketFacts } from '#lib/core/reconciliation/market-facts.ts';
import { listAccelerators, listAcceleratorShipments } from '#lib/db/accelerators.ts';
import { listHbmMarket } from '#lib/db/hbm-market.ts';
import { listVendorMetrics } from '#lib/db/vendors.ts';

import { listQuarterRates } from '../currencies/list-quarter-rates.ts';
import { loadExposureFacts } from '../exposure/get-exposure-world.ts';
import type { Scope } from '../scope/resolve-scope.ts';

/** What reconciliation and back-test read, as known at a scope. */
export async function loadMarketFacts(scope: Scope): Promise<MarketFacts> {
  const [model, market, vendorFigures, shipments, chips, fxRates] = await Promise.all([
    loadExposureFacts(scope),
    listHbmMarket(scope),
    listVendorMetrics(scope),
    listAcceleratorShipments(scope),
    listAccelerators(scope),
    listQuarterRates(scope),
  ]);

  return { model, market, vendorFigures, shipments, chips, fxRates };
}
