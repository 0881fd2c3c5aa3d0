const INSTANT = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** An instant for people, in UTC so that server and page say the same: `26 Nov 2026, 23:24 UTC`. */
export function formatInstant(iso: string): string {
  return `${INSTANT.format(new Date(iso))} UTC`;
}
