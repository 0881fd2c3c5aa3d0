import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { readBytes } from './read-bytes.ts';

/** Far above any request of the API, far below what would hurt the server. */
const DEFAULT_LIMIT_BYTES = 65_536;

/**
 * Reads a JSON request body of at most `limitBytes`, by default 64 KiB. Another content type is refused, which also
 * keeps HTML forms of other sites out. Reading stops at the limit, whatever length the request claims.
 */
export async function readJsonBody(
  request: Request,
  limitBytes: number = DEFAULT_LIMIT_BYTES,
): Promise<Result<unknown, RequestFault>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';

  if (mediaType !== 'application/json' || encoding !== 'identity') {
    const detail = 'Send the body as JSON with the header Content-Type: application/json, not compressed.';
    return err({ kind: 'unsupported-media-type', detail });
  }

  const bytes = await readBytes(request, limitBytes);
  if (bytes === null) {
    return err({ kind: 'too-large', detail: `The body is larger than ${String(limitBytes)} bytes.` });
  }

  return parseJson(bytes);
}

function parseJson(bytes: Buffer): Result<unknown, RequestFault> {
  if (bytes.length === 0) {
    return err(
      invalidInput([{ pointer: '', message: 'the body is empty; send a JSON object, {} for all defaults' }]),
    );
  }

  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not UTF-8';
    return err(invalidInput([{ pointer: '', message: `the body is not JSON (${reason.slice(0, 120)})` }]));
  }
}
