import { randomUUID } from 'node:crypto';

import { AppError } from '#lib/platform/errors.ts';
import { log } from '#lib/platform/log.ts';

import { problemResponse } from './problem.ts';

/** SQLSTATE classes and codes, Prisma codes and system errors that mean: the database is not there (now). */
const DATABASE_ABSENT =
  /^(08...|57P0[1-5]|57014|53...|28P01|28000|3D000|P1000|P1001|P1002|P1003|P1008|P1010|P1011|P1017|P2024|ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_AGAIN)$/;

/** A table or column that the code expects is missing: migrations have not been applied. */
const DATABASE_BEHIND = /^(P2021|P2022|42P01|42703)$/;

const DATABASE_ABSENT_KINDS: readonly string[] = [
  'DatabaseNotReachable',
  'ConnectionClosed',
  'TlsConnectionError',
  'SocketTimeout',
  'AuthenticationFailed',
  'DatabaseDoesNotExist',
  'TooManyConnections',
];

/**
 * The response to something thrown: 503 with the remedy while the database is away or behind the code, else
 * 500 with an id that finds the error in the log. The response never shows a stack, a query or an address.
 */
export function failureResponse(error: unknown, path: string): Response {
  const id = randomUUID();
  log().error({ err: error, id, path }, 'request failed');

  const detail = describeUnavailable(error);
  if (detail !== null) return problemResponse({ status: 503, detail, id, headers: { 'Retry-After': '5' } });

  return problemResponse({
    status: 500,
    detail: `This is a fault of the server. Its log has it as ${id}.`,
    id,
  });
}

function describeUnavailable(error: unknown): string | null {
  const chain = causesOf(error);
  const explained = chain.find((link) => link instanceof AppError);
  if (explained !== undefined) return explained.userMessage;
  if (chain.some(isDatabaseAbsent)) {
    return 'The database cannot be reached. Check that it runs and that DATABASE_URL is right, then try again.';
  }
  if (chain.some((link) => DATABASE_BEHIND.test(codeOf(link)))) {
    return 'The database lacks tables that this version needs. Stop Waterline and run npm start, which applies them.';
  }

  return null;
}

function isDatabaseAbsent(link: unknown): boolean {
  const kind = isRecord(link) ? link['kind'] : undefined;

  return (
    DATABASE_ABSENT.test(codeOf(link)) || (typeof kind === 'string' && DATABASE_ABSENT_KINDS.includes(kind))
  );
}

/** The error, its causes and, of an AggregateError, its parts; Prisma hides the driver's own error in there. */
function causesOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  const open: unknown[] = [error];
  while (open.length > 0 && chain.length < 16) {
    const link = open.shift();
    chain.push(link);
    if (!isRecord(link)) continue;
    const meta = isRecord(link['meta']) ? link['meta']['driverAdapterError'] : undefined;
    const parts: readonly unknown[] = Array.isArray(link['errors']) ? link['errors'] : [];
    open.push(...[link['cause'], meta, ...parts].filter((next) => isRecord(next)));
  }

  return chain;
}

function codeOf(link: unknown): string {
  if (!isRecord(link)) return '';
  const code = link['code'] ?? link['errorCode'] ?? link['originalCode'];

  return typeof code === 'string' ? code : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
