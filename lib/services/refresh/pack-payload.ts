import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import type { PackedPayload } from '#lib/db/raw-payloads.ts';
import type { RawPayload } from '#lib/sources/source.ts';

const pack = promisify(gzip);

/** An answer as it is kept; packed off the main thread, since some are megabytes. */
export async function packPayload({ text, ...payload }: RawPayload): Promise<PackedPayload> {
  const bytes = Buffer.from(text, 'utf8');

  return {
    ...payload,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    // A copy of its own memory: what zlib gives may be a part of a larger block.
    body: new Uint8Array(await pack(bytes)),
    byteCount: bytes.length,
  };
}
