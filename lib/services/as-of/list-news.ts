import 'server-only';

import type { CapexActualFact, CapexAnnouncementFact } from '#lib/contracts/facts/capex.ts';
import type { EventFact } from '#lib/contracts/facts/events.ts';
import type { HbmMarketFact } from '#lib/contracts/facts/hbm-market.ts';
import type { VendorMetricFact } from '#lib/contracts/facts/vendors.ts';
import type { IsoDate, Provenance } from '#lib/core/facts/types.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { listEvents } from '#lib/db/events.ts';
import { listHbmMarket } from '#lib/db/hbm-market.ts';
import { listVendorMetrics } from '#lib/db/vendors.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/** Facts that became known after one day and by another. */
export interface News {
  readonly announcements: readonly CapexAnnouncementFact[];
  readonly actuals: readonly CapexActualFact[];
  readonly vendorMetrics: readonly VendorMetricFact[];
  readonly market: readonly HbmMarketFact[];
  readonly events: readonly EventFact[];
}

/** What became known after `date`, up to the scope's day. */
export async function listNews(date: IsoDate, scope: Scope): Promise<News> {
  const [announcements, actuals, vendorMetrics, market, events] = await Promise.all([
    listCapexAnnouncements(scope),
    listCapexActuals(scope),
    listVendorMetrics(scope),
    listHbmMarket(scope),
    listEvents(scope),
  ]);
  const isNew = (row: Provenance): boolean => row.visibleFrom > date;

  return {
    announcements: announcements.filter(isNew),
    actuals: actuals.filter(isNew),
    vendorMetrics: vendorMetrics.filter(isNew),
    market: market.filter(isNew),
    events: events.filter(isNew),
  };
}
