import { z } from 'zod';

import { download, type Endpoint } from './endpoint.ts';

/** A backup is gzip over text. */
export const ARCHIVE_TYPE = 'application/gzip';

/** GET /api/v1/archive. */
export const archiveQuerySchema = z.strictObject({});

/** Everything at once, for an admin. */
export const ARCHIVE_ENDPOINTS: readonly Endpoint[] = [
  download(
    '/api/v1/archive',
    'downloadArchive',
    'All data without passwords, sessions and tokens, as npm run backup writes them; npm run restore reads the file',
    ARCHIVE_TYPE,
    { access: 'admin', query: archiveQuerySchema, problems: [429] },
  ),
];
