import { throwingFaults } from '#lib/auth/auth-fault.ts';
import { auth } from '#lib/auth/auth.ts';

import { problemResponse } from './problem.ts';
import { readBytes } from './read-bytes.ts';

const BODY_LIMIT_BYTES = 16_384;

/**
 * Passes a request to the auth library. Only the routes under app/api/auth do so: all else that the library could do
 * (sign-up, changing an e-mail, listing session tokens) is closed, and done by Waterline's own services where it is
 * done at all.
 */
export async function answerAuthRequest(request: Request): Promise<Response> {
  if (request.method === 'GET') return throwingFaults(() => auth().handler(request));
  const bytes = await readBytes(request, BODY_LIMIT_BYTES);
  if (bytes === null) {
    return problemResponse({
      status: 413,
      detail: `The body is larger than ${String(BODY_LIMIT_BYTES)} bytes.`,
    });
  }

  const limited = new Request(request.url, { method: request.method, headers: request.headers, body: bytes });

  return throwingFaults(() => auth().handler(limited));
}
