import { heldRowSchema, type HeldRow } from '#lib/contracts/held-row.ts';

import type { QuarantinedValue } from './source.ts';

const LONGEST_RAW_VALUE = 200;

/**
 * A value that came as `value` and is kept apart because of `reason`; what is no text is written as JSON. `held` is what
 * acceptance would store; a row that its table could not hold is left out, and the value cannot be accepted.
 */
export function quarantine(
  subject: string,
  field: string,
  value: unknown,
  reason: string,
  held?: HeldRow,
): QuarantinedValue {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);

  return { subject, field, rawValue: text.slice(0, LONGEST_RAW_VALUE), reason, ...holdable(held) };
}

/** The row, if its table could hold it. */
export function holdable(held: HeldRow | undefined): Pick<QuarantinedValue, 'held'> {
  const parsed = heldRowSchema.safeParse(held);

  return parsed.success ? { held: parsed.data } : {};
}
