import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';

/** How often something was tried in the current window, this time included. */
export interface CountedTry {
  readonly count: number;
  readonly secondsLeft: number;
}

/**
 * Counts one try. One statement, so that any number of tries at once, in any process, are all counted.
 *
 * @param key names what is limited; must hold no secret and nothing long
 */
export async function countTry(key: string, windowSeconds: number): Promise<CountedTry> {
  const [counted] = await db().$queryRaw<{ count: number; seconds_left: number }[]>`
    INSERT INTO rate_limit AS kept (key, count, window_start_at, expires_at)
    VALUES (${key}, 1, now(), now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN kept.expires_at <= now() THEN 1 ELSE kept.count + 1 END,
      window_start_at = CASE WHEN kept.expires_at <= now() THEN now() ELSE kept.window_start_at END,
      expires_at = CASE WHEN kept.expires_at <= now() THEN excluded.expires_at ELSE kept.expires_at END
    RETURNING count, ceil(extract(epoch FROM expires_at - now()))::integer AS seconds_left`;
  if (counted === undefined) throw new Error('the count of a try was not returned');
  // A window that begins is rare enough to sweep up what ended, and tables of limits stay small.
  if (counted.count === 1) await db().rateLimit.deleteMany({ where: { expiresAt: { lt: now() } } });

  return { count: counted.count, secondsLeft: Math.max(counted.seconds_left, 1) };
}

/** Forgets the tries counted under a key. */
export async function forgetTries(key: string): Promise<void> {
  await db().rateLimit.deleteMany({ where: { key } });
}
