import type { WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';
import type { WatchKind } from '#lib/core/watchlist/types.ts';

/** The list that is open, without its rows. */
export type ListHead = Pick<
  WatchlistBody,
  'id' | 'name' | 'version' | 'columns' | 'seenAt' | 'seenDataVersion' | 'readAt' | 'dataVersion'
>;

/** What can be put on a list. */
export type WatchChoices = Readonly<
  Record<WatchKind, readonly { readonly ref: string; readonly title: string }[]>
>;

/** Says what was done, and how to take it back. */
export type Say = (words: string, undo?: (() => void) | null) => void;
