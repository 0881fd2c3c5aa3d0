import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { findEarliestVisibleOn } from '#lib/db/fact-summary.ts';
import { today } from '#lib/platform/clock.ts';
import { AppError } from '#lib/platform/errors.ts';

import { createAnswerCache } from './answer-cache.ts';
import { currentDataVersion } from './current-data-version.ts';

/** What a request says about the knowledge it wants; both have defaults. */
export interface RequestedScope {
  readonly asOf?: IsoDate | undefined;
  readonly dataVersion?: number | undefined;
}

/** The knowledge that an answer is made from: as the world knew on `asOf`, as recorded up to `dataVersion`. */
export interface Scope {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
}

const earliestDates = createAnswerCache<IsoDate | null>(4);

/**
 * Fills in today and the newest data version, and refuses what cannot be known: a day to come, a day before the
 * first fact (of `needed` tables, by default of any), a batch that does not exist.
 *
 * @throws AppError `facts-missing` when nothing has been imported yet
 */
export async function resolveScope(
  requested: RequestedScope,
  needed?: readonly FactTable[],
): Promise<Result<Scope, RequestFault>> {
  const newest = await currentDataVersion();
  if (newest === 0) throw factsMissing();

  const scope = { asOf: requested.asOf ?? today(), dataVersion: requested.dataVersion ?? newest };
  const earliest = await earliestDates.get(`${String(newest)} ${String(needed)}`, () =>
    findEarliestVisibleOn(needed),
  );
  const faults = [...findAsOfFaults(scope.asOf, earliest), ...findVersionFaults(scope.dataVersion, newest)];

  return faults.length === 0 ? ok(scope) : err(invalidInput(faults));
}

/** One text for a scope, for cache keys. */
export function scopeKey(scope: Scope): string {
  return `${String(scope.dataVersion)} ${scope.asOf}`;
}

function findAsOfFaults(asOf: IsoDate, earliest: IsoDate | null): readonly InputFault[] {
  if (asOf > today()) {
    return [{ pointer: '/asOf', message: `asOf must not lie after today, ${today()} (UTC), not ${asOf}` }];
  }
  if (earliest !== null && asOf < earliest) {
    return [
      {
        pointer: '/asOf',
        message: `asOf must be ${earliest} or later: nothing to compute from was known on ${asOf}`,
      },
    ];
  }

  return [];
}

function findVersionFaults(dataVersion: number, newest: number): readonly InputFault[] {
  if (dataVersion <= newest) return [];
  const message = `dataVersion must be at most ${String(newest)}, the newest, not ${String(dataVersion)}`;

  return [{ pointer: '/dataVersion', message }];
}

function factsMissing(): AppError {
  return new AppError(
    'facts-missing',
    'No facts have been imported. Run npm start, which imports the shipped ones.',
    {
      userMessage:
        'No facts have been imported yet. Restart Waterline with npm start, which imports the shipped ones.',
    },
  );
}
