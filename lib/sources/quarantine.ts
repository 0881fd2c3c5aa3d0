import type { QuarantinedValue } from './source.ts';

const LONGEST_RAW_VALUE = 200;

/** A value that came as `value` and is kept apart because of `reason`; what is no text is written as JSON. */
export function quarantine(subject: string, field: string, value: unknown, reason: string): QuarantinedValue {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);

  return { subject, field, rawValue: text.slice(0, LONGEST_RAW_VALUE), reason };
}
