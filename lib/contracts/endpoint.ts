import { z } from 'zod';

import type { Access } from './accounts/access.ts';

/** One endpoint as documented: the very schemas that its route parses with. */
export interface Endpoint {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly access: Access;
  /** Fields of the path that stand in braces; null for none. */
  readonly pathFields: z.ZodObject | null;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  /** Whether the body is a CSV file, sent as text/csv. */
  readonly isCsvBody: boolean;
  readonly response: z.ZodObject;
  /** Name of the response among the document's components. */
  readonly responseName: string;
  /** Whether `Accept: text/csv` is answered. */
  readonly isList: boolean;
  /** Whether the answer is the caller's own and never kept: no ETag. */
  readonly isOwn: boolean;
  /** Whether the answer is made while it is sent and never kept: no ETag. */
  readonly isStreamed: boolean;
  /** Type of the file that is answered in place of JSON; null for JSON. `response` then says nothing. */
  readonly fileType: string | null;
  /** Error statuses that the endpoint itself can give, beside 421, 500 and 503 which all can. */
  readonly problems: readonly number[];
}

interface Options {
  /** `dashboards` unless said otherwise. */
  readonly access?: Access;
  readonly pathFields?: z.ZodObject;
  readonly response: z.ZodObject;
  readonly problems?: readonly number[];
}

interface GetOptions extends Options {
  readonly query: z.ZodObject;
  readonly isList?: boolean;
  readonly isStreamed?: boolean;
}

/** An endpoint that reads. */
export function get(
  path: string,
  operationId: string,
  summary: string,
  responseName: string,
  options: GetOptions,
): Endpoint {
  return {
    ...describe(options),
    method: 'get',
    path,
    operationId,
    summary,
    responseName,
    query: options.query,
    body: null,
    isCsvBody: false,
    isList: options.isList ?? false,
    isStreamed: options.isStreamed ?? false,
    problems: [...(options.problems ?? []), 422],
  };
}

/** An endpoint that answers a file. */
export function download(
  path: string,
  operationId: string,
  summary: string,
  fileType: string,
  options: Omit<GetOptions, 'response' | 'isList' | 'isStreamed'>,
): Endpoint {
  const made = { ...options, response: z.strictObject({}), isStreamed: true };
  return { ...get(path, operationId, summary, 'File', made), fileType };
}

interface SendOptions extends Options {
  readonly body: z.ZodType | null;
  readonly isCsvBody?: boolean;
  readonly isList?: boolean;
  readonly query?: z.ZodObject;
}

/** An endpoint that computes from a body, or changes something. */
export function send(
  method: 'post' | 'patch' | 'delete',
  path: string,
  operationId: string,
  summary: string,
  responseName: string,
  options: SendOptions,
): Endpoint {
  const isCsvBody = options.isCsvBody ?? false;
  const ofBody = options.body === null && !isCsvBody ? [] : [413, 415];
  return {
    ...describe(options),
    method,
    path,
    operationId,
    summary,
    responseName,
    query: options.query ?? null,
    body: options.body,
    isCsvBody,
    isList: options.isList ?? false,
    isStreamed: false,
    problems: [403, ...(options.problems ?? []), ...ofBody, 422],
  };
}

/** An endpoint that takes a body. */
export function post(
  path: string,
  operationId: string,
  summary: string,
  responseName: string,
  options: SendOptions,
): Endpoint {
  return send('post', path, operationId, summary, responseName, options);
}

function describe({ access = 'dashboards', pathFields, response }: Options) {
  const isOwn = access !== 'public' && access !== 'dashboards';
  return { access, pathFields: pathFields ?? null, response, isOwn, fileType: null };
}
