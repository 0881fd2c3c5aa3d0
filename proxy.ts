import { NextResponse } from 'next/server';
import type { NextRequest } from 'next/server';

import { problemResponse } from '#lib/http/problem.ts';
import { findRequestProblem } from '#lib/http/request-guard.ts';
import { REQUESTED_PATH_HEADER } from '#lib/http/requested-path.ts';
import { transportSecurity } from '#lib/http/transport-security.ts';
import { contentSecurityPolicy } from '#lib/http/content-security-policy.ts';
import { env } from '#lib/platform/env.ts';

/**
 * Runs before every page: refuses foreign hosts and foreign origins, and gives each answer its own nonce. The
 * policy goes on the request too, because that is where the framework reads the nonce for its scripts.
 */
export function proxy(request: NextRequest): Response {
  const problem = findRequestProblem({
    method: request.method,
    headers: request.headers,
    allowedHosts: env().allowedHosts,
  });
  if (problem !== null) return problemResponse(problem);

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(
    nonce,
    request.nextUrl.pathname,
    process.env.NODE_ENV === 'development',
  );
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  headers.set(REQUESTED_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  const transport = transportSecurity();
  if (transport !== null) response.headers.set('Strict-Transport-Security', transport);

  return response;
}

/**
 * API routes are left out: `defineRoute` runs the same checks there, and they need no nonce (passing through
 * here would double the cost of a JSON answer). Built assets are public and carry no data.
 */
export const config = { matcher: ['/((?!api/|api$|_next/static/).*)'] };
