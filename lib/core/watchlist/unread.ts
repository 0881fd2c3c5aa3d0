/** Which changes of the feed concern what stands on a list, and which of them are new to its reader. */
import { guidePointUsdBn } from '../demand/guide-point.ts';
import type { IsoDate } from '../facts/types.ts';
import type { FeedItem } from '../ledger/feed.ts';
import type { Amount } from '../ledger/stored-fact.ts';
import { watchKey, type WatchKind, type WatchRef } from './types.ts';

/** Up to where a reader has read: the day, and the newest import that there was. */
export interface SeenMark {
  readonly on: IsoDate;
  readonly dataVersion: number;
}

/** A thing on a list with the name under which facts speak of it. */
export interface WatchedThing extends WatchRef {
  /** Vendor of a stock, or issuer; null where facts carry its id. */
  readonly factName: string | null;
}

/** What a fact is about, as far as lists ask. */
export type AboutFact = Pick<FeedItem, 'table' | 'key' | 'who'>;

/** Tables whose key is the id of the thing; of a scenario, the registry's inputs, on which every scenario rests. */
const TABLE_OF_KIND: Readonly<Partial<Record<WatchKind, string>>> = {
  technique: 'technique',
  model: 'model_architecture',
  scenario: 'assumption',
};

/** An unread change and the things on the list that it concerns. */
export interface ConcernedItem<Item> {
  readonly item: Item;
  readonly concerns: readonly WatchRef[];
}

/**
 * What of the feed is new: recorded by a later import, or of a day after the mark. A fact that was recorded anew is told
 * as that, not once more as the old news that it states.
 */
export function listNew<Item extends Pick<FeedItem, 'kind' | 'on' | 'table' | 'key' | 'recordedInBatch'>>(
  items: readonly Item[],
  seen: SeenMark,
): readonly Item[] {
  const isLater = (item: Item): boolean => item.recordedInBatch > seen.dataVersion;
  const revised = new Set(items.filter(({ kind }) => kind === 'revision').map(recordOf));
  return items.filter((item) =>
    item.kind === 'revision' || !revised.has(recordOf(item))
      ? isLater(item) || item.on > seen.on
      : item.on > seen.on,
  );
}

function recordOf({
  table,
  key,
  recordedInBatch,
}: Pick<FeedItem, 'table' | 'key' | 'recordedInBatch'>): string {
  return [table, key, String(recordedInBatch)].join('\n');
}

/** The changes that concern anything on a list, in their own order, each told once. */
export function listConcerned<Item extends AboutFact>(
  items: readonly Item[],
  things: readonly WatchedThing[],
): readonly ConcernedItem<Item>[] {
  const named = Map.groupBy(things, ({ factName }) => factName);
  const keyed = Map.groupBy(things, keyedBy);
  return items.flatMap((item) => {
    const found = [
      ...item.who.flatMap((name) => named.get(name) ?? []),
      ...(keyed.get(`${item.table} ${item.key}`) ?? []),
      ...(keyed.get(`${item.table} *`) ?? []),
    ];
    const concerns = [
      ...new Map(found.map(({ kind, ref }) => [watchKey({ kind, ref }), { kind, ref }])).values(),
    ];
    return concerns.length === 0 ? [] : [{ item, concerns }];
  });
}

function keyedBy({ kind, ref }: WatchRef): string | null {
  const table = TABLE_OF_KIND[kind];
  if (table === undefined) return null;
  return `${table} ${kind === 'scenario' ? '*' : ref}`;
}

/** What a change is called when a list is summed up. */
export const CHANGE_KINDS = [
  'guidance raise',
  'guidance cut',
  'guidance kept',
  'guidance on another measure',
  'new guidance',
  'report',
  'restatement',
  'revision',
  'withdrawal',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * Kind of a change. A guide is a raise or a cut against the one that it replaced, by the point of each as guides are
 * read everywhere; never where the two are on measures that cannot be compared.
 *
 * @param incomparable ids of guides on another measure than the one they replaced
 */
export function changeKindOf(
  { kind, table, key, before, after }: Pick<FeedItem, 'kind' | 'table' | 'key' | 'before' | 'after'>,
  incomparable: ReadonlySet<string>,
): ChangeKind {
  if (kind !== 'guidance') return kind;
  const [was, is] = [pointOf(before), pointOf(after)];
  if (was === null || is === null) return 'new guidance';
  if (table === 'capex_announcement' && incomparable.has(key)) return 'guidance on another measure';
  if (is === was) return 'guidance kept';
  return is > was ? 'guidance raise' : 'guidance cut';
}

function pointOf(amount: Amount | null): number | null {
  if (amount === null) return null;
  return guidePointUsdBn({ lowUsdBn: amount.low, pointUsdBn: amount.point, highUsdBn: amount.high });
}
