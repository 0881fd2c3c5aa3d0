import type { ReadParam } from '../link/read-link.ts';

const MOST_CHARACTERS = 80;

/** Reads words of a reader: anything printable, of at most 80 characters; blank = left out. */
export function textParam(raw: string): ReadParam<string> {
  const text = raw.trim();
  if (text.length > MOST_CHARACTERS) return { message: `must be at most ${MOST_CHARACTERS} characters` };
  if (/\p{Cc}/u.test(text)) return { message: 'must be printable text' };
  return { value: text };
}

/** A sort order in an address: the key of a column, with "-" before it for descending. */
export interface SortOrder<Key extends string> {
  readonly key: Key;
  readonly isDescending: boolean;
}

/** Reads a {@link SortOrder} over the columns `keys`. */
export function sortParam<Key extends string>(
  keys: readonly Key[],
): (raw: string) => ReadParam<SortOrder<Key>> {
  return (raw) => {
    const isDescending = raw.startsWith('-');
    const word = isDescending ? raw.slice(1) : raw;
    const key = keys.find((known) => known === word);
    return key === undefined
      ? { message: `must be one of ${keys.join(', ')}, with "-" before it for descending` }
      : { value: { key, isDescending } };
  };
}

/** The text that {@link sortParam} reads. */
export function writeSort(order: SortOrder<string>): string {
  return `${order.isDescending ? '-' : ''}${order.key}`;
}

/** Query pairs without the fields of a form that were left empty: a browser without script sends them so. */
export function withoutBlanks(query: Iterable<readonly [string, string]>): (readonly [string, string])[] {
  return [...query].filter(([, raw]) => raw.trim() !== '');
}
