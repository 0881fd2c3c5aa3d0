/** Which events matter to a chart. */
import type { TimelineEvent } from './types.ts';

/** An event is chosen by its kind, by who acts in it, or by a technique that it names; what is left out chooses none. */
export interface EventChoice {
  readonly kinds?: readonly string[];
  readonly actors?: readonly string[];
  readonly techniques?: readonly string[];
}

/** Whether the choice holds an event. */
export function isChosen(
  event: TimelineEvent,
  { kinds = [], actors = [], techniques = [] }: EventChoice,
): boolean {
  return (
    kinds.includes(event.kind) ||
    event.techniques.some((id) => techniques.includes(id)) ||
    event.actors.some((actor) => actors.some((wanted) => isOneName(actor, wanted)))
  );
}

/** "Samsung" and "Samsung Electronics" are one, whatever the case; "Meta" and "Metaverse" are not. */
function isOneName(a: string, b: string): boolean {
  const [short = '', long = ''] = [a.toLowerCase(), b.toLowerCase()].toSorted((x, y) => x.length - y.length);
  return short !== '' && (long === short || long.startsWith(`${short} `));
}
