import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { missedMonths, monthOf } from '#lib/core/track-record/months.ts';
import type { HindsightMonth } from '#lib/core/track-record/hindsight.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';

import { resolveScope, type RequestedScope, type Scope } from '../scope/resolve-scope.ts';
import { digestFreeze } from './digest-freeze.ts';
import { getHindsight } from './get-hindsight.ts';
import { gradeFreezes, type GradedFreeze } from './grade-freezes.ts';

/** A freeze with what its digest says today. */
export interface CheckedFreeze extends GradedFreeze {
  /** Whether calls and versions still give the digest, and the digest before is that of the freeze before. */
  readonly isIntact: boolean;
}

/** The record at a scope. Frozen calls and hindsight stand apart and are never counted together. */
export interface TrackRecord extends Scope {
  readonly freezes: readonly CheckedFreeze[];
  /** Months since the first freeze that have none, and never will. */
  readonly missed: readonly string[];
  /** Whether the month of the scope's day is frozen. */
  readonly isMonthFrozen: boolean;
  /** Null where it was not asked for: it takes a second or two. */
  readonly hindsight: readonly HindsightMonth[] | null;
}

/** Frozen calls with their grades, missed months, and, where wanted, the model of today in hindsight. */
export async function getTrackRecord(
  requested: RequestedScope,
  { withHindsight }: { readonly withHindsight: boolean },
): Promise<Result<TrackRecord, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);
  if (!scope.ok) return scope;
  const [freezes, hindsight] = await Promise.all([
    gradeFreezes(db(), scope.value),
    withHindsight ? getHindsight(scope.value) : null,
  ]);
  const months = freezes.map(({ freeze }) => freeze.month);
  const present = monthOf(scope.value.asOf);

  return ok({
    ...scope.value,
    freezes: freezes.map((graded, i) => ({ ...graded, isIntact: isIntact(graded, freezes[i - 1]) })),
    missed: missedMonths(months, present),
    isMonthFrozen: months.includes(present),
    hindsight,
  });
}

function isIntact({ freeze }: GradedFreeze, before: GradedFreeze | undefined): boolean {
  return freeze.digest === digestFreeze(freeze) && freeze.previousDigest === (before?.freeze.digest ?? null);
}
