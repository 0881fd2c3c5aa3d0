import type { ReactNode } from 'react';

import type { EventChoice } from '#lib/core/timeline/event-choice.ts';
import type { RequestedScope } from '#lib/services/scope/resolve-scope.ts';
import { listTimelineEvents } from '#lib/services/timeline/list-timeline-events.ts';

import { Timeline } from './Timeline.tsx';

/** A page with the dated events that its time axes choose from; a date without events leaves them out. */
export async function withTimeline(
  scope: RequestedScope,
  choices: readonly EventChoice[],
  page: ReactNode,
): Promise<ReactNode> {
  if (choices.length === 0) return page;
  const events = await listTimelineEvents(scope, choices);
  return events.ok ? <Timeline events={events.value}>{page}</Timeline> : page;
}
