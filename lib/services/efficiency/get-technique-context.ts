import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { FLEET_ALIASES } from '#lib/core/efficiency/deflator/event-claims.ts';
import { readFleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import type { FleetTechniqueRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listEvents } from '#lib/db/events.ts';
import { listTechniques } from '#lib/db/techniques.ts';

import { resolveScope } from '../scope/resolve-scope.ts';
import type { RequestedScope } from '../scope/resolve-scope.ts';

/** An event of the ledger as a technique's page lists it. */
export interface TechniqueEvent {
  readonly id: string;
  readonly occurredOn: string;
  readonly title: string;
  readonly sourceTitle: string | null;
  readonly url: string | null;
}

/** What the ledger and the fleet know of one technique. */
export interface TechniqueContext {
  readonly events: readonly TechniqueEvent[];
  /** Its rows in the fleet; null when the fleet does not spread it. */
  readonly adoption: FleetTechniqueRows | null;
}

/** Events that name the technique `id`, oldest first, and its adoption rows or those of the row it counts under. */
export async function getTechniqueContext(
  id: string,
  requested: RequestedScope,
): Promise<Result<TechniqueContext, RequestFault>> {
  const scope = await resolveScope(requested, ['technique']);
  if (!scope.ok) return scope;
  const [assumptions, techniques, events] = await Promise.all([
    listAssumptions(scope.value),
    listTechniques(scope.value),
    listEvents(scope.value),
  ]);
  const rows = readFleetRows(assumptions, techniques);
  if (!rows.ok) return err(invalidInput(rows.error));
  const fleetIds = [id, FLEET_ALIASES[id]];

  return ok({
    events: events
      .filter(({ techniques: named }) => named.includes(id))
      .toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn))
      .map(({ id: eventId, occurredOn, title, sourceTitle, url }) => ({
        id: eventId,
        occurredOn,
        title,
        sourceTitle,
        url,
      })),
    adoption: rows.value.techniques.find(({ fact }) => fleetIds.includes(fact.id)) ?? null,
  });
}
