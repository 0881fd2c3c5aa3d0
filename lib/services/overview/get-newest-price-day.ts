import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { findNewestListedSession } from '#lib/db/price-ages.ts';
import { log } from '#lib/platform/log.ts';

/** How far share prices go; `isKnown` is false while the database cannot say. */
export interface PriceReachDay {
  readonly isKnown: boolean;
  /** Newest session with a stored share price; null for none. */
  readonly sessionOn: IsoDate | null;
}

/** Newest session until `asOf` with a stored share price. */
export async function getNewestPriceDay(asOf: IsoDate): Promise<PriceReachDay> {
  try {
    return { isKnown: true, sessionOn: await findNewestListedSession(asOf) };
  } catch (error) {
    log().warn({ err: error }, 'the newest price day was not read');
    return { isKnown: false, sessionOn: null };
  }
}
