import type { z } from 'zod';

import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

/**
 * Parses the last segment of a request's path as the one field of `schema`. Text that is no valid percent encoding is
 * passed on as it stands, and then names nothing.
 */
export function readLastSegment<Schema extends z.ZodObject>(
  request: Request,
  schema: Schema,
): Result<z.output<Schema>, RequestFault> {
  return readSegment(request, schema, -1);
}

/** As {@link readLastSegment}, for a segment counted from the end: -2 is the last but one. */
export function readSegment<Schema extends z.ZodObject>(
  request: Request,
  schema: Schema,
  place: number,
): Result<z.output<Schema>, RequestFault> {
  const segment = new URL(request.url).pathname.split('/').at(place) ?? '';
  const [name = ''] = Object.keys(schema.shape);
  const parsed = parseInput(schema, { [name]: decode(segment) });

  return parsed.ok ? ok(parsed.value) : err(invalidInput(parsed.error));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
