// The only place that reads the clock.

/** Today's calendar date in UTC, `YYYY-MM-DD`: the default `asOf`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** This instant. */
export function now(): Date {
  return new Date();
}
