import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type {
  ReconciledPeriodItem,
  ReconciliationQuery,
  ReconciliationResponse,
} from '#lib/contracts/reconciliation.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import { reconcile, type ReconciledPeriod, type Reconciliation } from '#lib/core/reconciliation/reconcile.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';
import { loadMarketFacts } from './load-market-facts.ts';

/** Reconciliation with the versions that name it. */
export interface VersionedReconciliation {
  readonly reconciliation: Reconciliation;
  readonly dataVersion: number;
}

const answers = createAnswerCache<Result<VersionedReconciliation, RequestFault>>(16);
const responses = new WeakMap<VersionedReconciliation, ReconciliationResponse>();

/** HBM revenue by every route and period at a scope, computed once for each. */
export async function getReconciliation(
  requested: RequestedScope,
): Promise<Result<VersionedReconciliation, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);
  if (!scope.ok) return scope;

  return answers.get(scopeKey(scope.value), () => compute(scope.value));
}

async function compute(scope: Scope): Promise<Result<VersionedReconciliation, RequestFault>> {
  const reconciliation = reconcile(await loadMarketFacts(scope));
  if (reconciliation.ok) {
    return ok({ reconciliation: reconciliation.value, dataVersion: scope.dataVersion });
  }

  return err(
    invalidInput(
      reconciliation.error.map(({ message }) => ({
        pointer: '/asOf',
        message: `asOf ${scope.asOf} has too few facts (${message})`,
      })),
    ),
  );
}

/** The reconciliation as the API answers it. */
export async function answerReconciliation(
  query: ReconciliationQuery,
): Promise<Result<ReconciliationResponse, RequestFault>> {
  const versioned = await getReconciliation(query);
  if (!versioned.ok) return versioned;
  const known = responses.get(versioned.value);
  const response = known ?? toResponse(versioned.value);
  responses.set(versioned.value, response);

  return ok(response);
}

function toResponse({ reconciliation, dataVersion }: VersionedReconciliation): ReconciliationResponse {
  const { asOf, calibration, calibrationYear, periods, generations } = reconciliation;
  const { low, point, high } = calibration;

  return {
    modelVersion: MODEL_VERSION,
    dataVersion,
    asOf,
    calibration: { year: calibrationYear, low, point, high, distanceFromOne: point - 1 },
    periods: periods.map(toPeriod),
    generations,
  };
}

function toPeriod({ label, rows, disclosed }: ReconciledPeriod): ReconciledPeriodItem {
  return {
    period: label,
    rows,
    disclosures: disclosed.disclosures.map(
      ({ vendor, quarter, fiscalQuarter, usdBn, bound, basis, sources }) => ({
        vendor,
        quarter: quarterLabel(quarter),
        fiscalQuarter,
        usdBn,
        bound,
        basis,
        sources,
      }),
    ),
    missing: disclosed.missing.map(({ vendor, quarter, reason }) => ({
      vendor,
      quarter: quarterLabel(quarter),
      reason,
    })),
  };
}
