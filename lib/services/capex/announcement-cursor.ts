import { z } from 'zod';

import type { AnnouncementsQuery } from '#lib/contracts/capex.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { isoDateSchema } from '#lib/contracts/scalars.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/**
 * Where the next page begins and what it is a page of. Scope and filters travel along, so that all pages show
 * the same knowledge, whatever is imported between them.
 */
export interface AnnouncementCursor {
  readonly scope: Scope;
  readonly issuer: string | null;
  readonly year: number | null;
  readonly afterId: string;
}

const cursorSchema = z
  .tuple([
    z.literal(1),
    z.int().min(1),
    isoDateSchema,
    z.string().nullable(),
    z.int().nullable(),
    z.string().min(1),
  ])
  .transform(([, dataVersion, asOf, issuer, year, afterId]): AnnouncementCursor => ({
    scope: { dataVersion, asOf },
    issuer,
    year,
    afterId,
  }));

/** Opaque text of a cursor. */
export function writeCursor(cursor: AnnouncementCursor): string {
  const { scope, issuer, year, afterId } = cursor;

  return Buffer.from(JSON.stringify([1, scope.dataVersion, scope.asOf, issuer, year, afterId])).toString(
    'base64url',
  );
}

/**
 * Reads the cursor of a query and checks that it continues that very query.
 *
 * @returns null when the query asks for the first page
 */
export function readCursor(query: AnnouncementsQuery): Result<AnnouncementCursor | null, RequestFault> {
  if (query.cursor === undefined) return ok(null);

  const cursor = parseInput(cursorSchema, decode(query.cursor));
  if (!cursor.ok) {
    return err(
      invalidField('cursor', 'is not one that this API gave; leave it out to begin at the first page'),
    );
  }

  return isSameQuery(cursor.value, query)
    ? ok(cursor.value)
    : err(invalidField('cursor', 'belongs to other filters; send it with those of its first page'));
}

function isSameQuery(cursor: AnnouncementCursor, query: AnnouncementsQuery): boolean {
  return (
    cursor.issuer === (query.issuer ?? null) &&
    cursor.year === (query.year ?? null) &&
    cursor.scope.asOf === (query.asOf ?? cursor.scope.asOf) &&
    cursor.scope.dataVersion === (query.dataVersion ?? cursor.scope.dataVersion)
  );
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
  } catch {
    return null;
  }
}
