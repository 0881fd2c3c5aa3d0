import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { openWatchlistSchema } from '#lib/contracts/watchlists/watchlist-shares.ts';
import type {
  OpenedWatchlist,
  WatchlistBody,
  Watchlists,
  WatchlistSummary,
} from '#lib/contracts/watchlists/watchlists.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { watchKey, type WatchKind } from '#lib/core/watchlist/types.ts';
import { findSharedWatchlist, listReadableWatchlists } from '#lib/db/watchlist-shares.ts';
import { findReadableWatchlist, listWatchlists, type StoredWatchlist } from '#lib/db/watchlists.ts';
import { now } from '#lib/platform/clock.ts';
import { hashSecretToken } from '#lib/platform/secret-token.ts';

import { evaluateWatchlist, type EvaluatedWatchlist } from './evaluate-watchlist.ts';
import { loadKnownThings } from './known-things.ts';
import { listUnread } from './list-unread.ts';
import { noWatchlist } from './no-watchlist.ts';

/** One thing to be chosen. */
export interface WatchChoice {
  readonly ref: string;
  readonly title: string;
}

/** The member's own lists in their order, with how much is new on each, and those that colleagues let them read. */
export async function listOwnWatchlists(member: Member): Promise<Result<Watchlists, RequestFault>> {
  const [known, stored, sharedWithMe] = await Promise.all([
    loadKnownThings(member.userId),
    listWatchlists(member.userId),
    listReadableWatchlists(member.userId),
  ]);
  if (!known.ok) return known;
  const items: WatchlistSummary[] = [];
  for (const list of stored) {
    const unread = await listUnread(list, known.value);
    if (!unread.ok) return unread;
    items.push(toSummary(list, unread.value.length));
  }

  return ok({ dataVersion: known.value.dataVersion, asOf: known.value.asOf, items, sharedWithMe });
}

/** What the member can put on a list, by kind: how it is written and what it is. */
export async function listWatchChoices(
  member: Member,
): Promise<Result<Readonly<Record<WatchKind, readonly WatchChoice[]>>, RequestFault>> {
  const known = await loadKnownThings(member.userId);
  if (!known.ok) return known;
  const choicesOf = (kind: WatchKind): readonly WatchChoice[] =>
    known.value.byKind[kind].map(({ ref, title }) => ({ ref, title }));

  return ok({
    stock: choicesOf('stock'),
    technique: choicesOf('technique'),
    model: choicesOf('model'),
    issuer: choicesOf('issuer'),
    scenario: choicesOf('scenario'),
  });
}

/** A list that the member owns or may read, with its figures. Who only reads sees neither notes nor what is unread. */
export async function getWatchlist(member: Member, id: string): Promise<Result<WatchlistBody, RequestFault>> {
  const readAt = now().toISOString();
  const list = await findReadableWatchlist(member.userId, id);
  if (list === null) return err(noWatchlist());
  const evaluated = await evaluateWatchlist(list);
  if (!evaluated.ok) return evaluated;
  const isOwn = list.ownerId === member.userId;
  const changes = isOwn ? await listUnread(list, evaluated.value.known) : ok([]);
  if (!changes.ok) return changes;
  const unread = countUnread(changes.value);

  return ok({
    ...toSummary(list, changes.value.length),
    ...shownOf(evaluated.value),
    // The owner's e-mail is not for readers.
    changedBy: isOwn ? list.changedBy : list.ownerName,
    isOwn,
    ownerName: list.ownerName,
    readAt,
    rows: evaluated.value.rows.map((row) => ({
      ...row,
      ...(isOwn ? {} : withoutSettings(row.kind)),
      note: isOwn ? row.note : null,
      unread: unread.get(watchKey(row)) ?? 0,
    })),
    changes: [...changes.value],
  });
}

/** What a link shows. Unknown, expired and revoked links, and those of deleted lists, are told apart by nobody. */
export async function openWatchlist(input: unknown): Promise<Result<OpenedWatchlist, RequestFault>> {
  const parsed = parseInput(openWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const list = await findSharedWatchlist(hashSecretToken(parsed.value.token));
  if (list === null) return err({ kind: 'not-found', detail: 'This link opens no list, or no longer does.' });
  const evaluated = await evaluateWatchlist(list);
  if (!evaluated.ok) return evaluated;

  return ok({
    name: list.name,
    columns: list.columns,
    ...shownOf(evaluated.value),
    rows: evaluated.value.rows.map((row) => ({
      ...row,
      ...withoutSettings(row.kind),
      note: null,
      unread: 0,
    })),
  });
}

/** A scenario of the owner is named with its figure; what it sets stays theirs. */
function withoutSettings(kind: string): { readonly href?: null; readonly detail?: string } {
  return kind === 'scenario' ? { href: null, detail: 'scenario' } : {};
}

function shownOf({ modelVersion, known }: EvaluatedWatchlist) {
  return { modelVersion, dataVersion: known.dataVersion, asOf: known.asOf };
}

function countUnread(
  changes: readonly { readonly concerns: readonly Parameters<typeof watchKey>[0][] }[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of changes.flatMap(({ concerns }) => concerns.map(watchKey))) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  return counts;
}

function toSummary(list: StoredWatchlist, unread: number): WatchlistSummary {
  const { id, name, columns, version, changedAt, changedBy, seenAt, seenDataVersion, items } = list;

  return {
    ...{ id, name, columns: [...columns], version, changedAt, changedBy, seenAt, seenDataVersion },
    itemCount: items.length,
    unread,
  };
}
