import type { HeldRow } from '#lib/contracts/held-row.ts';

import { holdable } from '../quarantine.ts';
import type { QuarantinedValue } from '../source.ts';

const LONGEST_RAW_VALUE = 200;

/**
 * Keeps a value that may not be believed, as it came and cut to 200 characters, with the reason and, where it could be
 * stored, the row that acceptance stores.
 */
export function quarantine(
  subject: string,
  field: string,
  value: unknown,
  reason: string,
  held?: HeldRow,
): QuarantinedValue {
  return {
    subject,
    field,
    rawValue: toText(value).slice(0, LONGEST_RAW_VALUE),
    reason,
    ...holdable(held),
  };
}

function toText(value: unknown): string {
  // JSON has no word for these: it would write null.
  if (typeof value === 'number' || value === undefined) return String(value);

  return JSON.stringify(value);
}
