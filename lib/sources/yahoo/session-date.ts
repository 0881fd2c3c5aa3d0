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

    // Parts one by one would take three times as long, and a history has thousands of instants.
    return (instantMs) => {
      const [month = '', day = '', year = ''] = format.format(instantMs).split('/');

      return `${year}-${month}-${day}`;
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
