import 'server-only';

import type { FleetQuery, FleetResponse } from '#lib/contracts/fleet.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { quarterIndexOf, quarterLabel } from '#lib/core/calendar/quarter.ts';
import { countAttention } from '#lib/core/efficiency/fleet/attention-counts.ts';
import type { AttentionCount } from '#lib/core/efficiency/fleet/attention-counts.ts';
import { computeContributions } from '#lib/core/efficiency/fleet/contributions.ts';
import { fitAdoption, savingAsFitted } from '#lib/core/efficiency/fleet/fit-adoption.ts';
import { computeFleetRanges } from '#lib/core/efficiency/fleet/fleet-range.ts';
import { FLEET_SEGMENTS, readFleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import type { FleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { computeFleetSaving } from '#lib/core/efficiency/fleet/fleet-saving.ts';
import { fillFleet } from '#lib/core/efficiency/fleet/fleet.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listTechniques } from '#lib/db/techniques.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

const DEFAULT_QUARTERS = 13;

const answers = createAnswerCache<Result<FleetResponse, RequestFault>>(16);

/** Saving of the bottom-up fleet quarter by quarter (model 3), with its range, its parts and what moves it most. */
export async function getFleet(query: FleetQuery): Promise<Result<FleetResponse, RequestFault>> {
  const scope = await resolveScope(query, ['technique']);
  if (!scope.ok) return scope;
  const count = query.quarters ?? DEFAULT_QUARTERS;

  return answers.get(`${scopeKey(scope.value)} ${String(count)}`, () => computeFleet(scope.value, count));
}

async function computeFleet(scope: Scope, count: number): Promise<Result<FleetResponse, RequestFault>> {
  const [assumptions, techniques, models] = await Promise.all([
    listAssumptions(scope),
    listTechniques(scope),
    listModelArchitectures(scope),
  ]);
  const rows = readFleetRows(assumptions, techniques);

  return rows.ok
    ? ok(toAnswer(scope, { rows: rows.value, counts: countAttention(models) }, count))
    : err(invalidInput(rows.error));
}

function toAnswer(
  scope: Scope,
  { rows, counts }: { readonly rows: FleetRows; readonly counts: readonly AttentionCount[] },
  count: number,
): FleetResponse {
  const fleet = fillFleet(rows);
  const first = quarterIndexOf(scope.asOf);
  const labels = Array.from({ length: count }, (_, k) => quarterLabel(first + k));
  const ranges = computeFleetRanges(rows, scope.asOf, labels);
  const fits = fitAdoption(fleet, counts, scope.asOf);
  const last = labels.at(-1) ?? quarterLabel(first);

  return {
    modelVersion: MODEL_VERSION,
    ...scope,
    quarters: computeFleetSaving(fleet, scope.asOf, labels).map((quarter, k) => ({
      quarter: quarter.quarter,
      memorySaving: quarter.memorySaving,
      memorySavingLow: ranges[k]?.low ?? quarter.memorySaving,
      memorySavingHigh: ranges[k]?.high ?? quarter.memorySaving,
      costSaving: quarter.costSaving,
      trainingSaving: quarter.trainingSaving,
      segments: FLEET_SEGMENTS.map(({ key }) => ({
        segment: key,
        share: fleet.segmentShare[key],
        memorySaving: quarter.segments[key].memorySaving,
        costSaving: quarter.segments[key].costSaving,
      })),
    })),
    contributions: computeContributions(fleet, scope.asOf, last),
    drivers: ranges.at(-1)?.swings ?? [],
    fitToReleases: {
      segments: fits,
      memorySaving: fits.length === 0 ? null : savingAsFitted(fleet, fits, scope.asOf, last),
    },
  };
}
