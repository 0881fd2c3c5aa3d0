import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isChosen, type EventChoice } from '#lib/core/timeline/event-choice.ts';
import type { TimelineEvent } from '#lib/core/timeline/types.ts';
import { listEvents } from '#lib/db/events.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type RequestedScope } from '../scope/resolve-scope.ts';

const timelines = createAnswerCache<readonly TimelineEvent[]>(8);

/** Events that were public by the scope's day and that one of the choices holds, by id. */
export async function listTimelineEvents(
  requested: RequestedScope,
  choices: readonly EventChoice[],
): Promise<Result<readonly TimelineEvent[], RequestFault>> {
  const scope = await resolveScope(requested);
  if (!scope.ok) return scope;
  const events = await timelines.get(scopeKey(scope.value), async () =>
    (await listEvents(scope.value)).map((event) => ({
      id: event.id,
      on: event.occurredOn,
      kind: event.kind,
      title: event.title,
      actors: event.actors,
      techniques: event.techniques,
      grade: event.grade,
      source: { title: event.sourceTitle, url: event.url },
    })),
  );

  return ok(events.filter((event) => choices.some((choice) => isChosen(event, choice))));
}
