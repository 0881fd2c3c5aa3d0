/** What stood where a number belongs: the number, nothing, or something that may not be believed. */
export type ReadNumber =
  | { readonly state: 'present'; readonly value: number }
  | { readonly state: 'absent' }
  | { readonly state: 'doubtful'; readonly reason: string };

const ABSENT = { state: 'absent' } as const;

/** A finite number; null and a missing key are absences. */
export function readNumber(value: unknown): ReadNumber {
  if (value === null || value === undefined) return ABSENT;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return { state: 'present', value };

    return doubtful(Number.isNaN(value) ? 'It is not a number (NaN).' : 'It is infinite.');
  }
  if (typeof value === 'string') {
    return doubtful(/^[+-]?inf/i.test(value) ? 'It is infinite.' : 'It is a text where a number belongs.');
  }

  return doubtful(
    Array.isArray(value) ? 'It is a list where a number belongs.' : 'It is an object where a number belongs.',
  );
}

/** A number above zero, as prices are. */
export function readPrice(value: unknown): ReadNumber {
  const read = readNumber(value);

  return read.state === 'present' && read.value <= 0 ? doubtful('A price must be above zero.') : read;
}

/** A whole number from zero on, as volumes are. */
export function readCount(value: unknown): ReadNumber {
  const read = readNumber(value);
  if (read.state !== 'present' || (read.value >= 0 && Number.isInteger(read.value))) return read;

  return doubtful('A count must be whole and not below zero.');
}

function doubtful(reason: string): ReadNumber {
  return { state: 'doubtful', reason };
}
