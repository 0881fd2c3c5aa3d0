import type { WatchRef } from '#lib/core/watchlist/types.ts';

/** What would be put on a list, and what it is called. */
export interface Watchable extends WatchRef {
  readonly title: string;
}
