import { lookup } from 'node:dns/promises';

import type { Resolve } from './checked-lookup.ts';

/** Every address of a name, as this machine resolves names. */
export const resolveAll: Resolve = (hostname) => lookup(hostname, { all: true });
