import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { StoredWatchlist } from '#lib/db/watchlists.ts';

/** Said alike of a list that is not there, deleted or somebody else's. */
export function noWatchlist(): RequestFault {
  return { kind: 'not-found', detail: 'You have no watchlist with this id.' };
}

/** Said when a name is taken; a conflict, since it depends on what else there is. */
export function listNameTaken(name: string): RequestFault {
  return { kind: 'conflict', detail: `You have a watchlist named “${name}” already. Choose another name.` };
}

/** Said to who changed an older version than the newest. */
export function listOvertaken(
  { version, changedBy, changedAt }: StoredWatchlist,
  changed: number,
): RequestFault {
  return {
    kind: 'conflict',
    detail:
      `You changed version ${String(changed)}, but version ${String(version)} was saved by ${changedBy} at ` +
      `${changedAt}. Yours was not saved. Look at the newer one, then send your change with its version.`,
  };
}
