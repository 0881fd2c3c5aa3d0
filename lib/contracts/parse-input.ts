import type { z } from 'zod';

import type { InputFault } from '../core/input-fault.ts';
import { err, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';

type Issue = z.core.$ZodIssue;

/**
 * Parses unknown input by a schema and reports every bad field at once.
 *
 * @returns the parsed value, or one fault a bad field: JSON pointer (RFC 6901) and what would be right
 */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>, readonly InputFault[]> {
  const parsed = schema.safeParse(input, { reportInput: true });

  return parsed.success
    ? ok(parsed.data)
    : err(parsed.error.issues.flatMap((issue) => toFaults(issue, schema)));
}

function toFaults(issue: Issue, schema: z.ZodType): readonly InputFault[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: toPointer(issue.path), message: `${nameOf(issue.path)} ${describe(issue)}` }];
  }

  const known = knownFields(schema, issue.path);
  const remedy = known.length === 0 ? 'nothing is taken here' : `known are ${known.join(', ')}`;

  return issue.keys.map((key) => ({
    pointer: toPointer([...issue.path, key]),
    message: `${key.slice(0, 60)} is not known; ${remedy}`,
  }));
}

/** JSON pointer of a path, RFC 6901: `~` and `/` inside a name are written `~0` and `~1`. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the request' : path.map(String).join('.');
}

function knownFields(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const isTopLevelObject = path.length === 0 && 'shape' in schema;

  return isTopLevelObject ? Object.keys(schema.shape as Record<string, unknown>) : [];
}

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is required'
        : `must be ${article(issue.expected)}, not ${preview(issue.input)}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'below' : 'at most'} ${String(issue.maximum)}${unitOf(issue.origin)}, not ${preview(issue.input)}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'above' : 'at least'} ${String(issue.minimum)}${unitOf(issue.origin)}, not ${preview(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined
        ? `is required; one of ${issue.values.join(', ')}`
        : `must be one of ${issue.values.join(', ')}, not ${preview(issue.input)}`;
    default:
      return issue.message;
  }
}

function article(expected: string): string {
  if (expected === 'int') return 'a whole number';

  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected === 'number' ? 'finite number' : expected}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';

  return origin === 'array' ? ' entries' : '';
}

/** Shortened, because a fault is shown to people and may be logged. */
function preview(input: unknown): string {
  if (typeof input === 'number') return String(input);
  if (typeof input === 'bigint' || typeof input === 'symbol' || typeof input === 'function')
    return typeof input;
  const text = JSON.stringify(input);

  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
