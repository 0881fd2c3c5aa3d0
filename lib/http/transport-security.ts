import { env } from '#lib/platform/env.ts';

const TWO_YEARS_SECONDS = 63_072_000;

/** Value of Strict-Transport-Security; null where people open plain http, on which browsers ignore it. */
export function transportSecurity(): string | null {
  const isTls = env().publicUrl?.startsWith('https:') === true;

  return isTls ? `max-age=${String(TWO_YEARS_SECONDS)}; includeSubDomains` : null;
}

/** The response, with the header that keeps browsers on TLS where Waterline is opened by https. */
export function overTls(response: Response): Response {
  const value = transportSecurity();
  if (value === null) return response;
  const headers = new Headers(response.headers);
  headers.set('Strict-Transport-Security', value);

  return new Response(response.body, { status: response.status, headers });
}
