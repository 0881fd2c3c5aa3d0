import 'server-only';

import type { DeflationItem, DeflatorQuery, DeflatorResponse } from '#lib/contracts/fleet.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidField, invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import { deflateEvent } from '#lib/core/efficiency/deflator/deflate.ts';
import type { Deflation, NoDeflation } from '#lib/core/efficiency/deflator/deflate.ts';
import { readDeflationInputs } from '#lib/core/efficiency/deflator/deflation-inputs.ts';
import type { Assumption, IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listEvents } from '#lib/db/events.ts';
import { listTechniques } from '#lib/db/techniques.ts';

import { resolveScope } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

/** Beyond it a curve set by two or three years of evidence says nothing. */
const LAST_BY = '2045-12-31';

/** From headline to effective saving for one event of the ledger, or for all that name a technique, oldest first. */
export async function listDeflations(query: DeflatorQuery): Promise<Result<DeflatorResponse, RequestFault>> {
  const scope = await resolveScope(query, ['event']);
  if (!scope.ok) return scope;
  const [assumptions, techniques, events] = await Promise.all([
    listAssumptions(scope.value),
    listTechniques(scope.value),
    listEvents(scope.value),
  ]);
  const inputs = readDeflationInputs(assumptions, techniques);
  if (!inputs.ok) return err(invalidInput(inputs.error));
  const by = readDate(query, scope.value, assumptions);
  if (!by.ok) return by;
  const chosen = events.filter(({ id, techniques: named }) =>
    query.event === undefined ? named.length > 0 : id === query.event,
  );
  if (query.event !== undefined && chosen.length === 0) {
    return err({ kind: 'not-found', detail: `There is no event "${query.event}" by ${scope.value.asOf}.` });
  }
  const oldestFirst = chosen.toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn));

  return ok({
    modelVersion: MODEL_VERSION,
    ...scope.value,
    by: by.value,
    items: oldestFirst.map((event) => toItem(deflateEvent(inputs.value, event, by.value))),
  });
}

function readDate(
  query: DeflatorQuery,
  scope: Scope,
  assumptions: readonly Assumption[],
): Result<IsoDate, RequestFault> {
  const days = assumptions.find(({ id }) => id === 'saving_duration_days')?.point ?? 0;
  const by = query.by ?? toIsoDate(toDayNumber(scope.asOf) + Math.round(days));
  if (by >= scope.asOf && by <= LAST_BY) return ok(by);

  return err(invalidField('by', `must lie from ${scope.asOf} to ${LAST_BY}, not ${by}`));
}

function toItem(deflation: Deflation | NoDeflation): DeflationItem {
  const { event } = deflation;
  const known = { event: event.id, occurredOn: event.occurredOn, title: event.title };
  if ('reason' in deflation) {
    return {
      ...known,
      technique: null,
      techniqueName: null,
      part: null,
      hasClaim: false,
      claimWords: null,
      steps: [],
      effective: null,
      notAdded: [],
      absence: deflation.reason === '' ? 'the event names no technique' : deflation.reason,
    };
  }
  const { technique, techniqueName, part, hasClaim, claimWords, steps, effective, notAdded } = deflation;

  return {
    ...known,
    technique,
    techniqueName,
    part,
    hasClaim,
    claimWords,
    steps,
    effective,
    notAdded,
    absence: null,
  };
}
