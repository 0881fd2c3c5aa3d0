import { now } from '#lib/platform/clock.ts';

/** This instant, in milliseconds since 1970 UTC. */
export function getNow(): number {
  return now().getTime();
}
