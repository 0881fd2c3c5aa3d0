import 'server-only';

import { getDataVersion } from '#lib/db/data-version.ts';

import { rememberBriefly, type BriefLookUp } from './remember-briefly.ts';

/** A read may lag an import of another process by this much (one of this process forgets); it spares the database a query per request. */
const LIFETIME_MS = 1_000;

/**
 * The newest committed import batch; 0 when nothing has been imported.
 *
 * @throws what the database throws
 */
export const currentDataVersion: BriefLookUp<number> = rememberBriefly(getDataVersion, LIFETIME_MS);
