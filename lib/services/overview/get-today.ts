import 'server-only';

import { today } from '#lib/platform/clock.ts';

/** The day that a page calls today: the calendar date in UTC, as everywhere in Waterline. */
export function getToday(): string {
  return today();
}
