/**
 * The only place that reads the clock.
 *
 * @returns today's calendar date in UTC, `YYYY-MM-DD`: the default `asOf`.
 */
export function today(): string {
  return now().toISOString().slice(0, 10);
}

/** The present instant. */
export function now(): Date {
  return new Date();
}
