import type { Problem } from './problem.ts';

/** What of a request decides whether it may come in at all. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: Headers;
  /** Host names that the operator allowed, without port, beside the loopback names. */
  readonly allowedHosts: readonly string[];
}

const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses requests for foreign host names (DNS rebinding) and changing requests that another site's page sent
 * (CSRF). A changing request without `Origin` and `Sec-Fetch-Site` comes from no browser and is let through, unless it
 * carries a session: programs carry tokens, which no other site's page can make a browser send.
 *
 * @returns the problem to answer with, or null when the request may go on
 */
export function findRequestProblem(request: GuardedRequest): Problem | null {
  const host = request.headers.get('host') ?? '';

  if (!isAllowedHost(host, request.allowedHosts)) {
    return {
      status: 421,
      detail: `This server does not answer for the host "${host.slice(0, 100)}". Use 127.0.0.1 or localhost, or add the host name to WATERLINE_ALLOWED_HOSTS.`,
    };
  }
  if (SAFE_METHODS.includes(request.method) || isOwnPage(request.headers, host)) return null;

  return {
    status: 403,
    detail:
      'A page of another origin may not send this request. Send it from the same origin, or from a program.',
  };
}

function isAllowedHost(host: string, allowedHosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/:\d{1,5}$/, '');

  return LOOPBACK_HOSTS.includes(name) || allowedHosts.some((allowed) => allowed.toLowerCase() === name);
}

/** Same-site is not enough: another port of the same machine is the same site and another origin. */
function isOwnPage(headers: Headers, host: string): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');

  if (site !== null && site !== 'same-origin' && site !== 'none') return false;

  if (origin === null) return site !== null || !(headers.get('cookie') ?? '').includes('session_token=');

  return hostOf(origin) === host.toLowerCase();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
