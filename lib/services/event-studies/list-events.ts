import 'server-only';

import type { EventItem, EventsQuery, EventsResponse } from '#lib/contracts/event-studies.ts';
import type { EventFact } from '#lib/contracts/facts/events.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listEvents as listEventFacts } from '#lib/db/events.ts';

import { resolveScope } from '../scope/resolve-scope.ts';

/** Events of the ledger, newest first, narrowed by kind and technique. */
export async function listEvents(query: EventsQuery): Promise<Result<EventsResponse, RequestFault>> {
  const scope = await resolveScope(query, ['event']);
  if (!scope.ok) return scope;
  const { kind, technique } = query;
  const facts = await listEventFacts(scope.value);

  return ok({
    modelVersion: MODEL_VERSION,
    ...scope.value,
    items: facts
      .filter((event) => kind === undefined || event.kind === kind)
      .filter((event) => technique === undefined || event.techniques.includes(technique))
      .toSorted((a, b) => b.occurredOn.localeCompare(a.occurredOn) || b.id.localeCompare(a.id))
      .map(toEventItem),
  });
}

/** The event as the API tells it. */
export function toEventItem(event: EventFact): EventItem {
  return {
    id: event.id,
    occurredOn: event.occurredOn,
    timing: event.timing,
    firstTradingDayUs: event.firstTradingDayUsOn,
    firstTradingDayKr: event.firstTradingDayKrOn,
    kind: event.kind,
    title: event.title,
    actors: event.actors,
    techniques: event.techniques,
    expectedDirectionForHbm: event.expectedDirectionForHbm,
    reportedReaction: event.reportedReaction,
    computedFirstDayMoves: event.computedFirstDayMoves,
    notes: event.notes,
    source: {
      title: event.sourceTitle,
      url: event.url,
      publishedOn: event.publishedOn,
      seen: event.sourceSeen,
    },
    confidence: event.grade,
  };
}
