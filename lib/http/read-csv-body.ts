import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

/**
 * The body of a request that sends CSV, as a stream: whoever reads it sets the limit. Another content type is refused,
 * which also keeps HTML forms of other sites out.
 */
export function readCsvBody(request: Request): Result<AsyncIterable<Uint8Array>, RequestFault> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';

  if (mediaType !== 'text/csv' || encoding !== 'identity') {
    const detail = 'Send the file as it is with the header Content-Type: text/csv, not compressed.';
    return err({ kind: 'unsupported-media-type', detail });
  }

  return ok((request.body ?? []) as unknown as AsyncIterable<Uint8Array>);
}
