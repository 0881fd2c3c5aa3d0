/**
 * How to tell the calendar date of an instant in the time zone of an exchange, daylight saving time included.
 * Null when the name is no IANA time zone.
 */
export function sessionDateIn(timeZone: string): ((instantMs: number) => string) | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });

    return (instantMs) => {
      const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, value]));

      return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
