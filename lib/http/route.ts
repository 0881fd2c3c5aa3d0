import { env } from '#lib/platform/env.ts';

import { failureResponse } from './failure-response.ts';
import { problemResponse } from './problem.ts';
import { findRequestProblem } from './request-guard.ts';

/** What a route does with a request that may come in. */
export type RouteHandler = (request: Request) => Promise<Response> | Response;

/** Every method of a route, for `export const { GET, POST, ... } = defineRoute(...)`. */
export interface Route {
  readonly GET: RouteHandler;
  readonly POST: RouteHandler;
  readonly PUT: RouteHandler;
  readonly PATCH: RouteHandler;
  readonly DELETE: RouteHandler;
  readonly OPTIONS: RouteHandler;
}

/**
 * Makes the methods of one API route. Around each handler stand the checks that no route may forget: allowed
 * host, origin of changing requests, 405 with `Allow` for methods it lacks, and a problem for whatever is
 * thrown. HEAD is answered by the framework from GET.
 */
export function defineRoute(handlers: { readonly GET?: RouteHandler; readonly POST?: RouteHandler }): Route {
  const allow = [
    ...(handlers.GET ? ['GET', 'HEAD'] : []),
    ...(handlers.POST ? ['POST'] : []),
    'OPTIONS',
  ].join(', ');
  const refuse: RouteHandler = (request) =>
    problemResponse({
      status: 405,
      detail: `${request.method} is not offered here. Offered: ${allow}.`,
      headers: { Allow: allow },
    });
  const refused = guarded(refuse);

  return {
    GET: handlers.GET ? guarded(handlers.GET) : refused,
    POST: handlers.POST ? guarded(handlers.POST) : refused,
    PUT: refused,
    PATCH: refused,
    DELETE: refused,
    OPTIONS: guarded(() => new Response(null, { status: 204, headers: { Allow: allow } })),
  };
}

/** A route that does not exist: 404 for every method. */
export function defineMissingRoute(): Route {
  const missing = guarded((request) =>
    problemResponse({
      status: 404,
      detail: `There is no ${new URL(request.url).pathname}. GET /api/v1/openapi.json lists what there is.`,
    }),
  );

  return { GET: missing, POST: missing, PUT: missing, PATCH: missing, DELETE: missing, OPTIONS: missing };
}

function guarded(handler: RouteHandler): RouteHandler {
  return async (request) => {
    try {
      const problem = findRequestProblem({
        method: request.method,
        headers: request.headers,
        allowedHosts: env().allowedHosts,
      });

      return problem === null ? await handler(request) : problemResponse(problem);
    } catch (error) {
      return failureResponse(error, new URL(request.url).pathname);
    }
  };
}
