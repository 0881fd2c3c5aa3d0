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
