import { findRefusal } from '#lib/auth/access.ts';
import type { Access } from '#lib/contracts/accounts/access.ts';
import { findViewer } from '#lib/auth/find-viewer.ts';
import { countTry } from '#lib/db/rate-limits.ts';
import { ANONYMOUS, type Viewer } from '#lib/auth/viewer.ts';
import { env } from '#lib/platform/env.ts';

import { allow, type AllowedHandler, type RouteHandler, type TryLimit } from './allow.ts';
import { failureResponse } from './failure-response.ts';
import { problemResponse } from './problem.ts';
import { findRequestProblem } from './request-guard.ts';
import { overTls } from './transport-security.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Method = (typeof METHODS)[number];

/** One method of a route as the framework calls it; `access` says who may, for the tests that walk all routes. */
export type GuardedHandler = RouteHandler & { readonly access: Access | 'not-offered' };

/** Every method of a route, for `export const { GET, POST, ... } = defineRoute(...)`. */
export type Route = Readonly<Record<Method | 'OPTIONS', GuardedHandler>>;

/**
 * Makes the methods of one API route. Around each handler stand the checks that no route may forget: allowed
 * host, origin of changing requests, who may, how often, 405 with `Allow` for methods it lacks, and a problem for
 * whatever is thrown. HEAD is answered by the framework from GET.
 */
export function defineRoute(handlers: Readonly<Partial<Record<Method, AllowedHandler>>>): Route {
  const offered = METHODS.filter((method) => handlers[method] !== undefined);
  const allowed = [
    ...offered.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    'OPTIONS',
  ].join(', ');
  const refused = notOffered((request) =>
    problemResponse({
      status: 405,
      detail: `${request.method} is not offered here. Offered: ${allowed}.`,
      headers: { Allow: allowed },
    }),
  );
  const methodOf = (method: Method): GuardedHandler => {
    const handler = handlers[method];
    return handler === undefined ? refused : guarded(handler);
  };

  return {
    GET: methodOf('GET'),
    POST: methodOf('POST'),
    PUT: methodOf('PUT'),
    PATCH: methodOf('PATCH'),
    DELETE: methodOf('DELETE'),
    OPTIONS: notOffered(() => new Response(null, { status: 204, headers: { Allow: allowed } })),
  };
}

/** A route that does not exist: 404 for every method. */
export function defineMissingRoute(): Route {
  const missing = notOffered((request) =>
    problemResponse({
      status: 404,
      detail: `There is no ${new URL(request.url).pathname}. GET /api/v1/openapi.json lists what there is.`,
    }),
  );

  return { GET: missing, POST: missing, PUT: missing, PATCH: missing, DELETE: missing, OPTIONS: missing };
}

/** Answers that carry nothing of anybody: no one needs to be signed in for them. */
function notOffered(handler: RouteHandler): GuardedHandler {
  return Object.assign(guarded(allow('public', handler)), { access: 'not-offered' as const });
}

function guarded(handler: AllowedHandler): GuardedHandler {
  const handle: RouteHandler = async (request) => {
    try {
      return overTls(await answer(request, handler));
    } catch (error) {
      return overTls(failureResponse(error, new URL(request.url).pathname));
    }
  };

  return Object.assign(handle, { access: handler.access });
}

async function answer(request: Request, handler: AllowedHandler): Promise<Response> {
  const { allowedHosts, access: mode } = env();
  const problem = findRequestProblem({ method: request.method, headers: request.headers, allowedHosts });
  if (problem !== null) return problemResponse(problem);

  // Open dashboards cost no look-up of who reads them, unless that is counted.
  const isAnybody = handler.access === 'public' || (handler.access === 'dashboards' && mode === 'open');
  const viewer = isAnybody && handler.limit === null ? ANONYMOUS : await findViewer(request.headers);
  const isChange = request.method !== 'GET' && request.method !== 'HEAD';
  const refusal = findRefusal(viewer, { access: handler.access, isChange, mode });
  if (refusal !== null) return problemResponse({ ...refusal, headers: challengeOf(refusal.status) });
  const waitSeconds = handler.limit === null ? null : await takeTry(handler.limit, viewer);
  if (waitSeconds !== null) return tooManyTries(waitSeconds);

  if (handler.access === 'public' || handler.access === 'dashboards') return handler.handle(request);
  if (viewer.kind !== 'member')
    throw new Error(`access ${handler.access} let in somebody who is not signed in`);

  return handler.handle(request, viewer);
}

function challengeOf(status: 401 | 403): Readonly<Record<string, string>> {
  return status === 401 ? { 'WWW-Authenticate': 'Bearer realm="waterline"' } : {};
}

async function takeTry({ name, perMinute }: TryLimit, viewer: Viewer): Promise<number | null> {
  const who = viewer.kind === 'member' ? viewer.userId : 'anybody';
  const { count, secondsLeft } = await countTry(`${name}:${who}`, 60);

  return count > perMinute ? secondsLeft : null;
}

function tooManyTries(waitSeconds: number): Response {
  return problemResponse({
    status: 429,
    detail: `Too many requests of this kind in a minute. Try again in ${String(waitSeconds)} s.`,
    headers: { 'Retry-After': String(waitSeconds) },
  });
}
