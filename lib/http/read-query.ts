import { z } from 'zod';

import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

/**
 * Parses the query parameters of a request. Unknown and repeated parameters are faults, so that a misspelt
 * filter is never silently ignored.
 */
export function readQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Result<z.output<Schema>, RequestFault> {
  const parameters = new URLSearchParams(/\?[^#]*/.exec(request.url)?.[0]);
  const parsed = parseInput(schema, Object.fromEntries(parameters));
  const faults = [...findRepeated(parameters), ...(parsed.ok ? [] : parsed.error)];

  return parsed.ok && faults.length === 0 ? ok(parsed.value) : err(invalidInput(faults));
}

function findRepeated(parameters: URLSearchParams): readonly InputFault[] {
  const names = [...parameters.keys()];
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));

  return [...repeated].map((name) => ({
    pointer: `/${name}`,
    message: `${name} is given more than once; give it once`,
  }));
}

/** Refuses every query parameter, for resources that take none. */
export function refuseQuery(request: Request): Result<object, RequestFault> {
  return readQuery(request, z.strictObject({}));
}
