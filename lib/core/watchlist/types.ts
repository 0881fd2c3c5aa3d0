/** What can stand on a watchlist, and what can be shown of it. */

/** Kinds of things, in the order in which they are offered. */
export const WATCH_KINDS = ['stock', 'technique', 'model', 'issuer', 'scenario'] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

/** One thing: ticker of a listing, id of a technique, model or saved scenario, name of an issuer. */
export interface WatchRef {
  readonly kind: WatchKind;
  readonly ref: string;
}

/** Columns that a list can show. */
export const WATCH_COLUMNS = [
  'price',
  'change1',
  'change5',
  'change20',
  'trend',
  'exposure',
  'hbmShare',
  'implied',
  'breakEven',
  'saving',
  'kvBytes',
  'guide',
  'dataAge',
] as const;
export type WatchColumn = (typeof WATCH_COLUMNS)[number];

/** Kinds of which a column says something; of the others it is empty, which is no absence of data. */
export const COLUMN_KINDS: Readonly<Record<WatchColumn, readonly WatchKind[]>> = {
  price: ['stock'],
  change1: ['stock'],
  change5: ['stock'],
  change20: ['stock'],
  trend: ['stock'],
  exposure: ['stock'],
  hbmShare: ['stock'],
  implied: ['stock'],
  breakEven: ['scenario'],
  saving: ['technique'],
  kvBytes: ['model'],
  guide: ['issuer'],
  dataAge: WATCH_KINDS,
};

/** One text for a thing; kinds hold no space. */
export function watchKey({ kind, ref }: WatchRef): string {
  return `${kind} ${ref}`;
}
