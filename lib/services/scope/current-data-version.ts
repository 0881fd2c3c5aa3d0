import 'server-only';

import { getDataVersion } from '#lib/db/data-version.ts';

import { rememberBriefly } from './remember-briefly.ts';

/** A read may lag an import of another process by this much; it spares the database a query per request. */
const LIFETIME_MS = 1_000;

/**
 * The newest committed import batch; 0 when nothing has been imported.
 *
 * @throws what the database throws
 */
export const currentDataVersion: () => Promise<number> = rememberBriefly(getDataVersion, LIFETIME_MS);
