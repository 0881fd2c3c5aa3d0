import type { IsoDate } from '#lib/core/facts/types.ts';

import { db } from './client.ts';

/** The newest session of a symbol that a bar stands for. */
export interface NewestSession {
  readonly symbol: string;
  readonly sessionOn: IsoDate;
}

/** Newest session of every symbol with bars. A withdrawn bar still counts as heard of. */
export async function listNewestSessions(): Promise<readonly NewestSession[]> {
  return db().$queryRaw<NewestSession[]>`
    SELECT symbol, max(session_on)::text AS "sessionOn" FROM price_bar GROUP BY symbol ORDER BY symbol`;
}

/** Newest session until a day that any share of the facts has a bar of; null when none has. An index look-up a share. */
export async function findNewestListedSession(until: IsoDate): Promise<NewestSession | null> {
  const [newest] = await db().$queryRaw<NewestSession[]>`
    SELECT listed.ticker AS symbol, bar.session_on::text AS "sessionOn"
      FROM (SELECT DISTINCT ticker FROM listing) AS listed
      CROSS JOIN LATERAL (
        SELECT session_on FROM price_bar
         WHERE symbol = listed.ticker AND session_on <= ${until}::date
         ORDER BY session_on DESC LIMIT 1) AS bar
     ORDER BY bar.session_on DESC, listed.ticker LIMIT 1`;

  return newest ?? null;
}
