import type { WatchItemInput } from '#lib/contracts/watchlists/watchlists.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { findNearestNames } from '#lib/core/watchlist/nearest-names.ts';
import { watchKey, type WatchKind, type WatchRef } from '#lib/core/watchlist/types.ts';

import type { KnownThing, KnownThings } from './known-things.ts';

const KIND_WORDS: Readonly<Record<WatchKind, string>> = {
  stock: 'no ticker of a listing',
  technique: 'no id of a technique',
  model: 'no id of a model',
  issuer: 'no issuer of capex',
  scenario: 'no scenario of yours',
};

/** What came of looking up one thing. */
export type FoundItem = { readonly item: WatchItemInput } | { readonly fault: string };

/**
 * Looks up a thing that somebody wrote: by its id or its name, whatever the case. What stands on the list already is
 * taken as it is, even when it is no longer on file.
 *
 * @returns the thing with its id as it is on file, or what to say of it
 */
export function findItem(item: WatchItemInput, known: KnownThings, standing: ReadonlySet<string>): FoundItem {
  if (standing.has(watchKey(item)) || known.byKey.has(watchKey(item))) return { item };
  const wanted = item.ref.toLowerCase();
  const ofKind = known.byKind[item.kind];
  const byId = ofKind.filter(({ ref }) => ref.toLowerCase() === wanted);
  const matches = byId.length > 0 ? byId : ofKind.filter(({ title }) => title.toLowerCase() === wanted);
  const [found] = matches;
  if (found !== undefined && matches.length === 1) return { item: { ...item, ref: found.ref } };

  return { fault: refusal(item, ofKind) };
}

/** Looks up every thing of a list; faults name the place of each that does not exist, or that stands there twice. */
export function checkItems(
  items: readonly WatchItemInput[],
  known: KnownThings,
  standing: readonly WatchRef[],
): { readonly items: readonly WatchItemInput[]; readonly faults: readonly InputFault[] } {
  const kept = new Set(standing.map(watchKey));
  const found = items.map((item) => findItem(item, known, kept));
  const seen = new Set<string>();
  const faults = found.flatMap((each, index) => {
    const pointer = `/items/${String(index)}/ref`;
    const name = `items.${String(index)}.ref`;
    if ('fault' in each) return [{ pointer, message: `${name} ${each.fault}` }];
    const key = watchKey(each.item);
    if (seen.has(key)) return [{ pointer, message: `${name} “${each.item.ref}” stands on the list twice` }];
    seen.add(key);
    return [];
  });

  return { items: found.flatMap((each) => ('item' in each ? [each.item] : [])), faults };
}

function refusal({ kind, ref }: WatchItemInput, known: readonly KnownThing[]): string {
  const names = known.map((thing): readonly [string, ...string[]] =>
    kind === 'scenario' ? [thing.title] : [thing.ref, thing.title],
  );
  const nearest = findNearestNames(ref, names);
  const there = nearest.length === 0 ? 'there is none yet' : `nearest are ${nearest.join(', ')}`;

  return `“${ref}” is ${KIND_WORDS[kind]}; ${there}`;
}
