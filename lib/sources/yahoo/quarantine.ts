import type { QuarantinedValue } from '../source.ts';

const LONGEST_RAW_VALUE = 200;

/** Keeps a value that may not be believed, as it came and cut to 200 characters, with the reason. */
export function quarantine(subject: string, field: string, value: unknown, reason: string): QuarantinedValue {
  return { subject, field, rawValue: toText(value).slice(0, LONGEST_RAW_VALUE), reason };
}

function toText(value: unknown): string {
  // JSON has no word for these: it would write null.
  if (typeof value === 'number' || value === undefined) return String(value);

  return JSON.stringify(value);
}
