/** What is on record of the facts that filings can revise. */
import { vendorMetricFile } from '#lib/contracts/facts/vendors.ts';
import type { HeldCapex } from '#lib/core/filings/plan-capex.ts';
import type { HeldMetric } from '#lib/core/filings/plan-metric.ts';

import { narrow, standing, toIsoDate } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

const { reportedOrEstimate } = vendorMetricFile.row.shape;
const BATCH = { select: { origin: true, collectedOn: true } } as const;

/** Every revision of a company's capex in one measure, withdrawn ones included; definitions begin with the measure. */
export async function listHeldCapex(
  tx: DbTransaction,
  ticker: string,
  measure: string,
): Promise<HeldCapex[]> {
  const rows = await tx.capexActual.findMany({
    where: { ticker, definition: { startsWith: measure } },
    include: { batch: BATCH },
    orderBy: { batchId: 'asc' },
  });
  return rows.map((row) => ({
    key: row.key,
    batchId: row.batchId,
    visibleFrom: toIsoDate(row.visibleFrom),
    isWithdrawn: row.isWithdrawn,
    fiscalQuarter: row.fiscalQuarter,
    periodStartOn: toIsoDate(row.periodStartOn),
    periodEndOn: toIsoDate(row.periodEndOn),
    definition: row.definition,
    capexUsdBn: row.capexUsdBn.toNumber(),
    deskOn: deskDayOf(row.batch),
  }));
}

/** Standing figures of one metric of a company's segment, in billions of dollars. */
export async function listHeldMetrics(
  tx: DbTransaction,
  where: { readonly ticker: string; readonly metric: string; readonly segment: string },
): Promise<HeldMetric[]> {
  const rows = await tx.vendorMetric.findMany({
    where: { ...where, unit: USD_BILLIONS },
    distinct: 'key',
    orderBy: [{ key: 'asc' }, { batchId: 'desc' }],
    include: { source: true, batch: BATCH },
  });
  return rows.flatMap(({ batch, ...row }) =>
    standing([row]).map((fact) => ({
      ...fact,
      reportedOrEstimate: narrow(reportedOrEstimate.options, fact.reportedOrEstimate, 'vendor_metric.kind'),
      deskOn: deskDayOf(batch),
    })),
  );
}

/** The unit of the vendors' amounts that filings in dollars can revise. */
export const USD_BILLIONS = 'USD_bn';

function deskDayOf({
  origin,
  collectedOn,
}: {
  readonly origin: string;
  readonly collectedOn: Date;
}): string | null {
  return origin === 'csv' ? toIsoDate(collectedOn) : null;
}
