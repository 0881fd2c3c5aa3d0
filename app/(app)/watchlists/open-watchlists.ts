import type { Viewer } from '#lib/auth/viewer.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { idPathSchema } from '#lib/contracts/accounts/members.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { WatchlistBody, Watchlists } from '#lib/contracts/watchlists/watchlists.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { WatchKind } from '#lib/core/watchlist/types.ts';
import { countUnread } from '#lib/services/alerts/inbox.ts';
import {
  getWatchlist,
  listOwnWatchlists,
  listWatchChoices,
  type WatchChoice,
} from '#lib/services/watchlists/show-watchlists.ts';

/** What the page shows. */
export interface OpenedWatchlists {
  readonly lists: Watchlists;
  /** Null: the member has none. */
  readonly list: WatchlistBody | null;
  readonly choices: Readonly<Record<WatchKind, readonly WatchChoice[]>>;
  readonly isUnreadFirst: boolean;
  /** Alerts that the member has not read. */
  readonly unreadAlerts: number;
  /** Whether the address names a list that the member may not read. */
  readonly isUnknown: boolean;
}

/** The list that the address names, else the member's first; null for who is not signed in. */
export async function openWatchlists(
  viewer: Viewer,
  asked: ReadonlyMap<string, string>,
): Promise<Result<OpenedWatchlists | null, RequestFault>> {
  if (viewer.kind === 'anonymous') return ok(null);
  const [lists, choices, unreadAlerts] = await Promise.all([
    listOwnWatchlists(viewer),
    listWatchChoices(viewer),
    countUnread(viewer),
  ]);
  if (!lists.ok) return lists;
  if (!choices.ok) return choices;
  const wanted = asked.get('list') ?? null;
  const found = wanted === null ? null : await find(viewer, wanted);
  if (found !== null && !found.ok && found.error.kind !== 'not-found') return found;
  const first = lists.value.items[0]?.id;
  const usual = found?.ok === true || first === undefined ? null : await getWatchlist(viewer, first);
  if (usual !== null && !usual.ok) return usual;

  return ok({
    lists: lists.value,
    choices: choices.value,
    list: found?.ok === true ? found.value : (usual?.value ?? null),
    unreadAlerts,
    isUnreadFirst: asked.get('first') === 'unread',
    isUnknown: found !== null && !found.ok,
  });
}

async function find(
  viewer: Extract<Viewer, { kind: 'member' }>,
  id: string,
): Promise<Result<WatchlistBody, RequestFault>> {
  const parsed = parseInput(idPathSchema, { id });
  return parsed.ok
    ? getWatchlist(viewer, parsed.value.id)
    : { ok: false, error: { kind: 'not-found', detail: '' } };
}
