/**
 * Seconds that a `Retry-After` header asks to wait: whole seconds or an HTTP date (RFC 9110, 10.2.3), counted from
 * `nowMs` and rounded up; a date that has passed is 0. Null when the header is absent or says neither.
 */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date of the standard begins with a weekday; Date.parse alone would also take "-5" for a year.
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  const atMs = Date.parse(text);

  return Number.isNaN(atMs) ? null : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
