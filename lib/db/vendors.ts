import type { FactScope } from '#lib/contracts/facts/fact.ts';
import {
  vendorMetricFile,
  type ListingFact,
  type VendorMetricFact,
  type VendorProfileFact,
} from '#lib/contracts/facts/vendors.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';

const END_OF_TIME = '9999-12-31';

const NOT_PUBLIC_YET = {
  sharesOutstandingMn: null,
  sharesNote: null,
  marketCapLocalBn: null,
  marketCapUsdBn: null,
  marketCapAsOn: null,
  fxQuotePerUsd: null,
  fxBasis: null,
  trailingPe: null,
  trailingPeBasis: null,
  forwardPe: null,
  forwardPeBasis: null,
  incrementalOperatingMarginYoyPct: null,
  incrementalOperatingMarginQoqPct: null,
  incrementalOperatingMarginCyclePct: null,
  incrementalMarginBasis: null,
  hbmShareOfRevenueLowPct: null,
  hbmShareOfRevenuePointPct: null,
  hbmShareOfRevenueHighPct: null,
  hbmSharePeriod: null,
  hbmShareBasis: null,
  hbmShareEarlierPct: null,
  hbmShareEarlierPeriod: null,
  nandShareOfRevenuePct: null,
  nandSharePeriod: null,
  hddShareOfRevenuePct: null,
  exposureNote: null,
  notes: null,
  sourceTitle: null,
  publisher: null,
  url: null,
  publishedOn: null,
} as const;

const { reportedOrEstimate } = vendorMetricFile.row.shape;

/** Where the entities' shares trade. */
export async function listListings(scope: FactScope): Promise<ListingFact[]> {
  return standing(await db().listing.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Figures of the vendors by fiscal period; `value` is in `unit`. */
export async function listVendorMetrics(
  scope: FactScope,
  filter: { readonly ticker?: string } = {},
): Promise<VendorMetricFact[]> {
  const ticker = filter.ticker === undefined ? {} : { ticker: filter.ticker };
  const rows = await db().vendorMetric.findMany({
    where: { ...knownAt(scope), ...ticker },
    ...newestPerKey(),
  });
  return standing(rows).map((row) => ({
    ...row,
    reportedOrEstimate: narrow(reportedOrEstimate.options, row.reportedOrEstimate, 'vendor_metric.kind'),
  }));
}

/**
 * Every memory vendor, with its listings. The entity is no secret of its profile's date: where the profile was not
 * public by `asOf`, the vendor is listed with all its figures `null` and without a source.
 */
export async function listVendorProfiles(scope: FactScope): Promise<VendorProfileFact[]> {
  const [known, recorded, listings] = await Promise.all([
    db().vendorProfile.findMany({ where: knownAt(scope), ...newestPerKey() }),
    db().vendorProfile.findMany({ where: knownAt({ ...scope, asOf: END_OF_TIME }), ...newestPerKey() }),
    listListings(scope),
  ]);
  const profiles = new Map(standing(known).map((profile) => [profile.key, profile]));
  return standing(recorded)
    .map((profile) => profiles.get(profile.key) ?? { ...profile, ...NOT_PUBLIC_YET })
    .map(({ vendor, ...profile }) => ({
      ...profile,
      name: vendor,
      listings: listings.filter((listing) => listing.vendor === vendor),
    }));
}
