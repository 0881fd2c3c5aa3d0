import 'server-only';

import type { CapexIssuer, CapexTotals, CapexTotalsQuery } from '#lib/contracts/capex.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidField } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { guidePointUsdBn } from '#lib/core/demand/guide-point.ts';
import type { IssuerYearCapex } from '#lib/core/exposure/types.ts';
import type { CapexAnnouncement } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import type { VersionedWorld } from '../exposure/get-exposure-world.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey } from '../scope/resolve-scope.ts';
import { listExcludedIssuers } from './list-excluded-issuers.ts';

const totals = createAnswerCache<Result<CapexTotals, RequestFault>>(64);

/**
 * Capex of one calendar year in USD bn: the sum over the issuers of the consolidation rule (model 4), and every
 * other issuer that has something for the year, with the reason why it stays out.
 */
export async function computeCapexTotals(
  query: CapexTotalsQuery,
): Promise<Result<CapexTotals, RequestFault>> {
  const versioned = await getExposureWorld(query);
  if (!versioned.ok) return versioned;

  const { world, dataVersion } = versioned.value;
  const key = `${scopeKey({ asOf: world.asOf, dataVersion })} ${String(query.year)}`;

  return totals.get(key, () => loadTotals(versioned.value, query.year));
}

async function loadTotals(
  { world, dataVersion }: VersionedWorld,
  year: number,
): Promise<Result<CapexTotals, RequestFault>> {
  const included = world.issuerYears.filter((row) => row.year === year);
  if (included.length === 0) return err(yearNotCovered(world.issuerYears));

  const scope = { asOf: world.asOf, dataVersion };
  const [announcements, actuals] = await Promise.all([
    listCapexAnnouncements(scope),
    listCapexActuals(scope),
  ]);

  return ok({
    modelVersion: MODEL_VERSION,
    dataVersion,
    year,
    asOf: world.asOf,
    lowUsdBn: sum(included.map((row) => row.lowUsdBn)),
    pointUsdBn: sum(included.map((row) => row.pointUsdBn)),
    highUsdBn: sum(included.map((row) => row.highUsdBn)),
    issuers: [
      ...included.map((row) => toIncluded(row, announcements)),
      ...listExcludedIssuers({ year, announcements, actuals }),
    ],
  });
}

function toIncluded(row: IssuerYearCapex, announcements: readonly CapexAnnouncement[]): CapexIssuer {
  const guide = announcements.find((announcement) => announcement.id === row.announcementId);

  return {
    issuer: row.issuer,
    ticker: row.ticker,
    actualUsdBn: row.actualUsdBn,
    guidedUsdBn: guide === undefined ? null : guidePointUsdBn(guide),
    lowUsdBn: row.lowUsdBn,
    pointUsdBn: row.pointUsdBn,
    highUsdBn: row.highUsdBn,
    announcementId: row.announcementId,
    includedInTotal: true,
    exclusionReason: null,
  };
}

function yearNotCovered(rows: readonly IssuerYearCapex[]): RequestFault {
  const years = rows.map((row) => row.year);
  const span = `${String(Math.min(...years))} to ${String(Math.max(...years))}`;

  return invalidField('year', `must be one that the series covers, ${span}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
