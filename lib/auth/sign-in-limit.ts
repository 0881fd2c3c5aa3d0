import { createHash } from 'node:crypto';

import { countTry, forgetTries } from '#lib/db/rate-limits.ts';

/** Tries at one account, right or wrong, before it has to rest; a right password starts the count anew. */
export const SIGN_IN_TRIES = 10;
export const SIGN_IN_WINDOW_SECONDS = 900;

/** The same for addresses that nobody has here, so that a refusal tells nothing. */
function keyOf(email: string): string {
  return `sign-in:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 32)}`;
}

/**
 * Counts a try to sign in before the password is looked at, so that a thousand guesses at once are still counted
 * one by one.
 *
 * @returns seconds to wait, or null when the try may go on
 */
export async function takeSignInTry(email: string): Promise<number | null> {
  const { count, secondsLeft } = await countTry(keyOf(email), SIGN_IN_WINDOW_SECONDS);

  return count > SIGN_IN_TRIES ? secondsLeft : null;
}

/** Starts the count of an account anew. */
export async function forgetSignInTries(email: string): Promise<void> {
  await forgetTries(keyOf(email));
}
