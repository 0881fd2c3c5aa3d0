/** Tries of one notice on one channel: the eighth comes about a day after the first. */
export const TRIES_MAX = 8;

const FIRST_DELAY_MS = 60_000;
/** Seven delays of which each is 3.15 times the one before add up to 23.8 hours. */
const GROWTH = 3.15;
/** A delay is off its mark by at most this part of it, either way, so that many do not come back at once. */
const JITTER = 0.2;
/** A receiver that asks for more than this is asked again all the same. */
const LONGEST_DELAY_MS = 86_400_000;

/**
 * Milliseconds to wait after a failed try: exponential, moved by chance, and no sooner than the receiver asked.
 *
 * @param tries tries so far, from 1
 * @param chance a number of at least 0 and below 1
 * @param retryAfterSeconds what the receiver asked for, if it did
 * @returns null when that was the last try
 */
export function nextTryDelayMs(
  tries: number,
  chance: number,
  retryAfterSeconds: number | null,
): number | null {
  if (tries >= TRIES_MAX) return null;
  let delay = FIRST_DELAY_MS;
  for (let past = 1; past < tries; past += 1) delay *= GROWTH;
  const moved = delay * (1 - JITTER + 2 * JITTER * chance);

  return Math.round(Math.min(LONGEST_DELAY_MS, Math.max(moved, (retryAfterSeconds ?? 0) * 1_000)));
}
