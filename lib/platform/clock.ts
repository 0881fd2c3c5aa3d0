/**
 * The only place that reads the clock.
 *
 * @returns today's calendar date in UTC, `YYYY-MM-DD`: the default `asOf`.
 */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
